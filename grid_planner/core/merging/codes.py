# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of unified grids: the community and a serial number, never one that was given before.

Serials run west to east in rows from north to south. Where no hard layer names the communities,
those that the first department's codes begin with do; a grid over several of them gets community
digits from 601 on and a serial of zeros (CJ/T 349-2010, 5.6).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..coverage.shapes import NOBODY
from ..labels import sum_by_label
from ..serials import serial_numbers

COMMUNITY = re.compile(r"\d{12}")
"""County 6, street 3 and community 3 digits (GB/T 2260, GB/T 10114)."""

STREET_DIGITS = 9
ACROSS_FROM = 601
SERIAL_DIGITS = 3
MOST_DIGITS = 6  # of a serial; longer numbers are codes of another kind

FOREIGN = 0.05
"""Share of a grid up to which ground of another community does not make it a grid over several:
the borders of two departments are not drawn that sharply."""


@dataclass(frozen=True)
class Naming:
    """Grids to be named: their `parents` (codes of communities, none known: empty), and place.

    `centres` (n, 2) are points inside the grids, m; `area` in m².
    """

    parents: list[tuple[str, ...]]
    centres: Floats
    area: Floats


def communities_of(
    zone: Ints, label: Ints, codes: tuple[str, ...], area: Floats, count: int
) -> list[tuple[str, ...]]:
    """Return the communities of each of `count` zones, by the first department's `codes`.

    `zone`, `label` (row in `codes`) and `area` (m²) are those of the atoms. Empty where the codes
    do not all begin with that of a community.
    """
    found = [COMMUNITY.match(code) for code in codes]
    if not codes or not all(found):
        return [()] * count
    names, community = np.unique([match[0] for match in found if match], return_inverse=True)
    known = (zone != NOBODY) & (label != NOBODY)
    pairs, place = np.unique(
        zone[known] * len(names) + community[label[known]], return_inverse=True
    )
    share = sum_by_label(place, area[known], len(pairs))
    owner = pairs // len(names)
    inside = share > FOREIGN * sum_by_label(owner, share, count)[owner]
    parents: list[tuple[str, ...]] = [()] * count
    for grid, name in zip(owner[inside].tolist(), names[pairs[inside] % len(names)].tolist()):
        parents[grid] = (*parents[grid], str(name))
    return parents


def name_grids(naming: Naming, kept: dict[int, str], used: Collection[str]) -> tuple[str, ...]:
    """Return the code of each grid: the `kept` one, or a new one that is not among the `used`."""
    codes = dict(kept)
    taken = {*used, *kept.values()}
    new = [grid for grid in range(len(naming.parents)) if grid not in kept]
    across = [grid for grid in new if len(naming.parents[grid]) > 1]
    streets = [naming.parents[grid][0][:STREET_DIGITS] for grid in across]
    for grid, street, number in _numbered(naming, across, streets, taken, ACROSS_FROM):
        codes[grid] = f"{street}{number:03d}{'0' * SERIAL_DIGITS}"
    within = [grid for grid in new if len(naming.parents[grid]) <= 1]
    prefixes = ["".join(naming.parents[grid]) for grid in within]
    numbered = list(_numbered(naming, within, prefixes, taken, 1))
    digits = max([SERIAL_DIGITS, *(len(str(number)) for _, _, number in numbered)])
    for grid, prefix, number in numbered:
        codes[grid] = f"{prefix}{number:0{digits}d}"
    return tuple(codes[grid] for grid in range(len(naming.parents)))


def _numbered(
    naming: Naming, grids: list[int], prefixes: list[str], taken: set[str], first: int
) -> Iterable[tuple[int, str, int]]:
    """Yield each of the `grids` with its prefix and number, in reading order after the highest.

    Numbers begin at `first` where none of the prefix was ever taken.
    """
    if not grids:
        return
    names, owner = np.unique(np.array(prefixes, object).astype(str), return_inverse=True)
    before = dict.fromkeys(names.tolist(), first - 1)
    behind = SERIAL_DIGITS if first == ACROSS_FROM else 0  # zeros that follow the number
    lengths = {len(name) for name in before}
    for code in taken:
        for length in lengths:
            digits = code[length : len(code) - behind]
            if code[:length] in before and digits.isdigit() and len(digits) <= MOST_DIGITS:
                before[code[:length]] = max(before[code[:length]], int(digits))
    row_height = float(np.sqrt(naming.area[grids].mean()))
    serial = serial_numbers(
        naming.centres[grids], owner.astype(np.int64), row_height, "rows_north_south_west_east"
    )
    for grid, name, number in zip(grids, names[owner].tolist(), serial.tolist()):
        yield grid, name, before[name] + number
