# SPDX-License-Identifier: GPL-2.0-or-later
"""Split the edges of a network wherever they cross or touch, so that they meet in places only.

After conflation nearly all edges meet in places already. Looking only for those that do not, in
whole millimetres and therefore exactly, takes a tenth of the time of noding everything on a grid,
and edges keep the layers that they have.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...coverage.arrangement import on_grid
from .network import Network, network_of, split_edges
from .snap import shares_along

MM = 1000  # millimetres a metre


def node_network(network: Network) -> Network:
    """Return the `network` with a place wherever edges crossed or touched.

    A place of crossing is rounded to the grid, which may lead an edge over its neighbour: what was
    split is looked at again until nothing crosses.
    """
    places, edges, layers = network.places, network.edges, network.layers
    lines = network.lines
    fresh = np.ones(len(edges), bool)
    while fresh.any():
        one, other = _boxes_meet(lines, fresh)
        edge, point = _meetings(places, edges, one, other)
        share = shares_along(point, places[edges[edge]])
        parts, part_of = split_edges(edges, edge, share, len(places) + np.arange(len(point)))
        places = np.concatenate([places, point])
        split = np.zeros(len(edges), bool)
        split[edge] = True
        real = (places[parts[:, 0]] != places[parts[:, 1]]).any(axis=1)
        edges, part_of = parts[real], part_of[real]
        fresh = split[part_of]
        layers, lines = layers[part_of], lines[part_of]
        lines[fresh] = shapely.linestrings(places[edges[fresh]])
    return network_of(places, edges, layers)


def _boxes_meet(lines: Geometries, fresh: Flags) -> tuple[Ints, Ints]:
    """Return pairs of `lines` whose boxes meet, each once; one of them is among the `fresh`."""
    chosen = np.flatnonzero(fresh)
    one, other = shapely.STRtree(lines[chosen]).query(lines)
    other = chosen[other]
    once = ~fresh[one] | (one < other)
    return one[once].astype(np.int64), other[once]


def _meetings(places: Floats, edges: Ints, one: Ints, other: Ints) -> tuple[Ints, Floats]:
    """Return the edges to split, and where (s, 2), m, among the pairs of `edges` `one`, `other`.

    Exact with coordinates in whole millimetres from the middle, for edges up to 1,000 km.
    """
    mm = np.rint((places - on_grid(places.mean(axis=0))) * MM).astype(np.int64)
    a, b = np.moveaxis(mm[edges[one]], 1, 0)
    c, d = np.moveaxis(mm[edges[other]], 1, 0)
    of_a, of_b, of_c, of_d = _side(c, d, a), _side(c, d, b), _side(a, b, c), _side(a, b, d)
    cross = (np.sign(of_a) * np.sign(of_b) < 0) & (np.sign(of_c) * np.sign(of_d) < 0)
    share = of_a[cross] / (of_a[cross] - of_b[cross])
    start, end = np.moveaxis(places[edges[one[cross]]], 1, 0)
    crossing = on_grid(start + share[:, None] * (end - start))
    split, points = [one[cross], other[cross]], [crossing, crossing]
    for edge, side, ends, near, number in (
        (one, of_c, (a, b), c, edges[other, 0]),
        (one, of_d, (a, b), d, edges[other, 1]),
        (other, of_a, (c, d), a, edges[one, 0]),
        (other, of_b, (c, d), b, edges[one, 1]),
    ):
        inside = (side == 0) & (((near - ends[0]) * (near - ends[1])).sum(axis=1) < 0)
        split.append(edge[inside])
        points.append(places[number[inside]])
    return np.concatenate(split), np.concatenate(points)


def _side(start: Ints, end: Ints, place: Ints) -> Ints:
    """Return on which side of the line from `start` to `end` the `place` lies: 0 on it."""
    ahead, away = end - start, place - start
    return np.asarray(ahead[:, 0] * away[:, 1] - ahead[:, 1] * away[:, 0])
