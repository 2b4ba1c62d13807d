# SPDX-License-Identifier: GPL-2.0-or-later
"""Share narrow gaps out among the units around them: each place to the nearest border.

Points along the border of a gap stand for the unit they lie on. Between points of different units
the edges of the Voronoi diagram are the lines to divide the gap along, as in a map of areas
collapsed to their medial axis, so nobody becomes a neighbour of somebody he does not face. Where
one side of the gap has the higher authority its border stays, and the other side comes up to it;
likewise in thin gaps, where a line along the middle would only be another line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...shape_measures import width_of
from .dividing_lines import dividing_lines
from .points import BorderPoints, lay_points
from .reach import Reach
from .sides import Sides, at_end, cut_at_feet, find_sides

THIN = 0.25
"""Width of a gap, in tolerances, below which one side keeps its border."""

ACROSS = 0.5
"""Sine of the angle to the border of a unit from which on something lies opposite: 30 degrees."""


@dataclass(frozen=True)
class _Authority:
    """Who stays where he is, for each side: `rank` (0 highest), and `order` among equals as well.

    A side `at_end` only closes a gap, and stays before all others of its rank.
    """

    rank: Ints
    order: Ints
    at_end: Flags


def share_gaps(
    gaps: Geometries, shapes: Geometries, reach: Reach, rank: Ints
) -> tuple[BorderPoints, Geometries]:
    """Divide those `gaps` (g,) that more than two of `shapes` (n,) share, or too long for one.

    `rank` (n,): 0 for the highest authority. Returns the points that say who gets which place, and
    the dividing lines. A gap between two units that could both fill it needs none: whoever gets
    it, they are neighbours.
    """
    tolerance = reach.tolerance
    sides = find_sides(gaps, shapes)
    sides = sides.take(_shared(gaps, sides, reach)[sides.gap])
    if not len(sides.gap):
        none = np.empty(0, np.int64)
        points = BorderPoints(np.empty((0, 2)), none, none, none, np.empty((0, 2, 2)))
        return points, np.empty(0, object)
    sides = cut_at_feet(sides, tolerance)
    width = width_of(gaps)
    thin = width < THIN * tolerance
    points = lay_points(sides, width, thin, tolerance)
    closing = at_end(sides, width)
    turn = np.where(thin[sides.gap] & ~closing, 1 + sides.unit, 0)
    order = rank[sides.unit] * (len(shapes) + 1) + turn
    points = _give_way(points, sides, _Authority(rank[sides.unit], order, closing), reach)
    return points, dividing_lines(gaps, points.take(_disputed(points)))


def _shared(gaps: Geometries, sides: Sides, reach: Reach) -> Flags:
    """Tell which `gaps` no single unit can fill, or more than two units could."""
    gap, unit = np.unique(np.stack([sides.gap, sides.unit], axis=1), axis=0).T
    units = np.bincount(gap, minlength=len(gaps))
    between_two = units[gap] == 2
    gap, unit = gap[between_two], unit[between_two]
    shared = units > 2
    shared[gap[~reach.holds(gaps[gap], unit)]] = True
    return np.asarray(shared)


def _disputed(points: BorderPoints) -> Flags:
    """Tell which points lie at gaps that several units still get a part of."""
    gap = np.unique(np.stack([points.gap, points.unit], axis=1), axis=0)[:, 0]
    several = gap[1:][np.diff(gap) == 0]
    return np.asarray(np.isin(points.gap, several))


def _give_way(
    points: BorderPoints, sides: Sides, authority: _Authority, reach: Reach
) -> BorderPoints:
    """Hand what lies before a unit of higher authority over to the lower one opposite.

    Who cannot reach all of it leaves it to the next one.
    """
    point, taker = _opposite(points, sides, authority, reach.tolerance)
    unit = points.unit.copy()
    while len(point):
        first = np.diff(point, prepend=-1) > 0
        ends = shapely.points(points.part[point[first]])
        distance = shapely.distance(ends, reach.shapes[taker[first]][:, None]).max(axis=1)
        near = distance <= reach.tolerance
        unit[point[first][near]] = taker[first][near]
        rest = ~first & ~np.isin(point, point[first][near])
        point, taker = point[rest], taker[rest]
    return replace(points, unit=unit)


def _opposite(
    points: BorderPoints, sides: Sides, authority: _Authority, tolerance: float
) -> tuple[Ints, Ints]:
    """Return pairs of points and units of lower authority around them, the fittest first.

    That is the nearest across the gap. What lies in line with the border of a point is its
    neighbour, not opposite; it comes after these, and only for a point of a higher rank or of a
    unit at the end.
    """
    point, side = shapely.STRtree(sides.lines).query(
        shapely.points(points.place), predicate="dwithin", distance=tolerance
    )
    own = points.side[point]
    lower = authority.order[side] > authority.order[own]
    lower &= (sides.gap[side] == sides.gap[own]) & (sides.unit[side] != sides.unit[own])
    point, side, own = point[lower], side[lower], own[lower]
    offset = _offset_to(points.place[point], sides, side)
    along = points.part[point, 1] - points.part[point, 0]
    distance = np.hypot(*offset.T)
    turned = np.abs(along[:, 0] * offset[:, 1] - along[:, 1] * offset[:, 0])
    across = turned > ACROSS * distance * np.hypot(*along.T)
    may = across | authority.at_end[own] | (authority.rank[side] > authority.rank[own])
    point, side, across, distance = point[may], side[may], across[may], distance[may]
    order = np.where(across, 0, -authority.order[side])
    best = np.lexsort((sides.unit[side], distance, order, ~across, point))
    pair = point[best] * (1 + int(sides.unit.max())) + sides.unit[side[best]]
    best = best[np.sort(np.unique(pair, return_index=True)[1])]
    return point[best].astype(np.int64), sides.unit[side[best]]


def _offset_to(place: Floats, sides: Sides, side: Ints) -> Floats:
    """Return the way from each `place` (n, 2) to the nearest point of its `side` (n,)."""
    start, along = sides.start[side], (sides.end - sides.start)[side]
    share = ((place - start) * along).sum(axis=1) / (along**2).sum(axis=1)
    return np.asarray(start + np.clip(share, 0, 1)[:, None] * along - place)
