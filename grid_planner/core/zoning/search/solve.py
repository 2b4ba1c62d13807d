# SPDX-License-Identifier: GPL-2.0-or-later
"""Work out a plan for a problem, a handful of parts at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...accelerate import tell_of_compiling
from ...arrays import Floats, Ints
from ...graph import neighbour_lists
from ...params import PlanParams
from ...partition.amounts import Amounts
from ...partition.anneal import Graph, Zones, anneal, zone_energies
from ...partition.batches import Batch, cut_batches, zones_by_batch
from ...progress import NULL_PROGRESS, Overtime, Progress
from ..amounts import NARROWER, measured_in_workload
from ..limits import ROUNDING
from ..problem import Problem
from ..table import NONE
from .current import home_zones, start_from_current
from .schedule import (
    LARGE_GRID,
    TOLERANCE_SHARE,
    Scale,
    main_stages,
    moving_price,
    repair_stages,
    starts_of,
    tightening_stages,
)
from .seed import split_parts

REPAIRS = 8
"""Attempts to bring grids that are still beyond hard limits back within."""

TIGHTENINGS = 3
"""Attempts to bring large grids that are still beyond the tolerance back within."""


def solve(
    problem: Problem, grids: Ints, params: PlanParams, progress: Progress = NULL_PROGRESS
) -> Ints:
    """Return the zone of each node: `grids[p]` connected zones in each part p, numbered by part."""
    if not len(problem):
        return np.empty(0, np.int64)
    if int(grids.sum()) == len(problem):
        return _numbered_alone(problem)
    start, home = beginning(problem, grids, params)
    scale = scale_of(problem, grids)
    amounts = measured_in_workload(problem.limited, int(grids.sum()), scale.mean_load)
    task = _Task(problem, grids, params, scale, start, home, amounts)
    tell_of_compiling(anneal, progress)
    batches = list(cut_batches(problem.part, problem.left, grids))
    return zones_by_batch(task.work_out, batches, progress)


def beginning(problem: Problem, grids: Ints, params: PlanParams) -> tuple[Ints | None, Ints]:
    """Return the zones to start from, where there are current grids, and each node's home zone."""
    start = None
    if problem.has_current:
        start = start_from_current(problem, grids, np.random.default_rng(params.seed))
    if start is None or not params.stability:
        return start, np.full(len(problem), NONE, np.int64)
    return start, home_zones(problem, start)


@dataclass(frozen=True)
class _Town:
    """A batch: its graph, the part of each node, grids of each part, targets of the zones."""

    graph: Graph
    part: Ints
    grids: Ints
    targets: Floats


@dataclass(frozen=True)
class _Task:
    """All that the batches have in common; `start` and `home` are zones of the whole problem."""

    problem: Problem
    grids: Ints
    params: PlanParams
    scale: Scale
    start: Ints | None
    home: Ints
    amounts: Amounts | None

    @property
    def limited(self) -> bool:
        loads = (self.params.min_workload, self.params.max_workload)
        return self.amounts is not None or loads != (None, None)

    def work_out(self, batch: Batch, progress: Progress) -> Ints:
        """Return the zones of a batch, numbered from 0."""
        rng = np.random.default_rng([self.params.seed, batch.number])
        part = self.problem.part[batch.nodes] - batch.first_part
        grids = self.grids[batch.first_part : batch.end_part]
        graph = self._graph(batch)
        town = _Town(graph, part, grids, self._targets(graph.workload, part, grids))
        scale = replace(self.scale, nodes=len(batch.nodes), parts=len(grids))
        if self.start is None:
            zone_of = self._best_of_starts(town, scale, rng, progress)
        else:
            zone_of = self.start[batch.nodes] - batch.first_zone
            if self.params.stability < 1:
                stages = main_stages(self.params, scale, self.limited)
                zones = self._zones(town.targets)
                zone_of = anneal(graph, zones, zone_of, stages, rng, progress)
        return self._within_limits(town, scale, zone_of, rng, Overtime(progress))

    def _best_of_starts(
        self, town: _Town, scale: Scale, rng: np.random.Generator, progress: Progress
    ) -> Ints:
        """Return the best zones of each part from several first plans."""
        graph, zones = town.graph, self._zones(town.targets)
        stages = main_stages(self.params, scale, self.limited)
        part_of_zone = np.repeat(np.arange(len(town.grids)), town.grids)
        best = np.empty(len(town.part), np.int64)
        least = np.full(len(town.grids), np.inf)
        starts = starts_of(self.params, scale)
        for _ in range(starts):
            zone_of = split_parts(
                graph.indptr, graph.indices, graph.workload, town.part, town.grids, rng
            )
            zone_of = anneal(graph, zones, zone_of, stages, rng, progress.sub(1 / starts))
            energy = zone_energies(graph, zones, zone_of, stages[-1])
            of_part = np.bincount(part_of_zone, energy, len(town.grids))
            better = (of_part < least)[town.part]
            best[better] = zone_of[better]
            least = np.minimum(of_part, least)
        return best

    def _within_limits(
        self,
        town: _Town,
        scale: Scale,
        zone_of: Ints,
        rng: np.random.Generator,
        progress: Progress,
    ) -> Ints:
        """Work on until all loads are within the tolerance and hard limits, or attempts run out."""
        graph = town.graph
        if self.params.priority == "within_tolerance" and scale.units > LARGE_GRID:
            wanted = self._zones(town.targets, 1.0)
            for attempt in range(TIGHTENINGS):
                if _hold(wanted, graph, zone_of):
                    break
                stages = tightening_stages(self.params, scale, attempt)
                zone_of = anneal(graph, self._zones(town.targets), zone_of, stages, rng, progress)
        limits = self._limits(town.targets)
        for attempt in range(REPAIRS):
            if _hold(limits, graph, zone_of):
                break
            stages = repair_stages(self.params, scale, attempt / REPAIRS)
            aim = graph
            if graph.amounts is not None:
                aim = replace(graph, amounts=graph.amounts.narrowed(NARROWER * (attempt + 1)))
            zone_of = anneal(aim, limits, zone_of, stages, rng, progress)
        return zone_of

    def _graph(self, batch: Batch) -> Graph:
        problem = self.problem
        place = np.empty(len(problem), np.int64)
        place[batch.nodes] = np.arange(len(batch.nodes))
        home = self.home[batch.nodes]
        return Graph(
            *neighbour_lists(
                len(batch.nodes),
                place[problem.left[batch.pairs]],
                place[problem.right[batch.pairs]],
                problem.length[batch.pairs],
            ),
            workload=problem.workload[batch.nodes],
            home=np.where(home == NONE, NONE, home - batch.first_zone),
            moving=problem.size[batch.nodes] * moving_price(self.params, self.scale),
            amounts=None if self.amounts is None else self.amounts.take(batch.nodes),
        )

    @staticmethod
    def _targets(workload: Floats, part: Ints, grids: Ints) -> Floats:
        """Return what each zone should weigh: its share of the part it lies in."""
        return np.repeat(np.bincount(part, workload, len(grids)) / grids, grids)

    def _limits(self, targets: Floats) -> Zones:
        low, high = self.params.min_workload, self.params.max_workload
        return Zones(
            target=targets,
            low=np.full(len(targets), 0.0 if low is None else low),
            high=np.full(len(targets), np.inf if high is None else high),
        )

    def _zones(self, targets: Floats, share: float = TOLERANCE_SHARE) -> Zones:
        """Return the limits to work towards: the hard ones, narrowed to the tolerance if asked.

        `share`: how much of the tolerance is used.
        """
        zones = self._limits(targets)
        if self.params.priority != "within_tolerance":
            return zones
        slack = self.params.tolerance / 100 * share * targets
        return Zones(
            target=targets,
            low=np.maximum(zones.low, targets - slack),
            high=np.minimum(zones.high, targets + slack),
        )


def _hold(limits: Zones, graph: Graph, zone_of: Ints) -> bool:
    """Tell whether the loads of all zones are within the limits."""
    load = np.bincount(zone_of, graph.workload, len(limits.target))
    low, high = limits.low * (1 - ROUNDING), limits.high * (1 + ROUNDING)
    within = bool(((load >= low) & (load <= high)).all())
    return within and (graph.amounts is None or graph.amounts.hold(zone_of, len(load)))


def scale_of(problem: Problem, grids: Ints) -> Scale:
    """Return what makes lengths and loads of this problem comparable."""
    count = int(grids.sum())
    border = problem.length[problem.length > 0]
    return Scale(
        mean_load=float(problem.workload.sum()) / count or 1.0,
        mean_border=float(border.mean()) if len(border) else 1.0,
        units=len(problem) / count,
        nodes=len(problem),
        parts=problem.parts,
    )


def _numbered_alone(problem: Problem) -> Ints:
    """Return a zone for each node, numbered by part."""
    zone_of = np.empty(len(problem), np.int64)
    zone_of[np.argsort(problem.part, kind="stable")] = np.arange(len(problem))
    return zone_of
