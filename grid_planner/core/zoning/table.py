# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user gave, checked and in an order of its own, so that row order never matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Geometries, Ints, shapes_of
from ..codes import check_codes
from ..errors import (
    BadAmounts,
    BadWorkload,
    EmptyInput,
    LockNeedsCurrent,
    MissingCodes,
    UnitsWithoutShape,
    UnknownOption,
)
from ..labels import first_by_label, sum_by_label
from ..params import LARGEST
from .limits import ALWAYS_KNOWN, Limit

LAYER = "units"
NONE = -1
"""Stands in index columns for "has none"."""

MOST_WHOLE = 2.0**63
"""Whole numbers below this are codes without a decimal point."""

Names = tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """A text column as `index` (n,) into sorted `names`; `NONE` where the column is empty."""

    index: Ints
    names: Names

    @property
    def used(self) -> bool:
        """Whether any unit has a value."""
        return bool(self.names)

    def name(self, i: int) -> str:
        """Return the text of unit `i`, empty where it has none."""
        return self.names[self.index[i]] if self.index[i] != NONE else ""


@dataclass(frozen=True)
class Limited:
    """What there is of each limited quantity: `amounts` (n, k) under the k `limits`."""

    limits: tuple[Limit, ...] = ()
    amounts: Floats = field(default_factory=lambda: np.empty((0, 0)))

    def sums(self, label: Ints, count: int) -> Floats:
        """Return the amounts (count, k) of all with each label; those below 0 are left out."""
        sums = np.zeros((count, len(self.limits)))
        if self.limits:
            np.add.at(sums, label[label >= 0], self.amounts[label >= 0])
        return sums


@dataclass(frozen=True)
class UnitTable:
    """Base units in canonical order: by code, or by position where they have no codes.

    `order` (n,): row of the input at each place. `workload`: any additive measure (area in m²
    when none was given). `locked`: the unit's current grid shall stay as it is. `patrol`: length
    of the unit's patrol tour, m; None where it was not given. `limited`: other quantities that
    grids may hold only so much of.
    """

    order: Ints
    codes: Names
    shapes: Geometries
    workload: Floats
    parent: Labelled
    group: Labelled
    kind: Labelled
    manager: Labelled
    current: Labelled
    locked: Flags
    patrol: Floats | None = None
    limited: Limited = field(default_factory=Limited)

    def __len__(self) -> int:
        return len(self.order)

    def codes_of(self, chosen: Flags | Ints) -> list[str]:
        """Return the codes of the chosen units."""
        return [self.codes[i] for i in np.arange(len(self))[chosen]]

    def main_parents(self, owner: Ints) -> Ints:
        """Return the parent that each owner 0, 1, … of units lies in, `NONE` where in none.

        `owner` (n,), `NONE` for units left out. Most workload decides, of equals the larger area,
        then more units, then the lower code.
        """
        known = np.flatnonzero(owner != NONE)
        pairs = np.stack([owner, self.parent.index], axis=1)[known]
        pairs, place, units = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
        place = place.reshape(-1)
        load = sum_by_label(place, self.workload[known], len(pairs))
        area = sum_by_label(place, shapely.area(self.shapes[known]), len(pairs))
        best = first_by_label(pairs[:, 0], -load, -area, -units, pairs[:, 1])
        main = np.full(int(owner.max(initial=NONE)) + 1, NONE, np.int64)
        main[pairs[best, 0]] = pairs[best, 1]
        return main


def read_units(units: gpd.GeoDataFrame, limits: Sequence[Limit] = ()) -> UnitTable:
    """Check the canonical columns of `units` and put the units in canonical order.

    `limits`: each limited quantity is a column of `units` too, or one that is always known.

    Raises EmptyInput, UnitsWithoutShape, MissingCodes, DuplicateCodes, BadWorkload,
    LockNeedsCurrent, UnknownOption, BadAmounts.
    """
    if units.empty:
        raise EmptyInput(layer=LAYER)
    codes, order = _canonical_order(units)
    units = units.iloc[order]
    names = tuple(codes[order].tolist())
    shapes = shapes_of(units)
    parent = labelled(units, "parent_code")
    if "parent_code" in units and (parent.index == NONE).any():
        bare = [names[i] for i in np.flatnonzero(parent.index == NONE)]
        raise MissingCodes(layer=LAYER, field="parent_code", count=len(bare), units=bare)
    current = labelled(units, "current_grid")
    workload = _workload(units, shapes, names)
    return UnitTable(
        order=order,
        codes=names,
        shapes=shapes,
        workload=workload,
        parent=parent,
        group=labelled(units, "keep_together"),
        kind=labelled(units, "unit_class"),
        manager=labelled(units, "manager"),
        current=current,
        locked=_locked(units, current),
        patrol=_patrol(units),
        limited=_limited(units, limits, names, workload),
    )


def labelled(units: gpd.GeoDataFrame, column: str) -> Labelled:
    """Return text `column` of `units` as sorted names and an index; nothing where it is missing.

    Empty texts count as missing, whole numbers read as floats lose their ".0".
    """
    if column not in units:
        return Labelled(np.full(len(units), NONE, np.int64), ())
    index, names = pd.factorize(_as_text(units[column]), sort=True)
    return Labelled(np.asarray(index, np.int64), tuple(str(name) for name in names))


def _as_text(values: pd.Series) -> pd.Series:
    present = values.notna()
    if pd.api.types.is_float_dtype(values.dtype):
        known = values[present]
        if (known.abs() < MOST_WHOLE).all() and (known % 1 == 0).all():
            values = values.astype("Int64")
    text = values.astype(object).where(present, None).map(lambda value: str(value).strip())
    return text.where(present & (text != ""), None)


def _canonical_order(units: gpd.GeoDataFrame) -> tuple[NDArray[np.object_], Ints]:
    shapes = shapes_of(units)
    bare = ~(shapely.area(shapes) > 0)
    if "unit_code" in units:
        text = _as_text(units["unit_code"])
        check_codes(text, layer=LAYER, field="unit_code")
        codes = text.to_numpy(object)
        order = np.argsort(codes.astype(str), kind="stable")
    else:
        codes = np.array([str(label) for label in units.index], object)
        middle = shapely.centroid(shapes)
        order = np.lexsort((shapely.area(shapes), shapely.get_y(middle), shapely.get_x(middle)))
    if bare.any():
        raise UnitsWithoutShape(units=sorted(codes[bare].tolist()))
    return codes, order.astype(np.int64)


def _workload(units: gpd.GeoDataFrame, shapes: Geometries, names: Names) -> Floats:
    if "workload" not in units:
        return np.asarray(shapely.area(shapes), np.float64)
    workload = pd.to_numeric(units["workload"], errors="coerce").to_numpy(
        np.float64, na_value=np.nan
    )
    found = {
        "null": np.isnan(workload),
        "huge": np.abs(workload) >= LARGEST,
        "negative": workload < 0,
    }
    for problem, wrong in found.items():
        if wrong.any():
            raise BadWorkload(problem=problem, units=[names[i] for i in np.flatnonzero(wrong)])
    if workload.max() <= 1 / LARGEST:
        raise BadWorkload(problem="zero", units=[])
    return np.asarray(workload)


def _limited(
    units: gpd.GeoDataFrame, limits: Sequence[Limit], names: Names, workload: Floats
) -> Limited:
    if not limits:
        return Limited()
    known = {
        "unit_count": np.ones(len(units)),
        "area_m2": np.asarray(shapely.area(units.geometry.array), np.float64),
        "workload": workload,
    }
    columns = [
        known[limit.quantity] if limit.quantity in known else _amounts(units, limit.quantity, names)
        for limit in limits
    ]
    return Limited(tuple(limits), np.stack(columns, axis=1))


def _amounts(units: gpd.GeoDataFrame, quantity: str, names: Names) -> Floats:
    if quantity not in units:
        numeric = units.select_dtypes("number").columns
        options = (*ALWAYS_KNOWN, *(name for name in numeric if name not in ALWAYS_KNOWN))
        raise UnknownOption(parameter="limits", value=quantity, options=options)
    amounts = pd.to_numeric(units[quantity], errors="coerce").to_numpy(np.float64, na_value=np.nan)
    for problem, wrong in (("null", ~np.isfinite(amounts)), ("negative", amounts < 0)):
        if wrong.any():
            at_fault = [names[i] for i in np.flatnonzero(wrong)]
            raise BadAmounts(quantity=quantity, problem=problem, units=at_fault)
    return np.asarray(amounts)


def _locked(units: gpd.GeoDataFrame, current: Labelled) -> Flags:
    if "locked" not in units:
        return np.zeros(len(units), bool)
    flags = pd.to_numeric(units["locked"], errors="coerce").to_numpy(np.float64, na_value=0.0)
    locked = np.nan_to_num(flags) != 0
    if (locked & (current.index == NONE)).any():
        raise LockNeedsCurrent
    return np.asarray(locked)


def _patrol(units: gpd.GeoDataFrame) -> Floats | None:
    """Return the patrol tours; what is empty or below zero counts as none."""
    if "patrol_m" not in units:
        return None
    metres = pd.to_numeric(units["patrol_m"], errors="coerce").to_numpy(np.float64, na_value=0.0)
    return np.asarray(np.maximum(np.nan_to_num(metres), 0.0))
