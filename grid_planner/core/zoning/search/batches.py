# SPDX-License-Identifier: GPL-2.0-or-later
"""Batches: a handful of parts that are worked out together, so that they fit the cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ...arrays import Ints
from ..problem import Problem

BATCH = 2_000
"""Nodes from which on a batch is full; one large part may hold more."""


@dataclass(frozen=True)
class Batch:
    """Consecutive parts: their `nodes`, the pairs between them, and the numbers they start from."""

    number: int
    nodes: Ints
    pairs: Ints
    first_part: int
    end_part: int
    first_zone: int


def batches_of(problem: Problem, grids: Ints) -> Iterator[Batch]:
    """Yield all parts in batches; `grids`: number of grids of each part."""
    order = np.argsort(problem.part, kind="stable")
    ends = np.cumsum(np.bincount(problem.part, minlength=problem.parts))
    pair_order = np.argsort(problem.part[problem.left], kind="stable")
    pair_parts = problem.part[problem.left][pair_order]
    zones = np.concatenate([[0], np.cumsum(grids)])
    first_part = number = start = 0
    for part in range(problem.parts):
        if ends[part] - start < BATCH and part + 1 < problem.parts:
            continue
        low, high = np.searchsorted(pair_parts, [first_part, part + 1])
        yield Batch(
            number,
            order[start : ends[part]],
            pair_order[low:high],
            first_part,
            part + 1,
            int(zones[first_part]),
        )
        number, start, first_part = number + 1, int(ends[part]), part + 1
