# SPDX-License-Identifier: GPL-2.0-or-later
"""How far it is from piece to piece where the streets of a zone do not hang together.

A patrol walks to the next piece and, to close its tour, back again; the pieces of a zone are joined
by a shortest spanning tree, walked both ways. It leads through all streets in and around the zone;
where these do not join the pieces, as the crow flies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay

from ..arrays import Flags, Floats, Ints
from ..graph import connected_labels
from ..labels import sum_by_label
from ..progress import NULL_PROGRESS, Progress
from .network import ServedStreets
from .parallels import shortest_parallels

LEAST_AROUND = 200.0  # m around a zone where its pieces may be joined; else the zone's longer side
ZONES_AT_ONCE = 50  # their surroundings are held in memory together
FEW = 4  # so few places are all joined with each other, a triangulation needs more


@dataclass(frozen=True)
class Pieces:
    """The crossings (n,) of zones: `zone` ascending, `node` of the network, `piece` numbered on.

    Crossings of a zone in the same piece are joined by streets of the zone.
    """

    count: int
    zone: Ints
    node: Ints
    piece: Ints

    def take(self, chosen: Ints | Flags, piece: Ints) -> Pieces:
        """Return the chosen crossings, with other numbers for the pieces."""
        return Pieces(self.count, self.zone[chosen], self.node[chosen], piece[chosen])


def link_pieces(
    streets: ServedStreets, pieces: Pieces, progress: Progress = NULL_PROGRESS
) -> tuple[Floats, Floats]:
    """Return the ways (m, one way) that join the pieces of each zone: by streets, straight."""
    by_street, straight = np.zeros(pieces.count), np.zeros(pieces.count)
    apart = _in_pieces(pieces)
    if not len(apart):
        return by_street, straight
    ends = np.stack([streets.places[streets.start], streets.places[streets.end]], axis=1)
    tree = shapely.STRtree(shapely.linestrings(ends))
    for done in range(0, len(apart), ZONES_AT_ONCE):
        some = np.flatnonzero(np.isin(pieces.zone, apart[done : done + ZONES_AT_ONCE]))
        part = pieces.take(some, pieces.piece)
        part, ways = _linked(part, *_street_ways(streets, tree, part))
        by_street += ways
        rest = np.flatnonzero(np.isin(part.zone, _in_pieces(part)))
        part = part.take(rest, part.piece)
        straight += _linked(part, *_straight_ways(streets, part))[1]
        progress.tick(min(done + ZONES_AT_ONCE, len(apart)), len(apart))
    return by_street, straight


def _in_pieces(pieces: Pieces) -> Ints:
    """Return the zones with more than one piece."""
    _, first = np.unique(pieces.piece, return_index=True)
    return np.flatnonzero(np.bincount(pieces.zone[first], minlength=pieces.count) > 1)


def _linked(pieces: Pieces, a: Ints, b: Ints, way: Floats) -> tuple[Pieces, Floats]:
    """Join pieces by the shortest of the ways from piece `a` to `b`; the sum of these by zone."""
    numbers, first, piece = np.unique(pieces.piece, return_index=True, return_inverse=True)
    low, high, way = shortest_parallels(
        np.searchsorted(numbers, a), np.searchsorted(numbers, b), way
    )
    shape = (len(numbers), len(numbers))
    tree = minimum_spanning_tree(coo_matrix((way, (low, high)), shape=shape)).tocoo()
    ways = sum_by_label(pieces.zone[first[tree.row]], tree.data, pieces.count)
    joined = connected_labels(len(numbers), tree.row, tree.col)[piece]
    return pieces.take(np.arange(len(joined)), joined), ways


def _street_ways(
    streets: ServedStreets, tree: shapely.STRtree, pieces: Pieces
) -> tuple[Ints, Ints, Floats]:
    """Return ways between pieces through the streets around each zone.

    Every crossing is given to the nearest piece; edges from those of one piece to those of another
    tell all ways that a spanning tree can need (Mehlhorn 1988).
    """
    nodes = len(streets.places)
    zone, edge = _around(streets, tree, pieces)
    keys = np.concatenate([zone * nodes + streets.start[edge], zone * nodes + streets.end[edge]])
    local, ends = np.unique(keys, return_inverse=True)
    start, end = ends.reshape(2, -1)
    start, end, length = shortest_parallels(start, end, streets.length[edge])
    piece = np.full(len(local), -1, np.int64)
    piece[np.searchsorted(local, pieces.zone * nodes + pieces.node)] = pieces.piece
    away, _, source = dijkstra(
        coo_matrix((length, (start, end)), shape=(len(local), len(local))).tocsr(),
        directed=False,
        indices=np.flatnonzero(piece >= 0),
        min_only=True,
        return_predecessors=True,
    )
    reached = np.isfinite(away)
    piece[reached] = piece[source[reached]]
    across = reached[start] & (piece[start] != piece[end])
    start, end = start[across], end[across]
    return piece[start], piece[end], away[start] + length[across] + away[end]


def _around(streets: ServedStreets, tree: shapely.STRtree, pieces: Pieces) -> tuple[Ints, Ints]:
    """Return index pairs (zone, edge) of the streets in and around each zone."""
    places = streets.places[pieces.node]
    zones, first = np.unique(pieces.zone, return_index=True)
    low, high = np.minimum.reduceat(places, first), np.maximum.reduceat(places, first)
    margin = np.maximum((high - low).max(axis=1, keepdims=True), LEAST_AROUND)
    box, edge = tree.query(shapely.box(*(low - margin).T, *(high + margin).T))
    return zones[box], edge


def _straight_ways(streets: ServedStreets, pieces: Pieces) -> tuple[Ints, Ints, Floats]:
    """Return straight ways between crossings of different pieces, by triangulating each zone.

    The shortest spanning tree of places lies within their Delaunay triangulation.
    """
    links = [np.empty((0, 2), np.int64)]
    for zone in np.unique(pieces.zone):
        low, high = np.searchsorted(pieces.zone, [zone, zone + 1])
        links.append(low + _near_pairs(streets.places[pieces.node[low:high]]))
    a, b = np.concatenate(links).T
    apart = pieces.piece[a] != pieces.piece[b]
    a, b = a[apart], b[apart]
    offset = streets.places[pieces.node[a]] - streets.places[pieces.node[b]]
    return pieces.piece[a], pieces.piece[b], np.hypot(*offset.T)


def _near_pairs(places: Floats) -> Ints:
    if len(places) <= FEW:
        return np.column_stack(np.triu_indices(len(places), 1))
    # joggled, because places may lie in one line
    corners = Delaunay(places - places.mean(axis=0), qhull_options="QJ Qbb Qc").simplices
    return np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
