# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground that no unit covers, told apart by width: what is mended, and what stays as it is.

Narrow is what no circle of the tolerance's diameter fits into. A long crack that opens into a wide
place, or to the outside, is narrow too, and is cut off there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ...arrays import Geometries
from ...shape_measures import width_of
from ..outline_faces import Faces
from ..shapes import ROUNDING_WIDTH

CRACK_LENGTH = 3.0
"""A narrow rest of a wide place is a crack from this many tolerances on; shorter, a corner."""

MOUTH = 1.5
"""Widest mouth of a crack, in tolerances, where it leads to the outside; it may have two. A dent
in the outer border is all mouth."""

CRACK_SIDE = 0.2
"""Share of its perimeter that a crack has along a second unit; a notch of one unit has less."""


@dataclass(frozen=True)
class Misfits:
    """Places where units and ground disagree, polygons each.

    `narrow` gaps are to be shared out, `wide` ones stay; of what lies outside the boundary,
    `beyond` is so wide that it stays as well. `cut_off` are those narrow parts of wide places whose
    outlines are not on the borders of units and ground.
    """

    narrow: Geometries
    wide: Geometries
    beyond: Geometries
    cut_off: Geometries


def find_misfits(faces: Faces, shapes: Geometries, whole: Any, tolerance: float) -> Misfits:
    """Find the gaps between `shapes` (n,), and their parts outside of the `whole` (or None)."""
    covered = faces.covered
    if whole is None:
        gaps = part_by_width(faces.polygons[faces.cover == 0], tolerance)
        open_ = _open_cracks(covered, shapes, tolerance)
        return Misfits(
            narrow=np.concatenate([gaps.narrow, gaps.cracks, open_]),
            wide=gaps.wide,
            beyond=np.empty(0, object),
            cut_off=np.concatenate([gaps.cracks, open_]),
        )
    gaps = part_by_width(_parts(shapely.difference(whole, covered)), tolerance)
    beyond = part_by_width(_parts(shapely.difference(covered, whole)), tolerance)
    return Misfits(
        narrow=np.concatenate([gaps.narrow, gaps.cracks]),
        wide=gaps.wide,
        beyond=beyond.wide,
        cut_off=np.concatenate([gaps.cracks, beyond.cracks]),
    )


def what_is_left(faces: Faces, whole: Any) -> tuple[Geometries, Geometries]:
    """Return the gaps between cells that meet in `faces`, and what lies outside of the `whole`."""
    if whole is None:
        return faces.polygons[faces.cover == 0], np.empty(0, object)
    left = (shapely.difference(whole, faces.covered), shapely.difference(faces.covered, whole))
    gaps, beyond = (parts[width_of(parts) > ROUNDING_WIDTH] for parts in map(_parts, left))
    return gaps, beyond


@dataclass(frozen=True)
class Parted:
    """Polygons by width: `narrow` ones; of the others the `wide` places and the `cracks`."""

    narrow: Geometries
    wide: Geometries
    cracks: Geometries


def part_by_width(polygons: Geometries, tolerance: float) -> Parted:
    """Part `polygons` by what is narrower than `tolerance` (m), and what is wider."""
    core = shapely.buffer(polygons, -tolerance / 2, join_style="mitre")
    fits = ~shapely.is_empty(core)
    places = polygons[fits]
    opened = shapely.buffer(core[fits], tolerance / 2, join_style="mitre")
    rest, place = shapely.get_parts(shapely.difference(places, opened), return_index=True)
    long = shapely.length(rest) / 2 > CRACK_LENGTH * tolerance
    long &= width_of(rest) > 2 * ROUNDING_WIDTH
    cracks, place = rest[long], place[long]
    wide = places.copy()
    for index in np.unique(place):
        wide[index] = shapely.difference(places[index], shapely.union_all(cracks[place == index]))
    return Parted(polygons[~fits], shapely.get_parts(wide), cracks)


def _open_cracks(covered: Any, shapes: Geometries, tolerance: float) -> Geometries:
    """Return the cracks between two units that are open to the outside.

    They are what a closing (dilate, then erode) adds to the outline; the tips of notches, which
    it fills too, lie along one unit only and stay, so that the outer border is kept.
    """
    filled = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(covered)))
    outline = shapely.union_all(filled)
    grown = shapely.buffer(outline, tolerance / 2, join_style="mitre")
    closed = shapely.buffer(grown, -tolerance / 2, join_style="mitre")
    parts = _parts(shapely.difference(closed, outline))
    parts = parts[width_of(parts) > ROUNDING_WIDTH]
    part, unit = shapely.STRtree(shapes).query(
        parts, predicate="dwithin", distance=2 * ROUNDING_WIDTH
    )
    several = np.bincount(part, minlength=len(parts))[part] > 1
    part, unit = part[several], unit[several]
    near = shapely.buffer(parts[part], 2 * ROUNDING_WIDTH)
    # One outline a unit: a long one beside many notches would be copied for each.
    units, place = np.unique(unit, return_inverse=True)
    outlines = shapely.boundary(shapes[units])
    beside = shapely.length(shapely.intersection(outlines[place.ravel()], near))
    length = shapely.length(parts)
    sides = np.bincount(part[beside > CRACK_SIDE * length[part]], minlength=len(parts))
    mouth = length - np.bincount(part, weights=beside, minlength=len(parts))
    return np.asarray(parts[(sides >= 2) & (mouth < 2 * MOUTH * tolerance)])


def _parts(geometry: Any) -> Geometries:
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return np.asarray(parts[shapely.get_dimensions(parts) == 2])
