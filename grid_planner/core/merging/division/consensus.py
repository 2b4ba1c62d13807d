# SPDX-License-Identifier: GPL-2.0-or-later
"""The unified grid that respects the departments most: from atoms to a grid of each.

Every hard unit gets its number of grids. Neighbouring atoms that most departments have in one grid
are drawn together (`contract`), then atoms move and swap between grids while that makes borders
better or workloads more even (`partition.anneal`), the two weighed by `balance`. Neither step looks
across the hard layer or takes a grid apart, so no rule can be broken on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...accelerate import tell_of_compiling
from ...arrays import Floats, Ints
from ...graph import neighbour_lists
from ...labels import count_by_label, sum_by_label
from ...params import MergeParams
from ...partition.anneal import Graph, Stage, Zones, anneal
from ...partition.batches import Batch, cut_batches, zones_by_batch
from ...partition.divisions import Divisions
from ...progress import NULL_PROGRESS, Progress
from .balance import departments, stages, targets
from .contract import contract
from .ground import ROUNDING, Ground


def divide_ground(
    ground: Ground, grids: Ints, params: MergeParams, progress: Progress = NULL_PROGRESS
) -> Ints:
    """Return the zone of each node: connected zones within the parts, numbered by part.

    `grids` (parts,): how many zones each part gets; by a maximum workload without a number of grids
    it gets more where that many cannot stay below. Raises Cancelled through `progress`.
    """
    tell_of_compiling(anneal, progress)
    maximum = params.max_workload or np.inf
    start = contract(ground, grids, maximum)
    if params.grid_count or not params.max_workload:
        return _bettered(ground, start, grids, params, progress)
    zone_of = _bettered(ground, start, grids, params, progress.sub(0.5))
    zone_of = _split_heavy(ground, zone_of, maximum)
    first = np.unique(zone_of, return_index=True)[1]
    more = count_by_label(ground.part[first], ground.parts)
    if (more > grids).any():
        zone_of = _bettered(ground, zone_of, more, params, progress.sub(0.5))
        zone_of = _split_heavy(ground, zone_of, maximum)
    return zone_of


def _split_heavy(ground: Ground, zone_of: Ints, maximum: float) -> Ints:
    """Return zones without one above the `maximum` that could be cut in two."""
    while True:
        count = int(zone_of.max(initial=-1)) + 1
        load = sum_by_label(zone_of, ground.workload, count)
        heavy = (load > maximum * (1 + ROUNDING)) & (count_by_label(zone_of, count) > 1)
        if not heavy.any():
            return zone_of
        within = zone_of[ground.left] == zone_of[ground.right]
        apart = replace(
            ground,
            part=zone_of,
            left=ground.left[within],
            right=ground.right[within],
            agreed=ground.agreed[within],
        )
        zone_of = contract(apart, 1 + heavy.astype(np.int64), maximum)


@dataclass(frozen=True)
class _Work:
    """What all batches have in common: `start` is the zone of each node to begin with."""

    ground: Ground
    grids: Ints
    start: Ints
    stages: list[Stage]
    divisions: Divisions
    maximum: float
    seed: int

    def work_out(self, batch: Batch, progress: Progress) -> Ints:
        """Return better zones of the nodes of `batch`, numbered from 0."""
        ground, nodes = self.ground, batch.nodes
        part = ground.part[nodes] - batch.first_part
        grids = self.grids[batch.first_part : batch.end_part]
        target = targets(ground.workload[nodes], part, grids)
        graph = self._graph(batch)
        zones = Zones(target, np.zeros(len(target)), np.full(len(target), self.maximum))
        shares = [
            replace(stage, proposals=stage.proposals * len(nodes) // len(ground))
            for stage in self.stages
        ]
        rng = np.random.default_rng([self.seed, batch.number])
        return anneal(graph, zones, self.start[nodes] - batch.first_zone, shares, rng, progress)

    def _graph(self, batch: Batch) -> Graph:
        ground, nodes = self.ground, batch.nodes
        place = np.empty(len(ground), np.int64)
        place[nodes] = np.arange(len(nodes))
        rows: tuple[Ints, Ints, Floats] = neighbour_lists(
            len(nodes),
            place[ground.left[batch.pairs]],
            place[ground.right[batch.pairs]],
            ground.agreed[batch.pairs],
        )
        return Graph(
            *rows,
            workload=ground.workload[nodes],
            home=np.full(len(nodes), -1, np.int64),
            moving=np.zeros(len(nodes)),
            divisions=self.divisions.take(nodes),
        )


def _bettered(
    ground: Ground, start: Ints, grids: Ints, params: MergeParams, progress: Progress
) -> Ints:
    """Return better zones than those to `start` from, `grids` in each part as there."""
    maximum = params.max_workload or np.inf
    others = departments(ground)
    work = _Work(ground, grids, start, stages(ground, grids, params), others, maximum, params.seed)
    batches = list(cut_batches(ground.part, ground.left, grids))
    return zones_by_batch(work.work_out, batches, progress)
