# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a plan to its best, part by part, and say how far from the best it can still be.

Parts do not influence each other once their numbers of grids stand, so the bounds of the parts add
up to one of the plan. Small parts come first and each may use its share of the time that is left;
what they leave over goes to the parts that are still open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from ..errors import Notice
from ..graph import Ints, neighbour_lists
from ..params import PlanParams
from ..progress import NULL_PROGRESS, Progress
from .exact import Division, Watch
from .measure import NOT_PROVED
from .polish import better_by_windows
from .problem import Problem
from .quota import ROUNDING
from .schedule import Scale, Weights, final_weights, moving_price
from .sets import Piece, Price
from .solve import beginning, scale_of
from .table import NONE

LARGE = 150
"""Nodes of a part from which on windows are bettered before the whole is looked at."""


@dataclass(frozen=True)
class Proof:
    """What is known of a plan: its `energy`, and the `bound` that no plan can go below.

    `parts`: separate parts, `closed`: those proved to be at their best, `bounded`: those with a
    bound. The energy is the one of `anneal`, with the weights of the wanted priority.
    """

    energy: float = 0.0
    bound: float = 0.0
    parts: int = 0
    closed: int = 0
    bounded: int = 0

    @property
    def gap(self) -> float:
        """(energy - bound) / bound, 0.02 is 2 %; -1 when some part has no bound."""
        if self.bounded < self.parts:
            return NOT_PROVED
        if self.closed == self.parts:
            return 0.0
        return (self.energy - self.bound) / self.bound if self.bound > 0 else NOT_PROVED

    def note(self, seconds: float) -> Notice:
        """Return the proof in words; `seconds` is the time there was."""
        if self.gap == NOT_PROVED:
            facts = {"closed": self.closed, "parts": self.parts, "seconds": seconds}
            return Notice("optimum_unknown", {**facts, "open": self.parts - self.bounded})
        facts = {"closed": self.closed, "parts": self.parts, "gap": round(100 * self.gap, 2)}
        return Notice("optimum_known", facts)


@dataclass(frozen=True)
class _Aim:
    """What the plan was worked out for; `home`: zone each node should rather not leave."""

    params: PlanParams
    scale: Scale
    home: Ints


def prove(
    problem: Problem,
    grids: Ints,
    zone_of: Ints,
    params: PlanParams,
    progress: Progress = NULL_PROGRESS,
) -> tuple[Ints, Proof]:
    """Return a plan at least as good as `zone_of`, with the proof of how good it is.

    Works for up to `params.time_limit` seconds. When that is not enough, the plan depends on the
    speed of the computer; a plan of which all parts are closed does not.
    """
    if not len(problem):
        return zone_of, Proof()
    home = beginning(problem, grids, params)[1]
    aim = _Aim(params, scale_of(problem, grids), home)
    watch = Watch(params.time_limit, progress)
    members = _by_part(problem.part, problem.parts)
    pairs = _by_part(problem.part[problem.left], problem.parts)
    ascending = sorted(range(problem.parts), key=lambda part: len(members[part]))
    divisions = {
        part: _divide(problem, members[part], pairs[part], zone_of, aim) for part in ascending
    }
    for first in (True, False):
        still = [division for division in divisions.values() if not division.closed]
        for place, division in enumerate(still):
            _work_on(division, watch.share(len(still) - place), first=first)
    better = zone_of.copy()
    for part, division in divisions.items():
        first_zone = int(zone_of[members[part]].min())
        better[members[part]] = first_zone + division.zone_of
    bounds = [division.bound for division in divisions.values()]
    return better, Proof(
        energy=sum(division.energy for division in divisions.values()),
        bound=sum(bounds),
        parts=len(members),
        closed=sum(division.closed for division in divisions.values()),
        bounded=sum(bound > -math.inf for bound in bounds),
    )


def _work_on(division: Division, watch: Watch, *, first: bool) -> None:
    if first and len(division.piece) > LARGE:
        better_by_windows(division, watch.share(2))
    division.find_bound(watch)
    division.close(watch)


def _by_part(part: Ints, parts: int) -> list[Ints]:
    """Return the positions of each part."""
    ends = np.cumsum(np.bincount(part, minlength=parts))
    return np.split(np.argsort(part, kind="stable"), ends[:-1])


def _divide(problem: Problem, nodes: Ints, pairs: Ints, zone_of: Ints, aim: _Aim) -> Division:
    """Return a part with its plan.

    Where that breaks a hard limit, limits are made soft, but so stiff that plans within them win.
    """
    weights = final_weights(aim.params, aim.scale)
    zones = zone_of[nodes] - zone_of[nodes].min()
    home = aim.home[nodes]
    piece = Piece(
        *neighbour_lists(
            len(nodes),
            np.searchsorted(nodes, problem.left[pairs]),
            np.searchsorted(nodes, problem.right[pairs]),
            problem.length[pairs] * weights.border,
        ),
        workload=problem.workload[nodes],
        home=np.where(home == NONE, NONE, home - zone_of[nodes].min()),
        moving=problem.size[nodes] * moving_price(aim.params, aim.scale),
    )
    load = np.bincount(zones, piece.workload)
    price = _price(aim.params, weights, float(load.mean()))
    if (load < price.minimum).any() or (load > price.maximum).any():
        price = replace(price, band=weights.limits, minimum=0.0, maximum=math.inf)
    return Division(piece, price, zones)


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
    )
