# SPDX-License-Identifier: GPL-2.0-or-later
"""Strips between the drawn border of two areas and a line beside it change hands.

Cells are labels over faces, and so are areas: laying a border on a street means giving the strip
between them to the area across the border. Nothing is moved, so nothing can tear or fold. A strip
is handed over when that shortens what of the borders runs on no line; the narrowest strip goes
first, so that a border between two carriageways comes to lie on the nearer one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..coverage.arrangement import GRID_SIZE
from ..coverage.shapes import width_of
from ..graph import (
    Floats,
    Geometries,
    Ints,
    border_segments,
    connected_labels,
    equal_segments,
    sum_by_label,
)

ALONG = 0.5
"""Most new border beside lines, as a share of the old one that goes: a border that crosses a line at
30 degrees or more has no strip that falls below (sin 30°), so it does not run along the line."""

FOREIGN = 3.0
"""Most border with third areas that a strip may have, in snap distances: its two ends and a corner.
A longer strip would push itself between areas that are neighbours."""

CORNER = np.sqrt(2)
"""Distance of two parallel borders at a right angle, in distances between them."""

PLACES = 4.0
"""Snap distances between the places where the width of a strip is measured."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class _Edges:
    """Pieces of border between faces `left` and `right`, their ends, and whether on a line."""

    left: Ints
    right: Ints
    start: Floats
    end: Floats
    on_line: Flags

    @property
    def length(self) -> Floats:
        return np.asarray(np.hypot(*(self.end - self.start).T))

    @property
    def lines(self) -> Geometries:
        return np.asarray(shapely.linestrings(np.stack([self.start, self.end], axis=1)))

    def take(self, chosen: Flags) -> _Edges:
        return _Edges(*(values[chosen] for values in vars(self).values()))

    def both_ways(self) -> _Edges:
        """Return each edge twice, once from either face."""
        return _Edges(
            np.concatenate([self.left, self.right]),
            np.concatenate([self.right, self.left]),
            *(np.concatenate([values] * 2) for values in (self.start, self.end, self.on_line)),
        )


@dataclass(frozen=True)
class _Strips:
    """Which faces (n,) may change hands, and their width (n,), m."""

    free: Flags
    width: Floats


def hand_over(polygons: Geometries, area: Ints, lines: Geometries, distance: float) -> Ints:
    """Return the areas of the faces `polygons` (n,) after strips beside `lines` changed hands.

    `area` (n,) is the area each lies in, `distance` (m) the width of the widest strip.
    """
    edges = _edges(polygons, lines)
    strips = _strips(polygons, area, edges, distance)
    settled = _settled(area, strips, edges, shapely.length(polygons), FOREIGN * distance)
    narrow = strips.width <= distance
    settled = _without_crumbs(area, settled, narrow, edges, FOREIGN * distance)
    return _without_harm(area, settled, edges, FOREIGN * distance)


def _edges(polygons: Geometries, lines: Geometries) -> _Edges:
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    start, end = segments.start[first], segments.end[first]
    middle = shapely.points((start + end) / 2)
    found = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=2 * GRID_SIZE)[0]
    on_line = np.zeros(len(first), bool)
    on_line[found] = True
    return _Edges(segments.owner[first], segments.owner[second], start, end, on_line)


def _strips(polygons: Geometries, area: Ints, edges: _Edges, distance: float) -> _Strips:
    """Find the faces between a border and a line that are nowhere wider than `distance`."""
    width = width_of(polygons)
    both = edges.both_ways()
    both = both.take(width[both.left] <= distance)
    border = area[both.left] != area[both.right]
    old = both.take(border & ~both.on_line)
    on_line, step = both.take(both.on_line), PLACES * distance
    move = _farthest(old, on_line, step, len(polygons))
    back = _farthest(on_line, both.take(border), step, len(polygons))
    free = (move <= distance + GRID_SIZE) & (back <= CORNER * distance + GRID_SIZE)
    held = np.unique(area[~free])
    free &= np.isin(area, held)  # an area that is all strip stays as it is
    return _Strips(free, width)


def _farthest(edges: _Edges, targets: _Edges, step: float, faces: int) -> Floats:
    """Return for each face how far its `edges` are from its `targets` at most, m.

    Both are edges by their `left` face; inf where a face lacks one of the kinds. Measured at ends
    and middles, and at least every `step` (m).
    """
    farthest = np.full(faces, np.inf)
    owner, place = np.unique(targets.left, return_inverse=True)
    edges = edges.take(np.isin(edges.left, owner))
    farthest[edges.left] = 0.0
    order = np.argsort(place.ravel(), kind="stable")
    together = shapely.multilinestrings(targets.lines[order], indices=place.ravel()[order])
    shapely.prepare(together)
    pieces = np.maximum(np.ceil(edges.length / step).astype(np.int64), 2)
    edge = np.repeat(np.arange(len(pieces)), pieces + 1)
    serial = np.arange(len(edge)) - np.repeat(np.cumsum(pieces + 1) - pieces - 1, pieces + 1)
    along = (edges.end - edges.start)[edge] * (serial / pieces[edge])[:, None]
    points = shapely.points(edges.start[edge] + along)
    face = edges.left[edge]
    distance = shapely.distance(points, together[np.searchsorted(owner, face)])
    np.maximum.at(farthest, face, distance)
    return farthest


def _settled(
    area: Ints, strips: _Strips, edges: _Edges, perimeter: Floats, foreign: float
) -> Ints:
    """Hand strips over, the narrowest first, until none is left that should be."""
    settled = area.copy()
    rank = np.argsort(np.lexsort((np.arange(len(area)), strips.width)))
    both = edges.both_ways()
    both = both.take(strips.free[both.left])
    takers = np.isin(np.arange(area.max() + 1), area[~strips.free])
    while True:
        face, taker = _offers(settled, both, perimeter, foreign)
        face, taker = face[takers[taker]], taker[takers[taker]]
        if not len(face):
            return settled
        willing = np.zeros(len(area), bool)
        willing[face] = True
        contested = willing[both.left] & willing[both.right]
        later = contested & (rank[both.left] > rank[both.right])
        willing[both.left[later]] = False
        settled[face[willing[face]]] = taker[willing[face]]


def _offers(area: Ints, both: _Edges, perimeter: Floats, foreign: float) -> tuple[Ints, Ints]:
    """Return the faces that should change hands now, and the area that takes each."""
    areas = int(area.max()) + 1
    pair, of_edge = np.unique(both.left * areas + area[both.right], return_inverse=True)
    face, other = pair // areas, pair % areas
    touching = sum_by_label(of_edge.ravel(), both.length, len(pair))
    off_line = sum_by_label(of_edge.ravel(), both.length * ~both.on_line, len(pair))
    own = other == area[face]
    own_touching, own_off_line = np.zeros(len(perimeter)), np.zeros(len(perimeter))
    own_touching[face[own]], own_off_line[face[own]] = touching[own], off_line[own]
    useful = ~own & (off_line > GRID_SIZE) & (own_off_line[face] <= ALONG * off_line)
    useful &= perimeter[face] - own_touching[face] - touching <= foreign
    face, other, gain = face[useful], other[useful], (off_line - own_off_line[face])[useful]
    best = np.lexsort((other, -gain, face))
    first = best[np.diff(face[best], prepend=-1) > 0]
    return face[first], other[first]


def _without_crumbs(
    before: Ints, after: Ints, narrow: Flags, edges: _Edges, longest: float
) -> Ints:
    """Give crumbs of `narrow` faces, with a border up to `longest` (m), to what is beside them.

    They are cut off where a border passes the crossing of two streets at some distance.
    """
    settled = after.copy()
    whole = _piece_of_face(before, edges)
    while True:
        piece = _piece_of_face(settled, edges)
        outer = piece[edges.left] != piece[edges.right]
        sides = edges.take(outer).both_ways()
        crumb = sum_by_label(piece[sides.left], sides.length, len(piece)) <= longest
        crumb[piece[~narrow]] = False
        crumb[piece[_unchanged(whole, piece)]] = False
        one, other = piece[sides.left], piece[sides.right]
        first = crumb.copy()
        first[one[crumb[one] & crumb[other] & (other < one)]] = False
        if not first[one].any():
            return settled
        sides = sides.take(first[one])
        crumbs, taker = _longest_beside(piece[sides.left], settled[sides.right], sides.length)
        absorbed = np.isin(piece, crumbs)
        settled[absorbed] = taker[np.searchsorted(crumbs, piece[absorbed])]


def _unchanged(before: Ints, after: Ints) -> Flags:
    """Tell which faces lie in a piece that is the same in both divisions."""
    together = np.unique(np.stack([before, after], axis=1), axis=0)
    old, new = np.bincount(together[:, 0]), np.bincount(together[:, 1])
    return np.asarray((old[before] == 1) & (new[after] == 1))


def _longest_beside(piece: Ints, area: Ints, length: Floats) -> tuple[Ints, Ints]:
    """Return the pieces, ascending, and the `area` that each has the longest border with."""
    pair, of_edge = np.unique(np.stack([piece, area], axis=1), axis=0, return_inverse=True)
    total = sum_by_label(of_edge.ravel(), length, len(pair))
    best = np.lexsort((pair[:, 1], -total, pair[:, 0]))
    first = best[np.diff(pair[best, 0], prepend=-1) > 0]
    return pair[first, 0], pair[first, 1]


def _without_harm(before: Ints, after: Ints, edges: _Edges, notable: float) -> Ints:
    """Take back what changed the number of pieces or the neighbours of an area."""
    settled = after.copy()
    while True:
        harmed = _harmed(before, settled, edges, notable)
        back = (settled != before) & (np.isin(before, harmed) | np.isin(settled, harmed))
        if not back.any():
            return settled
        settled[back] = before[back]


def _harmed(before: Ints, after: Ints, edges: _Edges, notable: float) -> Ints:
    """Return the areas with other pieces than before, or with a neighbour won or lost.

    A common border counts from `notable` (m) on: corners where four areas meet come apart.
    """
    areas = int(before.max()) + 1
    torn = np.flatnonzero(_pieces(before, edges, areas) != _pieces(after, edges, areas))
    old, new = _neighbours(before, edges, areas), _neighbours(after, edges, areas)
    won = new[1][(new[0] > notable) & ~np.isin(new[1], old[1])]
    lost = old[1][(old[0] > notable) & ~np.isin(old[1], new[1])]
    pairs = np.concatenate([won, lost])
    return np.unique(np.concatenate([torn, pairs // areas, pairs % areas]))


def _pieces(area: Ints, edges: _Edges, areas: int) -> Ints:
    """Return the number of pieces of each area."""
    _, one = np.unique(_piece_of_face(area, edges), return_index=True)
    return np.bincount(area[one], minlength=areas).astype(np.int64)


def _piece_of_face(area: Ints, edges: _Edges) -> Ints:
    inner = area[edges.left] == area[edges.right]
    return connected_labels(len(area), edges.left[inner], edges.right[inner])


def _neighbours(area: Ints, edges: _Edges, areas: int) -> tuple[Floats, Ints]:
    """Return the length of each common border, and the pair of areas it belongs to."""
    one, other = area[edges.left], area[edges.right]
    pair = np.minimum(one, other) * areas + np.maximum(one, other)
    pair, length = pair[one != other], edges.length[one != other]
    pairs, of_edge = np.unique(pair, return_inverse=True)
    return sum_by_label(of_edge.ravel(), length, len(pairs)), pairs
