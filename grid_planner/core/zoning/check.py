# SPDX-License-Identifier: GPL-2.0-or-later
"""The independent check of a plan: it names every rule that the plan breaks, and where.

It shares no code with the making of a plan. It sees units, borders and codes of grids only, and
counts pieces with scipy. The same check judges plans drawn by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..arrays import Flags, Floats, Ints
from ..errors import Notice
from ..labels import first_by_label, members_by_label, sum_by_label
from .links import Links
from .table import NONE, Labelled, UnitTable

SLACK = 1e-6
"""Relative excess over a limit that is taken for rounding."""

LIMIT_RULES = frozenset(
    {"GridAboveMaximum", "GridBelowMinimum", "QuantityAboveMaximum", "QuantityBelowMinimum"}
)


@dataclass(frozen=True)
class Rules:
    """What a plan must keep besides connection and parents; None: not asked for.

    `tolerance`: percent that a workload may be off the `ideal` one, else off the mean. The limits
    of other quantities come with the table of units.
    """

    asked: int | None = None
    quota: Mapping[str, int] | None = None
    minimum: float | None = None
    maximum: float | None = None
    ideal: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True)
class BrokenRule(Notice):
    """A rule that a plan breaks; `units` (places in the table) are those out of their place."""

    units: tuple[int, ...] = ()


def find_broken_rules(
    table: UnitTable, links: Links, grid: Labelled, rules: Rules
) -> list[BrokenRule]:
    """Return every rule that the plan `grid` (code of each unit) breaks, and where.

    Locked grids are the user's own: they must be unchanged, and are not judged otherwise, except
    for pieces.
    """
    placed = grid.index != NONE
    own = np.zeros(len(grid.names), bool)
    own[grid.index[table.locked & placed]] = True
    return [
        *_without_grid(table, grid),
        *_changed_locks(table, grid),
        *_across_parents(table, grid, own),
        *_in_pieces(table, links, grid, own),
        *_groups_split(table, grid, own),
        *_beyond_limits(table, grid, rules, own),
        *_quantities_beyond(table, grid, own),
        *_wrong_counts(table, grid, rules),
    ]


def _without_grid(table: UnitTable, grid: Labelled) -> list[BrokenRule]:
    bare = np.flatnonzero(grid.index == NONE)
    if not len(bare):
        return []
    return [BrokenRule("UnitWithoutGrid", {"units": table.codes_of(bare)}, tuple(bare.tolist()))]


def _changed_locks(table: UnitTable, grid: Labelled) -> list[BrokenRule]:
    """Name the locked grids that have not the very units that they have now."""
    if not table.locked.any():
        return []
    now = np.array([*table.current.names, ""], object)[table.current.index]
    then = np.array([*grid.names, ""], object)[grid.index]
    locked = np.array(sorted(set(now[table.locked])), object)
    changed = (now != then) & (np.isin(now, locked) | np.isin(then, locked))
    broken = []
    for name in sorted({*now[changed], *then[changed]} & set(locked)):
        units = np.flatnonzero(changed & ((now == name) | (then == name)))
        facts = {"grid": name, "units": table.codes_of(units)}
        broken.append(BrokenRule("LockChanged", facts, tuple(units.tolist())))
    return broken


def _across_parents(table: UnitTable, grid: Labelled, own: Flags) -> list[BrokenRule]:
    parents = _values_of(grid.index, table.parent.index)
    main = table.main_parents(grid.index)
    return [
        BrokenRule(
            "GridAcrossParents",
            {
                "grid": grid.names[i],
                "parents": [table.parent.names[j] for j in parents[i]],
                "units": [table.codes[unit] for unit in units],
            },
            units,
        )
        for i, units in _strays(grid.index, table.parent.index, main).items()
        if not own[i]
    ]


def _in_pieces(table: UnitTable, links: Links, grid: Labelled, own: Flags) -> list[BrokenRule]:
    """Name the grids in pieces, and those that hold together only across a barrier."""
    everywhere = _pieces(links, grid.index, np.ones(len(links.barred), bool))
    walking = _pieces(links, grid.index, ~links.barred)
    touching = _count_pieces(grid, everywhere)
    on_foot = _count_pieces(grid, walking)
    found = [("GridInPieces", everywhere, touching, touching > 1)]
    if links.barred.any():
        found.append(("GridAcrossBarrier", walking, on_foot, (on_foot > touching) & ~own))
    return [
        BrokenRule(
            kind,
            {
                "grid": grid.names[i],
                "pieces": int(count[i]),
                "units": [table.codes[unit] for unit in units],
            },
            units,
        )
        for kind, piece, count, wrong in found
        for i, units in _strays(grid.index, piece, _main_values(grid.index, piece)).items()
        if wrong[i]
    ]


def _pieces(links: Links, grid_of_unit: Ints, usable: Flags) -> Ints:
    """Return the piece of its grid that each unit is in, joined over `usable` borders, bridges."""
    left = np.concatenate([links.borders.left[usable], links.bridges[:, 0]])
    right = np.concatenate([links.borders.right[usable], links.bridges[:, 1]])
    inside = grid_of_unit[left] == grid_of_unit[right]
    count = len(grid_of_unit)
    graph = coo_matrix((np.ones(int(inside.sum())), (left[inside], right[inside])), (count, count))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def _count_pieces(grid: Labelled, piece: Ints) -> Ints:
    first = np.unique(piece, return_index=True)[1]
    owner = grid.index[first]
    return np.bincount(owner[owner != NONE], minlength=len(grid.names)).astype(np.int64)


def _groups_split(table: UnitTable, grid: Labelled, own: Flags) -> list[BrokenRule]:
    grids = _values_of(table.group.index, grid.index)
    main = _main_values(table.group.index, grid.index)
    return [
        BrokenRule(
            "KeptTogetherSplit",
            {
                "group": table.group.names[i],
                "grids": [grid.names[j] for j in grids[i] if j != NONE],
                "units": [table.codes[unit] for unit in units],
            },
            units,
        )
        for i, units in _strays(table.group.index, grid.index, main).items()
        if not all(j != NONE and own[j] for j in grids[i])
    ]


def _beyond_limits(table: UnitTable, grid: Labelled, rules: Rules, own: Flags) -> list[BrokenRule]:
    placed = grid.index != NONE
    load = sum_by_label(grid.index[placed], table.workload[placed], len(grid.names))
    broken = []
    if rules.maximum is not None:
        for i in np.flatnonzero(~own & (load > rules.maximum * (1 + SLACK))).tolist():
            facts = {"grid": grid.names[i], "workload": float(load[i]), "limit": rules.maximum}
            broken.append(BrokenRule("GridAboveMaximum", facts))
    if rules.minimum is not None:
        for i in np.flatnonzero(~own & (load < rules.minimum * (1 - SLACK))).tolist():
            facts = {"grid": grid.names[i], "workload": float(load[i]), "limit": rules.minimum}
            broken.append(BrokenRule("GridBelowMinimum", facts))
    return broken + _beyond_tolerance(grid, rules, own, load)


def _beyond_tolerance(grid: Labelled, rules: Rules, own: Flags, load: Floats) -> list[BrokenRule]:
    wanted = rules.ideal or float(load.mean())
    if rules.tolerance is None or not wanted:
        return []
    off = 100 * (load / wanted - 1)
    return [
        BrokenRule(
            "GridBeyondTolerance",
            {
                "grid": grid.names[i],
                "workload": float(load[i]),
                "wanted": wanted,
                "deviation": float(off[i]),
                "tolerance": rules.tolerance,
            },
        )
        for i in np.flatnonzero(~own & (np.abs(off) > rules.tolerance + 100 * SLACK)).tolist()
    ]


def _quantities_beyond(table: UnitTable, grid: Labelled, own: Flags) -> list[BrokenRule]:
    """Name the grids that hold too much or too little of another quantity."""
    held = table.limited.sums(grid.index, len(grid.names))
    broken = []
    for limit, amounts in zip(table.limited.limits, held.T):
        low, high = limit.ends
        for kind, wrong, end in (
            ("QuantityAboveMaximum", amounts > high * (1 + SLACK), limit.maximum),
            ("QuantityBelowMinimum", amounts < low * (1 - SLACK), limit.minimum),
        ):
            for i in np.flatnonzero(~own & wrong).tolist():
                facts = {"grid": grid.names[i], "quantity": limit.quantity}
                amount = {"amount": float(amounts[i]), "limit": end}
                broken.append(BrokenRule(kind, {**facts, **amount}))
    return broken


def _wrong_counts(table: UnitTable, grid: Labelled, rules: Rules) -> list[BrokenRule]:
    broken = []
    got = len(np.unique(grid.index[grid.index != NONE]))
    if rules.asked is not None and got != rules.asked:
        broken.append(BrokenRule("GridCountMissed", {"asked": rules.asked, "got": got}))
    if rules.quota is not None:
        # A locked grid that lies across parents counts where most of its workload is.
        home = table.main_parents(grid.index)
        homes = np.bincount(home[home != NONE], minlength=len(table.parent.names))
        broken += [
            BrokenRule("QuotaMissed", {"parent": name, "asked": rules.quota[name], "got": count})
            for name, count in zip(table.parent.names, homes.tolist())
            if rules.quota[name] != count
        ]
    return broken


def _main_values(owner: Ints, value: Ints) -> Ints:
    """Return the value that most units of each owner 0, 1, … have; of equals, the lowest."""
    known = owner != NONE
    pairs, units = np.unique(np.stack([owner, value], axis=1)[known], axis=0, return_counts=True)
    best = first_by_label(pairs[:, 0], -units, pairs[:, 1])
    main = np.full(int(owner.max(initial=NONE)) + 1, NONE, np.int64)
    main[pairs[best, 0]] = pairs[best, 1]
    return main


def _strays(owner: Ints, value: Ints, main: Ints) -> dict[int, tuple[int, ...]]:
    """Return, of each owner with several values, the units without its `main` one."""
    known = np.flatnonzero(owner != NONE)
    stray = known[value[known] != main[owner[known]]]
    owners, place = np.unique(owner[stray], return_inverse=True)
    members = members_by_label(place, len(owners))
    return {int(i): tuple(stray[m].tolist()) for i, m in zip(owners, members)}


def _values_of(owner: Ints, value: Ints) -> dict[int, list[int]]:
    """Return the distinct values of each owner (owners below zero left out)."""
    pairs = np.unique(np.stack([owner, value], axis=1)[owner != NONE], axis=0)
    values: dict[int, list[int]] = {}
    for i, j in pairs.tolist():
        values.setdefault(i, []).append(j)
    return values
