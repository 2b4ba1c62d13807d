# SPDX-License-Identifier: GPL-2.0-or-later
"""How far each department's borders have moved, and which labels took one out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Flags, Floats, Ints
from ..coverage.shapes import NOBODY
from .conflation.faces import Faces
from .conflation.network import Border, places_in


@dataclass(frozen=True)
class Drawn:
    """What one department drew, and how far it may be moved.

    `labels` (f,) is its grid over each face, `border` its border with the places where that was
    `laid`, `thin` which of its grids are slivers by themselves, `reach` (m) how far a place may
    move, `held` whether none of its ground may change its grid.
    """

    labels: Ints
    border: Border
    laid: Floats
    thin: Flags
    reach: float
    held: bool


class Moves:
    """How far borders move where slivers get other labels."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._ends = faces.ends
        self._tree = shapely.STRtree(faces.network.lines[faces.edge])

    def distances(self, drawn: Drawn, after: Ints) -> Floats:
        """Return how far each place of a department's border has moved, m.

        As far as conflation took it, if the department has a border there; if not, because a sliver
        took that away or it was laid on itself, as far as the nearest border is that it has.
        `after` (f,) are its labels of the faces at last.
        """
        distance: Floats = np.hypot(*(drawn.laid - drawn.border.places).T)
        place = places_in(self._faces.network, drawn.laid)
        parts = self._parts(after)
        astray = np.flatnonzero((place < 0) | ~self._marked(parts)[place])
        distance[astray] = self._to_nearest(drawn.border.places[astray], parts, drawn.reach)
        return distance

    def _to_nearest(self, places: Floats, parts: Flags, reach: float) -> Floats:
        """Return how far `places` (n, 2) are from the nearest of the edges that `parts` tells.

        Most are within `reach`: only for the others are these edges put into a tree of their own.
        """
        points, lines = shapely.points(places), self._tree.geometries
        near = np.full(len(points), np.inf)
        point, edge = self._tree.query(points, predicate="dwithin", distance=reach)
        point, edge = point[parts[edge]], edge[parts[edge]]
        np.minimum.at(near, point, shapely.distance(points[point], lines[edge]))
        beyond = np.flatnonzero(np.isinf(near))
        if len(beyond):
            tree = shapely.STRtree(lines[parts])
            (point, _), found = tree.query_nearest(
                points[beyond], all_matches=False, return_distance=True
            )
            near[beyond[point]] = found
        return near

    def faces_that_changed(self, drawn: Drawn, after: Ints, at: Flags) -> Flags:
        """Tell which faces got another label and took the places `at` the border they had."""
        around = np.zeros(len(after) + 1, bool)  # OUTSIDE counts from the end
        lost = np.flatnonzero(self._parts(drawn.labels) & ~self._parts(after))
        points = shapely.points(drawn.border.places[at])
        _, nearest = shapely.STRtree(self._tree.geometries[lost]).query_nearest(
            points, max_distance=drawn.reach
        )
        around[self._faces.left[lost[nearest]]] = True
        around[self._faces.right[lost[nearest]]] = True
        return np.asarray(around[:-1] & (drawn.labels != after))

    def _parts(self, label: Ints) -> Flags:
        """Tell which edges part two grids of a department, or one from nobody's ground."""
        label = np.append(label, NOBODY)  # OUTSIDE counts from the end
        return np.asarray(label[self._faces.left] != label[self._faces.right])

    def _marked(self, edges: Flags) -> Flags:
        """Tell which places are at one of the `edges`."""
        marked = np.zeros(len(self._faces.network.places), bool)
        marked[self._ends[edges]] = True
        return marked


def out_of_reach(faces: Faces, drawn: Sequence[Drawn]) -> list[Flags]:
    """Tell which places of each border lie out of reach as laid, or next to such a one."""
    moves = Moves(faces)
    astray = []
    for one in drawn:
        beyond = moves.distances(one, one.labels) > one.reach
        edges = one.border.edges
        beyond[edges[beyond[edges].any(axis=1)]] = True
        astray.append(beyond)
    return astray
