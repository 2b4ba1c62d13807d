# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a border runs beside a line: the segments concerned, and where the strip between ends.

A strip ends by itself where border and line cross. Where one of them turns away from the other a
short line from the corner to the other closes it.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Floats, Geometries
from ...coverage.arrangement import GRID_SIZE, on_grid, two_point_lines
from ...segments import border_segments, directed_alike, distinct_places, equal_segments
from ..faces import OVERRUN


def common_borders(areas: Geometries) -> Geometries:
    """Return the segments that two of `areas` share, on the millimetre grid and in one order."""
    segments = border_segments(shapely.transform(areas, on_grid))
    first, _ = equal_segments(segments)
    return _in_order(np.stack([segments.start[first], segments.end[first]], axis=1))


def segments_near(lines: Geometries, borders: Geometries, distance: float) -> Geometries:
    """Return the segments of `lines` within `distance` (m) of `borders`, in one order."""
    if not len(borders):
        return lines[:0]
    segments, _ = two_point_lines(lines)
    found = shapely.STRtree(borders).query(segments, predicate="dwithin", distance=distance)[0]
    ends = shapely.get_coordinates(segments[np.unique(found)]).reshape(-1, 2, 2)
    return _in_order(on_grid(ends))


def strip_ends(borders: Geometries, lines: Geometries, distance: float) -> Geometries:
    """Return short lines between `borders` and `lines` (segments each) where one leaves the other.

    That is at corners within `distance` (m) of the other kind when only the corner before or the
    one after is so too.
    """
    return np.concatenate(
        [_led_across(borders, lines, distance), _led_across(lines, borders, distance)]
    )


def _led_across(segments: Geometries, others: Geometries, distance: float) -> Geometries:
    """Return lines from corners of `segments` to the nearest of `others`, where they part."""
    ends = shapely.get_coordinates(segments).reshape(-1, 2, 2)
    corners, number = distinct_places(ends.reshape(-1, 2))
    of_segment = number.reshape(-1, 2)
    points = shapely.points(corners)
    corner, other = shapely.STRtree(others).query_nearest(
        points, max_distance=distance, all_matches=False
    )
    beside = np.zeros(len(corners), bool)
    beside[corner] = True
    meeting = np.bincount(of_segment.ravel(), minlength=len(corners))
    goes_on = np.bincount(
        of_segment.ravel(), beside[of_segment[:, ::-1]].ravel(), minlength=len(corners)
    )
    parting = (goes_on == 1) & (meeting <= 2)  # where more meet, one of them ends the strip
    across = shapely.shortest_line(points[corner], others[other])
    return _overrun(across[parting[corner] & (shapely.length(across) > GRID_SIZE)])


def _overrun(across: Geometries) -> Geometries:
    """Lead lines a little past both ends, so that noding finds the crossing."""
    start, end = shapely.get_coordinates(across).reshape(-1, 2, 2).swapaxes(0, 1)
    ahead = (end - start) / shapely.length(across)[:, None] * OVERRUN
    return np.asarray(shapely.linestrings(np.stack([start - ahead, end + ahead], axis=1)))


def _in_order(ends: Floats) -> Geometries:
    """Return segments (n, 2, 2) as lines, each once, in an order that depends on places only."""
    ends = ends[(ends[:, 0] != ends[:, 1]).any(axis=1)]
    alike = directed_alike(ends[:, 0], ends[:, 1])
    return np.asarray(shapely.linestrings(np.unique(alike, axis=0).reshape(-1, 2, 2)))
