# SPDX-License-Identifier: GPL-2.0-or-later
"""Let connected sets of nodes grow from each node, by one neighbour after the other.

What was passed over stays out of the branch, and roots stay out of all later sets, so every set is
met once. See `sets` for what a branch is left for.
"""

from __future__ import annotations

from typing import Any

from ...accelerate import njit
from ...partition.amounts import holds_too_little, too_much_with
from ...partition.energy import load_energy

BLOCK = 50_000
"""Sets looked at between two looks at the clock and at the user's wish to cancel."""

FREE, TAKEN, PASSED, WAITING = 0, 1, 2, 3
"""What a search knows of a node: not met, in the set, left out for good, next to the set."""


@njit
def _away_from_home(members: Any, count: int, homes: Any, moving: Any) -> float:
    """Return the cost of the nodes outside the home that most of the set (by cost) is at."""
    total = 0.0
    best = 0.0
    for i in range(count):
        home = homes[members[i]]
        if home < 0:
            continue
        total += moving[members[i]]
        kept = 0.0
        for k in range(count):
            if homes[members[k]] == home:
                kept += moving[members[k]]
        best = max(best, kept)
    return total - best


@njit
def search_block(
    root: int,
    graph: Any,
    rates: Any,
    bounds: Any,
    limits: Any,
    state: Any,
    found: Any,
    held: Any,
) -> int:
    """Search from `root` and those after it for a while; return the next root."""
    tally = found[5]
    end = tally[1] + BLOCK
    while root < len(graph[3]) and tally[1] < end:
        _search_from(root, graph, rates, bounds, limits, state, found, held)
        root += 1
    return root


@njit
def _search_from(
    root: int,
    graph: Any,
    rates: Any,
    bounds: Any,
    limits: Any,
    state: Any,
    found: Any,
    held: Any,
) -> None:
    """Add the sets that grow from `root` to `found`.

    Depth d of the search is a set of d + 1 `members`. Nodes that wait stand in `frontier`; at
    depth d those before `cursor[d]` were dealt with, those from `ends[d]` on are not there yet.
    """
    offset, slack, most_visits = limits[0], limits[1], limits[3]
    status, frontier, cursor, ends = state[0], state[2], state[3], state[4]
    loads, values, borders, stays = state[5:]
    tally = found[5]
    cells = len(bounds[1]) - 1
    best = 0.0
    visits = 0
    depth = -1
    node = root
    while True:
        _weigh(node, depth, graph, state)
        visits += 1
        new = depth + 1
        over = False
        if held is not None:
            over = too_much_with(node, depth, held)
        cell = min(int(loads[new] / bounds[0]), cells)
        least = max(stays[new] + bounds[1][cell], borders[new] + bounds[2][cell])
        if least - values[new] - offset > slack or loads[new] > rates[6] or over:
            if depth < 0:
                break
            _pass_over(node, depth, graph, state)
        else:
            depth = new
            _take(node, depth, graph, state)
            best = _keep(depth, best, graph, rates, limits, state, found, held)
        if visits >= most_visits:
            tally[2] = 0
            tally[3] = 0
            for i in range(ends[depth]):
                status[frontier[i]] = FREE
            break
        while depth >= 0 and cursor[depth] == ends[depth]:
            node = _go_back(depth, state)
            depth -= 1
            if depth >= 0:
                _pass_over(node, depth, graph, state)
        if depth < 0:
            break
        node = frontier[cursor[depth]]
        cursor[depth] += 1
    status[root] = PASSED
    tally[1] += visits


@njit
def _weigh(node: int, depth: int, graph: Any, state: Any) -> None:
    """Put down at depth + 1 what the set of `depth` weighs with `node`."""
    status = state[0]
    loads, values, borders, stays = state[5:]
    indptr, indices, halves = graph[:3]
    border = graph[5][node]
    load = graph[3][node]
    value = graph[4][node]
    stay = 0.0
    if depth >= 0:
        border += borders[depth]
        load += loads[depth]
        value += values[depth]
        stay += stays[depth]
    for i in range(indptr[node], indptr[node + 1]):
        other = status[indices[i]]
        if other == TAKEN:
            border -= 2.0 * halves[i]
        elif other == PASSED:
            stay += halves[i]
    loads[depth + 1] = load
    values[depth + 1] = value
    borders[depth + 1] = border
    stays[depth + 1] = stay


@njit
def _take(node: int, depth: int, graph: Any, state: Any) -> None:
    """Make `node` the member of `depth`; its neighbours join those that wait."""
    status, members, frontier, cursor, ends = state[:5]
    end = 0
    cursor[depth] = 0
    if depth > 0:
        end = ends[depth - 1]
        cursor[depth] = cursor[depth - 1]
    members[depth] = node
    status[node] = TAKEN
    for i in range(graph[0][node], graph[0][node + 1]):
        other = graph[1][i]
        if status[other] == FREE:
            status[other] = WAITING
            frontier[end] = other
            end += 1
    ends[depth] = end


@njit
def _pass_over(node: int, depth: int, graph: Any, state: Any) -> None:
    """Leave `node` out of all that still grows from the set of `depth`."""
    status, stays = state[0], state[8]
    status[node] = PASSED
    for i in range(graph[0][node], graph[0][node + 1]):
        if status[graph[1][i]] == TAKEN:
            stays[depth] += graph[2][i]


@njit
def _go_back(depth: int, state: Any) -> int:
    """Undo the member of `depth` and all that was passed over since; return it."""
    status, members, frontier, cursor, ends = state[:5]
    known = 0
    if depth > 0:
        known = ends[depth - 1]
        for i in range(cursor[depth - 1], known):
            status[frontier[i]] = WAITING
    for i in range(known, ends[depth]):
        status[frontier[i]] = FREE
    member: int = members[depth]
    return member


@njit
def _keep(
    depth: int,
    best: float,
    graph: Any,
    rates: Any,
    limits: Any,
    state: Any,
    found: Any,
    held: Any,
) -> float:
    """Write down the set of `depth` if it is worth it; return the best reduced cost so far."""
    offset, slack, keep, falling = limits[0], limits[1], limits[2], limits[4]
    starts, nodes, costs, reduced, leasts, tally = found
    members = state[1]
    load = state[5][depth]
    if load < rates[5]:
        return best
    little = False
    if held is not None:
        little = holds_too_little(depth, held)
    if little:
        return best
    even, band, target, low, high = rates[:5]
    cost = load_energy(load, target, low, high, even, band) + state[7][depth]
    gain = cost - state[6][depth] - offset
    if gain > slack:
        return best
    away = _away_from_home(members, depth + 1, graph[6], graph[7])
    cost += away
    gain += away
    if gain > slack:
        return best
    leasts[members[0]] = min(leasts[members[0]], gain)
    count = tally[0]
    last = starts[count] + depth + 1
    if count >= keep or last > len(nodes) or (falling and gain > 0.5 * best):
        tally[2] = 0
        return best
    for i in range(depth + 1):
        nodes[starts[count] + i] = members[i]
    starts[count + 1] = last
    costs[count] = cost
    reduced[count] = gain
    tally[0] = count + 1
    least: float = min(best, gain)
    return least
