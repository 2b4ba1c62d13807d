# SPDX-License-Identifier: GPL-2.0-or-later
"""The faces that all borders together cut the ground into, and what lies over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints
from ...coverage.arrangement import in_order, long_lines
from ...coverage.shapes import NOBODY
from ...graph import connected_labels
from ...labels import sum_by_label
from ...segments import Segments, border_segments, equal_segments
from .network import Network, layer_bit
from .node import node_network

OUTSIDE = -1
"""Stands for the face beyond the outer border."""

PURE = 0.9
"""Share of a region that one grid must have to name all of it; else each face is named alone."""


@dataclass(frozen=True)
class Faces:
    """Faces of a `network` whose edges meet in places only.

    `labels` (n, layers) is the polygon of each layer over each face. `edge` (e,) are the edges of
    the network that lie at faces: `left` of each and `right`, which is `OUTSIDE` at the outer
    border.
    """

    network: Network
    polygons: Geometries
    labels: Ints
    edge: Ints
    left: Ints
    right: Ints

    @property
    def ends(self) -> Ints:
        """The places (e, 2) of the network that each edge runs between."""
        return self.network.edges[self.edge]

    @property
    def length(self) -> Floats:
        """Length of each edge, m."""
        start, end = np.moveaxis(self.network.places[self.ends], 1, 0)
        return np.asarray(np.hypot(*(end - start).T))


def face_network(network: Network, layers: Sequence[Geometries], moved: float = 0.0) -> Faces:
    """Return the faces between the borders of the `network`, labelled by the polygons of `layers`.

    `layers` are the polygons before their borders were `moved` (m, at most): a face asks for its
    inner point. Faces that no border of a layer divides are one region of it, with one label.
    """
    network = node_network(network)
    polygons = in_order(shapely.get_parts(shapely.polygonize(long_lines(network.lines))))
    edge, left, right = _edges_between(polygons, network)
    points, area = shapely.point_on_surface(polygons), shapely.area(polygons)
    labels = np.full((len(polygons), len(layers)), NOBODY, np.int64)
    for number, shapes in enumerate(layers):
        drawn = (network.layers[edge] & layer_bit(number)) != 0
        open_ = ~drawn & (right != OUTSIDE)
        region = connected_labels(len(polygons), left[open_], right[open_])
        label = _named(region, points, area, shapes)
        lost = _enclosed(region, label, left[drawn], right[drawn])
        label[lost] = _named_beside(
            region[lost], label[lost], points[lost], area[lost], shapes, moved
        )
        labels[:, number] = label
    return Faces(network, polygons, labels, edge, left, right)


def _edges_between(polygons: Geometries, network: Network) -> tuple[Ints, Ints, Ints]:
    """Return the edges of the `network` at `polygons`, each once, and the polygons beside it."""
    segments = border_segments(polygons)
    count = len(segments)
    ends = network.places[network.edges]
    together = Segments(
        np.concatenate([segments.start, ends[:, 0]]),
        np.concatenate([segments.end, ends[:, 1]]),
        np.zeros(count + len(ends), np.int64),
    )
    # of up to three that are equal: polygon, polygon, network, in this order
    one, other = equal_segments(together)
    is_edge = other >= count
    edge = np.full(count, -1)
    edge[one[is_edge]] = other[is_edge] - count
    first, second = one[~is_edge], other[~is_edge]
    outer = edge >= 0
    outer[second] = False
    alone = np.flatnonzero(outer)
    owner = segments.owner
    return (
        np.concatenate([edge[second], edge[alone]]),
        np.concatenate([owner[first], owner[alone]]),
        np.concatenate([owner[second], np.full(len(alone), OUTSIDE)]),
    )


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


def _enclosed(region: Ints, label: Ints, left: Ints, right: Ints) -> Ints:
    """Return the faces in regions with borders, from `left` to `right`, that all part nothing."""
    bordered, parted = np.zeros((2, len(region)), bool)
    inner = right != OUTSIDE
    bordered[region[np.concatenate([left, right[inner]])]] = True
    parts = np.append(label, NOBODY)[left] != np.append(label, NOBODY)[right]
    parted[region[np.concatenate([left[parts], right[parts & inner]])]] = True
    return np.flatnonzero((bordered & ~parted)[region])


def _named_beside(
    region: Ints, label: Ints, points: Geometries, area: Floats, shapes: Geometries, moved: float
) -> Ints:
    """Return the label of faces in a `region` that is named as all around it, though drawn apart.

    It is narrower than it was `moved`: the polygon it was drawn as lies beside it now, or nobody's
    ground does.
    """
    order = np.lexsort((-area, region))
    largest = order[np.diff(region[order], prepend=-1) > 0]
    point, row = shapely.STRtree(shapes).query(points[largest], predicate="dwithin", distance=moved)
    other = row != label[largest[point]]
    point, row = point[other], row[other]
    far = shapely.distance(points[largest[point]], shapes[row])
    name = label[largest].copy()
    mine = np.flatnonzero(name != NOBODY)
    border = shapely.boundary(shapes[name[mine]])
    name[mine[shapely.dwithin(points[largest[mine]], border, moved)]] = NOBODY
    order = np.lexsort((row, far, point))[::-1]
    name[point[order]] = row[order]
    return np.asarray(name[np.searchsorted(region[largest], region)])
