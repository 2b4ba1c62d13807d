# SPDX-License-Identifier: GPL-2.0-or-later
"""How easily people cross a barrier: 1 = no barrier, 0 = never.

The values stand in `profiles/barrier_permeability.csv`, which a city may edit.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely

from ..coverage.arrangement import GRID_SIZE
from ..graph import Floats, Geometries, Ints, Segments

PROFILE = Path(__file__).parents[2] / "profiles" / "barrier_permeability.csv"
UNKNOWN_CLASS = 0.5
"""Permeability of a barrier without a known class: as a residential street."""


def read_profile(path: Path = PROFILE) -> Mapping[str, float]:
    """Return the permeability (0..1) of each barrier class of the table at `path`."""
    with path.open(encoding="utf-8", newline="") as table:
        return {row["barrier_class"]: float(row["permeability"]) for row in csv.DictReader(table)}


def of_classes(classes: Sequence[object]) -> Floats:
    """Return the permeability of each barrier class; unknown and missing ones count as streets."""
    profile = read_profile()
    # A slip road (`primary_link`) is crossed like the road it serves.
    names = [str(name).replace("_link", "") for name in classes]
    return np.array([profile.get(name, UNKNOWN_CLASS) for name in names], np.float64)


def under_segments(segments: Segments, barriers: Geometries, permeability: Floats) -> Floats:
    """Return the permeability under each segment: that of the strongest barrier along it, else 1.

    `barriers` (b,) are lines with their `permeability` (b,).
    """
    middle = shapely.points((segments.start + segments.end) / 2)
    segment, barrier = shapely.STRtree(barriers).query(
        middle, predicate="dwithin", distance=2 * GRID_SIZE
    )
    result = np.ones(len(segments))
    np.minimum.at(result, segment, permeability[barrier])
    return result


def two_point_lines(lines: Geometries) -> tuple[Geometries, Ints]:
    """Return the single segments of `lines` (b,) as lines, and the line each is a piece of.

    They keep the boxes of a tree small: a river bank has one box of a whole city.
    """
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero(line[:-1] == line[1:])
    ends = np.stack([coordinates[same], coordinates[same + 1]], axis=1)
    return np.asarray(shapely.linestrings(ends)), line[same].astype(np.int64)
