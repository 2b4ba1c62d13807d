# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of base units: the code of the area and a serial number inside it.

The serial runs west to east in rows from north to south (从西向东、由北至南, DOMAIN.md chapter 3).
A standard unit code has 15 characters: 6 county + 3 street + 3 community + 3 serial.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..errors import Notice, SerialOverflow
from ..graph import Floats, Ints

COMMUNITY_CODE_LENGTH = 12
SERIAL_DIGITS = 3


def serial_numbers(centres: Floats, area: Ints, row_height: float) -> Ints:
    """Return 1, 2, … per area: rows of `row_height` (m) from north, in each row from west.

    `centres` (n, 2) are points inside the units (m), `area` (n,) their area.
    """
    north = np.full(int(area.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(north, area, centres[:, 1])
    row = np.floor((north[area] - centres[:, 1]) / row_height)
    order = np.lexsort((centres[:, 1], centres[:, 0], row, area))
    first = np.searchsorted(area[order], area[order], side="left")
    serial = np.empty(len(area), np.int64)
    serial[order] = np.arange(len(area)) - first + 1
    return serial


def unit_codes(
    area_codes: NDArray[np.object_], area: Ints, serial: Ints, profile: str
) -> tuple[NDArray[np.object_], list[Notice]]:
    """Return the code of each unit (n,) and what is to be said about the area codes.

    Area codes that are not of the standard's length are used as they are, with a notice, and
    their serial gets as many digits as it needs. Raises SerialOverflow where an area with a
    standard code has more units than its three digits can number.
    """
    standard = _are_standard(area_codes, profile)
    most = int(serial.max(initial=0))
    digits = SERIAL_DIGITS
    notices = []
    check_capacity(area_codes, np.bincount(area, minlength=len(area_codes)), profile)
    if not standard:
        digits = max(SERIAL_DIGITS, math.floor(math.log10(max(most, 1))) + 1)
    if profile != "CUSTOM" and not standard:
        odd = [str(code) for code in area_codes if not _is_standard(code)]
        notices.append(Notice("area_code_length", {"codes": odd, "profile": profile}))
    codes = [f"{area_codes[a]}{s:0{digits}d}" for a, s in zip(area.tolist(), serial.tolist())]
    return np.array(codes, object), notices


def check_capacity(area_codes: NDArray[np.object_], units: Ints, profile: str) -> None:
    """Raise SerialOverflow where an area with a standard code has too many `units` (k,)."""
    capacity = 10**SERIAL_DIGITS - 1
    if not len(units) or not _are_standard(area_codes, profile):
        return
    full = int(np.argmax(units))
    if units[full] > capacity:
        raise SerialOverflow(area=area_codes[full], units=int(units[full]), capacity=capacity)


def _are_standard(area_codes: NDArray[np.object_], profile: str) -> bool:
    return profile != "CUSTOM" and all(_is_standard(code) for code in area_codes)


def _is_standard(code: object) -> bool:
    return len(str(code)) == COMMUNITY_CODE_LENGTH and str(code).isalnum()
