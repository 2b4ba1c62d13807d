# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids each separate part gets, or which wish cannot be met and where."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..errors import (
    BadQuota,
    GridPlannerError,
    LimitsExcludeEachOther,
    LocksLeaveNoRoom,
    MaximumUnreachable,
    MinimumUnreachable,
    MissingField,
    NoGridCount,
    Notice,
    ParentWithoutQuota,
    QuotaSumDiffers,
    TooFewGrids,
    TooLittleForGrids,
    TooManyGrids,
    TooMuchForGrids,
    UnitAboveLimit,
    UnitTooHeavy,
    UnknownQuotaParent,
    WorkloadLimitsCrossed,
)
from ..labels import count_by_label, sum_by_label
from ..params import PlanParams
from ..partition.seats import divide
from .limits import Limit
from .present import find_changed_parents, present_grids
from .problem import Problem
from .table import LAYER, NONE, UnitTable

Quota = Mapping[str, int]

ROUNDING = 1e-9
"""Relative slack of comparisons between sums of workload and limits."""

MARGINS = (0.05, 0.1, 0.2)
"""How far a part's mean grid stays within the limits of other quantities, one after the other while
no plan is found: units are not divided, so a part with its mean at a limit may have none."""

MANY = 1e12
"""Stands for any larger number of grids, which whole numbers might not hold."""


@dataclass(frozen=True)
class Apportionment:
    """Number of grids of each part, the asked number of all grids, and what was worth noting.

    `quota`: grids of each parent as whole numbers, where asked for.
    """

    grids: Ints
    asked: int
    notes: tuple[Notice, ...] = ()
    quota: dict[str, int] | None = None


@dataclass(frozen=True)
class _Reach:
    """The fewest and most grids that each part can have by the `limit` of one quantity.

    `total`: what each part holds of it. `is_load`: it is the workload that is balanced.
    """

    limit: Limit
    is_load: bool
    total: Floats
    lower: Ints
    upper: Ints

    def within(self, margin: float) -> tuple[Ints, Ints]:
        """Return these bounds for a limit that is narrower by `margin` at both ends."""
        lower, upper = self.lower, self.upper
        low, high = self.limit.minimum, self.limit.maximum
        if high:
            lower = np.maximum(lower, _whole(np.ceil(self.total / (high * (1 - margin)))))
        if low:
            upper = np.minimum(upper, _whole(np.floor(self.total / (low * (1 + margin)))))
        return lower, upper


@dataclass(frozen=True)
class Bounds:
    """Nodes of each part, and the fewest and most grids that it can have by all its limits."""

    nodes: Ints
    reaches: tuple[_Reach, ...]

    @property
    def lower(self) -> Ints:
        """Return the fewest grids that each part can have."""
        return np.asarray(np.maximum.reduce([reach.lower for reach in self.reaches]))

    @property
    def upper(self) -> Ints:
        """Return the most grids that each part can have."""
        return np.asarray(np.minimum.reduce([reach.upper for reach in self.reaches]))

    def comfortable(self, parts: Ints, grids: int, margin: float) -> tuple[Ints, Ints]:
        """Return the fewest and most grids of each of `parts` that leave a `margin` to move in.

        Where they cannot have so many `grids` together then, the margin is left out.
        """
        lower, upper = self.lower[parts], self.upper[parts]
        others = [reach for reach in self.reaches if not reach.is_load]
        eased = [reach.within(margin) for reach in others]
        least = np.maximum.reduce([lower, *(low[parts] for low, _ in eased)])
        most = np.minimum.reduce([upper, *(high[parts] for _, high in eased)])
        if (least <= most).all() and least.sum() <= grids <= most.sum():
            return least, most
        return lower, upper

    def tightest(self, parts: Ints, *, most: bool) -> _Reach:
        """Return what asks for the most grids in `parts`, or allows the fewest (`most`)."""
        if most:
            return min(self.reaches, key=lambda reach: int(reach.upper[parts].sum()))
        return max(self.reaches, key=lambda reach: int(reach.lower[parts].sum()))


@dataclass(frozen=True)
class _Wish:
    """Grids asked for `where` (names for messages), of which `locked` stand already."""

    asked: int
    locked: int
    where: list[str]


def apportion(
    problem: Problem,
    table: UnitTable,
    params: PlanParams,
    quota: Quota | None,
    margin: float = 0.0,
) -> Apportionment:
    """Give each part its number of grids, all together exactly as many as asked for.

    With some stability parts keep their present numbers, and only what the sum differs by is
    given or taken. `margin`: see MARGINS.

    Raises NoGridCount, UnitTooHeavy, UnitAboveLimit, WorkloadLimitsCrossed, and what `check_quota`,
    `_check_each_part` and `_check_room` raise.
    """
    bounds = _bounds(problem, table, params)
    _check_each_part(problem, table, bounds)
    part_load = sum_by_label(problem.part, problem.workload, problem.parts)
    if quota is not None:
        whole = check_quota(quota, table, params.grid_count)
        grids = _by_parent(problem, table, params, bounds, whole, margin)
        return Apportionment(grids, sum(whole.values()), quota=whole)
    asked, notes = _asked_for(problem, table, params, bounds)
    where = _parent_names(table, problem, np.arange(problem.parts))
    locked = len(problem.locked_grids)
    _check_room(bounds, np.arange(problem.parts), _Wish(asked, locked, where))
    least, most = bounds.comfortable(np.arange(problem.parts), asked - locked, margin)
    present = _kept_numbers(problem, params)
    grids = divide(part_load, asked - locked, least, most, present)
    return Apportionment(grids, asked, (*notes, *find_changed_parents(problem, table, grids)))


def check_quota(quota: Quota, table: UnitTable, grid_count: int) -> dict[str, int]:
    """Return the quota as whole numbers of exactly the parents that have units.

    Raises MissingField, BadQuota, UnknownQuotaParent, ParentWithoutQuota, QuotaSumDiffers.
    """
    if not table.parent.used:
        raise MissingField(layer=LAYER, field="parent_code")
    wrong = [str(parent) for parent, grids in quota.items() if not _is_count(grids)]
    if wrong:
        raise BadQuota(parents=sorted(wrong))
    whole = {str(parent): int(float(grids)) for parent, grids in quota.items()}
    known = set(table.parent.names)
    if whole.keys() - known:
        raise UnknownQuotaParent(parents=sorted(whole.keys() - known))
    if known - whole.keys():
        raise ParentWithoutQuota(parents=sorted(known - whole.keys()))
    total = sum(whole.values())
    if grid_count and grid_count != total:
        raise QuotaSumDiffers(asked=grid_count, total=total)
    return whole


def _is_count(value: object) -> bool:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return math.isfinite(number) and number >= 1 and number == int(number)


def _bounds(problem: Problem, table: UnitTable, params: PlanParams) -> Bounds:
    """Return the fewest and most grids per part that connection and all limits allow."""
    low, high = params.min_workload, params.max_workload
    if low and high and low > high:
        raise WorkloadLimitsCrossed(minimum=low, maximum=high)
    load = _reach(problem, table, Limit("workload", low, high), problem.workload, is_load=True)
    limited = problem.limited
    others = [
        _reach(problem, table, limit, amounts, is_load=False)
        for limit, amounts in zip(limited.limits, limited.amounts.T)
    ]
    return Bounds(count_by_label(problem.part, problem.parts), (load, *others))


def _whole(grids: Floats) -> Ints:
    """Return numbers of grids as whole numbers, which hold no more than `MANY`."""
    return np.minimum(grids, MANY).astype(np.int64)


def _reach(
    problem: Problem, table: UnitTable, limit: Limit, amounts: Floats, *, is_load: bool
) -> _Reach:
    """Return the fewest and most grids per part by one limit of what nodes hold in `amounts`."""
    lower = np.ones(problem.parts, np.int64)
    upper = count_by_label(problem.part, problem.parts)
    total = sum_by_label(problem.part, amounts, problem.parts)
    low, high = limit.minimum, limit.maximum
    if high is not None:
        heavy = np.flatnonzero(amounts > high * (1 + ROUNDING))
        if len(heavy):
            units = table.codes_of(np.isin(problem.node, heavy))
            if is_load:
                raise UnitTooHeavy(units=units, maximum=high)
            raise UnitAboveLimit(quantity=limit.quantity, units=units, maximum=high)
        if high > 0:
            lower = np.maximum(lower, _whole(np.ceil(total / high * (1 - ROUNDING))))
    if low:
        upper = np.minimum(upper, _whole(np.floor(total / low * (1 + ROUNDING))))
    return _Reach(limit, is_load, total, lower, upper)


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
    quota: Quota,
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
        _check_room(bounds, parts, _Wish(quota[name], int(locked[i]), [name]))
        free = quota[name] - int(locked[i])
        least, most = bounds.comfortable(parts, free, margin)
        present = None if kept is None else kept[parts]
        grids[parts] = divide(part_load[parts], free, least, most, present)
    return grids


def _check_each_part(problem: Problem, table: UnitTable, bounds: Bounds) -> None:
    """Refuse parts that no number of grids suits, such as an island below the minimum."""
    stuck = np.flatnonzero(bounds.lower > bounds.upper)
    if not len(stuck):
        return
    above, below = (bounds.tightest(stuck, most=most) for most in (False, True))
    if above is below or int(above.lower[stuck].sum()) == len(stuck):
        wish = _Wish(int(bounds.lower[stuck].sum()), 0, _parent_names(table, problem, stuck))
        raise _too_little(below, stuck, wish, int(bounds.upper[stuck].sum()))
    first = stuck[:1]  # several need not have the same reason
    above, below = (bounds.tightest(first, most=most) for most in (False, True))
    raise LimitsExcludeEachOther(
        where=_parent_names(table, problem, first),
        above=str(above.limit),
        needed=int(above.lower[first].sum()),
        below=str(below.limit),
        possible=int(below.upper[first].sum()),
    )


def _check_room(bounds: Bounds, parts: Ints, wish: _Wish) -> None:
    """Raise the error that says why `parts` cannot have the grids wished for, if so."""
    asked, fixed, where = wish.asked, wish.locked, wish.where
    free = asked - fixed
    nodes = int(bounds.nodes[parts].sum())
    lower, upper = int(bounds.lower[parts].sum()), int(bounds.upper[parts].sum())
    locks = LocksLeaveNoRoom(
        asked=asked, locked=fixed, needed=len(parts) + fixed, possible=nodes + fixed, where=where
    )
    most, least = (bounds.tightest(parts, most=most) for most in (False, True))
    problems: list[tuple[bool, GridPlannerError]] = [
        (bool(fixed) and not len(parts) <= free <= nodes, locks),
        (free > nodes, TooManyGrids(asked=asked, units=nodes + fixed, where=where)),
        (free < len(parts), TooFewGrids(asked=asked, needed=len(parts) + fixed, where=where)),
        (free < lower, _too_much(most, parts, wish, lower)),
        (free > upper, _too_little(least, parts, wish, upper)),
    ]
    for happens, error in problems:
        if happens:
            raise error


def _too_much(reach: _Reach, parts: Ints, wish: _Wish, needed: int) -> GridPlannerError:
    """Return the error that so few grids cannot stay under the maximum."""
    limit, fixed = reach.limit, wish.locked
    facts = {"where": wish.where, "grids": wish.asked, "maximum": limit.maximum}
    if reach.is_load:
        return MaximumUnreachable(needed=needed + fixed, **facts)
    return TooMuchForGrids(
        quantity=limit.quantity,
        total=float(reach.total[parts].sum()),
        room=(wish.asked - fixed) * (limit.maximum or 0.0),
        needed=needed + fixed,
        **facts,
    )


def _too_little(reach: _Reach, parts: Ints, wish: _Wish, possible: int) -> GridPlannerError:
    """Return the error that so many grids cannot all reach the minimum."""
    limit, fixed = reach.limit, wish.locked
    facts = {"where": wish.where, "grids": wish.asked, "minimum": limit.minimum}
    if reach.is_load:
        return MinimumUnreachable(possible=possible + fixed, **facts)
    return TooLittleForGrids(
        quantity=limit.quantity,
        total=float(reach.total[parts].sum()),
        demand=(wish.asked - fixed) * (limit.minimum or 0.0),
        possible=possible + fixed,
        **facts,
    )


def _parent_names(table: UnitTable, problem: Problem, parts: Ints) -> list[str]:
    """Name parts by their parent, or by their first unit where there are no parents.

    Parents of several parts come first: an exclave is the usual reason for a lack of grids.
    """
    if table.parent.used:
        parents, pieces = np.unique(problem.parent_of_part[parts], return_counts=True)
        parents = parents[np.argsort(-pieces, kind="stable")]
        return [table.parent.names[i] for i in parents if i != NONE]
    first = np.unique(problem.part, return_index=True)[1][parts]
    units = np.unique(problem.node, return_index=True)
    unit_of_node = dict(zip(units[0].tolist(), units[1].tolist()))
    return [table.codes[unit_of_node[node]] for node in first.tolist()]
