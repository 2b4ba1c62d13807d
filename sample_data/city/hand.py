# SPDX-License-Identifier: GPL-2.0-or-later
"""How a border along a street is drawn: few vertices, a little off, now left, now right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from . import skeleton
from .ground import GRID, Geometries, faces, node, stream, whole_millimetres


@dataclass(frozen=True)
class Hand:
    """How one office draws, in metres."""

    simplified: float
    """Bends below this are left out."""
    vertex_every: float
    off: tuple[float, float]
    """From-to of how far a vertex lies off the street."""
    corner: float = 0.0
    """How far the corners, where borders meet, lie off (standard deviation)."""
    shift: tuple[float, float] = (0.0, 0.0)
    """Where the whole map had slipped to, east and north."""


def arcs_between(regions: Geometries) -> Geometries:
    """The borders of a coverage from corner to corner, in a fixed order."""
    arcs = shapely.get_parts(
        shapely.line_merge(shapely.union_all(shapely.boundary(regions), grid_size=GRID))
    )
    arcs = shapely.normalize(arcs)
    return arcs[np.lexsort(np.round(shapely.get_coordinates(shapely.centroid(arcs)), 2).T)]


def redrawn(arc: shapely.LineString, hand: Hand, rng: np.random.Generator) -> shapely.LineString:
    """One border drawn again; its ends stay, so that a coverage holds."""
    simple = shapely.simplify(arc, hand.simplified)
    points = shapely.get_coordinates(shapely.segmentize(simple, hand.vertex_every))
    closed = bool(arc.is_closed)
    side = np.where(np.sin(np.arange(len(points)) * 0.9 + rng.uniform(0, 6.28)) > -0.2, 1.0, -1.0)
    off = side * rng.uniform(*hand.off, len(points))
    moved = points + skeleton.normals(points) * off[:, None]
    if closed:
        moved[-1] = moved[0]
    else:
        moved[0], moved[-1] = points[0], points[-1]
    return shapely.linestrings(moved)


def drawn_coverage(regions: Geometries, hand: Hand, theme: str) -> Geometries:
    """The coverage as one office drew it: every border and every corner a little off."""
    arcs = arcs_between(regions)
    lines = [redrawn(arc, hand, stream(theme, i)) for i, arc in enumerate(arcs)]
    lines = corners_moved(np.array(lines, object), hand, theme)
    pieces = faces(node(whole_millimetres(lines)))
    meant = shapely.transform(regions, lambda xy: xy + hand.shift)
    piece, region = shapely.STRtree(meant).query(
        shapely.point_on_surface(pieces), predicate="within"
    )
    drawn = [shapely.union_all(pieces[piece[region == k]]) for k in range(len(regions))]
    return shapely.normalize(np.array([without_crumbs(shape) for shape in drawn], object))


def corners_moved(lines: Geometries, hand: Hand, theme: str) -> Geometries:
    """Lines with their ends moved, those that meet in the same way, and all by `hand.shift`."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    end = np.flatnonzero(np.diff(line, prepend=-1) | np.diff(line, append=-1))
    corners, which = np.unique(np.round(xy[end], 3), axis=0, return_inverse=True)
    moves = stream(theme, len(lines)).normal(0, 1, corners.shape) * hand.corner
    xy[end] += np.clip(moves, -2 * hand.corner, 2 * hand.corner)[which.ravel()]
    return shapely.set_coordinates(lines.copy(), xy + hand.shift)


def without_crumbs(shape: shapely.Geometry, smallest: float = 100.0) -> shapely.Geometry:
    """A shape without the bits (m²) that redrawn borders cut off where they cross."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.area(parts) >= smallest])
