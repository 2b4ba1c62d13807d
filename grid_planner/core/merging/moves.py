# SPDX-License-Identifier: GPL-2.0-or-later
"""How far each department's borders have moved, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Ints
from ..coverage.shapes import NOBODY
from ..segments import Segments
from .faces import Faces
from .network import Border, place_numbers

SEEN = 0.01
"""m from which a border counts as moved."""


@dataclass(frozen=True)
class Moves:
    """How far the places of borders moved, m: `distance` has one array a department.

    The place of a border moved as far as the department's border is now from it at least, or, where
    it lies on it, as far as conflation took it.
    """

    distance: tuple[Floats, ...]
    drawn: tuple[Border, ...]

    @property
    def largest(self) -> float:
        """The largest move of all, m."""
        return max((float(distance.max(initial=0.0)) for distance in self.distance), default=0.0)


def measure_moves(
    drawn: Sequence[Border], laid: Sequence[Floats], faces: Faces, labels: Ints
) -> Moves:
    """Measure how far the borders `drawn` by each department are from those it has at last.

    `laid` is where conflation took their places, `labels` (faces, departments) whose ground each
    of the `faces` is at last.
    """
    beyond = np.vstack([labels, np.full(labels.shape[1], NOBODY)])  # OUTSIDE counts from the end
    distances = []
    for number, (border, places) in enumerate(zip(drawn, laid)):
        parts = beyond[faces.left, number] != beyond[faces.right, number]
        distances.append(_distances(border.places, places, faces.edges.take(parts)))
    return Moves(tuple(distances), tuple(drawn))


def _distances(drawn: Floats, laid: Floats, border: Segments) -> Floats:
    distance: Floats = np.hypot(*(laid - drawn).T)
    if not len(border):
        return distance
    ends = place_numbers(np.concatenate([border.start, border.end]))
    astray = np.flatnonzero(~np.isin(place_numbers(laid), ends))
    (place, _), far = shapely.STRtree(border.lines).query_nearest(
        shapely.points(drawn[astray]), return_distance=True, all_matches=False
    )
    distance[astray[place]] = far
    return distance
