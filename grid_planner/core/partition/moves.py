# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernels of annealing: moves of nodes between zones, and swaps, one proposal after the other.

A node leaves a zone only if what remains of the zone is still connected, found by a search from one
of its neighbours. The tuples that kernels take:

    links    rows of the graph (indptr, indices), lengths as energies, the pair of each entry
    nodes    workload, home, price of moving
    zones    target, lower and upper limit of each zone
    state    zone of each node; members, load and price of each zone; scratch of the search; borders
    borders  both nodes of each pair; list of pairs between zones, place of each there, their number
    rates    factors of even loads and of loads beyond limits, cooling, temperature
"""

from __future__ import annotations

from typing import Any

from ..accelerate import njit
from .amounts import excess_added, move_amounts
from .divisions import distance_added, move_sizes
from .energy import load_energy


@njit
def _price(load: float, zone: int, zones: Any, rates: Any) -> float:
    """Return the energy of a zone with this load."""
    targets, low, high = zones
    energy: float = load_energy(load, targets[zone], low[zone], high[zone], rates[0], rates[1])
    return energy


@njit
def price_zones(load: Any, price: Any, zones: Any, rates: Any) -> None:
    """Put down the energy of the load of each zone in `price`."""
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
def anneal_block(
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
