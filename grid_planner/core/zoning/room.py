# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether there is room for the grids wished for; if not, the error that says where and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Ints
from ..errors import (
    GridPlannerError,
    LimitsExcludeEachOther,
    LocksLeaveNoRoom,
    MaximumUnreachable,
    MinimumUnreachable,
    TooFewGrids,
    TooLittleForGrids,
    TooManyGrids,
    TooMuchForGrids,
)
from .bounds import Bounds, Reach
from .problem import Problem
from .table import NONE, UnitTable


@dataclass(frozen=True)
class Wish:
    """Grids asked for `where` (names for messages), of which `locked` stand already."""

    asked: int
    locked: int
    where: list[str]


def check_each_part(problem: Problem, table: UnitTable, bounds: Bounds) -> None:
    """Refuse parts that no number of grids suits, such as an island below the minimum."""
    stuck = np.flatnonzero(bounds.lower > bounds.upper)
    if not len(stuck):
        return
    above, below = bounds.asking_most(stuck), bounds.allowing_fewest(stuck)
    if above is below or int(above.lower[stuck].sum()) == len(stuck):
        wish = Wish(int(bounds.lower[stuck].sum()), 0, parent_names(table, problem, stuck))
        raise _too_little(below, stuck, wish, int(bounds.upper[stuck].sum()))
    first = stuck[:1]  # several need not have the same reason
    above, below = bounds.asking_most(first), bounds.allowing_fewest(first)
    raise LimitsExcludeEachOther(
        where=parent_names(table, problem, first),
        above=str(above.limit),
        needed=int(above.lower[first].sum()),
        below=str(below.limit),
        possible=int(below.upper[first].sum()),
    )


def check_room(bounds: Bounds, parts: Ints, wish: Wish) -> None:
    """Raise the error that says why `parts` cannot have the grids wished for, if so."""
    asked, fixed, where = wish.asked, wish.locked, wish.where
    free = asked - fixed
    nodes = int(bounds.nodes[parts].sum())
    lower, upper = int(bounds.lower[parts].sum()), int(bounds.upper[parts].sum())
    locks = LocksLeaveNoRoom(
        asked=asked, locked=fixed, needed=len(parts) + fixed, possible=nodes + fixed, where=where
    )
    most, least = bounds.asking_most(parts), bounds.allowing_fewest(parts)
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


def _too_much(reach: Reach, parts: Ints, wish: Wish, needed: int) -> GridPlannerError:
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


def _too_little(reach: Reach, parts: Ints, wish: Wish, possible: int) -> GridPlannerError:
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


def parent_names(table: UnitTable, problem: Problem, parts: Ints) -> list[str]:
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
