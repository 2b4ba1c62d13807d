# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a plan to its best, part by part, and say how far from the best it can still be.

Parts do not influence each other once their numbers of grids stand, so the bounds of the parts add
up to one of the plan. Small parts come first and each may use its share of the time that is left;
what they leave over goes to the parts that are still open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...arrays import Ints
from ...errors import Notice
from ...params import PlanParams
from ...progress import NULL_PROGRESS, Progress
from ..measure import NOT_PROVED
from ..problem import Problem
from .division import Division
from .parts import divisions_of, joined
from .polish import LARGE, better_by_windows
from .sets import get_ready
from .watch import Watch


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
    get_ready(limited=bool(problem.limited.limits))
    watch = Watch(params.time_limit, progress)
    parts = divisions_of(problem, grids, zone_of, params)
    divisions = [part.division for part in parts]
    for first in (True, False):
        still = [division for division in divisions if not division.closed]
        for place, division in enumerate(still):
            _work_on(division, watch.share(len(still) - place), first=first)
    bounds = [division.bound for division in divisions]
    return joined(parts, zone_of), Proof(
        energy=sum(division.energy for division in divisions),
        bound=sum(bounds),
        parts=len(parts),
        closed=sum(division.closed for division in divisions),
        bounded=sum(bound > -math.inf for bound in bounds),
    )


def _work_on(division: Division, watch: Watch, *, first: bool) -> None:
    if first and len(division.piece) > LARGE:
        better_by_windows(division, watch.share(2))
    division.find_bound(watch)
    division.close(watch)
