# SPDX-License-Identifier: GPL-2.0-or-later
"""Which unit a thing belongs to, or how much of it belongs to which unit.

A thing on a border belongs to the unit with the lower code, and to no other, so that sums over
units plus what lies outside always give the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from ..arrays import Floats, Geometries, Ints, shapes_of
from ..row_order import fixed_order, in_row_order
from ..street_sides import both_sides

OUTSIDE = -1
ROUNDING_DIGITS = 9  # shares that agree so far are equal


@dataclass(frozen=True)
class Shares:
    """How much of thing `row` belongs to the unit `unit`: `share` of 1; the rest is outside."""

    row: Ints
    unit: Ints
    share: Floats

    def sums(self, amounts: Floats, units: int) -> Floats:
        """Return what each unit gets of `amounts`, one a thing."""
        given = amounts[self.row] * self.share
        return np.bincount(self.unit, weights=given, minlength=units).astype(float)

    def undivided(self, things: int) -> Shares:
        """Give each thing whole to the unit that holds most of it, or to none if most is outside.

        Of equal shares the unit with the lower code wins, and a unit before the outside.
        """
        within = np.bincount(self.row, weights=self.share, minlength=things)
        order = np.lexsort((self.unit, -np.round(self.share, ROUNDING_DIGITS), self.row))
        row, first = np.unique(self.row[order], return_index=True)
        best = order[first]
        wins = np.round(self.share[best] + within[row] - 1.0, ROUNDING_DIGITS) >= 0
        return Shares(row[wins], self.unit[best[wins]], np.ones(np.count_nonzero(wins)))


class UnitShapes:
    """The polygons of the units; a unit's number is its place in the order of codes."""

    def __init__(self, units: gpd.GeoDataFrame) -> None:
        """Sort `units` by `unit_code` (by `source_id` or place where there is none)."""
        shapes = shapes_of(units)
        codes = [units[name].to_numpy() for name in ("unit_code", "source_id") if name in units]
        self.order = fixed_order(shapes, *codes)
        self.shapes = shapes[self.order]

    def __len__(self) -> int:
        return len(self.shapes)

    def in_row_order(self, values: NDArray[Any]) -> NDArray[Any]:
        """Bring one value a unit from the order of codes into the order of the rows."""
        return in_row_order(values, self.order)

    def at(self, points: Geometries) -> Ints:
        """Return the unit of each point, OUTSIDE where there is none."""
        return self._lowest(points, "intersects")

    def by_area(self, things: Geometries) -> Shares:
        """Share polygons out by area; points, and anything else, go to the unit at their place."""
        return self._shares(things, shapely.area)

    def whole(self, things: Geometries) -> Shares:
        """Give each thing whole to the unit that holds most of it (`Shares.undivided`)."""
        return self.by_area(things).undivided(len(things))

    def by_length(self, lines: Geometries) -> Shares:
        """Share lines out by length."""
        return self._shares(lines, shapely.length)

    def _shares(self, things: Geometries, measure: Callable[[Geometries], Floats]) -> Shares:
        size = measure(things)
        sized = size > 0
        whole = np.full(len(things), OUTSIDE, np.int64)
        whole[sized] = self._lowest(things[sized], "covers")
        whole[~sized] = self.at(shapely.point_on_surface(things[~sized]))
        cut = np.flatnonzero((whole == OUTSIDE) & sized)
        unit, place = shapely.STRtree(things[cut]).query(self.shapes, predicate="intersects")
        row = cut[place]
        part = measure(shapely.intersection(things[row], self.shapes[unit])) / size[row]
        # where units overlap, each gets its part of what they hold together
        total = np.bincount(row, weights=part, minlength=len(things))
        part /= np.maximum(total, 1.0)[row]
        inside = np.flatnonzero(whole != OUTSIDE)
        return Shares(
            row=np.concatenate([inside, row[part > 0]]),
            unit=np.concatenate([whole[inside], unit[part > 0]]),
            share=np.concatenate([np.ones(len(inside)), part[part > 0]]),
        )

    def _lowest(self, things: Geometries, predicate: str) -> Ints:
        """Return the first unit that `predicate` (unit, thing) holds for, OUTSIDE for none."""
        unit, thing = shapely.STRtree(things).query(self.shapes, predicate=predicate)
        owner = np.full(len(things), len(self), np.int64)
        np.minimum.at(owner, thing, unit)
        return np.where(owner == len(self), OUTSIDE, owner)


def street_sides(lines: Geometries) -> tuple[Geometries, Floats]:
    """Return each segment of the streets twice, moved to its left and right, with half its length.

    On a border each side lies in another unit; inside a unit both lie in the same.
    """
    parts = shapely.get_parts(lines)
    xy, line = shapely.get_coordinates(parts, return_index=True)
    same = line[1:] == line[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    length = np.hypot(*(end - start).T)
    start, end, length = start[length > 0], end[length > 0], length[length > 0]
    sides = [np.stack(side, axis=1) for side in both_sides(start, end)]
    return shapely.linestrings(np.concatenate(sides)), np.tile(length / 2, 2)
