# SPDX-License-Identifier: GPL-2.0-or-later
"""The independent check of a plan: it names the rules that the plan breaks.

It shares no code with the making of a plan. It sees units, borders and codes of grids only, and
counts pieces with scipy. The same check judges plans drawn by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..errors import Notice
from ..graph import Ints
from .links import Links
from .table import Labelled, UnitTable

SLACK = 1e-6
"""Relative excess over a limit that is taken for rounding."""

LIMIT_RULES = frozenset({"GridAboveMaximum", "GridBelowMinimum"})


@dataclass(frozen=True)
class Rules:
    """What a plan must keep besides connection and parents; None: not asked for."""

    asked: int | None = None
    quota: Mapping[str, int] | None = None
    minimum: float | None = None
    maximum: float | None = None


def find_broken_rules(table: UnitTable, links: Links, grid: Labelled, rules: Rules) -> list[Notice]:
    """Return every rule that the plan `grid` (code of each unit) breaks, and where.

    Locked grids are the user's own: they must be unchanged, and are not judged otherwise.
    """
    placed = grid.index >= 0
    own = np.unique(grid.index[table.locked & placed])
    broken = []
    if not placed.all():
        broken.append(Notice("UnitWithoutGrid", {"units": table.codes_of(~placed)}))
    broken += _changed_locks(table, grid)
    broken += _across_parents(table, grid, own)
    broken += _in_pieces(links, grid, own)
    broken += _groups_split(table, grid, own)
    broken += _beyond_limits(table, grid, rules, own)
    broken += _wrong_counts(table, grid, rules)
    return broken


def _changed_locks(table: UnitTable, grid: Labelled) -> list[Notice]:
    """Name the locked grids that have not the very units that they have now."""
    if not table.locked.any():
        return []
    now = np.array([*table.current.names, ""], object)[table.current.index]
    then = np.array([*grid.names, ""], object)[grid.index]
    locked = np.array(sorted(set(now[table.locked])), object)
    changed = (now != then) & (np.isin(now, locked) | np.isin(then, locked))
    names = sorted({*now[changed], *then[changed]} & set(locked))
    return [
        Notice(
            "LockChanged",
            {"grid": name, "units": table.codes_of(changed & ((now == name) | (then == name)))},
        )
        for name in names
    ]


def _across_parents(table: UnitTable, grid: Labelled, own: Ints) -> list[Notice]:
    return [
        Notice(
            "GridAcrossParents",
            {"grid": grid.names[i], "parents": [table.parent.names[j] for j in parents]},
        )
        for i, parents in _values_of(grid.index, table.parent.index).items()
        if len(parents) > 1 and i not in own
    ]


def _in_pieces(links: Links, grid: Labelled, own: Ints) -> list[Notice]:
    """Name the grids in pieces, and those that hold together only across a barrier."""
    everywhere = np.ones(len(links.barred), bool)
    touching = count_pieces(links, grid.index, len(grid.names), everywhere)
    walking = count_pieces(links, grid.index, len(grid.names), ~links.barred)
    broken = [
        Notice("GridInPieces", {"grid": grid.names[i], "pieces": int(touching[i])})
        for i in np.flatnonzero(touching > 1).tolist()
    ]
    return broken + [
        Notice("GridAcrossBarrier", {"grid": grid.names[i], "pieces": int(walking[i])})
        for i in np.flatnonzero(walking > touching).tolist()
        if i not in own
    ]


def count_pieces(links: Links, grid_of_unit: Ints, grids: int, usable: NDArray[np.bool_]) -> Ints:
    """Return the number of pieces of each grid, joined over `usable` borders and bridges."""
    left = np.concatenate([links.borders.left[usable], links.bridges[:, 0]])
    right = np.concatenate([links.borders.right[usable], links.bridges[:, 1]])
    inside = grid_of_unit[left] == grid_of_unit[right]
    count = len(grid_of_unit)
    graph = coo_matrix((np.ones(int(inside.sum())), (left[inside], right[inside])), (count, count))
    _, piece = connected_components(graph, directed=False)
    first = np.unique(piece, return_index=True)[1]
    placed = grid_of_unit[first][grid_of_unit[first] >= 0]
    return np.bincount(placed, minlength=grids).astype(np.int64)


def _groups_split(table: UnitTable, grid: Labelled, own: Ints) -> list[Notice]:
    return [
        Notice(
            "KeptTogetherSplit",
            {
                "group": table.group.names[i],
                "grids": [grid.names[j] for j in grids if j >= 0],
            },
        )
        for i, grids in _values_of(table.group.index, grid.index).items()
        if len(grids) > 1 and not set(grids) <= set(own.tolist())
    ]


def _beyond_limits(table: UnitTable, grid: Labelled, rules: Rules, own: Ints) -> list[Notice]:
    placed = grid.index >= 0
    load = np.bincount(grid.index[placed], table.workload[placed], len(grid.names))
    judged = ~np.isin(np.arange(len(load)), own)
    broken = []
    if rules.maximum is not None:
        for i in np.flatnonzero(judged & (load > rules.maximum * (1 + SLACK))).tolist():
            facts = {"grid": grid.names[i], "workload": float(load[i]), "limit": rules.maximum}
            broken.append(Notice("GridAboveMaximum", facts))
    if rules.minimum is not None:
        for i in np.flatnonzero(judged & (load < rules.minimum * (1 - SLACK))).tolist():
            facts = {"grid": grid.names[i], "workload": float(load[i]), "limit": rules.minimum}
            broken.append(Notice("GridBelowMinimum", facts))
    return broken


def _wrong_counts(table: UnitTable, grid: Labelled, rules: Rules) -> list[Notice]:
    broken = []
    got = len(np.unique(grid.index[grid.index >= 0]))
    if rules.asked is not None and got != rules.asked:
        broken.append(Notice("GridCountMissed", {"asked": rules.asked, "got": got}))
    if rules.quota is not None:
        # A locked grid that lies across parents counts where most of its units are.
        homes = np.bincount(_homes(table, grid), minlength=len(table.parent.names))
        broken += [
            Notice("QuotaMissed", {"parent": name, "asked": rules.quota[name], "got": count})
            for name, count in zip(table.parent.names, homes.tolist())
            if rules.quota[name] != count
        ]
    return broken


def _homes(table: UnitTable, grid: Labelled) -> Ints:
    """Return the parent that most units of each grid are in; of equals, the first."""
    placed = grid.index >= 0
    pairs, units = np.unique(
        np.stack([grid.index, table.parent.index], axis=1)[placed], axis=0, return_counts=True
    )
    order = np.lexsort((pairs[:, 1], -units, pairs[:, 0]))
    first = np.unique(pairs[order, 0], return_index=True)[1]
    return np.asarray(pairs[order, 1][first])


def _values_of(owner: Ints, value: Ints) -> dict[int, list[int]]:
    """Return the distinct values of each owner (owners below zero left out)."""
    pairs = np.unique(np.stack([owner, value], axis=1)[owner >= 0], axis=0)
    values: dict[int, list[int]] = {}
    for i, j in pairs.tolist():
        values.setdefault(i, []).append(j)
    return values
