# SPDX-License-Identifier: GPL-2.0-or-later
"""Who borders whom: polygons as a graph of shared borders.

Two polygons are neighbours (rook contiguity) when they share a border of some length; a common
corner is not enough. In a coverage both sides of a border have the same segments, so neighbours
are found by equal coordinates, without any geometric predicate. Layers drawn by hand have corners
on one side only; what finds no equal there is measured with a tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .arrays import Floats, Geometries, Ints
from .labels import sum_by_label
from .segments import Segments, border_segments, equal_segments

DRAWING_TOLERANCE = 0.05
"""Metres within which two hand-drawn borders are one; below the accuracy of any city survey."""


@dataclass(frozen=True)
class Adjacency:
    """Pairs of neighbours, each once with `left < right`, and the length of their border (m)."""

    left: Ints
    right: Ints
    length: Floats

    def both_ways(self) -> tuple[Ints, Ints, Floats]:
        """Return one, the other and the length of each pair twice, seen from either side."""
        return (
            np.concatenate([self.left, self.right]),
            np.concatenate([self.right, self.left]),
            np.concatenate([self.length, self.length]),
        )


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
