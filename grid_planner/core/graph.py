# SPDX-License-Identifier: GPL-2.0-or-later
"""Who borders whom: polygons as a graph of shared borders.

Two polygons are neighbours (rook contiguity) when they share a border of some length; a common
corner is not enough. In a coverage both sides of a border have the same segments, so neighbours
are found by equal coordinates, without any geometric predicate. Layers drawn by hand have corners
on one side only; what finds no equal there is measured with a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Flags = NDArray[np.bool_]

DRAWING_TOLERANCE = 0.05
"""Metres within which two hand-drawn borders are one; below the accuracy of any city survey."""

COVERAGE_TOOLS = shapely.geos_version >= (3, 12, 0) and hasattr(shapely, "coverage_is_valid")
"""Before GEOS 3.12 no test of coverages exists, and their union stumbles over points of contact."""

_HASH_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64
)
"""Odd 64-bit primes of xxHash: they spread coordinate bits well."""


@dataclass(frozen=True)
class Segments:
    """Border segments of polygons, directed as drawn.

    `owner` (n,) is the index of the polygon, `start` and `end` (n, 2) are its ends in metres.
    """

    owner: Ints
    start: Floats
    end: Floats

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def length(self) -> Floats:
        """Length of each segment, m."""
        offset = self.end - self.start
        return np.asarray(np.hypot(offset[:, 0], offset[:, 1]))

    @property
    def lines(self) -> Geometries:
        """Each segment as a line."""
        return np.asarray(shapely.linestrings(np.stack([self.start, self.end], axis=1)))

    def take(self, chosen: Flags | Ints) -> Segments:
        """Return the chosen segments."""
        return Segments(self.owner[chosen], self.start[chosen], self.end[chosen])


@dataclass(frozen=True)
class Adjacency:
    """Pairs of neighbours, each once with `left < right`, and the length of their border (m)."""

    left: Ints
    right: Ints
    length: Floats


def border_segments(polygons: Geometries) -> Segments:
    """Return every border segment of `polygons` (Polygon or MultiPolygon, shape (n,))."""
    parts, polygon_of_part = polygons, np.arange(len(polygons))
    if (shapely.get_type_id(polygons) != shapely.GeometryType.POLYGON).any():
        parts, polygon_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring_of_corner[:-1] == ring_of_corner[1:]
    owner = polygon_of_part[part_of_ring[ring_of_corner[:-1][same_ring]]]
    start, end = corners[:-1][same_ring], corners[1:][same_ring]
    some_length = (start != end).any(axis=1)
    return Segments(owner[some_length].astype(np.int64), start[some_length], end[some_length])


def equal_segments(segments: Segments) -> tuple[Ints, Ints]:
    """Return index pairs of segments with the same two ends, whatever their direction.

    A segment that occurs m times gives m - 1 pairs. Sorting by a 64-bit hash of the four
    coordinates and comparing neighbours exactly is several times faster than sorting by the
    coordinates themselves; a collision could at worst hide a pair, never invent one.
    """
    reverse = (segments.start[:, 0] > segments.end[:, 0]) | (
        (segments.start[:, 0] == segments.end[:, 0]) & (segments.start[:, 1] > segments.end[:, 1])
    )
    ends = np.hstack([segments.start, segments.end])
    ends[reverse] = ends[reverse][:, [2, 3, 0, 1]]
    ends += 0.0  # makes -0.0 the same bits as 0.0
    bits = np.ascontiguousarray(ends).view(np.uint64)
    mixed = (bits ^ (bits >> np.uint64(29))) * _HASH_FACTORS
    key = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint64(32)), axis=1)
    order = np.argsort(key, kind="stable")
    equal = (ends[order[1:]] == ends[order[:-1]]).all(axis=1)
    return order[:-1][equal].astype(np.int64), order[1:][equal].astype(np.int64)


def distinct_places(places: Floats) -> tuple[Floats, Ints]:
    """Return the distinct ones of `places` (n, 2), m, ascending, and which of them each place is.

    As complex numbers they sort by x, then y, four times faster than as rows.
    """
    numbers = np.ascontiguousarray(places, np.float64).view(np.complex128).ravel()
    distinct, place = np.unique(numbers, return_inverse=True)
    return distinct.view(np.float64).reshape(-1, 2), place.astype(np.int64)


def unmatched_segments(segments: Segments) -> Segments:
    """Return the segments without an equal: in a coverage, its outer border."""
    alone = np.ones(len(segments), bool)
    alone[np.concatenate(equal_segments(segments))] = False
    return segments.take(alone)


def rook_adjacency(polygons: Geometries) -> Adjacency:
    """Return which `polygons` share a border and how long it is.

    Borders with equal corners on both sides are found exactly. Segments left over (corners on
    one side only, hand-drawn layers) count where they run within `DRAWING_TOLERANCE`.
    """
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    matched = np.zeros(len(segments), bool)
    matched[first] = matched[second] = True
    a, b, length = segments.owner[first], segments.owner[second], segments.length[first]
    loose = _loose_borders(segments.take(~matched), len(polygons))
    return sum_by_pair(
        np.concatenate([a, loose.left]),
        np.concatenate([b, loose.right]),
        np.concatenate([length, loose.length]),
        len(polygons),
    )


def _loose_borders(segments: Segments, count: int) -> Adjacency:
    """Measure the borders of `count` polygons whose `segments` found no equal."""
    lines = segments.lines
    tree = shapely.STRtree(lines)
    one, other = tree.query(lines, predicate="dwithin", distance=DRAWING_TOLERANCE)
    once = segments.owner[one] < segments.owner[other]
    one, other = one[once], other[once]
    enter, leave = _shares_beside(segments.take(one), segments.take(other))
    meet = enter < leave
    one, other, enter, leave = one[meet], segments.owner[other[meet]], enter[meet], leave[meet]
    length = _new_shares(one * count + other, enter, leave) * segments.length[one]
    borders = sum_by_pair(segments.owner[one], other, length, count)
    # Two borders that only meet in a corner run near each other for the tolerance itself.
    along = borders.length > 4 * DRAWING_TOLERANCE
    return Adjacency(borders.left[along], borders.right[along], borders.length[along])


def _shares_beside(segments: Segments, others: Segments) -> tuple[Floats, Floats]:
    """Return where (0..1) each segment enters and leaves the strip along the other of its pair.

    The strip is as long as the other and reaches `DRAWING_TOLERANCE` to both sides. Clipping
    after Liang and Barsky (1984); what stays outside leaves before it enters.
    """
    ahead = (others.end - others.start) / others.length[:, None]
    enter, leave = np.zeros(len(segments)), np.ones(len(segments))
    aside = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    strips = (
        (ahead, np.zeros(len(others)), others.length),
        (aside, np.float64(-DRAWING_TOLERANCE), np.float64(DRAWING_TOLERANCE)),
    )
    for axis, least, most in strips:
        start = ((segments.start - others.start) * axis).sum(axis=1)
        step = ((segments.end - segments.start) * axis).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):  # parallel: inside or outside for ever
            first, second = (least - start) / step, (most - start) / step
        enter = np.fmax(enter, np.fmin(first, second))
        leave = np.fmin(leave, np.fmax(first, second))
    return enter, leave


def _new_shares(key: Ints, enter: Floats, leave: Floats) -> Floats:
    """Return how much each interval within 0..1 adds to those before it that have the same `key`.

    An interval comes before another where it begins earlier.
    """
    order = np.lexsort((enter, key))
    shift = 2.0 * np.unique(key[order], return_inverse=True)[1]  # keeps keys apart on one axis
    begin, end = enter[order] + shift, leave[order] + shift
    reached = np.concatenate([[0.0], np.maximum.accumulate(end)[:-1]])
    added = np.empty(len(key))
    added[order] = np.maximum(end - np.maximum(begin, reached), 0.0)
    return added


def sum_by_pair(a: Ints, b: Ints, length: Floats, count: int) -> Adjacency:
    """Return the sum of `length` (m,) for each pair of the nodes `a` and `b` (m,), two of `count`.

    Whatever their order; a node paired with itself is left out.
    """
    other = a != b
    low, high = np.minimum(a, b)[other], np.maximum(a, b)[other]
    pairs, position = np.unique(low * count + high, return_inverse=True)
    total = sum_by_label(position, length[other], len(pairs))
    return Adjacency(pairs // max(count, 1), pairs % max(count, 1), total)


def sum_by_label(label: NDArray[np.integer[Any]], values: Floats, count: int) -> Floats:
    """Return the sum of `values` (n,) for each of the labels 0 … count - 1 in `label` (n,)."""
    return np.bincount(label, weights=values, minlength=count).astype(np.float64)


def count_by_label(label: NDArray[np.integer[Any]], count: int) -> Ints:
    """Return how often each of the labels 0 … count - 1 occurs in `label` (n,)."""
    return np.bincount(label, minlength=count).astype(np.int64)


def members_by_label(label: NDArray[np.integer[Any]], count: int) -> list[Ints]:
    """Return the places of each of the labels 0 … count - 1 in `label` (n,), ascending."""
    ends = np.cumsum(np.bincount(label, minlength=count))
    return np.split(np.argsort(label, kind="stable").astype(np.int64), ends)[:-1]


def first_by_label(label: Ints, *keys: NDArray[Any]) -> Ints:
    """Return the place of the row with the lowest `keys` (n,) for each label, ascending.

    The first key decides, then the second: a measure and what breaks its ties.
    """
    order = np.lexsort((*keys[::-1], label))
    return np.asarray(order[np.diff(label[order], prepend=-1) > 0], np.int64)


def union_by_label(geometry: Geometries, label: Ints, count: int) -> Geometries:
    """Return the union of the `geometry` (n,) of each of the labels 0 … count - 1 in `label` (n,).

    A label without members gets an empty geometry.
    """
    groups = _collections_by_label(geometry, label, count)
    return np.asarray(shapely.union_all(groups[:, None], axis=1))


def coverage_union_by_label(polygons: Geometries, label: Ints, count: int) -> Geometries:
    """Return what `union_by_label` does for faces that meet in equal corners, seven times faster.

    `polygons` (n,) are such faces. Before GEOS 3.12 the union of coverages stumbles over points of
    contact, so the general one stands in.
    """
    if not COVERAGE_TOOLS:
        return union_by_label(polygons, label, count)
    groups = _collections_by_label(polygons, label, count)
    return np.asarray(shapely.coverage_union_all(groups[:, None], axis=1))


def _collections_by_label(geometry: Geometries, label: Ints, count: int) -> Geometries:
    """Return the geometries of each label as a GeometryCollection; an empty polygon for none."""
    groups = np.full(count, shapely.Polygon(), object)
    if len(geometry):
        order = np.argsort(label, kind="stable")
        present, group = np.unique(label[order], return_inverse=True)
        groups[present] = shapely.geometrycollections(geometry[order], indices=group)
    return groups


def compactness(shapes: Geometries) -> Floats:
    """Return 4 pi A / P² of each polygon: 1 for a disc (Polsby, Popper 1991)."""
    return polsby_popper(shapely.area(shapes), shapely.length(shapes))


def polsby_popper(area: Floats, perimeter: Floats) -> Floats:
    """Return 4 pi A / P² (0..1) of shapes of `area` (m²) and `perimeter` (m)."""
    return np.asarray(4 * np.pi * area / np.maximum(perimeter, 1e-9) ** 2)


def connected_labels(count: int, left: Ints, right: Ints) -> Ints:
    """Return the component (0, 1, …) of each of `count` nodes joined by the given pairs."""
    links = coo_matrix((np.ones(len(left), np.int8), (left, right)), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1]).astype(np.int64)


def neighbour_lists(
    count: int, left: Ints, right: Ints, length: Floats
) -> tuple[Ints, Ints, Floats]:
    """Return the graph as compressed rows.

    The neighbours of node v are `indices[indptr[v]:indptr[v + 1]]` in ascending order, with the
    border lengths (m) in `lengths` at the same places.
    """
    node = np.concatenate([left, right])
    neighbour = np.concatenate([right, left])
    order = np.lexsort((neighbour, node))
    indptr = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(node, minlength=count), out=indptr[1:])
    return indptr, neighbour[order].astype(np.int64), np.concatenate([length, length])[order]
