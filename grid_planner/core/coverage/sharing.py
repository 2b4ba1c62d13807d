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
from scipy.spatial import KDTree, Voronoi

from ..arrays import Flags, Floats, Geometries, Ints
from ..labels import sum_by_label
from ..segments import border_segments
from ..shape_measures import width_of
from .reach import Reach
from .shapes import ROUNDING_WIDTH

MOST_POINTS = 60_000
"""Points along all gaps together; more would cost more time than the eye can see."""

POINT_AT_END = 0.05
"""Distance of the outermost points from the ends of a segment, in spacings: the dividing line
then starts where two units meet."""

THIN = 0.25
"""Width of a gap, in tolerances, below which one side keeps its border."""

END = 2.0
"""Length along a gap, in its widths, below which a unit only closes its end."""

ACROSS = 0.5
"""Sine of the angle to the border of a unit from which on something lies opposite: 30 degrees."""

SMOOTHING = 0.25
"""Deviation that simplifying a dividing line may bring, in widths of the gap."""


@dataclass(frozen=True)
class BorderPoints:
    """Points (n, 2) along gaps, the gap of each, and the unit that gets its surroundings.

    `side` (n,) is the piece of border each lies on; `part` (n, 2, 2) the two ends of the part of it
    that the point stands for.
    """

    place: Floats
    gap: Ints
    unit: Ints
    side: Ints
    part: Floats

    def take(self, chosen: Flags) -> BorderPoints:
        """Return the chosen points."""
        return BorderPoints(*(values[chosen] for values in vars(self).values()))


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

    @property
    def lines(self) -> Geometries:
        return np.asarray(shapely.linestrings(np.stack([self.start, self.end], axis=1)))

    def take(self, chosen: Flags) -> _Sides:
        return _Sides(self.gap[chosen], self.unit[chosen], self.start[chosen], self.end[chosen])


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
    sides = _sides(gaps, shapes)
    sides = sides.take(_shared(gaps, sides, reach)[sides.gap])
    if not len(sides.gap):
        none = np.empty(0, np.int64)
        points = BorderPoints(np.empty((0, 2)), none, none, none, np.empty((0, 2, 2)))
        return points, np.empty(0, object)
    sides = _cut_at_feet(sides, tolerance)
    width = width_of(gaps)
    thin = width < THIN * tolerance
    points = _points(sides, width, thin, tolerance)
    at_end = _at_end(sides, width)
    turn = np.where(thin[sides.gap] & ~at_end, 1 + sides.unit, 0)
    order = rank[sides.unit] * (len(shapes) + 1) + turn
    points = _give_way(points, sides, _Authority(rank[sides.unit], order, at_end), reach)
    return points, _dividing_lines(gaps, points.take(_disputed(points)))


def _shared(gaps: Geometries, sides: _Sides, reach: Reach) -> Flags:
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


def _diagram(points: BorderPoints) -> tuple[Voronoi, Floats]:
    """Return the Voronoi diagram of the points, seen from the second result."""
    origin = points.place.mean(axis=0)
    local = points.place - origin
    reach = 10 * np.abs(local).max() + 1
    corners = reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)  # no open cell inside
    return Voronoi(np.concatenate([local, corners])), origin


def _give_way(
    points: BorderPoints, sides: _Sides, authority: _Authority, reach: Reach
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
    points: BorderPoints, sides: _Sides, authority: _Authority, tolerance: float
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


def _offset_to(place: Floats, sides: _Sides, side: Ints) -> Floats:
    """Return the way from each `place` (n, 2) to the nearest point of its `side` (n,)."""
    start, along = sides.start[side], (sides.end - sides.start)[side]
    share = ((place - start) * along).sum(axis=1) / (along**2).sum(axis=1)
    return np.asarray(start + np.clip(share, 0, 1)[:, None] * along - place)


def _at_end(sides: _Sides, width: Floats) -> Flags:
    """Tell which sides are of units that only close a gap at its end."""
    units = 1 + int(sides.unit.max())
    pair, index = np.unique(sides.gap * units + sides.unit, return_inverse=True)
    short = sum_by_label(index.ravel(), sides.length, len(pair)) < END * width[pair // units]
    return np.asarray(short[index.ravel()])


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
    lines = sides.lines
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


def _points(sides: _Sides, width: Floats, thin: Flags, tolerance: float) -> BorderPoints:
    """Lay points along each side: one near each end, and others evenly between in wider gaps.

    Thin gaps are cut across only, from where units meet to the other side. For that the ends are
    enough, as far off on both sides of the cut; in others the distance is the `width` (g,).
    """
    wanted = np.where(thin, np.clip(4 * width, tolerance / 20, tolerance / 2), width)
    length = sides.length
    steps = np.where(thin[sides.gap], 1.0, length / wanted[sides.gap])
    steps = np.ceil(steps / max(1.0, steps.sum() / MOST_POINTS)).astype(np.int64)
    side = np.repeat(np.arange(len(steps)), steps + 1)
    serial = np.arange(len(side)) - np.repeat(np.cumsum(steps + 1) - steps - 1, steps + 1)
    margin = np.minimum(POINT_AT_END * wanted[sides.gap] / length, 1 / 4)
    share = margin[side] + serial / steps[side] * (1 - 2 * margin[side])
    half = 0.5 / steps[side]
    part = np.stack([np.maximum(share - half, 0), np.minimum(share + half, 1)], axis=1)
    start, along = sides.start[side], (sides.end - sides.start)[side]
    return BorderPoints(
        place=start + share[:, None] * along,
        gap=sides.gap[side],
        unit=sides.unit[side],
        side=side,
        part=start[:, None] + part[:, :, None] * along[:, None],
    )


def _dividing_lines(gaps: Geometries, points: BorderPoints) -> Geometries:
    """Return the lines that divide `gaps` (g,) between the units of `points`."""
    if not len(points.gap):
        return np.empty(0, object)
    diagram, origin = _diagram(points)
    left, right = diagram.ridge_points.T
    ends = np.asarray(diagram.ridge_vertices, np.int64)
    inner = (np.maximum(left, right) < len(points.gap)) & (ends >= 0).all(axis=1)
    left, right, ends = left[inner], right[inner], ends[inner]
    between = (points.gap[left] == points.gap[right]) & (points.unit[left] != points.unit[right])
    gap, ends = points.gap[left[between]], ends[between]
    lines = shapely.linestrings(diagram.vertices[ends] + origin)
    around = gaps[gap]
    shapely.prepare(around)
    leaving = ~shapely.covers(around, lines)
    lines[leaving] = shapely.intersection(lines[leaving], around[leaving])
    return _smooth(lines, gap, width_of(gaps))


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
    shared: Flags = np.isin(gap, points.gap)
    if shared.any():
        high = 10 * np.ptp(np.concatenate([points.place, where]), axis=0).max() + 1
        tree = KDTree(np.column_stack([points.place, points.gap * high]))
        _, nearest = tree.query(np.column_stack([where[shared], gap[shared] * high]))
        unit[shared] = points.unit[nearest]
    return unit
