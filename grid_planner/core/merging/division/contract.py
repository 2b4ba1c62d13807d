# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw neighbours together until each part has its number of grids, those that agree most first.

Round after round every group looks for the neighbour that it agrees with most for its size, and
groups that chose each other become one, as long as they stay below the capacity of a grid (greedy
additive edge contraction, Keuper et al. 2015, "Efficient decomposition of image and mesh graphs by
lifted multicuts", ICCV, by mutual choice as in Borůvka 1926). A part stops at its number exactly;
where the capacity leaves too many, it is raised there.
"""

from __future__ import annotations

import numpy as np

from ...arrays import Floats, Ints
from ...graph import sum_by_pair
from ...labels import count_by_label, sum_by_label
from .ground import ROUNDING, Ground

CAPACITY = 1.5
"""Workload of the heaviest grid to begin with, in that of a mean grid of its part."""

RAISE = 1.25
"""By how much the capacity of a part is raised where nothing more can be drawn together."""

LIGHTEST = 0.05
"""Share of a mean grid that a group counts as at least: crumbs do not come before all else."""


def contract(ground: Ground, grids: Ints, capacity: float = np.inf) -> Ints:
    """Return the zone of each node: `grids[p]` connected zones in each part p, numbered by part.

    Zones keep below `capacity` (workload) and 1.5 times the mean of their part where they can.
    """
    mean = np.maximum(ground.load_of_part / grids, np.finfo(float).tiny)
    most = np.minimum(CAPACITY * mean, capacity) * (1 + ROUNDING)
    group = np.arange(len(ground))
    load, part = ground.workload, ground.part
    left, right, agreed = ground.left, ground.right, ground.agreed
    surplus = count_by_label(part, len(grids)) - grids
    while (surplus > 0).any():
        near = (surplus[part[left]] > 0) & (load[left] + load[right] <= most[part[left]])
        chosen = np.flatnonzero(near)
        score = _score(agreed[near], load[left[near]], load[right[near]], mean[part[left[near]]])
        chosen = chosen[_mutual(left[near], right[near], score, len(load), part, surplus)]
        joined = count_by_label(part[left[chosen]], len(grids))
        most[(surplus > 0) & (joined == 0)] *= RAISE
        surplus = surplus - joined
        into = np.arange(len(load))
        into[right[chosen]] = left[chosen]
        kept, renamed = np.unique(into, return_inverse=True)
        group = renamed[group]
        load, part = sum_by_label(renamed, load, len(kept)), part[kept]
        pairs = sum_by_pair(renamed[left], renamed[right], agreed, len(kept))
        left, right, agreed = pairs.left, pairs.right, pairs.length
    order = np.argsort(part, kind="stable")
    zone = np.empty(len(part), np.int64)
    zone[order] = np.arange(len(part))
    return np.asarray(zone[group], np.int64)


def _score(agreed: Floats, one: Floats, other: Floats, mean: Floats) -> Floats:
    """Return how much each pair agrees for its size: small groups with small ones first."""
    lighter = np.minimum(one, other) / mean + LIGHTEST
    return np.asarray(agreed / lighter / ((one + other) / mean + 2 * LIGHTEST))


def _mutual(left: Ints, right: Ints, score: Floats, groups: int, part: Ints, surplus: Ints) -> Ints:
    """Return the pairs that are the best for both sides, of each part no more than its surplus."""
    order = np.argsort(score, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    best = np.full(groups, -1, np.int64)
    np.maximum.at(best, left, rank)
    np.maximum.at(best, right, rank)
    pairs = np.flatnonzero((best[left] == rank) & (best[right] == rank))
    of = part[left[pairs]]
    order = np.lexsort((-rank[pairs], of))
    pairs, of = pairs[order], of[order]
    place = np.arange(len(of)) - np.searchsorted(of, of)
    return np.asarray(pairs[place < surplus[of]])
