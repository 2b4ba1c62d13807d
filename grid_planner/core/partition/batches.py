# SPDX-License-Identifier: GPL-2.0-or-later
"""Work on a handful of parts at a time.

Parts do not influence each other once their numbers of zones stand, so they are worked on in
batches that fit the processor's cache; each batch has a number, from which it makes a random stream
of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Callable

import numpy as np

from ..accelerate import HAS_NUMBA
from ..arrays import Ints
from ..compute import executor, map_parts
from ..params import ComputeParams
from ..progress import Cancelled, Progress

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


def cut_batches(part: Ints, left: Ints, zones: Ints) -> Iterator[Batch]:
    """Yield all parts by batches.

    `part` (n,) is that of each node, `left` (p,) one node of each pair of neighbours (both are in
    one part), `zones` how many each part shall have.
    """
    parts = len(zones)
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(np.bincount(part, minlength=parts))
    pair_order = np.argsort(part[left], kind="stable")
    pair_parts = part[left][pair_order]
    zones_before = np.concatenate([[0], np.cumsum(zones)])
    first_part = number = start = 0
    for last in range(parts):
        if ends[last] - start < BATCH and last + 1 < parts:
            continue
        low, high = np.searchsorted(pair_parts, [first_part, last + 1])
        yield Batch(
            number,
            order[start : ends[last]],
            pair_order[low:high],
            first_part,
            last + 1,
            int(zones_before[first_part]),
        )
        number, start, first_part = number + 1, int(ends[last]), last + 1


def zones_by_batch(
    work_out: Callable[[Batch, Progress], Ints], batches: list[Batch], progress: Progress
) -> Ints:
    """Return the zone of each node of all `batches`, as `work_out` numbers them from 0 in each.

    Compiled kernels run side by side, plain ones cannot. Raises Cancelled through `progress`.
    """
    nodes = sum(len(batch.nodes) for batch in batches)
    zone_of = np.empty(nodes, np.int64)
    for batch, zones in zip(batches, _zones_of_all(work_out, batches, nodes, progress)):
        zone_of[batch.nodes] = batch.first_zone + zones
    return zone_of


def _zones_of_all(
    work_out: Callable[[Batch, Progress], Ints],
    batches: list[Batch],
    nodes: int,
    progress: Progress,
) -> list[Ints]:
    if HAS_NUMBA and len(batches) > 1:
        recall = _Recall()
        with executor(ComputeParams()) as pool:
            try:
                return map_parts(lambda batch: work_out(batch, recall), batches, progress, pool)
            except BaseException:
                recall.send()
                raise
    return [work_out(batch, progress.sub(len(batch.nodes) / nodes)) for batch in batches]


class _Recall(Progress):
    """Tells batches in other threads to stop, once the user has cancelled."""

    def __init__(self) -> None:
        self._wanted = threading.Event()

    def send(self) -> None:
        """Stop all batches at their next look."""
        self._wanted.set()

    def tick(self, done: float, total: float) -> None:  # noqa: ARG002 - only listens
        if self._wanted.is_set():
            raise Cancelled
