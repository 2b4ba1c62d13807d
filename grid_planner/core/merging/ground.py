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

from ..coverage.ownership import NOBODY
from ..graph import (
    Flags,
    Floats,
    Geometries,
    Ints,
    connected_labels,
    first_by_label,
    sum_by_label,
    sum_by_pair,
)
from .arrange import Arrangement

SHORTER = 0.05
"""What a metre of border costs on its own, in the weight of all departments: of two divisions that
departments like alike, the one with the shorter border is better."""


@dataclass(frozen=True)
class Ground:
    """Nodes (atoms, or several drawn together) and the pairs of neighbours among them.

    `node` is that of each atom, `NOBODY` outside the hard layer. Per node: `labels` as in the
    arrangement, `hard`, `workload`, `part` (connected component). Per pair: `left`, `right`,
    and `agreed`, what it costs to draw a border there: metres times the weight of the departments
    that have none.
    """

    node: Ints
    labels: Ints
    hard: Ints
    workload: Floats
    part: Ints
    left: Ints
    right: Ints
    agreed: Floats

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


def lay_out(arrangement: Arrangement, workload: Floats, weights: Floats) -> Ground:
    """Return the ground to divide.

    `workload` (n,) is what each atom holds, `weights` (departments,) whose borders count how much.
    Nodes are numbered by the places of their atoms, not by the rows of the input.
    """
    inside = arrangement.hard != NOBODY
    hard = arrangement.hard
    within = inside[arrangement.left] & (hard[arrangement.left] == hard[arrangement.right])
    left, right = arrangement.left[within], arrangement.right[within]
    length = np.round(arrangement.length[within], 3)  # the same whatever it was summed from
    owned = (arrangement.labels != NOBODY).any(axis=1)
    group = _with_the_unowned(owned, left, right, length)
    node = _numbered_by_place(arrangement.atoms, inside, group)
    count = int(node.max(initial=NOBODY)) + 1
    inner = np.flatnonzero(inside)
    of_node = inner[first_by_label(node[inner], ~owned[inner])]  # the owner, where there is one
    labels = arrangement.labels[of_node]
    pairs = sum_by_pair(node[left], node[right], length, count)
    return Ground(
        node=node,
        labels=labels,
        hard=hard[of_node],
        workload=sum_by_label(node[inside], workload[inside], count),
        part=connected_labels(count, pairs.left, pairs.right),
        left=pairs.left,
        right=pairs.right,
        agreed=pairs.length * _agreement(labels, pairs.left, pairs.right, weights),
    )


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
    # An unowned piece is joined through any of its atoms, as its atoms are joined to each other.
    first = np.zeros(count, np.int64)
    first[piece[::-1]] = np.arange(count)[::-1]
    return connected_labels(
        count,
        np.concatenate([left[bare], pairs[best] % count]),
        np.concatenate([right[bare], first[pairs[best] // count]]),
    )


def _numbered_by_place(atoms: Geometries, inside: Flags, group: Ints) -> Ints:
    """Return the node of each atom `inside`, numbered by where groups lie, whatever the rows."""
    bounds = shapely.bounds(atoms)
    order = np.lexsort((shapely.area(atoms), *bounds.T))
    rank = np.empty(len(atoms), np.int64)
    rank[order] = np.arange(len(atoms))
    first = np.full(len(atoms), len(atoms), np.int64)
    np.minimum.at(first, group, rank)
    node = np.full(len(atoms), NOBODY, np.int64)
    node[inside] = np.unique(first[group[inside]], return_inverse=True)[1]
    return node


def _agreement(labels: Ints, left: Ints, right: Ints, weights: Floats) -> Floats:
    """Return the weight of the departments that have both nodes of each pair in one grid."""
    agreed = np.full(len(left), SHORTER * float(weights.sum()))
    for label, weight in zip(labels.T, weights.tolist()):
        agreed += weight * ((label[left] == label[right]) & (label[left] != NOBODY))
    return agreed
