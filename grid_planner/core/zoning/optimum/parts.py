# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan as the divisions of its parts, which do not influence each other.

Once their numbers of grids stand, each part is bettered by itself, and its energy and bound add up
to those of the plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Ints
from ...graph import neighbour_lists
from ...labels import members_by_label, sum_by_label
from ...params import PlanParams
from ...partition.amounts import Amounts
from ...partition.anneal import Graph
from ..amounts import measured_in_workload
from ..limits import ROUNDING
from ..problem import Problem
from ..search.schedule import Scale, Weights, final_weights, moving_price
from ..search.solve import beginning, scale_of
from ..table import NONE
from .division import Division
from .price import Price


@dataclass(frozen=True)
class PartDivision:
    """The `division` of a part of the plan: its `nodes` in the problem, and its `first_zone`."""

    nodes: Ints
    first_zone: int
    division: Division


def divisions_of(
    problem: Problem, grids: Ints, zone_of: Ints, params: PlanParams
) -> list[PartDivision]:
    """Return the division of each part as `zone_of` has it, small parts first."""
    home = beginning(problem, grids, params)[1]
    scale = scale_of(problem, grids)
    amounts = measured_in_workload(problem.limited, int(grids.sum()), scale.mean_load)
    aim = _Aim(params, scale, home, amounts)
    members = members_by_label(problem.part, problem.parts)
    pairs = members_by_label(problem.part[problem.left], problem.parts)
    return [
        _divide(problem, members[part], pairs[part], zone_of, aim)
        for part in sorted(range(problem.parts), key=lambda part: len(members[part]))
    ]


def joined(parts: Iterable[PartDivision], zone_of: Ints) -> Ints:
    """Return the plan `zone_of` with the parts as they are divided now."""
    better = zone_of.copy()
    for part in parts:
        better[part.nodes] = part.first_zone + part.division.zone_of
    return better


@dataclass(frozen=True)
class _Aim:
    """What the plan was worked out for; `home`: zone each node should rather not leave."""

    params: PlanParams
    scale: Scale
    home: Ints
    amounts: Amounts | None


def _divide(problem: Problem, nodes: Ints, pairs: Ints, zone_of: Ints, aim: _Aim) -> PartDivision:
    """Return a part with its plan.

    Where that breaks a hard limit of the workload, such limits are made soft, but so stiff that
    plans within them win. Those of other quantities stay hard for all that is still to be found.
    """
    weights = final_weights(aim.params, aim.scale)
    first_zone = int(zone_of[nodes].min())
    zones = zone_of[nodes] - first_zone
    home = aim.home[nodes]
    piece = Graph(
        *neighbour_lists(
            len(nodes),
            np.searchsorted(nodes, problem.left[pairs]),
            np.searchsorted(nodes, problem.right[pairs]),
            problem.length[pairs] * weights.border,
        ),
        workload=problem.workload[nodes],
        home=np.where(home == NONE, NONE, home - first_zone),
        moving=problem.size[nodes] * moving_price(aim.params, aim.scale),
        amounts=None if aim.amounts is None else aim.amounts.take(nodes),
    )
    load = sum_by_label(zones, piece.workload, int(zones.max()) + 1)
    price = _price(aim.params, weights, float(load.mean()))
    if (load < price.minimum).any() or (load > price.maximum).any():
        price = replace(price, band=weights.limits, minimum=0.0, maximum=math.inf)
    return PartDivision(nodes, first_zone, Division(piece, price, zones))


def _price(params: PlanParams, weights: Weights, target: float) -> Price:
    minimum = 0.0 if params.min_workload is None else params.min_workload * (1 - ROUNDING)
    maximum = np.inf if params.max_workload is None else params.max_workload * (1 + ROUNDING)
    slack = params.tolerance / 100 * target if weights.band else np.inf
    return Price(
        target=target,
        even=weights.even,
        band=weights.band,
        low=max(minimum, target - slack),
        high=min(maximum, target + slack),
        minimum=minimum,
        maximum=float(maximum),
        beyond=weights.limits,
    )
