# SPDX-License-Identifier: GPL-2.0-or-later
"""Hairs: gaps thinner than the millimetre grid, which rounding leaves where borders were moved."""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Geometries
from ...labels import sum_by_label
from ...segments import border_segments, equal_segments
from ..arrangement import GRID_SIZE
from ..outline_faces import Faces


def without_hairs(shapes: Geometries, faces: Faces) -> Geometries:
    """Return `shapes` (n,) with every hair among `faces` given to the shape beside most of it.

    No border moves by more than the grid's millimetre, so this is no change to list.
    """
    gaps = faces.polygons[faces.cover == 0]
    hairs = gaps[2 * shapely.area(gaps) < GRID_SIZE * shapely.length(gaps)]
    segments = border_segments(np.concatenate([shapes, hairs]))
    first, second = equal_segments(segments)
    low = np.minimum(segments.owner[first], segments.owner[second])
    high = np.maximum(segments.owner[first], segments.owner[second])
    closed = shapes.copy()
    for number, hair in enumerate(hairs, start=len(shapes)):
        beside = (high == number) & (low < len(shapes))
        if beside.any():
            shared = sum_by_label(low[beside], segments.length[first[beside]], len(shapes))
            taker = int(np.argmax(shared))
            closed[taker] = shapely.union(closed[taker], hair)
    return closed
