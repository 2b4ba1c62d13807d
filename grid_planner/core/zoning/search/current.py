# SPDX-License-Identifier: GPL-2.0-or-later
"""Start from the grids there are: keep them, merge the smallest or split the heaviest.

What is left of the current grids in a part may be too many pieces for it (then strays, and after
them the lightest, go to their lightest neighbour) or too few (then the heaviest are split).
"""

from __future__ import annotations

import heapq

import numpy as np

from ...arrays import Ints
from ...graph import connected_labels, neighbour_lists
from ...labels import count_by_label, first_by_label, members_by_label, sum_by_label
from ...partition.seats import divide
from ..problem import Problem
from ..table import NONE
from .seed import split_parts


def start_from_current(problem: Problem, grids: Ints, rng: np.random.Generator) -> Ints:
    """Return zones like `seed.split_parts`, as near to the current grids as their number allows."""
    same = problem.current[problem.left] == problem.current[problem.right]
    piece = connected_labels(len(problem), problem.left[same], problem.right[same])
    piece = _merge_surplus(problem, piece, grids)
    pieces = int(piece.max()) + 1
    load = sum_by_label(piece, problem.workload, pieces)
    nodes = count_by_label(piece, pieces)
    first = np.unique(piece, return_index=True)[1]
    part_of_piece = problem.part[first]
    shares = np.ones(len(load), np.int64)
    counts = count_by_label(part_of_piece, problem.parts)
    pieces_of_part = members_by_label(part_of_piece, problem.parts)
    for part in np.flatnonzero(counts < grids).tolist():
        chosen = pieces_of_part[part]
        shares[chosen] = divide(load[chosen], int(grids[part]), shares[chosen], nodes[chosen])
    indptr, indices, _ = neighbour_lists(len(problem), problem.left, problem.right, problem.length)
    zone = split_parts(indptr, indices, problem.workload, piece, shares, rng)
    return _numbered_by_part(zone, problem.part)


def home_zones(problem: Problem, zone_of: Ints) -> Ints:
    """Return the zone each node is at home in: where most units of its current grid started.

    `NONE` for nodes without a current grid, and for those whose grid lives on in another part.
    """
    known = problem.current != NONE
    count = int(zone_of.max()) + 1 if len(zone_of) else 1
    pairs, index = np.unique(problem.current[known] * count + zone_of[known], return_inverse=True)
    units = np.bincount(index, problem.size[known], len(pairs))
    grid, zone = pairs // count, pairs % count
    best = first_by_label(grid, -units, zone)
    home_of_grid = dict(zip(grid[best].tolist(), zone[best].tolist()))
    part_of_zone = np.zeros(count, np.int64)
    part_of_zone[zone_of] = problem.part
    home = np.array([home_of_grid.get(grid, NONE) for grid in problem.current.tolist()], np.int64)
    return np.where((home != NONE) & (part_of_zone[home] == problem.part), home, NONE)


def _merge_surplus(problem: Problem, piece: Ints, grids: Ints) -> Ints:
    """Merge pieces of each part until there are no more than its `grids`; renumber them."""
    part_of_piece = problem.part[np.unique(piece, return_index=True)[1]]
    surplus = np.bincount(part_of_piece, minlength=problem.parts) - grids
    if (surplus <= 0).all():
        return piece
    load = np.bincount(piece, problem.workload).tolist()
    main = _main_pieces(problem, piece).tolist()
    left, right = piece[problem.left], piece[problem.right]
    around: list[set[int]] = [set() for _ in load]
    for a, b in zip(left[left != right].tolist(), right[left != right].tolist()):
        around[a].add(b)
        around[b].add(a)
    into = list(range(len(load)))
    pieces_of_part = members_by_label(part_of_piece, problem.parts)
    for part in np.flatnonzero(surplus > 0).tolist():
        queue = [(main[i], load[i], i) for i in pieces_of_part[part].tolist()]
        heapq.heapify(queue)
        left_over = int(surplus[part])
        while left_over:
            _, weight, i = heapq.heappop(queue)
            if into[i] != i or weight != load[i]:
                continue
            taker = min(around[i], key=lambda other: (load[other], other))
            _take_in(i, taker, into, load, around)
            heapq.heappush(queue, (main[taker], load[taker], taker))
            left_over -= 1
    roots = np.array([_root(into, i) for i in range(len(into))], np.int64)
    return np.asarray(np.unique(roots[piece], return_inverse=True)[1], np.int64)


def _take_in(
    i: int, taker: int, into: list[int], load: list[float], around: list[set[int]]
) -> None:
    into[i] = taker
    load[taker] += load[i]
    for other in around[i]:
        around[other].discard(i)
        if other != taker:
            around[other].add(taker)
            around[taker].add(other)


def _root(into: list[int], i: int) -> int:
    while into[i] != i:
        into[i] = into[into[i]]
        i = into[i]
    return i


def _main_pieces(problem: Problem, piece: Ints) -> Ints:
    """Tell which pieces (1, else 0) are the heaviest of their current grid."""
    grid = problem.current[np.unique(piece, return_index=True)[1]]
    load = np.bincount(piece, problem.workload)
    known = np.flatnonzero(grid != NONE)
    main = np.zeros(len(load), np.int64)
    main[known[first_by_label(grid[known], -load[known])]] = 1
    return main


def _numbered_by_part(zone: Ints, part: Ints) -> Ints:
    """Renumber zones so that those of a part follow each other."""
    first = np.unique(zone, return_index=True)[1]
    order = np.argsort(part[first], kind="stable")
    return np.asarray(np.argsort(order)[zone])
