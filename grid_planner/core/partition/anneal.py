# SPDX-License-Identifier: GPL-2.0-or-later
"""Better a plan by moving units between neighbouring grids, and swapping them.

Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983, Science 220) of the energy

    sum over zones of  even * (load - target)² + band * (load beyond its limits)²
                       + band * (other limited quantities beyond their limits)²
    + sum of the lengths of borders between zones + cost of the units that left their home zone
    + distance of the zones from other divisions of the same ground (`divisions`)

A proposal picks one of the borders between zones, which are kept as a list, and moves the unit on
one side of it to the other zone, or swaps it with a unit there. It is accepted when it raises the
energy by less than temperature * x, x drawn from the standard exponential distribution: the
Metropolis rule without the exponential, so that compiled and plain runs agree to the last bit.
What happens to a proposal stands in `moves`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..accelerate import for_kernel
from ..arrays import Floats, Ints
from ..labels import sum_by_label
from ..progress import NULL_PROGRESS, Progress
from .amounts import Amounts, held_for_kernel
from .borders import list_borders, number_pairs
from .divisions import Divisions
from .energy import load_energies
from .moves import anneal_block, price_zones

BLOCK = 1 << 16
"""Proposals between two looks at the user's wish to cancel; bounds the memory for random draws."""


@dataclass(frozen=True)
class Graph:
    """Nodes as compressed rows (see `core.graph.neighbour_lists`) with their workload.

    `home` (-1: none): zone that a node should rather not leave, at the price `moving`; nodes with
    one home should rather stay together. `amounts`: other quantities that zones may hold only so
    much of. `divisions`: other divisions of the ground that zones should be near.
    """

    indptr: Ints
    indices: Ints
    lengths: Floats
    workload: Floats
    home: Ints
    moving: Floats
    amounts: Amounts | None = None
    divisions: Divisions | None = None

    def __len__(self) -> int:
        return len(self.workload)


@dataclass(frozen=True)
class Zones:
    """What each zone should weigh: `target`, and the limits `low` and `high`."""

    target: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Stage:
    """One stretch of annealing; `hot` and `cold` are its temperatures.

    `border` multiplies lengths, `even` and `band` the squares of loads, so that all are energies.
    """

    proposals: int
    border: float
    even: float
    band: float
    hot: float
    cold: float


def anneal(
    graph: Graph,
    zones: Zones,
    zone_of: Ints,
    stages: list[Stage],
    rng: np.random.Generator,
    progress: Progress = NULL_PROGRESS,
) -> Ints:
    """Return a better zone of each node, with every zone connected as in `zone_of`.

    No zone is emptied. Raises Cancelled through `progress`.
    """
    if not len(graph.indices):
        return zone_of
    run = _Run(graph, zones, zone_of)
    total = sum(stage.proposals for stage in stages)
    done = 0
    for stage in stages:
        run.enter(stage)
        for first in range(0, stage.proposals, BLOCK):
            block = min(BLOCK, stage.proposals - first)
            run.propose(block, rng)
            done += block
            progress.tick(done, total)
    return run.zone_of


def zone_energies(graph: Graph, zones: Zones, zone_of: Ints, stage: Stage) -> Floats:
    """Return the energy of each zone by the weights of `stage`, half of each border on either side.

    The cost of units away from home and the distance from other divisions are left out.
    """
    count = len(zones.target)
    source = np.repeat(zone_of, np.diff(graph.indptr))
    apart = source != zone_of[graph.indices]
    border = np.bincount(source[apart], graph.lengths[apart] * stage.border / 2, count)
    load = sum_by_label(zone_of, graph.workload, count)
    uneven = load_energies(
        load, zones.target, (zones.low, zones.high), even=stage.even, band=stage.band
    )
    if graph.amounts is not None:
        uneven += stage.band * graph.amounts.excess(zone_of, count)
    return np.asarray(uneven + border, np.float64)


class _Run:
    """The state of one annealing as kernels want it: arrays when compiled, else lists."""

    def __init__(self, graph: Graph, zones: Zones, zone_of: Ints) -> None:
        self._graph = graph
        self._pairs, left, right = number_pairs(graph.indptr, graph.indices)
        self._zones = for_kernel(zones.target, zones.low, zones.high)
        self._nodes = for_kernel(graph.workload, graph.home, graph.moving)
        members = np.bincount(zone_of, minlength=len(zones.target))
        self._held = None
        if graph.amounts is not None:
            sums = graph.amounts.of_zones(zone_of, len(zones.target))
            self._held = held_for_kernel(graph.amounts, sums)
        self._told = None
        if graph.divisions is not None:
            self._told = graph.divisions.told(zone_of, len(zones.target))
        load = np.bincount(zone_of, graph.workload, len(zones.target))
        self._state = for_kernel(
            zone_of.copy(), members.astype(np.int64), load, np.zeros(len(load))
        )
        seen, queue, stamp = (np.zeros(n, np.int64) for n in (len(zone_of), len(zone_of), 1))
        self._scratch = for_kernel(seen, queue, stamp)
        self._borders = for_kernel(left, right, *list_borders(zone_of[left] != zone_of[right]))

    @property
    def zone_of(self) -> Ints:
        return np.asarray(self._state[0], np.int64)

    def enter(self, stage: Stage) -> None:
        graph = self._graph
        lengths = graph.lengths * stage.border
        self._links = for_kernel(graph.indptr, graph.indices, lengths, self._pairs)
        self._temperature = float(stage.hot)
        ratio = stage.cold / stage.hot if stage.hot > 0 else 1.0
        cooling = float(ratio ** (1.0 / max(stage.proposals, 1)))
        self._rates = (float(stage.even), float(stage.band), cooling)
        price_zones(self._state[2], self._state[3], self._zones, self._rates)

    def propose(self, count: int, rng: np.random.Generator) -> None:
        draws = for_kernel(rng.random(count), rng.random(count), rng.standard_exponential(count))
        self._temperature = anneal_block(
            self._links,
            self._nodes,
            self._zones,
            (*self._state, self._scratch, self._borders),
            draws,
            (*self._rates, self._temperature),
            self._held,
            self._told,
        )
