# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids each separate part gets: a quota, or all together as many as asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Ints
from ..errors import NoGridCount, Notice
from ..labels import sum_by_label
from ..params import PlanParams
from ..partition.seats import divide
from .bounds import MANY, Bounds, find_bounds
from .present import find_changed_parents, present_grids
from .problem import Problem
from .quota import check_quota
from .room import Wish, check_each_part, check_room, parent_names
from .table import UnitTable

MARGINS = (0.05, 0.1, 0.2)
"""How far a part's mean grid stays within the limits of other quantities, one after the other while
no plan is found: units are not divided, so a part with its mean at a limit may have none."""


@dataclass(frozen=True)
class Apportionment:
    """Number of grids of each part, the asked number of all grids, and what was worth noting.

    `quota`: grids of each parent as whole numbers, where asked for.
    """

    grids: Ints
    asked: int
    notes: tuple[Notice, ...] = ()
    quota: dict[str, int] | None = None


def apportion(
    problem: Problem,
    table: UnitTable,
    params: PlanParams,
    quota: Mapping[str, int] | None,
    margin: float = 0.0,
) -> Apportionment:
    """Give each part its number of grids, all together exactly as many as asked for.

    With some stability parts keep their present numbers, and only what the sum differs by is
    given or taken. `margin`: see MARGINS.

    Raises NoGridCount, UnitTooHeavy, UnitAboveLimit, and what `check_quota`,
    `check_each_part` and `check_room` raise.
    """
    bounds = find_bounds(problem, table, params)
    check_each_part(problem, table, bounds)
    part_load = sum_by_label(problem.part, problem.workload, problem.parts)
    if quota is not None:
        whole = check_quota(quota, table, params.grid_count)
        grids = _by_parent(problem, table, params, bounds, whole, margin)
        return Apportionment(grids, sum(whole.values()), quota=whole)
    asked, notes = _asked_for(problem, table, params, bounds)
    where = parent_names(table, problem, np.arange(problem.parts))
    locked = len(problem.locked_grids)
    check_room(bounds, np.arange(problem.parts), Wish(asked, locked, where))
    least, most = bounds.comfortable(np.arange(problem.parts), asked - locked, margin)
    present = _kept_numbers(problem, params)
    grids = divide(part_load, asked - locked, least, most, present)
    return Apportionment(grids, asked, (*notes, *find_changed_parents(problem, table, grids)))


def _asked_for(
    problem: Problem, table: UnitTable, params: PlanParams, bounds: Bounds
) -> tuple[int, tuple[Notice, ...]]:
    """Return the number of grids: the one given, else by the ideal workload, else as at present."""
    if params.grid_count:
        return params.grid_count, ()
    if params.ideal_workload:
        return _from_ideal(table, params.ideal_workload, bounds, len(problem.locked_grids))
    if not table.current.used:
        raise NoGridCount
    return len(table.current.names), ()


def _kept_numbers(problem: Problem, params: PlanParams) -> Ints | None:
    """Return the present number of grids of each part, where stability is wished for."""
    return present_grids(problem) if params.stability and problem.has_current else None


def _from_ideal(
    table: UnitTable, ideal: float, bounds: Bounds, locked: int
) -> tuple[int, tuple[Notice, ...]]:
    """Return the number of grids that an ideal workload asks for, as near as parts allow."""
    asked = max(1, round(min(float(table.workload.sum()) / ideal, MANY)))
    used = min(max(asked, int(bounds.lower.sum()) + locked), int(bounds.upper.sum()) + locked)
    if used == asked:
        return asked, ()
    return used, (Notice("GridCountAdjusted", {"asked": asked, "used": used}),)


def _by_parent(
    problem: Problem,
    table: UnitTable,
    params: PlanParams,
    bounds: Bounds,
    quota: Mapping[str, int],
    margin: float,
) -> Ints:
    """Divide each parent's quota, less its locked grids, over its parts."""
    part_load = sum_by_label(problem.part, problem.workload, problem.parts)
    parent = problem.parent_of_part
    kept = _kept_numbers(problem, params)
    grids = np.zeros(problem.parts, np.int64)
    order = np.argsort(parent, kind="stable")
    ends = np.searchsorted(parent[order], np.arange(len(table.parent.names) + 1))
    locked = np.bincount(problem.locked_parent, minlength=len(table.parent.names))
    for i, name in enumerate(table.parent.names):
        parts = order[ends[i] : ends[i + 1]]
        check_room(bounds, parts, Wish(quota[name], int(locked[i]), [name]))
        free = quota[name] - int(locked[i])
        least, most = bounds.comfortable(parts, free, margin)
        present = None if kept is None else kept[parts]
        grids[parts] = divide(part_load[parts], free, least, most, present)
    return grids
