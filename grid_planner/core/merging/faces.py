# SPDX-License-Identifier: GPL-2.0-or-later
"""The faces that all borders together cut the ground into, and what lies over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.arrangement import in_order, long_lines
from ..coverage.shapes import NOBODY
from ..graph import connected_labels
from ..labels import sum_by_label
from ..segments import Segments, border_segments, equal_segments
from .network import Layers, Network, layer_bit
from .node import node_network

OUTSIDE = -1
"""Stands for the face beyond the outer border."""

PURE = 0.9
"""Share of a region that one grid must have to name all of it; else each face is named alone."""


@dataclass(frozen=True)
class Faces:
    """Faces of a network, and the edges between them.

    `labels` (n, layers) is the polygon of each layer over each face. The `edges` (e,) are segments
    with a face on each side, `left` and `right`; right is `OUTSIDE` at the outer border.
    """

    polygons: Geometries
    labels: Ints
    edges: Segments
    left: Ints
    right: Ints


def face_network(network: Network, layers: Sequence[Geometries]) -> Faces:
    """Return the faces between the borders of the `network`, labelled by the polygons of `layers`.

    `layers` are the polygons before their borders were moved: a face asks for its inner point.
    Faces that no border of a layer divides are one region of it, with one label.
    """
    network = node_network(network)
    polygons = in_order(shapely.get_parts(shapely.polygonize(long_lines(network.lines))))
    edges, left, right = _edges_between(polygons)
    layers_of = _layers_of(edges, network)
    points, area = shapely.point_on_surface(polygons), shapely.area(polygons)
    labels = np.full((len(polygons), len(layers)), NOBODY, np.int64)
    for number, shapes in enumerate(layers):
        open_ = ((layers_of & layer_bit(number)) == 0) & (right != OUTSIDE)
        region = connected_labels(len(polygons), left[open_], right[open_])
        labels[:, number] = _named(region, points, area, shapes)
    return Faces(polygons, labels, edges, left, right)


def _edges_between(polygons: Geometries) -> tuple[Segments, Ints, Ints]:
    """Return the edges of `polygons`, each once, and the polygon on either side of each."""
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    outer = np.ones(len(segments), bool)
    outer[first] = outer[second] = False
    alone = np.flatnonzero(outer)
    edges = segments.take(np.concatenate([first, alone]))
    right = np.concatenate([segments.owner[second], np.full(len(alone), OUTSIDE)])
    return edges, edges.owner, right


def _layers_of(segments: Segments, network: Network) -> Layers:
    """Return which layers of the noded `network` have each of the `segments`."""
    ends = network.places[network.edges]
    count = len(segments)
    together = Segments(
        np.concatenate([segments.start, ends[:, 0]]),
        np.concatenate([segments.end, ends[:, 1]]),
        np.zeros(count + len(ends), np.int64),
    )
    one, other = equal_segments(together)
    layers = np.zeros(count, np.uint64)
    layers[np.minimum(one, other)] = network.layers[np.maximum(one, other) - count]
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
