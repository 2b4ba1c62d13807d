# SPDX-License-Identifier: GPL-2.0-or-later
"""Graphs side by side, one a zone, and what can be left out of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Flags, Floats, Ints
from ...graph import connected_labels
from ...labels import sum_by_label
from ..parallels import shortest_parallels


@dataclass(frozen=True)
class Graphs:
    """Graphs side by side.

    `zone` (n,): graph of each node, ascending; `odd` (n,): whether the T-join has an odd number of
    edges there; edges run from `start` to `end` (m,) and are `length` metres long.
    """

    count: int
    zone: Ints
    odd: Flags
    start: Ints
    end: Ints
    length: Floats


def reduce_graphs(graphs: Graphs) -> tuple[Graphs, Floats]:
    """Return smaller graphs and the length (m) a zone that every T-join of `graphs` has beyond.

    Dead ends are forced, they are walked in and out; of parallel edges only the shortest is ever
    walked again; edges on both sides of an even node are walked again together.
    """
    forced = np.zeros(graphs.count)
    while True:
        edges = len(graphs.start)
        start, end, length = shortest_parallels(graphs.start, graphs.end, graphs.length)
        graphs = replace(graphs, start=start, end=end, length=length)
        graphs, dead_ends = without_dead_ends(graphs)
        forced += dead_ends
        graphs = _joined_chains(graphs)
        if len(graphs.start) == edges:
            return _without_lone_nodes(graphs), forced


def without_dead_ends(graphs: Graphs) -> tuple[Graphs, Floats]:
    """Peel off nodes with a single edge until there are none; what they force, by zone."""
    nodes, edges = len(graphs.zone), len(graphs.start)
    odd, alive, forced = graphs.odd.copy(), np.ones(edges, bool), np.zeros(graphs.count)
    degree, last = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    for ends in (graphs.start, graphs.end):
        np.add.at(degree, ends, 1)
        np.bitwise_xor.at(last, ends, np.arange(edges))  # at a dead end its only edge is left
    tips = np.flatnonzero(degree == 1)
    while len(tips):
        edge, first = np.unique(last[tips], return_index=True)
        tips = tips[first]
        other = graphs.start[edge] + graphs.end[edge] - tips
        walked = odd[tips]
        np.add.at(forced, graphs.zone[tips[walked]], graphs.length[edge[walked]])
        np.logical_xor.at(odd, other, walked)
        odd[tips], degree[tips], alive[edge] = False, 0, False
        np.subtract.at(degree, other, 1)
        np.bitwise_xor.at(last, other, edge)
        other = np.unique(other)
        tips = other[degree[other] == 1]
    kept = replace(
        graphs,
        odd=odd,
        start=graphs.start[alive],
        end=graphs.end[alive],
        length=graphs.length[alive],
    )
    return kept, forced


def _joined_chains(graphs: Graphs) -> Graphs:
    """Make one edge of those that meet at even nodes with no other edge."""
    edges = len(graphs.start)
    ends, edge = np.concatenate([graphs.start, graphs.end]), np.tile(np.arange(edges), 2)
    degree = np.bincount(ends, minlength=len(graphs.zone))
    middle = ((degree == 2) & ~graphs.odd)[ends]
    pairs = np.flatnonzero(middle)[np.argsort(ends[middle], kind="stable")]
    chain = connected_labels(edges, edge[pairs[::2]], edge[pairs[1::2]])
    tips = np.flatnonzero(~middle)  # none in a ring of even nodes: no T-join needs it
    tips = tips[np.argsort(chain[edge[tips]], kind="stable")]
    length = sum_by_label(chain, graphs.length, int(chain.max(initial=-1)) + 1)
    return replace(
        graphs, start=ends[tips[::2]], end=ends[tips[1::2]], length=length[chain[edge[tips[::2]]]]
    )


def _without_lone_nodes(graphs: Graphs) -> Graphs:
    used, node = np.unique(np.concatenate([graphs.start, graphs.end]), return_inverse=True)
    start, end = node.reshape(2, -1).astype(np.int64)
    return replace(graphs, zone=graphs.zone[used], odd=graphs.odd[used], start=start, end=end)
