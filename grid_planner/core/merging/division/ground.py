# SPDX-License-Identifier: GPL-2.0-or-later
"""What is to be given out to unified grids: the atoms inside the hard layer, as a graph.

Ground that no department has in any of its grids falls to the neighbour with the longest common
border (属地兜底, territorial fallback), so it is drawn together with that neighbour here, before
anything is divided, and no later step can leave it without a grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Floats, Ints
from ...coverage.shapes import NOBODY
from ...graph import connected_labels, sum_by_pair
from ...labels import first_by_label, sum_by_label
from ..arrange import Arrangement

SHORTER = 0.05
"""What a metre of border costs on its own, in the weight of all departments: of two divisions that
departments like alike, the one with the shorter border is better."""

ROUNDING = 1e-9
"""Relative slack of comparisons between sums of workload and the maximum."""


@dataclass(frozen=True)
class Ground:
    """Nodes (atoms, or several drawn together) and the pairs of neighbours among them.

    `node` is that of each atom, `NOBODY` outside the hard layer. Per node: `labels` as in the
    arrangement, `area` (m²) that these hold for, `hard`, `workload`, `part` (connected component).
    Per pair: `left`, `right`, and `agreed`, what it costs to draw a border there: metres times the
    weight of the departments that have none. `weights` are those of the departments.
    """

    node: Ints
    labels: Ints
    area: Floats
    hard: Ints
    workload: Floats
    part: Ints
    left: Ints
    right: Ints
    agreed: Floats
    weights: Floats

    def __len__(self) -> int:
        return len(self.workload)

    @property
    def parts(self) -> int:
        """Number of connected components."""
        return int(self.part.max(initial=-1)) + 1

    @property
    def load_of_part(self) -> Floats:
        """Workload of each part."""
        return sum_by_label(self.part, self.workload, self.parts)


def lay_out(
    arrangement: Arrangement, workload: Floats, weights: Floats, adopted: int | None = None
) -> Ground:
    """Return the ground to divide.

    `workload` (n,) is what each atom holds, `weights` (departments,) whose borders count how much.
    Where a department is `adopted` whole, ground without one of its grids counts as nobody's.
    Nodes are numbered by the places of their atoms, not by their rows.
    """
    atom = _by_place(arrangement)
    labels, hard = arrangement.labels[atom], arrangement.hard[atom]
    left, right, length = _borders_within_hard(arrangement, atom)
    owners = labels if adopted is None else labels[:, [adopted]]
    owned = (owners != NOBODY).any(axis=1)
    group = _with_the_unowned(owned, left, right, length)
    first, node = np.unique(group, return_index=True, return_inverse=True)[1:]
    count = len(first)
    speaks = first_by_label(node, ~owned)  # the owner, where there is one
    pairs = sum_by_pair(node[left], node[right], length, count)
    node_of_atom = np.full(len(arrangement.atoms), NOBODY, np.int64)
    node_of_atom[atom] = node
    return Ground(
        node=node_of_atom,
        labels=labels[speaks],
        area=np.asarray(shapely.area(arrangement.atoms[atom[speaks]])),
        hard=hard[speaks],
        workload=sum_by_label(node, workload[atom], count),
        part=connected_labels(count, pairs.left, pairs.right),
        left=pairs.left,
        right=pairs.right,
        agreed=pairs.length * _agreement(labels[speaks], pairs.left, pairs.right, weights),
        weights=weights,
    )


def _by_place(arrangement: Arrangement) -> Ints:
    """Return the atoms inside the hard layer in an order of their own, whatever their rows."""
    inside = np.flatnonzero(arrangement.hard != NOBODY)
    atoms = arrangement.atoms[inside]
    middle = shapely.get_coordinates(shapely.centroid(atoms)).round(3)  # halves of one rectangle
    return np.asarray(inside[np.lexsort((*middle.T, *shapely.bounds(atoms).T))])


def _borders_within_hard(arrangement: Arrangement, atom: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the borders between the chosen atoms of one hard unit, by their places in `atom`."""
    place = np.full(len(arrangement.atoms), NOBODY, np.int64)
    place[atom] = np.arange(len(atom))
    one, other, hard = arrangement.left, arrangement.right, arrangement.hard
    within = np.flatnonzero((place[one] != NOBODY) & (hard[one] == hard[other]))
    one, other = place[one[within]], place[other[within]]
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    length = np.round(arrangement.length[within], 3)  # the same whatever it was summed from
    return left[order], right[order], length[order]


def _with_the_unowned(owned: Flags, left: Ints, right: Ints, length: Floats) -> Ints:
    """Return the group of each atom: every owner with the unowned ground that falls to it."""
    bare = ~owned[left] & ~owned[right]
    piece = connected_labels(len(owned), left[bare], right[bare])
    edge = owned[left] != owned[right]
    owner = np.where(owned[left], left, right)[edge]
    falls = np.where(owned[left], right, left)[edge]
    count = len(owned)
    pairs, place = np.unique(piece[falls] * count + owner, return_inverse=True)
    beside = sum_by_label(place, length[edge], len(pairs))
    best = first_by_label(pairs // count, -np.round(beside, 3))
    # A piece is joined through the first of its atoms, as all of them are joined to each other.
    first = np.unique(piece, return_index=True)[1]
    return connected_labels(
        count,
        np.concatenate([left[bare], pairs[best] % count]),
        np.concatenate([right[bare], first[pairs[best] // count]]),
    )


def _agreement(labels: Ints, left: Ints, right: Ints, weights: Floats) -> Floats:
    """Return the weight of the departments that have both nodes of each pair in one grid."""
    agreed = np.full(len(left), SHORTER * float(weights.sum()))
    for label, weight in zip(labels.T, weights.tolist()):
        agreed += weight * ((label[left] == label[right]) & (label[left] != NOBODY))
    return agreed
