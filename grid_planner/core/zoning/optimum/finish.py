# SPDX-License-Identifier: GPL-2.0-or-later
"""Finish a plan exactly where that is cheap: in parts with few and small grids.

Annealing ends within 1 to 2 % of the best energy; a part of 30 units with grids of 3 is brought to
its very best in a tenth of a second, so a town of a thousand units need not do without. What is
cheap is told by sizes alone, lest plans depend on the speed of the computer.
"""

from __future__ import annotations

import time

from ...arrays import Ints
from ...errors import Notice
from ...params import PlanParams
from ...progress import NULL_PROGRESS, Progress
from ..problem import Problem
from ..search.schedule import LARGE_GRID
from .division import FIRST_SETS, MOST_SETS
from .parts import divisions_of, joined
from .polish import LARGE, better_by_windows
from .sets import get_ready
from .watch import Watch

MOST_NODES = 3_000
"""Nodes up to which a plan is finished: some seconds; each thousand nodes takes three more."""


def finish(
    problem: Problem,
    grids: Ints,
    zone_of: Ints,
    params: PlanParams,
    progress: Progress = NULL_PROGRESS,
) -> tuple[Ints, tuple[Notice, ...]]:
    """Return a plan at least as good as `zone_of`, the same one where finishing is dear.

    Stops after `params.time_limit` seconds of work, which only slow computers need, and notes
    that. What other programs do meanwhile does not count: the same plan comes from a busy machine.
    """
    if not 0 < len(problem) <= MOST_NODES or len(problem) > LARGE_GRID * int(grids.sum()):
        return zone_of, ()
    get_ready(limited=bool(problem.limited.limits))
    watch = Watch(params.time_limit, progress, clock=time.thread_time)
    parts = divisions_of(problem, grids, zone_of, params)
    for part in parts:
        if len(part.nodes) > LARGE:
            better_by_windows(part.division, watch, thorough=False)
        else:
            part.division.find_bound(watch)
            part.division.close(watch, FIRST_SETS if part.division.allowed else MOST_SETS)
    notes = () if watch.left > 0 else (Notice("finish_stopped", {"seconds": params.time_limit}),)
    return joined(parts, zone_of), notes
