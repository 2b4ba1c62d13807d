# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of units: that of the area, and a serial number as the profile writes it."""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Ints, Texts
from ..errors import Notice, SerialOverflow
from .code_profiles import CodeProfile


def unit_codes(
    area_codes: Texts,
    area: Ints,
    serial: Ints,
    profile: CodeProfile,
    *,
    sole: Flags | None = None,
    letters: bool = False,
    least_digits: int = 0,
) -> tuple[Texts, list[Notice]]:
    """Return the code of each unit (n,) and what is to be said about the area codes.

    Area codes that do not fit the profile are used as they are, with a notice, and their serials
    get as many digits as they need, `least_digits` at least. `sole` marks units that are alone in
    their area. Raises SerialOverflow where an area has more serials than its profile has room
    for; with `letters` they go on after 999 as A00 … Z99.
    """
    fits = _fit(area_codes, profile)
    highest = np.zeros(len(area_codes), np.int64)
    np.maximum.at(highest, area, serial)
    check_capacity(area_codes, highest, profile, letters=letters)
    ruled = fits if profile.parts else np.zeros(len(fits), bool)
    most = int(highest[~ruled].max(initial=0))
    digits = max(profile.serial_digits, len(str(most)), least_digits)
    if sole is not None and profile.sole_serial is not None:
        serial = np.where(sole & ruled[area], profile.sole_serial, serial)
    codes = [
        f"{area_codes[a]}{profile.serial_text(s) if ruled[a] else f'{s:0{digits}d}'}"
        for a, s in zip(area.tolist(), serial.tolist())
    ]
    odd = [str(code) for code in area_codes[~fits]]
    facts = {"codes": odd, "profile": profile.name}
    return np.array(codes, object), [Notice("area_code_length", facts)] if odd else []


def check_capacity(
    area_codes: Texts, highest: Ints, profile: CodeProfile, *, letters: bool = False
) -> None:
    """Raise SerialOverflow where a `highest` serial (k,) has no room in the code of its area."""
    fitting = np.where(_fit(area_codes, profile), highest, 0)
    check_room(area_codes, fitting, profile.capacity(letters))


def _fit(area_codes: Texts, profile: CodeProfile) -> Flags:
    return np.array([profile.fits(str(code)) for code in area_codes], bool)


def check_room(area_codes: Texts, highest: Ints, capacity: int | None) -> None:
    """Raise SerialOverflow where a `highest` number (k,) is above the `capacity`."""
    full = int(np.argmax(highest)) if len(highest) else 0
    if capacity is not None and len(highest) and highest[full] > capacity:
        raise SerialOverflow(area=area_codes[full], units=int(highest[full]), capacity=capacity)
