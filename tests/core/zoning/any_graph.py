# SPDX-License-Identifier: GPL-2.0-or-later
"""Problems on any graph, whether a map fits it or not."""

from __future__ import annotations

import numpy as np

from grid_planner.core.zoning.problem import Problem
from grid_planner.core.zoning.table import NONE

ENOUGH = 600.0


def random_problem(nodes: int, more_links: int, parts: int, seed: int) -> Problem:
    """A random forest of `parts` trees with links added inside them; no map needs to fit it."""
    rng = np.random.default_rng(seed)
    part = np.sort(np.append(np.arange(parts), rng.integers(0, parts, nodes - parts)))
    pairs = set()
    for node in range(nodes):
        same = np.flatnonzero(part == part[node])
        earlier = same[same < node]
        if len(earlier):
            pairs.add((int(rng.choice(earlier)), node))
    for _ in range(more_links):
        a = int(rng.integers(nodes))
        b = int(rng.choice(np.flatnonzero(part == part[a])))
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    left, right = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    return Problem(
        node=np.arange(nodes),
        workload=rng.lognormal(0, 1, nodes).round(3),
        size=np.ones(nodes, np.int64),
        parent=part,
        current=np.full(nodes, NONE),
        part=part,
        left=left,
        right=right,
        length=rng.uniform(1, 100, len(left)),
        locked_grids=np.empty(0, np.int64),
        locked_parent=np.empty(0, np.int64),
    )
