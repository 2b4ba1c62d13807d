# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of base units: the code of the area and a serial number inside it.

Codes that units already have stay, codes that were ever used are not given again, and new serials
follow the highest one of the area, so that a second run changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Flags, Ints, Texts, shapes_of
from ..errors import EmptyInput, MissingCodes, Notice
from ..params import EncodeParams
from ..progress import NULL_PROGRESS, Progress
from ..row_order import fixed_order, in_row_order
from ..serials import serial_numbers
from .code_profiles import CodeProfile, code_profile
from .codes import check_room, unit_codes

SEPARATORS = re.compile(r"[,;，；、|+]")  # between the codes of several communities


@dataclass(frozen=True)
class Codes:
    """The code of each unit, row by row as they came, and which ones are new."""

    codes: Texts
    new: Flags
    notes: tuple[Notice, ...] = ()


def encode_units(
    units: gpd.GeoDataFrame,
    params: EncodeParams,
    *,
    profile: CodeProfile | None = None,
    used_codes: Sequence[str | None] = (),
    progress: Progress = NULL_PROGRESS,
) -> Codes:
    """Give every unit a code that begins with its area's and is nobody else's.

    `units`: polygons with `area_code`, in which several codes (separated by a comma) stand for a
    unit over several communities, and `kept_code` (optional): a code that stays. A code that
    several units carry belonged to a unit that was divided: it is retired and they get new ones.
    `used_codes`: codes of before, which are not given again. Without a `profile` the one that
    `params` names is read from the plugin's table.

    Raises EmptyInput, MissingCodes, SerialOverflow, UnknownOption, OutOfRange, BadTable.
    Source: units over several communities: CJ/T 349-2010, 5.6.
    """
    params.validate()
    if units.empty:
        raise EmptyInput(layer="input")
    work = _Encoding(units, params, profile or code_profile(params.code_profile), used_codes)
    progress.tick(1, 3)
    across = work.free & (work.communities > 1)
    if work.profile.across_from is not None:
        across &= [work.profile.fits(part) for part in work.first_area]
        work.number_across(np.flatnonzero(across))
    progress.tick(2, 3)
    work.number_within(np.flatnonzero(work.free & pd.isna(work.codes)))
    progress.tick(3, 3)
    codes, new = (in_row_order(values, work.order) for values in (work.codes, work.free))
    return Codes(codes, new, tuple(work.notes))


@dataclass
class _Encoding:
    """The units in an order of their own, and what has been given out so far."""

    units: gpd.GeoDataFrame
    params: EncodeParams
    profile: CodeProfile
    used_codes: Sequence[str | None]
    notes: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        shapes = shapes_of(self.units)
        ids = [self.units["source_id"].to_numpy()] if "source_id" in self.units else []
        self.order = fixed_order(shapes, *ids)
        shapes = shapes[self.order]
        self.centres = shapely.get_coordinates(shapely.point_on_surface(shapes))
        self.row_height = self.params.row_height or float(np.sqrt(shapely.area(shapes).mean()))
        self._read_areas()
        self._read_kept()

    def _read_areas(self) -> None:
        texts = self.units["area_code"].to_numpy()[self.order]
        missing = int(pd.isna(texts).sum())
        if missing:
            raise MissingCodes(layer="input", field="area_code", count=missing)
        prefix = self.params.prefix.strip()
        parts = [
            sorted({prefix + part.strip() for part in SEPARATORS.split(str(text)) if part.strip()})
            for text in texts
        ]
        self.communities = np.array([len(codes) for codes in parts])
        self.first_area = [codes[0] if codes else prefix for codes in parts]
        self.areas = np.array(["-".join(codes) for codes in parts], object)
        self.parts = parts

    def _read_kept(self) -> None:
        """Take over codes that stay; codes at several units are retired."""
        kept = pd.Series([None] * len(self.areas), dtype=object)
        if "kept_code" in self.units:
            kept = pd.Series(self.units["kept_code"].to_numpy()[self.order], dtype=object)
        known = kept.notna()
        shared = known & kept.duplicated(keep=False)
        self.used = {str(code) for code in [*kept[known], *self.used_codes] if code}
        self.free = (~known | shared).to_numpy()
        self.codes = np.full(len(kept), None, object)
        self.codes[~self.free] = kept.to_numpy()[~self.free]
        if shared.any():
            codes = sorted(set(kept[shared]))
            facts = {"units": int(shared.sum()), "codes": codes}
            self.notes.append(Notice("codes_divided", facts))
        stays = [str(code) for code in self.codes[~self.free]]
        odd = sorted(code for code in stays if not self.profile.pattern.fullmatch(code))
        if odd:
            facts = {"count": len(odd), "codes": odd, "profile": self.profile.name}
            self.notes.append(Notice("kept_codes_odd", facts))
        if stays:
            facts = {"kept": len(stays), "new": int(self.free.sum())}
            self.notes.append(Notice("codes_kept", facts))

    def number_across(self, rows: Ints) -> None:
        """Code units over several communities: community digits 601 upward, serial of zeros."""
        width = self.profile.parts[-1]
        streets = [sorted({part[:-width] for part in self.parts[row]}) for row in rows.tolist()]
        several = [self.areas[row] for row, found in zip(rows.tolist(), streets) if len(found) > 1]
        if several:
            self.notes.append(Notice("unit_across_streets", {"codes": several}))
        names, street = np.unique(np.array([found[0] for found in streets], object),
                                  return_inverse=True)  # fmt: skip
        first = self.profile.across_from or 0
        before = self._across_used(names, width, first)
        number = before[street] + self._ranks(rows, street)
        highest = np.zeros(len(names), np.int64)
        np.maximum.at(highest, street, number)
        check_room(names, highest, 10**width - 1)
        zeros = "0" * self.profile.serial_digits
        for row, place, digits in zip(rows.tolist(), street.tolist(), number.tolist()):
            self.codes[row] = f"{names[place]}{digits:0{width}d}{zeros}"

    def number_within(self, rows: Ints) -> None:
        """Code units inside one area each: the serials after the highest that was ever used."""
        names, area = np.unique(self.areas[rows], return_inverse=True)
        tails = self._serials_used(names)
        before = [max([0, *map(self.profile.serial_number, used)]) for used in tails]
        serial = np.array(before, np.int64)[area] + self._ranks(rows, area)
        of_area = pd.Series(self.areas).value_counts()
        untouched = np.array([not used for used in tails], bool)
        sole = (of_area.reindex(names).to_numpy() == 1) & untouched
        codes: Texts = np.empty(0, object)
        digits, clash = 0, True
        while clash:  # only area codes of various lengths can give the same text twice
            codes, said = unit_codes(
                names, area, serial, self.profile,
                sole=sole[area], letters=self.params.letters, least_digits=digits,
            )  # fmt: skip
            clash = not self.used.isdisjoint(codes)
            digits = max(map(len, self.used), default=0) + 1
        self.codes[rows] = codes
        self.notes += said

    def _ranks(self, rows: Ints, area: Ints) -> Ints:
        return serial_numbers(self.centres[rows], area, self.row_height, self.params.serial_order)

    def _serials_used(self, names: Texts) -> list[list[str]]:
        """Return the serials ever used in each area of `names`.

        The area of a code is that of its unit, else the longest of the names it begins with.
        """
        tails: dict[str, list[str]] = {name: [] for name in names}
        lengths = sorted({len(name) for name in names}, reverse=True)
        owner = {str(c): a for c, a in zip(self.codes, self.areas) if c is not None}
        for code in self.used:
            own = owner.get(code, "")
            starts = [own] if own and code.startswith(own) else [code[:n] for n in lengths]
            found = next((start for start in starts if start in tails), "")
            # areas of the profile's length count every such code: nothing else keeps them apart
            for name in {found, code[: sum(self.profile.parts)]} & tails.keys():
                tails[name].append(code[len(name) :])
        return [tails[name] for name in names]

    def _across_used(self, streets: Texts, width: int, first: int) -> Ints:
        """Return the highest community number from `first` on that each street ever used."""
        highest = dict.fromkeys(streets, first - 1)
        for code in self.used:
            for length in {len(street) for street in streets}:
                street, digits = code[:length], code[length : length + width]
                if street in highest and digits.isdigit():
                    highest[street] = max(highest[street], int(digits))
        return np.array([highest[street] for street in streets], np.int64)
