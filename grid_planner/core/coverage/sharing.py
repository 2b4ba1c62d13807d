# SPDX-License-Identifier: GPL-2.0-or-later
"""Share narrow gaps out among the units around them: each place to the nearest border.

Points along the border of a gap stand for the unit they lie on. Between points of different units
the edges of the Voronoi diagram are the lines to divide the gap along, as in a map of areas
collapsed to their medial axis, so nobody becomes a neighbour of somebody he does not face. Where
one side of the gap has the higher authority its border stays, and the other side comes up to it;
likewise in thin gaps, where a line along the middle would only be another line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import KDTree, Voronoi

from ..graph import Floats, Geometries, Ints, border_segments, sum_by_label
from .reach import Reach
from .shapes import ROUNDING_WIDTH, width_of

MOST_POINTS = 60_000
"""Points along all gaps together; more would cost more time than the eye can see."""

POINT_AT_END = 0.05
"""Distance of the outermost points from the ends of a segment, in spacings: the dividing line
then starts where two units meet."""

THIN = 0.25
"""Width of a gap, in tolerances, below which one side keeps its border."""

END = 2.0
"""Length along a gap, in its widths, below which a unit only closes its end."""

SMOOTHING = 0.25
"""Deviation that simplifying a dividing line may bring, in widths of the gap."""


@dataclass(frozen=True)
class BorderPoints:
    """Points (n, 2) along gaps, the gap of each, and the unit that gets its surroundings.

    `ahead` (n, 2) leads from a point to the end of the piece of border that it stands for, and
    its opposite to the start.
    """

    place: Floats
    gap: Ints
    unit: Ints
    ahead: Floats


@dataclass(frozen=True)
class _Sides:
    """Border segments of gaps that lie on a unit."""

    gap: Ints
    unit: Ints
    start: Floats
    end: Floats

    @property
    def length(self) -> Floats:
        return np.asarray(np.hypot(*(self.end - self.start).T))


def share_gaps(
    gaps: Geometries, shapes: Geometries, reach: Reach, rank: Ints
) -> tuple[BorderPoints, Geometries]:
    """Divide those `gaps` (g,) that more than two of `shapes` (n,) share, or too long for one.

    `rank` (n,): 0 for the highest authority. Returns the points that say who gets which place, and
    the dividing lines. A gap between two units that could both fill it needs none: whoever gets
    it, they are neighbours.
    """
    tolerance = reach.tolerance
    sides = _sides(gaps, shapes)
    chosen = _shared(gaps, sides, reach)[sides.gap]
    sides = _Sides(*(values[chosen] for values in (sides.gap, sides.unit, sides.start, sides.end)))
    sides = _cut_at_feet(sides, tolerance)
    width = width_of(gaps)
    thin = width < THIN * tolerance
    wanted = np.where(thin, np.clip(4 * width, tolerance / 20, tolerance / 2), width)
    points = _points(sides, _spacing(wanted, sides))
    if not len(points.gap):
        return points, np.empty(0, object)
    diagram, origin = _diagram(points)
    turn = np.where(_at_end(points, sides, width), 0, 1 + points.unit)
    order = rank[points.unit] * (len(shapes) + 1) + np.where(thin[points.gap], turn, 0)
    points = _give_way(points, diagram, order, reach)
    return points, _dividing_lines(gaps, points, diagram, origin)


def _shared(gaps: Geometries, sides: _Sides, reach: Reach) -> NDArray[np.bool_]:
    """Tell which `gaps` no single unit can fill, or more than two units could."""
    gap, unit = np.unique(np.stack([sides.gap, sides.unit], axis=1), axis=0).T
    units = np.bincount(gap, minlength=len(gaps))
    between_two = units[gap] == 2
    gap, unit = gap[between_two], unit[between_two]
    shared = units > 2
    shared[gap[~reach.holds(gaps[gap], unit)]] = True
    return np.asarray(shared)


def _diagram(points: BorderPoints) -> tuple[Voronoi, Floats]:
    """Return the Voronoi diagram of the points, seen from the second result."""
    origin = points.place.mean(axis=0)
    local = points.place - origin
    reach = 10 * np.abs(local).max() + 1
    corners = reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)  # no open cell inside
    return Voronoi(np.concatenate([local, corners])), origin


def _give_way(points: BorderPoints, diagram: Voronoi, order: Ints, reach: Reach) -> BorderPoints:
    """Hand what lies before a unit of higher authority over to the lower one opposite.

    `order` (n,) is lowest for the highest authority. Opposite is the nearest neighbour in the
    diagram that is another unit. It takes over only what it can reach.
    """
    one, other = np.concatenate([diagram.ridge_points, diagram.ridge_points[:, ::-1]]).T
    inner = np.maximum(one, other) < len(points.gap)
    one, other = one[inner].astype(np.int64), other[inner].astype(np.int64)
    facing = (points.gap[one] == points.gap[other]) & (points.unit[one] != points.unit[other])
    one, other = one[facing], other[facing]
    distance = np.hypot(*(points.place[one] - points.place[other]).T)
    nearest = np.lexsort((points.unit[other], distance, one))
    nearest = nearest[np.diff(one[nearest], prepend=-1) > 0]
    one, other, distance = one[nearest], other[nearest], distance[nearest]
    yields = (order[other] > order[one]) & (distance <= reach.tolerance)
    heir = np.arange(len(points.gap))
    heir[one[yields]] = other[yields]
    while (heir[heir] != heir).any():  # who gives way himself hands over what he was handed
        heir = heir[heir]
    one = np.flatnonzero(heir != np.arange(len(heir)))
    taker = points.unit[heir[one]]
    ends = points.place[one] + np.array([[[-1.0]], [[1.0]]]) * points.ahead[one]
    distance = shapely.distance(shapely.points(ends), reach.shapes[taker]).max(axis=0)
    near = distance <= reach.tolerance
    unit = points.unit.copy()
    unit[one[near]] = taker[near]
    return BorderPoints(points.place, points.gap, unit, points.ahead)


def _at_end(points: BorderPoints, sides: _Sides, width: Floats) -> NDArray[np.bool_]:
    """Tell which points lie on units that only close a gap at its end."""
    units = 1 + int(points.unit.max())
    pair, index = np.unique(sides.gap * units + sides.unit, return_inverse=True)
    short = sum_by_label(index.ravel(), sides.length, len(pair)) < END * width[pair // units]
    return np.asarray(short[np.searchsorted(pair, points.gap * units + points.unit)])


def _sides(gaps: Geometries, shapes: Geometries) -> _Sides:
    """Return the border segments of `gaps` with the unit each lies on."""
    around = border_segments(gaps)
    middle = shapely.points((around.start + around.end) / 2)
    near = np.unique(shapely.STRtree(shapes).query(gaps, predicate="dwithin", distance=0.01)[1])
    borders = border_segments(shapes[near])
    lines = shapely.linestrings(np.stack([borders.start, borders.end], axis=1))
    side, border = shapely.STRtree(lines).query(
        middle, predicate="dwithin", distance=2 * ROUNDING_WIDTH
    )
    unit = near[borders.owner[border]]
    order = np.lexsort((unit, side))
    side, unit = side[order], unit[order]
    first = np.diff(side, prepend=-1) > 0
    side, unit = side[first], unit[first]
    return _Sides(around.owner[side], unit, around.start[side], around.end[side])


def _cut_at_feet(sides: _Sides, tolerance: float) -> _Sides:
    """Cut segments opposite to where two units meet, so that no piece faces both of them."""
    ends = np.column_stack([np.tile(sides.gap, 2), np.concatenate([sides.start, sides.end])])
    known = np.unique(np.column_stack([ends, np.tile(sides.unit, 2)]), axis=0)
    corner, units = np.unique(known[:, :3], axis=0, return_counts=True)
    meeting = corner[units > 1]
    lines = shapely.linestrings(np.stack([sides.start, sides.end], axis=1))
    place, side = shapely.STRtree(lines).query(
        shapely.points(meeting[:, 1:]), predicate="dwithin", distance=tolerance
    )
    same_gap = meeting[place, 0] == sides.gap[side]
    place, side = place[same_gap], side[same_gap]
    share = shapely.line_locate_point(
        lines[side], shapely.points(meeting[place, 1:]), normalized=True
    )
    margin = 2 * ROUNDING_WIDTH / sides.length[side]
    inner = (share > margin) & (share < 1 - margin)
    count = np.arange(len(sides.gap))
    cuts = np.column_stack([np.concatenate([count, side[inner]]), np.r_[0.0 * count, share[inner]]])
    side, start = np.unique(cuts, axis=0).T
    side = side.astype(np.int64)
    end = np.where(np.diff(side, append=-1) == 0, np.roll(start, -1), 1.0)
    along = (sides.end - sides.start)[side]
    first, last = (sides.start[side] + share[:, None] * along for share in (start, end))
    return _Sides(sides.gap[side], sides.unit[side], first, last)


def _spacing(wanted: Floats, sides: _Sides) -> Floats:
    """Return the distance of points for each gap, coarser than `wanted` when they are too many."""
    spacing = np.maximum(wanted, ROUNDING_WIDTH)
    points = float((sides.length / spacing[sides.gap]).sum())
    return np.asarray(spacing * max(1.0, points / MOST_POINTS))


def _points(sides: _Sides, spacing: Floats) -> BorderPoints:
    """Lay points along each segment: one near each end, the others evenly between."""
    length, step = sides.length, spacing[sides.gap]
    count = np.ceil(length / step).astype(np.int64) + 1
    side = np.repeat(np.arange(len(count)), count)
    serial = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count)
    margin = np.minimum(POINT_AT_END * step, length / 4) / length
    share = margin[side] + serial / (count[side] - 1) * (1 - 2 * margin[side])
    along = (sides.end - sides.start)[side]
    place = sides.start[side] + share[:, None] * along
    ahead = along / (2 * (count[side] - 1)[:, None])
    return BorderPoints(place, sides.gap[side], sides.unit[side], ahead)


def _dividing_lines(
    gaps: Geometries, points: BorderPoints, diagram: Voronoi, origin: Floats
) -> Geometries:
    """Return the lines that divide `gaps` (g,) between the units of `points`."""
    left, right = diagram.ridge_points.T
    ends = np.asarray(diagram.ridge_vertices, np.int64)
    inner = (np.maximum(left, right) < len(points.gap)) & (ends >= 0).all(axis=1)
    left, right, ends = left[inner], right[inner], ends[inner]
    between = (points.gap[left] == points.gap[right]) & (points.unit[left] != points.unit[right])
    gap, ends = points.gap[left[between]], ends[between]
    lines = shapely.linestrings(diagram.vertices[ends] + origin)
    return _smooth(shapely.intersection(lines, gaps[gap]), gap, width_of(gaps))


def _smooth(pieces: Geometries, gap: Ints, width: Floats) -> Geometries:
    """Join the pieces of each gap to lines, and take the zigzag of the points out of them."""
    parts, piece = shapely.get_parts(pieces, return_index=True)
    is_line = (shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 0)
    parts, gap = parts[is_line], gap[piece[is_line]]
    order = np.argsort(gap, kind="stable")
    present, index = np.unique(gap[order], return_inverse=True)
    merged = shapely.line_merge(shapely.multilinestrings(parts[order], indices=index))
    lines, place = shapely.get_parts(merged, return_index=True)
    return np.asarray(shapely.simplify(lines, SMOOTHING * width[present[place]]))


def unit_at(where: Floats, gap: Ints, points: BorderPoints) -> Ints:
    """Return which unit gets each place `where` (m, 2) in `gap` (m,); -1 where not shared."""
    unit = np.full(len(gap), -1, np.int64)
    shared: NDArray[np.bool_] = np.isin(gap, points.gap)
    if shared.any():
        high = 10 * np.ptp(np.concatenate([points.place, where]), axis=0).max() + 1
        tree = KDTree(np.column_stack([points.place, points.gap * high]))
        _, nearest = tree.query(np.column_stack([where[shared], gap[shared] * high]))
        unit[shared] = points.unit[nearest]
    return unit
