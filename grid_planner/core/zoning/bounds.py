# SPDX-License-Identifier: GPL-2.0-or-later
"""The fewest and the most grids that each separate part can have by every limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..errors import UnitAboveLimit, UnitTooHeavy
from ..labels import count_by_label, sum_by_label
from ..params import PlanParams
from .limits import ROUNDING, Limit
from .problem import Problem
from .table import UnitTable

MANY = 1e12
"""Stands for any larger number of grids, which whole numbers might not hold."""


@dataclass(frozen=True)
class Reach:
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
    reaches: tuple[Reach, ...]

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

    def asking_most(self, parts: Ints) -> Reach:
        """Return what asks for the most grids in `parts`."""
        return max(self.reaches, key=lambda reach: int(reach.lower[parts].sum()))

    def allowing_fewest(self, parts: Ints) -> Reach:
        """Return what allows the fewest grids in `parts`."""
        return min(self.reaches, key=lambda reach: int(reach.upper[parts].sum()))


def find_bounds(problem: Problem, table: UnitTable, params: PlanParams) -> Bounds:
    """Return the fewest and most grids per part that connection and all limits allow."""
    wished = Limit("workload", params.min_workload, params.max_workload)
    load = reach_of(problem, table, wished, problem.workload, is_load=True)
    limited = problem.limited
    others = [
        reach_of(problem, table, limit, amounts, is_load=False)
        for limit, amounts in zip(limited.limits, limited.amounts.T)
    ]
    return Bounds(count_by_label(problem.part, problem.parts), (load, *others))


def _whole(grids: Floats) -> Ints:
    """Return numbers of grids as whole numbers, which hold no more than `MANY`."""
    return np.minimum(grids, MANY).astype(np.int64)


def reach_of(
    problem: Problem, table: UnitTable, limit: Limit, amounts: Floats, *, is_load: bool
) -> Reach:
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
    return Reach(limit, is_load, total, lower, upper)
