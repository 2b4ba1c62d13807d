# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids each part gets, and what even workloads weigh beside the departments' grids.

The square of a grid's relative deviation from the mean of its part is weighed against the distance
from the departments' grids. One node evens a grid of u nodes by 1/u of its workload, so the square
counts u times: grids get as even whatever their number of nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...arrays import Floats, Ints
from ...errors import FewerGridsThanParts, MoreGridsThanPieces
from ...labels import count_by_label
from ...params import MergeParams
from ...partition.anneal import Stage
from ...partition.divisions import Divisions
from ...partition.seats import divide
from .ground import ROUNDING, Ground

TOLD = 2.75
"""Energy of the mean variation of information of all nodes, in nats a node."""

BORDER = 0.3
"""Energy of a border of mean agreement: it keeps grids in shape where departments tell nothing."""

EVEN = 4.0
"""Energy of a grid that is 100 % off the mean, a node of it, at balance 0.5 (measured on five
synthetic departments of 10,000 grids: CV .23, 97 % of the grids within 0.5 to 1.5 of the mean)."""

SPAN = 400.0
"""How many times more evenness weighs at balance 1 than at 0 (there: CV .40 and .10)."""

ABOVE = 50.0
"""Weight of the square beyond the maximum workload, in that of evenness."""

PROPOSALS = 50
"""Moves and swaps tried for each node; twice as many lower the distance by 0.4 %."""

HOT, COLD = 2.0, 0.2
"""First and last temperature: the contraction is near a good division already, which more heat
would melt."""

QUENCH = 0.1
"""Share of proposals at temperature zero, which takes the last gains."""


def grids_of_parts(ground: Ground, params: MergeParams, usual: int, names: Sequence[str]) -> Ints:
    """Return how many grids each part gets: as asked, by the maximum workload, or as is usual.

    `usual`: grids of the departments on average; `names`: of the hard layer's polygons, if any.
    Raises FewerGridsThanParts, MoreGridsThanPieces.
    """
    nodes = count_by_label(ground.part, ground.parts)
    least = np.ones(ground.parts, np.int64)
    if params.max_workload and not params.grid_count:
        wanted = np.ceil(ground.load_of_part / params.max_workload * (1 - ROUNDING))
        return np.asarray(np.clip(wanted, least, nodes), np.int64)
    asked = params.grid_count or int(np.clip(usual, ground.parts, len(ground)))
    if asked < ground.parts:
        where = _communities(_hard_of_parts(ground), names)
        raise FewerGridsThanParts(asked=asked, needed=ground.parts, where=where)
    if asked > len(ground):
        where = _communities(np.unique(ground.hard), names)
        raise MoreGridsThanPieces(asked=asked, pieces=len(ground), where=where)
    return divide(ground.load_of_part, asked, least, nodes)


def _communities(hard: Ints, names: Sequence[str]) -> list[str]:
    """Return the names of the labels `hard`, those that stand there several times first."""
    labels, times = np.unique(hard, return_counts=True)
    order = labels[np.argsort(-times, kind="stable")].tolist()
    return [names[label] for label in order] if names else []


def _hard_of_parts(ground: Ground) -> Ints:
    return ground.hard[np.unique(ground.part, return_index=True)[1]]


def stages(ground: Ground, grids: Ints, params: MergeParams) -> list[Stage]:
    """Return the stages of annealing that weigh borders and workloads as `params.balance` says."""
    count = int(grids.sum())
    mean_load = float(ground.workload.sum()) / count or 1.0
    mean_agreed = float(ground.agreed.mean()) if len(ground.agreed) else 1.0
    even = EVEN * SPAN ** (params.balance - 0.5) * len(ground) / count / mean_load**2
    band = ABOVE * even if params.max_workload else 0.0
    tried = PROPOSALS * len(ground)
    border = BORDER / mean_agreed
    warm = Stage(tried, border, even, band, HOT, COLD)
    return [warm, Stage(int(QUENCH * tried), border, even, band, 0.0, 0.0)]


def departments(ground: Ground) -> Divisions:
    """Return the departments' grids as divisions that the unified grid should be near."""
    size = np.rint(ground.area * 100.0)  # dm²: whole, and small enough for exact sums
    weight = TOLD * ground.weights / ground.weights.sum() / max(float(size.mean()), 1.0)
    return Divisions(ground.labels, size, weight)


def targets(workload: Floats, part: Ints, grids: Ints) -> Floats:
    """Return what each zone should weigh: its share of the part it lies in."""
    return np.repeat(np.bincount(part, workload, len(grids)) / grids, grids)
