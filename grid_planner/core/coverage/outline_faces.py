# SPDX-License-Identifier: GPL-2.0-or-later
"""The faces between the outlines that are left when the segments of neighbours have cancelled.

Around each face the number of cells is constant, so one point of it tells how many lie there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import shapely

from ..arrays import Flags, Floats, Geometries, Ints
from ..unions import coverage_union
from .drawing import MM, Drawing, draw


@dataclass(frozen=True)
class Faces:
    """Faces between unmatched segments: polygons (they meet in equal corners), cells over each."""

    polygons: Geometries
    cover: Ints

    @cached_property
    def covered(self) -> Any:
        """Return where at least one cell lies, as one geometry."""
        return self.joined(self.cover > 0)

    def points(self) -> Floats:
        """Return a point (n, 2) inside each face that lies on no border between cells.

        GEOS puts its point halfway between vertices, where borders of regular cells run; from there
        it moves by a part of the free radius in a direction that no line between integer points
        takes.
        """
        middle = shapely.point_on_surface(self.polygons)
        step = shapely.distance(middle, shapely.boundary(self.polygons)) / 3
        offset = step[:, None] * np.array([np.cos(1), np.sin(1)])
        return cast("Floats", shapely.get_coordinates(middle) + offset)

    def joined(self, chosen: Flags) -> Any:
        """Return the chosen faces as one geometry."""
        if not chosen.any():
            return shapely.GeometryCollection()
        return coverage_union(self.polygons[chosen])


def faces_between(polygons: Geometries) -> Faces:
    """Return the faces between unmatched segments of `polygons`, in metres, without a verdict."""
    drawing = draw(polygons)
    return in_metres(faces_of(drawing), drawing.origin)


def faces_of(drawing: Drawing) -> Faces:
    """Close the unmatched segments to faces in mm, and count the cells over one point of each."""
    edges = drawing.edges
    open_ = edges.net > 0
    segments = np.stack([edges.start[open_], edges.end[open_]], axis=1).astype(np.float64)
    noded = shapely.union_all(shapely.multilinestrings(shapely.linestrings(segments)))
    polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = Faces(polygons, np.zeros(len(polygons), np.int64))
    points = shapely.points(faces.points() / MM + drawing.origin)
    inside, _ = shapely.STRtree(drawing.cells).query(points, predicate="intersects")
    return Faces(polygons, np.bincount(inside, minlength=len(polygons)))


def in_metres(faces: Faces, origin: Floats) -> Faces:
    """Return `faces` in mm from the `origin` (m) as faces in metres."""
    return Faces(shapely.transform(faces.polygons, lambda p: p / MM + origin), faces.cover)
