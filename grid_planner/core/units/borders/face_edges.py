# SPDX-License-Identifier: GPL-2.0-or-later
"""Edges between faces: where two of them meet, how long, and whether a line runs there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Geometries, Ints
from ...coverage.arrangement import GRID_SIZE
from ...graph import connected_labels
from ...segments import Stretches, border_segments, equal_segments


@dataclass(frozen=True)
class Edges(Stretches):
    """Pieces of border between faces `left` and `right`, and whether on a line."""

    left: Ints
    right: Ints
    on_line: Flags

    def both_ways(self) -> Edges:
        """Return each edge twice, once from either face."""
        return Edges(
            np.concatenate([self.start] * 2),
            np.concatenate([self.end] * 2),
            np.concatenate([self.left, self.right]),
            np.concatenate([self.right, self.left]),
            np.concatenate([self.on_line] * 2),
        )


def edges_between(polygons: Geometries, lines: Geometries) -> Edges:
    """Return where two of the faces `polygons` (n,) meet; they have their corners in common."""
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    one = segments.take(first)
    found = shapely.STRtree(lines).query(one.middles, predicate="dwithin", distance=2 * GRID_SIZE)[
        0
    ]
    on_line = np.zeros(len(first), bool)
    on_line[found] = True
    return Edges(one.start, one.end, one.owner, segments.owner[second], on_line)


def piece_of_face(area: Ints, edges: Edges) -> Ints:
    """Return the number of the piece that each face is part of, given the `area` (n,) of each."""
    inner = area[edges.left] == area[edges.right]
    return connected_labels(len(area), edges.left[inner], edges.right[inner])
