# SPDX-License-Identifier: GPL-2.0-or-later
"""Twins: corners of one layer that two polygons have drawn apart although they were meant as one.

Only places where a layer is no coverage are looked at: what its polygons have in common stays as
it is, however fine it is drawn.
"""

from __future__ import annotations

import numpy as np
import shapely
from scipy.spatial import KDTree

from ...arrays import Flags, Floats, Ints
from .network import Border
from .snap import shares_along


def loose_places(border: Border, among: Flags, distance: float) -> Ints:
    """Return the places `among` which lie within `distance` (m) of a border that is not theirs.

    Where two polygons part at a common corner, that is no reason: each has a border of its own.
    """
    alone = border.distinct[border.uses == 1]
    edges, owner = border.edges[alone], border.owner[alone]
    place, polygon = edges.T.ravel(), np.concatenate([owner, owner])
    place, polygon = place[among[place]], polygon[among[place]]
    tree = shapely.STRtree(shapely.linestrings(border.places[edges]))
    points = shapely.points(border.places[place])
    own, edge = tree.query(points, predicate="dwithin", distance=distance)
    share = shares_along(border.places[place[own]], border.places[edges[edge]])
    nearest = edges[edge, (share > 0.5).astype(np.int64)]
    at_end = (share <= 0) | (share >= 1)
    count = int(border.owner.max(initial=0)) + 1
    known = np.unique(border.edges * count + border.owner[:, None])
    apart = ~np.isin(place[own] * count + owner[edge], known)
    apart &= ~at_end | ~np.isin(nearest * count + polygon[own], known)
    return np.asarray(np.unique(place[own[apart]]), np.int64)


def gather(places: Floats, weight: Ints, distance: float) -> Ints:
    """Return the index of the place that stands for each of `places` (n, 2), m.

    The place with the greatest `weight` takes all within `distance` of it, then the next of what is
    left: nothing moves farther, as it does where chains of near places become one.
    """
    count = len(places)
    leader = np.arange(count)
    of_rank = np.lexsort((leader, -weight))
    rank = np.argsort(of_rank)
    undecided = np.ones(count, bool)
    pairs = KDTree(places).query_pairs(distance, output_type="ndarray")
    while len(pairs):
        both = np.concatenate([pairs, pairs[:, ::-1]])
        leads = undecided & (rank < _lowest(both[:, 0], rank[both[:, 1]], count))
        led = both[leads[both[:, 1]]]
        first = _lowest(led[:, 0], rank[led[:, 1]], count)
        follows = first < count
        leader[follows] = of_rank[first[follows]]
        undecided &= ~(leads | follows)
        pairs = pairs[undecided[pairs].all(axis=1)]
    return leader


def _lowest(place: Ints, rank: Ints, count: int) -> Ints:
    """Return the lowest `rank` at each place, `count` where it has none."""
    lowest = np.full(count, count)
    np.minimum.at(lowest, place, rank)
    return lowest
