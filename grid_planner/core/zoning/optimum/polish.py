# SPDX-License-Identifier: GPL-2.0-or-later
"""Better a large division window by window: neighbouring grids are divided anew at their best."""

from __future__ import annotations

import numpy as np

from ...arrays import Ints
from ...partition.anneal import Graph
from .division import Division
from .watch import Watch

LARGE = 150
"""Nodes of a part from which on windows are bettered before the whole is looked at."""

WINDOW = 45
"""Nodes from which on a window is full; it takes tenths of a second then."""
MOST_NODES = 90
"""Nodes of a window that may take too long; where grids are so large, none is tried."""
LEAST_ZONES = 3
"""Zones of a window at least: two can only exchange units, which annealing has tried."""
VISITS = 1
"""Windows that each zone comes into at least."""
SETS = 1_000
"""Most sets that a window may choose from."""


def better_by_windows(division: Division, watch: Watch, *, thorough: bool = True) -> None:
    """Better `division` by windows around one zone after the other, until time is over.

    Without `thorough`, windows are only searched at a glance. A zone that was in enough windows
    does not begin one of its own, so the work grows with the number of zones only.
    """
    piece = division.piece
    seen = np.zeros(division.count, np.int64)
    for zone in range(division.count):
        if seen[zone] >= VISITS:
            continue
        if not watch.go_on():
            return
        nodes = _window(piece, division.zone_of, zone)
        zones, inside = np.unique(division.zone_of[nodes], return_inverse=True)
        seen[zones] += 1
        if len(nodes) > MOST_NODES:
            continue
        window = Division(_cut_out(piece, nodes, zones), division.price, inside)
        window.find_bound(watch, thorough=thorough)
        window.close(watch, SETS)
        proposal = division.zone_of.copy()
        proposal[nodes] = zones[window.zone_of]
        division.accept(proposal)


def _window(piece: Graph, zone_of: Ints, start: int) -> Ints:
    """Return the nodes of zones around `start`, the one with most border to them always next."""
    source = zone_of[np.repeat(np.arange(len(piece)), np.diff(piece.indptr))]
    target = zone_of[piece.indices]
    sizes = np.bincount(zone_of)
    chosen = np.zeros(len(sizes), bool)
    chosen[start] = True
    while sizes[chosen].sum() < WINDOW or chosen.sum() < LEAST_ZONES:
        outward = chosen[source] & ~chosen[target]
        if not outward.any():
            break
        border = np.bincount(target[outward], piece.lengths[outward], len(sizes))
        met = np.bincount(target[outward], minlength=len(sizes)) > 0
        # Zones joined by bridges have no border, but still go before those that are not met.
        chosen[int(np.where(met, border, -1.0).argmax())] = True
    return np.flatnonzero(chosen[zone_of])


def _cut_out(piece: Graph, nodes: Ints, zones: Ints) -> Graph:
    """Return the part of `piece` on `nodes`; a home outside of `zones` is none."""
    place = np.full(len(piece), -1, np.int64)
    place[nodes] = np.arange(len(nodes))
    degree = np.diff(piece.indptr)
    source = place[np.repeat(np.arange(len(piece)), degree)]
    target = place[piece.indices]
    inside = (source >= 0) & (target >= 0)
    home = piece.home[nodes]
    here = np.isin(home, zones)
    return Graph(
        indptr=np.concatenate([[0], np.cumsum(np.bincount(source[inside], minlength=len(nodes)))]),
        indices=target[inside],
        lengths=piece.lengths[inside],
        workload=piece.workload[nodes],
        home=np.where(here, np.searchsorted(zones, home), -1),
        moving=piece.moving[nodes],
        amounts=None if piece.amounts is None else piece.amounts.take(nodes),
    )
