# SPDX-License-Identifier: GPL-2.0-or-later
"""What there is to give out: a graph whose nodes are units, or groups of units kept together.

Locked grids are taken out and keep their code. What remains is a set of parts (connected
components); a grid never spans two of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..errors import KeptTogetherApart, LockedGridApart
from ..graph import connected_labels, sum_by_pair
from ..labels import count_by_label, sum_by_label
from .links import Links
from .table import NONE, Limited, UnitTable

OTHER_CLASS_WEIGHT = 0.5
"""A border between two classes of units counts half when borders are kept short, so that grids
tend to be of one class (利益相关) without being forced to; one between two managers likewise."""


@dataclass(frozen=True)
class Problem:
    """The free units as a graph, and the grids that stay.

    Per unit: `node` (`NONE` for units of locked grids). Per node: `workload`, `size` in units,
    `parent` (index into the parents), `current` (index into the current grids of the input, or
    `NONE`), `part`. Per pair of nodes: `left`, `right`, `length` in m.
    `locked_grids`: indices into the current grids; `locked_parent`: the parent each counts for.
    `limited`: the other quantities of each node that grids may hold only so much of.
    """

    node: Ints
    workload: Floats
    size: Ints
    parent: Ints
    current: Ints
    part: Ints
    left: Ints
    right: Ints
    length: Floats
    locked_grids: Ints
    locked_parent: Ints
    limited: Limited = field(default_factory=Limited)

    def __len__(self) -> int:
        return len(self.workload)

    @property
    def parts(self) -> int:
        """Number of separate parts."""
        return int(self.part.max()) + 1 if len(self.part) else 0

    @property
    def parent_of_part(self) -> Ints:
        """Index of the parent that each part lies in, `NONE` without parents."""
        return self.parent[np.unique(self.part, return_index=True)[1]]

    @property
    def has_current(self) -> bool:
        """Whether any free unit is in a current grid, so that there is something to start from."""
        return bool((self.current != NONE).any())


def build_problem(table: UnitTable, links: Links) -> Problem:
    """Take out the locked grids and draw together the groups.

    Raises LockedGridApart, KeptTogetherApart.
    """
    locked_grids = np.unique(table.current.index[table.locked])
    frozen = np.isin(table.current.index, locked_grids)
    _check_locked(table, links, locked_grids)
    node = _contract(table, links, frozen)
    free = np.flatnonzero(node != NONE)
    count = int(node.max()) + 1
    first = np.unique(node[free], return_index=True)[1]
    left, right, length = _node_links(table, links, node)
    return Problem(
        node=node,
        workload=sum_by_label(node[free], table.workload[free], count),
        size=count_by_label(node[free], count),
        parent=table.parent.index[free[first]],
        current=table.current.index[free[first]],
        part=connected_labels(count, left, right),
        left=left,
        right=right,
        length=length,
        locked_grids=locked_grids,
        locked_parent=table.main_parents(table.current.index)[locked_grids],
        limited=Limited(table.limited.limits, table.limited.sums(node, count)),
    )


def _check_locked(table: UnitTable, links: Links, locked_grids: Ints) -> None:
    """Refuse locked grids in pieces; across parents and barriers they may lie."""
    grid = table.current.index
    piece = links.pieces(grid)
    inside = np.isin(grid, locked_grids)
    apart = _mixed(grid[inside], piece[inside])
    if len(apart):
        first = apart[0]
        pieces = len(np.unique(piece[grid == first]))
        raise LockedGridApart(grid=table.current.names[first], pieces=pieces)


def _contract(table: UnitTable, links: Links, frozen: Flags) -> Ints:
    """Return the node of each unit, numbered in the order of their first units."""
    group = table.group.index
    same = (group[links.left] == group[links.right]) & (group[links.left] != NONE)
    together = connected_labels(len(table), links.left[same], links.right[same])
    split = {
        "parents": _mixed(group, table.parent.index),
        "locked": _mixed(group, frozen.astype(np.int64)),
        "pieces": _mixed(group[~frozen], together[~frozen]),
    }
    for reason, groups in split.items():
        if len(groups):
            raise KeptTogetherApart(group=table.group.names[groups[0]], reason=reason)
    node = np.full(len(table), NONE, np.int64)
    node[~frozen] = _numbered_by_appearance(together[~frozen])
    return node


def _mixed(owner: Ints, value: Ints) -> Ints:
    """Return the owners (without `NONE`) that have more than one value."""
    pairs = np.unique(np.stack([owner, value], axis=1)[owner != NONE], axis=0)
    owners, values = np.unique(pairs[:, 0], return_counts=True)
    return np.asarray(owners[values > 1])


def _numbered_by_appearance(labels: Ints) -> Ints:
    _, first, index = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.asarray(rank[index])


def _node_links(table: UnitTable, links: Links, node: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of nodes with the sum of their borders, weighed by class and manager."""
    a, b = node[links.left], node[links.right]
    weight = OTHER_CLASS_WEIGHT ** _interests_apart(table, links.left, links.right)
    free = (a != NONE) & (b != NONE)
    count = int(node.max()) + 1
    borders = sum_by_pair(a[free], b[free], (links.length * weight)[free], count)
    return borders.left, borders.right, borders.length


def _interests_apart(table: UnitTable, left: Ints, right: Ints) -> Floats:
    """Return in how many ways the units of each pair have little to do with each other.

    They are of two classes, or of two managers; what nobody manages goes with all.
    """
    kind, manager = table.kind.index, table.manager.index
    known = (manager[left] != NONE) & (manager[right] != NONE)
    apart = (kind[left] != kind[right]) + 1.0 * (known & (manager[left] != manager[right]))
    return np.asarray(apart, np.float64)
