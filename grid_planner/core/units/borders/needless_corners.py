# SPDX-License-Identifier: GPL-2.0-or-later
"""Corners that noding has put into straight borders where lines crossed them."""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries
from ...coverage.arrangement import GRID_SIZE, on_grid
from ...segments import distinct_places
from ..ring_corners import corners_of_rings

STRAIGHT = 2 * GRID_SIZE
"""Metres beside the straight line that rounding to the grid may put a corner."""


def without_needless_corners(polygons: Geometries, drawn: Floats) -> Geometries:
    """Return a coverage of Polygons (n,) without the corners that nobody drew and none needs.

    Kept are corners at one of the places `drawn` (m, 2), those where three borders meet, and
    turns. Both sides of a border see a corner between the same two others, so both drop it or none.
    """
    corners, before, after, ring, polygon = corners_of_rings(polygons)
    needless = _straight(before, corners, after) & ~_kept(before, corners, after, drawn)
    needless &= (np.bincount(ring, weights=~needless) >= 3)[ring]
    new_rings = shapely.linearrings(corners[~needless], indices=ring[~needless])
    return np.asarray(shapely.polygons(new_rings, indices=polygon))


def _straight(before: Floats, corners: Floats, after: Floats) -> Flags:
    """Tell which `corners` lie on the line from the corner before to the one after."""
    chord, step = after - before, corners - before
    length = np.hypot(*chord.T)
    across = np.abs(chord[:, 0] * step[:, 1] - chord[:, 1] * step[:, 0])
    along = (chord * step).sum(axis=1)
    return np.asarray((across <= STRAIGHT * length) & (along > 0) & (along < length**2))


def _kept(before: Floats, corners: Floats, after: Floats, drawn: Floats) -> Flags:
    """Tell which `corners` somebody drew, or join three borders."""
    places = np.concatenate([corners, before, after, on_grid(drawn)])
    _, number = distinct_places(places)
    corner, before_, after_, known = np.split(number, np.arange(1, 4) * len(corners))
    borders = np.unique(
        np.concatenate([np.stack([corner, before_], axis=1), np.stack([corner, after_], axis=1)]),
        axis=0,
    )
    degree = np.bincount(borders[:, 0], minlength=len(places))
    return np.asarray((degree[corner] > 2) | np.isin(corner, known))
