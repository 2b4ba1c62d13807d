# SPDX-License-Identifier: GPL-2.0-or-later
"""One arrangement of all departments: atoms, and which grid of each department lies over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.shapes import NOBODY
from ..graph import connected_labels, sum_by_pair
from ..unions import coverage_union_by_label
from .faces import OUTSIDE, Faces
from .moves import Drawn, Moves
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
    faces: Faces, drawn: Sequence[Drawn], hard: Ints, tolerance: float, *, whole: bool
) -> tuple[Arrangement, tuple[Floats, ...]]:
    """Return the atoms of the `faces` (f,), and how far the places of each border have moved, m.

    `hard` (f,) is what no atom crosses. Faces of equal labels become one, and slivers narrower than
    the `tolerance` asks join a neighbour, unless a border would then have moved out of reach. With
    `whole`, ground that no department has is an atom too, but where it lies outside the hard layer.
    """
    labels = np.stack([department.labels for department in drawn], axis=1)
    equal, start = _joined_where_equal(_pieces(faces, labels, hard))
    thin = [department.thin for department in drawn]
    moves = Moves(faces)
    held = np.tile([department.held for department in drawn], (len(start.area), 1))
    while True:
        voted, pieces = merge_slivers(start, held, thin, tolerance)
        joined, pieces = _joined_where_equal(pieces)
        group = joined[voted[equal]]
        distances, again = [], held.copy()
        for number, (one, after) in enumerate(zip(drawn, pieces.labels[group].T)):
            distances.append(moves.distances(one, after))
            changed = moves.faces_that_changed(one, after, distances[-1] > one.reach)
            again[equal[changed], number] = True
        if (again == held).all():
            break
        held = again
    return _arrangement(faces, group, pieces, whole), tuple(distances)


def _arrangement(faces: Faces, group: Ints, pieces: Pieces, whole: bool) -> Arrangement:
    """Return the `pieces` that faces were put together to by `group` (f,) as atoms."""
    wanted = (pieces.labels != NOBODY).any(axis=1) & (pieces.hard != ELSEWHERE)
    if whole:
        wanted |= pieces.hard > NOBODY
    count = int(np.count_nonzero(wanted))
    atom = np.full(len(wanted), NOBODY)
    atom[wanted] = np.arange(count)
    held = wanted[group]
    atoms = coverage_union_by_label(faces.polygons[held], atom[group[held]], count)
    both = wanted[pieces.left] & wanted[pieces.right]
    return Arrangement(
        atoms,
        pieces.labels[wanted],
        pieces.hard[wanted],
        atom[pieces.left[both]],
        atom[pieces.right[both]],
        pieces.length[both],
    )


def _pieces(faces: Faces, labels: Ints, hard: Ints) -> Pieces:
    inner = faces.right != OUTSIDE
    count = len(faces.polygons)
    border = sum_by_pair(faces.left[inner], faces.right[inner], faces.length[inner], count)
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
    return group, join(pieces, group, np.empty(0, np.int64))
