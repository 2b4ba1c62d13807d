# SPDX-License-Identifier: GPL-2.0-or-later
"""One arrangement of all departments: atoms, and which grid of each department lies over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..coverage.arrangement import in_order, long_lines
from ..coverage.ownership import NOBODY
from ..graph import (
    Floats,
    Geometries,
    Ints,
    Segments,
    border_segments,
    connected_labels,
    equal_segments,
    sum_by_label,
)
from .network import Layers, Network, layer_bit
from .node import node_network

PURE = 0.9
"""Share of a region that one grid must have to name all of it; else each face is named alone."""


@dataclass(frozen=True)
class Arrangement:
    """Atoms: the pieces of ground over which no department changes its grid.

    `atoms` (n,) are polygons, a valid coverage with coordinates on the millimetre grid. `labels`
    (n, departments) is the row of the department's grid over each atom in its frame, `NOBODY`
    where it has none; `hard` (n,) the row of the hard layer's polygon likewise, 0 everywhere where
    no hard layer is given. `left`, `right`, `length` are the borders between neighbouring atoms:
    pairs with left < right, each once, in metres.
    """

    atoms: Geometries
    labels: Ints
    hard: Ints
    left: Ints
    right: Ints
    length: Floats


@dataclass(frozen=True)
class Faces:
    """Faces of a network, and their common edges: pairs `left`, `right` (e,) of `length` (m).

    `layers` (e,) tells, bit by bit, which layers have each edge; `labels` (n, layers) which
    polygon of each layer lies over each face.
    """

    polygons: Geometries
    labels: Ints
    left: Ints
    right: Ints
    length: Floats
    layers: Layers


def face_network(network: Network, layers: Sequence[Geometries]) -> Faces:
    """Return the faces between the borders of the `network`, labelled by the polygons of `layers`.

    `layers` are the polygons before their borders were moved: a face asks for its inner point.
    Faces that no border of a layer divides are one region of it, with one label.
    """
    network = node_network(network)
    lines = long_lines(network.lines)
    polygons = in_order(shapely.get_parts(shapely.polygonize(lines)))
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    left, right = segments.owner[first], segments.owner[second]
    inner = segments.take(first)
    layers_of = _layers_of(inner, network)
    points = shapely.point_on_surface(polygons)
    area = shapely.area(polygons)
    labels = np.full((len(polygons), len(layers)), NOBODY, np.int64)
    for number, shapes in enumerate(layers):
        open_ = (layers_of & layer_bit(number)) == 0
        region = connected_labels(len(polygons), left[open_], right[open_])
        labels[:, number] = _named(region, points, area, shapes)
    return Faces(polygons, labels, left, right, inner.length, layers_of)


def _layers_of(segments: Segments, network: Network) -> Layers:
    """Return which layers of the `network` have each of the noded `segments`."""
    ends = network.places[network.edges]
    count = len(segments)
    together = Segments(
        np.zeros(count + len(ends), np.int64),
        np.concatenate([segments.start, ends[:, 0]]),
        np.concatenate([segments.end, ends[:, 1]]),
    )
    one, other = equal_segments(together)
    one, other = np.minimum(one, other), np.maximum(one, other)
    layers = np.zeros(count, np.uint64)
    layers[one] = network.layers[other - count]
    return layers


def _named(region: Ints, points: Geometries, area: Floats, shapes: Geometries) -> Ints:
    """Return the row in `shapes` that lies over each face, by what its `region` mostly lies in."""
    face, row = shapely.STRtree(shapes).query(points, predicate="intersects")
    order = np.lexsort((row, face))
    face, row = face[order], row[order]
    alone = np.full(len(points), NOBODY, np.int64)
    alone[face[::-1]] = row[::-1]
    key = region * (len(shapes) + 1) + alone + 1
    pairs, pair = np.unique(key, return_inverse=True)
    share = sum_by_label(pair, area, len(pairs))
    of = pairs // (len(shapes) + 1)
    best = np.lexsort((pairs, -share, of))
    best = best[np.diff(of[best], prepend=-1) > 0]
    whole = sum_by_label(of, share, len(best))
    name = pairs[best] % (len(shapes) + 1) - 1
    pure = share[best] > PURE * whole
    return np.where(pure[region], name[region], alone)
