# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground that one department has given to several of its grids, settled by evidence.

Which of two overlapping grids is drawn too far is asked of the other departments: the border that
they have as well is the right one. Where they say nothing, the grid that has more of its border in
such places is the one overdrawn. A cleaner that gives the ground to the longest common border keeps
the wrong one as often as not (PEERS.md chapter 3). What is narrower than the tolerance is no
conflict: conflation makes these borders one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..coverage.arrangement import GRID_SIZE
from ..coverage.shapes import Units, first_equals, real_parts
from ..errors import GridsOverlapEachOther
from ..graph import Floats, Geometries, Ints, border_segments, equal_segments, sum_by_label

DEEP = 0.5
"""Of the tolerance: how deep a border must reach into another grid to be in conflict with it."""

STEP = 4.0
"""Tolerances between the places at which a border is looked at."""

CLEAR = 0.25
"""Departments more that a border must have than the other one, to be the right one."""

OVERDRAWN = 1.5
"""Times the share of its border in conflict that shows which of two grids is overdrawn."""

MOST_PAIRS = 8
"""Pairs in conflict a grid, on average, from which on the layer is no division of the ground."""

COLUMNS = ("kind", "kept", "cut", "area_m2", "reason", "support_kept", "support_cut", "geometry")


def settle_conflicts(
    layers: Sequence[Units], tolerance: float
) -> tuple[list[Geometries], list[pd.DataFrame]]:
    """Return the polygons of each of the `layers` without conflicts, and what was decided.

    Decisions are one table a layer, one row a place: `kind` (`duplicate`, `overlap`), the codes of
    the grid that `kept` the ground and of the one that was `cut`, `area_m2`, the `reason`
    (`departments`: others have its border; `overdrawn`: the other one conflicts with more of its
    neighbours; `smaller`), and on how many other departments' borders the border of each lies on
    average (`support_kept`, `support_cut`). A duplicate is left without ground.

    Raises GridsOverlapEachOther where a layer is no division of the ground at all.
    """
    trees = [shapely.STRtree(shapely.boundary(layer.shapes)) for layer in layers]
    settled, tables = [], []
    for number, layer in enumerate(layers):
        others = [tree for other, tree in enumerate(trees) if other != number]
        shapes, twins = _without_duplicates(layer)
        shapes, overlaps = _without_overlaps(layer.codes, shapes, others, tolerance)
        settled.append(shapes)
        tables.append(pd.concat([twins, overlaps], ignore_index=True))
    return settled, tables


def _without_duplicates(layer: Units) -> tuple[Geometries, pd.DataFrame]:
    first = first_equals(layer.shapes)
    again = np.flatnonzero(first != np.arange(len(first)))
    shapes = layer.shapes.copy()
    shapes[again] = shapely.Polygon()
    table = pd.DataFrame(
        {
            "kind": "duplicate",
            "kept": layer.codes[first[again]],
            "cut": layer.codes[again],
            "area_m2": shapely.area(layer.shapes[again]),
            "reason": "duplicate",
            "support_kept": np.nan,
            "support_cut": np.nan,
            "geometry": layer.shapes[again],
        },
        columns=COLUMNS,
    )
    return shapes, table


def _without_overlaps(
    codes: NDArray[np.object_],
    shapes: Geometries,
    others: Sequence[shapely.STRtree],
    tolerance: float,
) -> tuple[Geometries, pd.DataFrame]:
    """Take from each of the `shapes` (n,) what another one keeps; `others` hold more borders."""
    one, other, share = _pairs(shapes, tolerance)
    if len(one) > MOST_PAIRS * len(shapes):
        example = codes[[one[0], other[0]]].tolist()
        raise GridsOverlapEachOther(count=len(one), grids=len(shapes), example=example)
    rows = []
    cut = shapes.copy()
    support = _supports(shapes, one, other, others, tolerance)
    for place, (a, b) in enumerate(zip(one, other)):
        a_keeps, reason = _keeper(*support[place], *share[place], *shapely.area(shapes[[a, b]]))
        keeper, loser = (a, b) if a_keeps else (b, a)
        lost = shapely.intersection(cut[loser], cut[keeper], grid_size=GRID_SIZE)
        cut[loser] = shapely.difference(cut[loser], cut[keeper], grid_size=GRID_SIZE)
        parts, _ = real_parts(np.asarray([lost]))
        of_keeper, of_loser = support[place] if a_keeps else support[place][::-1]
        for part in parts:
            fact = ("overlap", codes[keeper], codes[loser], part.area, reason, of_keeper, of_loser)
            rows.append((*fact, part))
    return cut, pd.DataFrame(rows, columns=list(COLUMNS))


def _pairs(shapes: Geometries, tolerance: float) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of `shapes` in conflict, and how much of each one's border is in conflicts.

    In a coverage every border inside is drawn twice; only where it is drawn once can there be one.
    """
    segments = border_segments(shapes)
    alone = np.ones(len(segments), bool)
    alone[np.concatenate(equal_segments(segments))] = False
    segments = segments.take(alone)
    times = np.maximum(np.ceil(segments.length / (STEP * tolerance)), 1).astype(np.int64)
    line = np.repeat(np.arange(len(segments)), times)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(times) - times, times)
    share = ((nth + 0.5) / times[line])[:, None]
    place = segments.start[line] * (1 - share) + segments.end[line] * share
    points = shapely.points(place)
    inside, point = shapely.STRtree(points).query(shapes, predicate="contains_properly")
    owner = segments.owner[line[point]]
    foreign = owner != inside
    inside, point, owner = inside[foreign], point[foreign], owner[foreign]
    deep = ~shapely.dwithin(points[point], shapely.boundary(shapes[inside]), DEEP * tolerance)
    inside, point, owner = inside[deep], point[deep], owner[deep]
    in_conflict = np.unique(point)
    length = (segments.length[line] / times[line])[in_conflict]
    lost = sum_by_label(segments.owner[line[in_conflict]], length, len(shapes))
    lost /= np.maximum(shapely.length(shapes), GRID_SIZE)
    pairs = np.unique(np.sort(np.stack([owner, inside], axis=1), axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1], lost[pairs]


def _supports(
    shapes: Geometries,
    one: Ints,
    other: Ints,
    others: Sequence[shapely.STRtree],
    tolerance: float,
) -> Floats:
    """Return how many of the `others` have the border of each of a pair inside the other, (n, 2).

    On average over places along that border.
    """
    support = np.zeros((len(one), 2))
    for column, (mine, theirs) in enumerate(((one, other), (other, one))):
        inside = shapely.intersection(shapely.boundary(shapes[mine]), shapes[theirs])
        dense = shapely.segmentize(inside, DEEP * tolerance)
        places, pair = shapely.get_coordinates(dense, return_index=True)
        points = shapely.points(places)
        near = np.zeros(len(places))
        for tree in others:
            found, _ = tree.query(points, predicate="dwithin", distance=DEEP * tolerance)
            near[np.unique(found)] += 1
        count = np.bincount(pair, minlength=len(one))
        support[:, column] = sum_by_label(pair, near, len(one)) / np.maximum(count, 1)
    return support


def _keeper(
    a_support: float, b_support: float, a_share: float, b_share: float, a_size: float, b_size: float
) -> tuple[bool, str]:
    """Tell whether the first of two grids keeps the ground, and why."""
    if abs(a_support - b_support) >= CLEAR:
        return a_support > b_support, "departments"
    if max(a_share, b_share) > OVERDRAWN * min(a_share, b_share):
        return a_share < b_share, "overdrawn"
    return a_size <= b_size, "smaller"
