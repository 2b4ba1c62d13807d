# SPDX-License-Identifier: GPL-2.0-or-later
"""Split the edges of a network wherever they cross or touch, so that they meet in places only.

After conflation nearly all edges meet in places already. Looking only for those that do not, in
whole millimetres and therefore exactly, takes a tenth of the time of noding everything on a grid,
and edges keep the layers that they have.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Flags, Floats, Ints
from ..coverage.arrangement import on_grid
from .network import Network, network_of, place_numbers, split_edges
from .snap import shares_along

MM = 1000  # millimetres a metre


def node_network(network: Network) -> Network:
    """Return the `network` with a place wherever edges crossed or touched.

    A place of crossing is rounded to the grid, which may lead an edge over its neighbour: what was
    split is looked at again until nothing crosses.
    """
    fresh = np.ones(len(network.edges), bool)
    while fresh.any():
        one, other = _boxes_meet(network, fresh)
        edge, point = _meetings(network, one, other)
        place = len(network.places) + np.arange(len(point))
        share = shares_along(point, network.places[network.edges[edge]])
        edges, part_of = split_edges(network.edges, edge, share, place)
        places = np.concatenate([network.places, point])
        network = network_of(places, edges, network.layers[part_of])
        fresh = np.isin(place_numbers(network.places), place_numbers(point))[network.edges].any(
            axis=1
        )
    return network


def _boxes_meet(network: Network, fresh: Flags) -> tuple[Ints, Ints]:
    """Return pairs of edges whose boxes meet, each once; one of them is among the `fresh`."""
    lines = network.lines
    chosen = np.flatnonzero(fresh)
    one, other = shapely.STRtree(lines[chosen]).query(lines)
    other = chosen[other]
    once = ~fresh[one] | (one < other)
    return one[once].astype(np.int64), other[once]


def _meetings(network: Network, one: Ints, other: Ints) -> tuple[Ints, Floats]:
    """Return the edges to split, and where (s, 2), m, among the pairs of edges `one`, `other`.

    Exact with coordinates in whole millimetres from the middle, for edges up to 1,000 km.
    """
    middle = on_grid(network.places.mean(axis=0))
    mm = np.rint((network.places - middle) * MM).astype(np.int64)
    a, b = np.moveaxis(mm[network.edges[one]], 1, 0)
    c, d = np.moveaxis(mm[network.edges[other]], 1, 0)
    of_a, of_b, of_c, of_d = _side(c, d, a), _side(c, d, b), _side(a, b, c), _side(a, b, d)
    cross = (np.sign(of_a) * np.sign(of_b) < 0) & (np.sign(of_c) * np.sign(of_d) < 0)
    share = of_a[cross] / (of_a[cross] - of_b[cross])
    start, end = np.moveaxis(network.places[network.edges[one[cross]]], 1, 0)
    crossing = on_grid(start + share[:, None] * (end - start))
    edges, points = [one[cross], other[cross]], [crossing, crossing]
    for edge, side, ends, near, number in (
        (one, of_c, (a, b), c, network.edges[other, 0]),
        (one, of_d, (a, b), d, network.edges[other, 1]),
        (other, of_a, (c, d), a, network.edges[one, 0]),
        (other, of_b, (c, d), b, network.edges[one, 1]),
    ):
        inside = (side == 0) & (((near - ends[0]) * (near - ends[1])).sum(axis=1) < 0)
        edges.append(edge[inside])
        points.append(network.places[number[inside]])
    return np.concatenate(edges), np.concatenate(points)


def _side(start: Ints, end: Ints, place: Ints) -> Ints:
    """Return on which side of the line from `start` to `end` the `place` lies: 0 on it."""
    ahead, away = end - start, place - start
    return np.asarray(ahead[:, 0] * away[:, 1] - ahead[:, 1] * away[:, 0])
