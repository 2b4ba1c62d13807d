# SPDX-License-Identifier: GPL-2.0-or-later
"""Corners of rings, each with the corners before and after it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints


class RingCorners(NamedTuple):
    """Corners `at` (c, 2), m, with those `before` and `after` them along the same ring.

    `ring` (c,) ascending; `polygon` (r,): which one each ring belongs to.
    """

    at: Floats
    before: Floats
    after: Floats
    ring: Ints
    polygon: Ints


def corners_of_rings(polygons: Geometries) -> RingCorners:
    """Return the corners of all rings of Polygons (n,), each once."""
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    closed, ring = shapely.get_coordinates(rings, return_index=True)
    first = np.diff(ring, prepend=-1) > 0  # each ring's first corner is its last as well
    last = np.diff(ring, append=-1) != 0
    following = np.arange(1, (~first).sum() + 1)
    at, ring_at = closed[~first], ring[~first]
    following[last[~first]] = np.flatnonzero(np.diff(ring_at, prepend=-1) != 0)
    return RingCorners(at, closed[~last], at[following], ring_at, polygon)
