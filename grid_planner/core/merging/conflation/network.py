# SPDX-License-Identifier: GPL-2.0-or-later
"""All borders as one network of places and straight edges, each edge with the layers that have it.

A layer is one bit of a 64-bit word, so that an edge of several layers is one edge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...arrays import Flags, Floats, Geometries, Ints
from ...coverage.arrangement import on_grid
from ...segments import border_segments, distinct_places

Layers = NDArray[np.uint64]

SHARP_TURN = 2 * np.sin(np.radians(15))
"""Length of the sum of two unit vectors away from a place where a line turns by 30 degrees."""


@dataclass(frozen=True)
class Network:
    """Borders: `edges` (e, 2) are pairs of `places` (m, 2), lower first, each once.

    `layers` (e,) tells, bit by bit, which layers have the edge. Coordinates are whole millimetres;
    places ascend by x, then y.
    """

    places: Floats
    edges: Ints
    layers: Layers

    @property
    def lines(self) -> Geometries:
        """Each edge as a line."""
        return np.asarray(shapely.linestrings(self.places[self.edges]))


EMPTY = Network(np.empty((0, 2)), np.empty((0, 2), np.int64), np.empty(0, np.uint64))


def layer_bit(layer: int) -> np.uint64:
    """Return the bit of the `layer` with this number."""
    return np.uint64(1) << np.uint64(layer)


@dataclass(frozen=True)
class Border:
    """The borders of one layer: `places` (m, 2) on the grid, and `edges` (e, 2) between them.

    Edges have their lower place first. `distinct` (d,) are those that are the first of their kind:
    an edge that two polygons have comes twice. `uses` (d,) counts the kind, `owner` (e,) is the
    polygon of each edge.
    """

    places: Floats
    edges: Ints
    owner: Ints
    distinct: Ints
    uses: Ints


def borders_of(polygons: Geometries) -> Border:
    """Return the borders of `polygons` (n,), with coordinates on the grid."""
    segments = border_segments(polygons)
    ends = on_grid(np.concatenate([segments.start, segments.end]))
    places, place = distinct_places(ends)
    edges = np.sort(place.reshape(2, -1).T, axis=1)
    key = edges[:, 0] * len(places) + edges[:, 1]
    _, distinct, uses = np.unique(key, return_index=True, return_counts=True)
    return Border(places, edges, segments.owner, distinct, uses)


def network_of(places: Floats, edges: Ints, layers: Layers) -> Network:
    """Return the network of the `edges`, each once, with the `layers` of all that are equal.

    Places with the same coordinates become one. An edge from a place to itself is left out, and so
    is a place without an edge.
    """
    places, place = distinct_places(places)
    edges = np.sort(place[edges], axis=1)
    real = edges[:, 0] < edges[:, 1]
    edges, layers = edges[real], layers[real]
    key = edges[:, 0] * len(places) + edges[:, 1]
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    used, ends = np.unique(edges[order[first]], return_inverse=True)
    together = np.bitwise_or.reduceat(layers[order], first) if len(first) else layers
    return Network(places[used], ends.reshape(-1, 2), together)


def split_edges(edges: Ints, at: Ints, share: Floats, place: Ints) -> tuple[Ints, Ints]:
    """Lead the edges `at` (s,) through `place` (s,), at the `share` (0..1) of their length.

    Returns the new edges and the edge that each is a part of; edges that are not split come first.
    """
    whole = np.ones(len(edges), bool)
    whole[at] = False
    cut = np.flatnonzero(~whole)
    of = np.concatenate([cut, at, cut])
    stops = np.concatenate([edges[cut, 0], place, edges[cut, 1]])
    along = np.concatenate([np.full(len(cut), -1.0), share, np.full(len(cut), 2.0)])
    order = np.lexsort((along, of))
    of, stops = of[order], stops[order]
    same = of[1:] == of[:-1]
    parts = np.stack([stops[:-1][same], stops[1:][same]], axis=1)
    return (
        np.concatenate([edges[whole], parts]),
        np.concatenate([np.flatnonzero(whole), of[1:][same]]),
    )


def contained(edges: Ints, others: Ints, count: int) -> Flags:
    """Tell which of `edges` (e, 2) are among `others`, whatever their direction.

    Both are pairs of `count` places.
    """
    keys = [np.sort(pairs, axis=1) @ np.array([count, 1]) for pairs in (edges, others)]
    return np.asarray(np.isin(*keys))


def place_numbers(places: Floats) -> NDArray[np.complex128]:
    """Return `places` (n, 2) as complex numbers, which are compared faster than rows."""
    return np.ascontiguousarray(places, np.float64).view(np.complex128).ravel()


def places_in(network: Network, places: Floats) -> Ints:
    """Return which place of the `network` each of `places` (n, 2) is, -1 for none."""
    known, wanted = place_numbers(network.places), place_numbers(places)
    found = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[found] == wanted, found, -1)


def corners(places: Floats, edges: Ints) -> Flags:
    """Tell which `places` (m, 2) are corners: borders meet there, or one turns by 30 degrees."""
    away = places[edges[:, 1]] - places[edges[:, 0]]
    away /= np.maximum(np.hypot(*away.T), 1e-9)[:, None]
    ends = edges.T.ravel()
    both = np.concatenate([away, -away])
    total = [np.bincount(ends, weights=both[:, axis], minlength=len(places)) for axis in (0, 1)]
    meet = np.bincount(ends, minlength=len(places)) != 2
    return np.asarray(meet | (np.hypot(*total) > SHARP_TURN))
