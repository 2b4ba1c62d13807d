# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring places of a layer onto the network of the layers above it.

No place moves farther than it may: it goes to a corner, another place or a line of the network, and
never to something that has moved itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import KDTree

from ...arrays import Flags, Floats, Ints
from ...coverage.arrangement import GRID_SIZE, on_grid
from .network import Network, corners

NEAR = 0.5
"""Of the tolerance: a place this near is taken, though a line may be nearer; lines get no new
places beside the ones they have."""

FREE = -1


@dataclass(frozen=True)
class Snapped:
    """Where the places of a layer go: `target` (n,), a place of the network, or `FREE`.

    Targets from the network's count on are new places `on_line` (s, 2), on its edges `edge` (s,),
    at the `share` (0..1) of their lengths.
    """

    target: Ints
    on_line: Floats
    edge: Ints
    share: Floats


def snap_to_network(
    places: Floats, is_corner: Flags, network: Network, tolerance: float
) -> Snapped:
    """Find the target of each of `places` (n, 2), m, at most `tolerance` away."""
    target = np.full(len(places), FREE, np.int64)
    nothing = np.empty(0, np.int64)
    if not len(network.edges):
        return Snapped(target, np.empty((0, 2)), nothing, np.empty(0))
    at_corner = corners(network.places, network.edges)
    _take_nearest(target, places, is_corner, network.places, at_corner, tolerance)
    everywhere = np.ones(len(network.places), bool)
    _take_nearest(target, places, target == FREE, network.places, everywhere, NEAR * tolerance)
    free = np.flatnonzero(target == FREE)
    which, edge = shapely.STRtree(network.lines).query_nearest(
        shapely.points(places[free]), max_distance=tolerance - GRID_SIZE, all_matches=False
    )
    moved = free[which]
    share = shares_along(places[moved], network.places[network.edges[edge]])
    ends = network.places[network.edges[edge]]
    on_line = on_grid(ends[:, 0] + share[:, None] * (ends[:, 1] - ends[:, 0]))
    at_end = (share <= 0) | (share >= 1)
    target[moved[at_end]] = network.edges[edge[at_end], (share[at_end] >= 1).astype(np.int64)]
    inside = ~at_end
    target[moved[inside]] = len(network.places) + np.arange(np.count_nonzero(inside))
    return Snapped(target, on_line[inside], edge[inside].astype(np.int64), share[inside])


def _take_nearest(
    target: Ints,
    places: Floats,
    wanting: Flags,
    anchors: Floats,
    allowed: Flags,
    distance: float,
) -> None:
    """Set the `target` of places that are `wanting` one to the nearest of the `allowed` anchors."""
    anchor, place = np.flatnonzero(allowed), np.flatnonzero(wanting)
    if not len(anchor) or not len(place):
        return
    found, nearest = KDTree(anchors[anchor]).query(places[place], distance_upper_bound=distance)
    near = np.isfinite(found)
    target[place[near]] = anchor[nearest[near]]


def shares_along(places: Floats, ends: Floats) -> Floats:
    """Return where (0..1) on the segment between `ends` (n, 2, 2) each place is nearest to it."""
    ahead = ends[:, 1] - ends[:, 0]
    along = ((places - ends[:, 0]) * ahead).sum(axis=1)
    return np.asarray(np.clip(along / np.maximum((ahead**2).sum(axis=1), 1e-18), 0.0, 1.0))
