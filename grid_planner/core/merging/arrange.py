# SPDX-License-Identifier: GPL-2.0-or-later
"""One arrangement of all departments: atoms, and which grid of each department lies over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Flags, Floats, Geometries, Ints
from ..coverage.shapes import NOBODY
from ..graph import connected_labels, rook_adjacency, sum_by_pair
from ..unions import coverage_union_by_label
from .faces import OUTSIDE, Faces
from .vote import Pieces, join, merge_slivers

ELSEWHERE = -2
"""Hard label of what lies beyond the boundary: it joins nothing inside, and is left out."""


@dataclass(frozen=True)
class Arrangement:
    """Atoms: the pieces of ground over which no department changes its grid.

    `atoms` (n,) are polygons, a valid coverage with coordinates on the millimetre grid. `labels`
    (n, departments) is the row of the department's grid over each atom in its frame, `NOBODY`
    where it has none; `hard` (n,) the row of the hard layer's polygon likewise, 0 everywhere where
    no hard layer is given. `left`, `right`, `length` are the borders between neighbouring atoms:
    pairs with left < right, each once, in metres.
    """

    atoms: Geometries
    labels: Ints
    hard: Ints
    left: Ints
    right: Ints
    length: Floats


def arrange(
    faces: Faces,
    labels: Ints,
    hard: Ints,
    thin: Sequence[Flags],
    tolerance: float,
    *,
    whole: bool,
) -> tuple[Arrangement, Ints]:
    """Return the atoms of the `faces` (f,), and which of them each face is part of.

    A face that is part of none has `OUTSIDE`.

    `labels` (f, departments) and `hard` (f,) are what lies over each face; `thin` tells which grids
    of each department are slivers by themselves. Faces of equal labels become one, and slivers
    narrower than the `tolerance` asks join a neighbour. With `whole`, ground that no department
    has is an atom as well, but where it lies outside the hard layer.
    """
    group, pieces = _joined_where_equal(_pieces(faces, labels, hard))
    voted, pieces = merge_slivers(pieces, thin, tolerance)
    joined, pieces = _joined_where_equal(pieces)
    group = joined[voted[group]]
    wanted = (pieces.labels != NOBODY).any(axis=1) & (pieces.hard != ELSEWHERE)
    if whole:
        wanted |= pieces.hard > NOBODY
    atom = np.full(len(wanted), OUTSIDE)
    atom[wanted] = np.arange(np.count_nonzero(wanted))
    of_face = atom[group]
    held = of_face != OUTSIDE
    atoms = coverage_union_by_label(
        faces.polygons[held], of_face[held], int(np.count_nonzero(wanted))
    )
    border = rook_adjacency(atoms)
    arrangement = Arrangement(
        atoms,
        pieces.labels[wanted],
        pieces.hard[wanted],
        border.left,
        border.right,
        border.length,
    )
    return arrangement, of_face


def _pieces(faces: Faces, labels: Ints, hard: Ints) -> Pieces:
    inner = faces.right != OUTSIDE
    count = len(faces.polygons)
    border = sum_by_pair(faces.left[inner], faces.right[inner], faces.edges.length[inner], count)
    return Pieces(
        shapely.area(faces.polygons),
        shapely.length(faces.polygons),
        labels,
        hard,
        border.left,
        border.right,
        border.length,
    )


def _joined_where_equal(pieces: Pieces) -> tuple[Ints, Pieces]:
    """Join neighbours that have the same labels: no border runs between them."""
    left, right = pieces.left, pieces.right
    equal = (pieces.labels[left] == pieces.labels[right]).all(axis=1)
    equal &= pieces.hard[left] == pieces.hard[right]
    group = connected_labels(len(pieces.area), left[equal], right[equal])
    return group, join(pieces, group)
