# SPDX-License-Identifier: GPL-2.0-or-later
"""Edges between faces: where two of them meet, how long, and whether a line runs there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...coverage.arrangement import GRID_SIZE
from ...graph import (
    Flags,
    Floats,
    Geometries,
    Ints,
    border_segments,
    connected_labels,
    equal_segments,
)


@dataclass(frozen=True)
class Edges:
    """Pieces of border between faces `left` and `right`, their ends, and whether on a line."""

    left: Ints
    right: Ints
    start: Floats
    end: Floats
    on_line: Flags

    @property
    def length(self) -> Floats:
        """Return the length of each edge, m."""
        return np.asarray(np.hypot(*(self.end - self.start).T))

    @property
    def lines(self) -> Geometries:
        """Return each edge as a line."""
        return np.asarray(shapely.linestrings(np.stack([self.start, self.end], axis=1)))

    def take(self, chosen: Flags) -> Edges:
        """Return the chosen edges."""
        return Edges(*(values[chosen] for values in vars(self).values()))

    def both_ways(self) -> Edges:
        """Return each edge twice, once from either face."""
        return Edges(
            np.concatenate([self.left, self.right]),
            np.concatenate([self.right, self.left]),
            *(np.concatenate([values] * 2) for values in (self.start, self.end, self.on_line)),
        )


def edges_between(polygons: Geometries, lines: Geometries) -> Edges:
    """Return where two of the faces `polygons` (n,) meet; they have their corners in common."""
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    start, end = segments.start[first], segments.end[first]
    middle = shapely.points((start + end) / 2)
    found = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=2 * GRID_SIZE)[0]
    on_line = np.zeros(len(first), bool)
    on_line[found] = True
    return Edges(segments.owner[first], segments.owner[second], start, end, on_line)


def piece_of_face(area: Ints, edges: Edges) -> Ints:
    """Return the number of the piece that each face is part of, given the `area` (n,) of each."""
    inner = area[edges.left] == area[edges.right]
    return connected_labels(len(area), edges.left[inner], edges.right[inner])
