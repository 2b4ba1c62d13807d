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
Metropolis rule without the exponential, so that compiled and plain runs agree to the last bit. A
unit leaves a zone only if what remains of the zone is still connected, found by a search from one
of its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..accelerate import for_kernel, njit
from ..arrays import Floats, Ints
from ..progress import NULL_PROGRESS, Progress
from .amounts import Amounts, excess_added, held_for_kernel, move_amounts
from .borders import list_borders, number_pairs
from .divisions import Divisions, distance_added, move_sizes

BLOCK = 1 << 16
"""Proposals between two looks at the user's wish to cancel; bounds the memory for random draws."""


@dataclass(frozen=True)
class Graph:
    """Nodes as compressed rows (see `core.graph.neighbour_lists`) with their workload.

    `home`: zone that a node should rather not leave (-1: none), at the price `moving`.
    `amounts`: other quantities that zones may hold only so much of. `divisions`: other divisions
    of the ground that zones should be near.
    """

    indptr: Ints
    indices: Ints
    lengths: Floats
    workload: Floats
    home: Ints
    moving: Floats
    amounts: Amounts | None = None
    divisions: Divisions | None = None


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
    load = np.bincount(zone_of, graph.workload, count)
    beyond = np.maximum(zones.low - load, 0.0) + np.maximum(load - zones.high, 0.0)
    uneven = stage.even * (load - zones.target) ** 2 + stage.band * beyond**2
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
        _price_zones(self._state[2], self._state[3], self._zones, self._rates)

    def propose(self, count: int, rng: np.random.Generator) -> None:
        draws = for_kernel(rng.random(count), rng.random(count), rng.standard_exponential(count))
        self._temperature = _anneal_block(
            self._links,
            self._nodes,
            self._zones,
            (*self._state, self._scratch, self._borders),
            draws,
            (*self._rates, self._temperature),
            self._held,
            self._told,
        )


@njit
def _price(load: float, zone: int, zones: Any, rates: Any) -> float:
    """Return the energy of a zone with this load."""
    gap = load - zones[0][zone]
    energy: float = rates[0] * gap * gap
    if load < zones[1][zone]:
        gap = zones[1][zone] - load
        energy += rates[1] * gap * gap
    elif load > zones[2][zone]:
        gap = load - zones[2][zone]
        energy += rates[1] * gap * gap
    return energy


@njit
def _price_zones(load: Any, price: Any, zones: Any, rates: Any) -> None:
    for zone in range(len(load)):
        price[zone] = _price(load[zone], zone, zones, rates)


@njit
def _still_joined(start: int, gone: int, links: Any, zone_of: Any, scratch: Any) -> bool:
    """Tell whether the neighbours of `gone` in the zone of `start` can be reached from `start`.

    As the zone was connected with `gone`, every piece it falls into has such a neighbour: when
    all are reached, it is in one piece.
    """
    indptr, indices = links[0], links[1]
    seen, queue, last_stamp = scratch
    stamp = last_stamp[0] + 2
    last_stamp[0] = stamp
    zone = zone_of[start]
    wanted = 0
    for i in range(indptr[gone], indptr[gone + 1]):
        other = indices[i]
        if zone_of[other] == zone:
            seen[other] = stamp
            wanted += 1
    if seen[start] == stamp:
        wanted -= 1
    if wanted == 0:
        return True
    seen[start] = stamp + 1
    # Breadth first, because what is wanted lies around the unit that is gone.
    queue[0] = start
    head = 0
    tail = 1
    while head < tail:
        node = queue[head]
        head += 1
        for i in range(indptr[node], indptr[node + 1]):
            other = indices[i]
            if zone_of[other] == zone and seen[other] != stamp + 1:
                if seen[other] == stamp:
                    wanted -= 1
                    if wanted == 0:
                        return True
                seen[other] = stamp + 1
                queue[tail] = other
                tail += 1
    return False


@njit
def _neighbour_in(node: int, zone: int, links: Any, zone_of: Any) -> int:
    for i in range(links[0][node], links[0][node + 1]):
        if zone_of[links[1][i]] == zone:
            neighbour: int = links[1][i]
            return neighbour
    return -1


@njit
def _change(node: int, a: int, b: int, links: Any, nodes: Any, zone_of: Any) -> float:
    """Return what a move of `node` from zone a to zone b adds to the borders, and what it costs.

    The cost is below zero when the node comes home.
    """
    indices, lengths = links[1], links[2]
    change = 0.0
    for i in range(links[0][node], links[0][node + 1]):
        zone = zone_of[indices[i]]
        if zone == a:
            change += lengths[i]
        elif zone == b:
            change -= lengths[i]
    home = nodes[1][node]
    if home == a:
        change += nodes[2][node]
    elif home == b:
        change -= nodes[2][node]
    return change


@njit
def _partner(other: int, draw: float, links: Any, zone_of: Any) -> int:
    """Return a unit of the zone of `other` to swap with: `other` itself or a neighbour of it."""
    partner = other
    if draw < 0.5:
        first = links[0][other]
        degree = links[0][other + 1] - first
        found = links[1][first + int(2.0 * draw * degree)]
        if zone_of[found] == zone_of[other]:
            partner = found
    return partner


@njit
def _can_move(node: int, zone: int, links: Any, zone_of: Any, scratch: Any) -> bool:
    """Tell whether the zone of `node` stays connected without it; leaves it in `zone` if so."""
    home = zone_of[node]
    start = _neighbour_in(node, home, links, zone_of)
    zone_of[node] = zone
    joined = _still_joined(start, node, links, zone_of, scratch)
    if not joined:
        zone_of[node] = home
    return joined


@njit
def _can_swap(
    node: int, partner: int, members: Any, links: Any, zone_of: Any, scratch: Any
) -> bool:
    """Tell whether both zones stay connected when the two change places; leaves them as changed."""
    a = zone_of[node]
    b = zone_of[partner]
    zone_of[node] = b
    zone_of[partner] = a
    held = (
        (members[a] == 1 or _neighbour_in(partner, a, links, zone_of) >= 0)
        and (members[b] == 1 or _neighbour_in(node, b, links, zone_of) >= 0)
        and _still_joined(partner, node, links, zone_of, scratch)
        and _still_joined(node, partner, links, zone_of, scratch)
    )
    if not held:
        zone_of[node] = a
        zone_of[partner] = b
    return held


@njit
def _list_anew(node: int, left: int, links: Any, zone_of: Any, borders: Any) -> None:
    """Bring the list of borders up to date after `node` has gone out of the zone `left`."""
    listed, place, count = borders[2], borders[3], borders[4]
    zone = zone_of[node]
    for i in range(links[0][node], links[0][node + 1]):
        pair = links[3][i]
        other = zone_of[links[1][i]]
        if other == left and place[pair] < 0:
            listed[count[0]] = pair
            place[pair] = count[0]
            count[0] += 1
        elif other == zone and place[pair] >= 0:
            count[0] -= 1
            last = listed[count[0]]
            listed[place[pair]] = last
            place[last] = place[pair]
            place[pair] = -1


@njit
def _added(node: int, partner: int, a: int, b: int, band: float, held: Any, told: Any) -> float:
    """Return what the change adds to the costs of other quantities and of other divisions."""
    added = 0.0
    if held is not None:
        added += band * excess_added(node, partner, a, b, held)
    if told is not None:
        added += distance_added(node, partner, a, b, told)
    return added


@njit
def _bring_up_to_date(node: int, partner: int, a: int, b: int, held: Any, told: Any) -> None:
    if held is not None:
        move_amounts(node, partner, a, b, held)
    if told is not None:
        move_sizes(node, a, b, told)
        if partner >= 0:
            move_sizes(partner, b, a, told)


@njit
def _anneal_block(
    links: Any,
    nodes: Any,
    zones: Any,
    state: Any,
    draws: Any,
    rates: Any,
    held: Any,
    told: Any,
) -> float:
    """Try one proposal for each of the random `draws`; change `state`, return the temperature.

    `rates`: factors of even and uneven loads, of cooling, and the temperature to begin with.
    """
    workload = nodes[0]
    zone_of, members, load, price, scratch, borders = state
    temperature: float = rates[3]
    sides, picks, patience = draws
    if borders[4][0] == 0:
        return temperature
    for i in range(len(sides)):
        temperature *= rates[2]
        side = int(sides[i] * 2 * borders[4][0])
        pair = borders[2][side // 2]
        node = borders[side % 2][pair]
        other = borders[1 - side % 2][pair]
        a, b = zone_of[node], zone_of[other]
        swap = i % 4 == 3 or members[a] == 1
        shift, partner = workload[node], -1
        change = _change(node, a, b, links, nodes, zone_of)
        if swap:
            partner = _partner(other, picks[i], links, zone_of)
            shift -= workload[partner]
            change += _change(partner, b, a, links, nodes, zone_of)
            for k in range(links[0][node], links[0][node + 1]):
                if links[1][k] == partner:
                    # Their common border stays one, though both sides took it for gone.
                    change += 2.0 * links[2][k]
        load_a, load_b = load[a] - shift, load[b] + shift
        price_a, price_b = _price(load_a, a, zones, rates), _price(load_b, b, zones, rates)
        change += price_a + price_b - price[a] - price[b]
        change += _added(node, partner, a, b, rates[1], held, told)
        if change > temperature * patience[i]:
            continue
        if swap:
            if not _can_swap(node, partner, members, links, zone_of, scratch):
                continue
            _list_anew(partner, b, links, zone_of, borders)
        elif _can_move(node, b, links, zone_of, scratch):
            members[a] -= 1
            members[b] += 1
        else:
            continue
        _list_anew(node, a, links, zone_of, borders)
        _bring_up_to_date(node, partner, a, b, held, told)
        load[a], load[b] = load_a, load_b
        price[a], price[b] = price_a, price_b
    return temperature
