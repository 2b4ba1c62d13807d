# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids each part gets, and what even workloads weigh beside the departments' borders.

The square of a grid's relative deviation from the mean of its part is weighed against borders drawn
where departments have none. A grid of u nodes can be evened by 1/u of its workload with one node,
so the square counts u times: grids get as even whatever their number of nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats, Ints
from ..errors import TooFewGrids, TooManyGrids
from ..labels import count_by_label
from ..params import MergeParams
from ..partition.anneal import Stage
from ..partition.seats import divide
from .ground import Ground

EVEN = 1.2
"""Weight of evenness at balance 0.5, in borders of mean agreement (measured on five synthetic
departments of 1,500 and 10,000 grids: CV .21, 98 % within 0.5 to 1.5 of the mean)."""

SPAN = 80.0
"""How many times more evenness weighs at balance 1 than at 0."""

ABOVE = 50.0
"""Weight of the square beyond the maximum workload, in that of evenness."""

PROPOSALS = 150
"""Moves and swaps tried for each node; twice as many lower the information lost by 0.5 %."""

HOT, COLD = 0.5, 0.05
"""First and last temperature, in borders of mean agreement: the contraction is near a good division
already, which more heat would melt."""

QUENCH = 0.1
"""Share of proposals at temperature zero, which takes the last gains."""


def grids_of_parts(ground: Ground, params: MergeParams, usual: int, names: Sequence[str]) -> Ints:
    """Return how many grids each part gets: as asked, by the maximum workload, or as is usual.

    `usual`: grids of the departments on average; `names`: those of the hard layer's polygons.
    Raises TooFewGrids, TooManyGrids.
    """
    nodes = count_by_label(ground.part, ground.parts)
    least = np.ones(ground.parts, np.int64)
    if params.max_workload and not params.grid_count:
        wanted = np.ceil(ground.load_of_part / params.max_workload * (1 - 1e-9))
        return np.asarray(np.clip(wanted, least, nodes), np.int64)
    asked = params.grid_count or int(np.clip(usual, ground.parts, len(ground)))
    if asked < ground.parts:
        pieces = count_by_label(_hard_of_parts(ground), len(names))
        where = [names[i] for i in np.argsort(-pieces, kind="stable").tolist() if pieces[i]]
        raise TooFewGrids(asked=asked, needed=ground.parts, where=where)
    if asked > len(ground):
        where = [names[i] for i in np.unique(ground.hard).tolist()]
        raise TooManyGrids(asked=asked, units=len(ground), where=where)
    return divide(ground.load_of_part, asked, least, nodes)


def _hard_of_parts(ground: Ground) -> Ints:
    return ground.hard[np.unique(ground.part, return_index=True)[1]]


def stages(ground: Ground, grids: Ints, params: MergeParams) -> list[Stage]:
    """Return the stages of annealing that weigh borders and workloads as `params.balance` says."""
    count = int(grids.sum())
    mean_load = float(ground.workload.sum()) / count or 1.0
    mean_agreed = float(ground.agreed.mean()) if len(ground.agreed) else 1.0
    even = EVEN * SPAN ** (params.balance - 0.5) * len(ground) / count / mean_load**2
    band = 0.0
    if params.max_workload:
        band = ABOVE * len(ground) / count / mean_load**2
    tried = PROPOSALS * len(ground)
    warm = Stage(tried, 1 / mean_agreed, even, band, HOT, COLD)
    return [warm, Stage(int(QUENCH * tried), 1 / mean_agreed, even, band, 0.0, 0.0)]


def targets(workload: Floats, part: Ints, grids: Ints) -> Floats:
    """Return what each zone should weigh: its share of the part it lies in."""
    return np.repeat(np.bincount(part, workload, len(grids)) / grids, grids)
