# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground that one department has given to several of its grids, settled by evidence.

Which of two overlapping grids is drawn too far is asked of the other departments: the border that
they have as well is the right one. Where they say nothing, the grid that has more of its border in
such places is the one overdrawn. A cleaner that gives the ground to the longest common border keeps
the wrong one as often as not. What is narrower than the tolerance is no conflict: conflation makes
these borders one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..arrays import Floats, Geometries, Ints
from ..coverage.arrangement import GRID_SIZE
from ..coverage.shapes import Units, first_equals, real_parts
from ..errors import GivenName, GridsOverlapEachOther
from ..labels import count_off, sum_by_label
from ..progress import NULL_PROGRESS, Progress
from ..segments import border_segments, unmatched_segments

DEEP = 0.5
"""Of the tolerance: how deep a border must reach into another grid to be in conflict with it."""

STEP = 4.0
"""Tolerances between the places at which a border is looked at."""

MOST_PLACES = 100_000
"""Places along one straight edge: one so long is the frame of a province, no border of grids."""

CLEAR = 0.25
"""Departments more that a border must have than the other one, to be the right one."""

MOSTLY = 0.5
"""Share of its ground that a grid would lose from which on it is the one inside, and keeps it."""

OVERDRAWN = 1.5
"""Times the share of its border in conflict that shows which of two grids is overdrawn."""

MOST_PAIRS = 8
"""Pairs in conflict a grid, on average, from which on the layer is no division of the ground."""

COLUMNS = ("kind", "kept", "cut", "area_m2", "reason", "support_kept", "support_cut", "geometry")


@dataclass(frozen=True)
class Pairs:
    """Grids in conflict: pairs `one`, `other` (p,).

    `share` (p, 2) is how much of the border of each (0..1) lies in other grids, whichever.
    """

    one: Ints
    other: Ints
    share: Floats


def settle_conflicts(
    names: Sequence[str],
    layers: Sequence[Units],
    tolerance: float,
    progress: Progress = NULL_PROGRESS,
) -> tuple[list[Geometries], list[pd.DataFrame]]:
    """Return the polygons of each of the `layers` without conflicts, and what was decided.

    `names` are what the layers are called. Decisions are one table a layer, one row a place: `kind`
    (`duplicate`, `overlap`), the codes of the grid that `kept` the ground and of the one that was
    `cut`, `area_m2`, the `reason` (`departments`: others have its border; `inside`: it lies
    mostly in the other one; `overdrawn`: more of the other one's border is in conflicts; `smaller`;
    `duplicate`), and on how many other departments' borders the border of each lies on average
    (`support_kept`, `support_cut`). A duplicate is left without ground.

    Raises GridsOverlapEachOther where a layer is no division of the ground at all, and Cancelled
    through `progress`.
    """
    trees = [shapely.STRtree(shapely.boundary(layer.shapes)) for layer in layers]
    settled, tables = [], []
    for number, layer in enumerate(layers):
        step = progress.sub(1 / len(layers))
        others = [tree for other, tree in enumerate(trees) if other != number]
        shapes, twins = _without_duplicates(layer)
        pairs = _pairs(shapes, trees[number].geometries, tolerance)
        if len(pairs.one) > MOST_PAIRS * len(shapes):
            facts = {
                "count": len(pairs.one),
                "grids": len(shapes),
                "example": layer.codes[[pairs.one[0], pairs.other[0]]].tolist(),
            }
            raise GridsOverlapEachOther(layer=GivenName(names[number]), **facts)
        shapes, overlaps = _without_overlaps(layer.codes, shapes, pairs, others, tolerance, step)
        settled.append(shapes)
        tables.append(pd.concat([twins, overlaps], ignore_index=True))
        step.tick(1, 1)
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
    pairs: Pairs,
    others: Sequence[shapely.STRtree],
    tolerance: float,
    progress: Progress,
) -> tuple[Geometries, pd.DataFrame]:
    """Take from each of the `shapes` (n,) what another one keeps; `others` hold more borders.

    One pair after the other: ground that one gives up is never given up by both.
    """
    support = np.stack(
        [
            _support(shapes, pairs.one, pairs.other, others, tolerance),
            _support(shapes, pairs.other, pairs.one, others, tolerance),
        ],
        axis=1,
    )
    common = shapely.area(shapely.intersection(shapes[pairs.one], shapes[pairs.other]))
    lost_share = common[:, None] / shapely.area(shapes[np.stack([pairs.one, pairs.other], axis=1)])
    cut = shapes.copy()
    rows = []
    for number, pair in enumerate(zip(pairs.one, pairs.other)):
        progress.tick(number, len(pairs.one))
        first_keeps, reason = _keeper(support[number], pairs.share[number], lost_share[number])
        keeper, loser = pair if first_keeps else pair[::-1]
        of_keeper, of_loser = support[number] if first_keeps else support[number][::-1]
        lost = shapely.intersection(cut[loser], cut[keeper], grid_size=GRID_SIZE)
        rest = shapely.difference(cut[loser], cut[keeper], grid_size=GRID_SIZE)
        cut[loser] = shapely.multipolygons(real_parts(np.asarray([rest]))[0])
        rows += [
            (
                "overlap",
                codes[keeper],
                codes[loser],
                part.area,
                reason,
                of_keeper,
                of_loser,
                part,
            )
            for part in real_parts(np.asarray([lost]))[0]
        ]
    return cut, pd.DataFrame(rows, columns=list(COLUMNS))


def _pairs(shapes: Geometries, borders: Geometries, tolerance: float) -> Pairs:
    """Return the pairs of `shapes` (n,) in conflict; `borders` are their boundaries.

    In a coverage every border inside is drawn twice; only where it is drawn once can there be one.
    """
    place, owner, length = _along_single_borders(shapes, STEP * tolerance)
    points = shapely.points(place)
    inside, point = shapely.STRtree(points).query(shapes, predicate="contains_properly")
    foreign = owner[point] != inside
    inside, point = inside[foreign], point[foreign]
    deep = ~shapely.dwithin(points[point], borders[inside], DEEP * tolerance)
    inside, point = inside[deep], point[deep]
    found = np.unique(point)
    share = sum_by_label(owner[found], length[found], len(shapes))
    share /= np.maximum(shapely.length(shapes), GRID_SIZE)
    pairs = np.sort(np.stack([owner[point], inside], axis=1), axis=1)
    pairs = np.unique(pairs, axis=0)
    return Pairs(pairs[:, 0], pairs[:, 1], share[pairs])


def _along_single_borders(shapes: Geometries, step: float) -> tuple[Floats, Ints, Floats]:
    """Return places about every `step` (m) along borders that only one of the `shapes` has.

    With them whose border it is, and the length (m) each place stands for.
    """
    segments = unmatched_segments(border_segments(shapes))
    times = np.clip(np.ceil(segments.length / step), 1, MOST_PLACES).astype(np.int64)
    line = np.repeat(np.arange(len(segments)), times)
    share = ((count_off(times) + 0.5) / times[line])[:, None]
    place = segments.start[line] * (1 - share) + segments.end[line] * share
    return place, segments.owner[line], (segments.length / times)[line]


def _support(
    shapes: Geometries,
    mine: Ints,
    theirs: Ints,
    others: Sequence[shapely.STRtree],
    tolerance: float,
) -> Floats:
    """Return how many of the `others` have the border of grid `mine` inside grid `theirs` (p,).

    On average over places along that border; nan where it has none there.
    """
    inside = shapely.intersection(shapely.boundary(shapes[mine]), shapes[theirs])
    dense = shapely.segmentize(inside, DEEP * tolerance)
    places, pair = shapely.get_coordinates(dense, return_index=True)
    points = shapely.points(places)
    near = np.zeros(len(places))
    for tree in others:
        found, _ = tree.query(points, predicate="dwithin", distance=DEEP * tolerance)
        near[np.unique(found)] += 1
    count = np.bincount(pair, minlength=len(mine))
    total = sum_by_label(pair, near, len(mine))
    return np.divide(total, count, out=np.full(len(mine), np.nan), where=count > 0)


def _keeper(support: Floats, share: Floats, lost: Floats) -> tuple[bool, str]:
    """Tell whether the first of two grids keeps the ground, and why.

    Of each, its `support`, the `share` of its border in conflict, and of its ground that it would
    have `lost`.
    """
    if abs(support[0] - support[1]) >= CLEAR:
        return bool(support[0] > support[1]), "departments"
    if lost.max() > MOSTLY:
        return bool(lost[0] >= lost[1]), "inside"
    if share.max() > OVERDRAWN * share.min():
        return bool(share[0] < share[1]), "overdrawn"
    return bool(lost[0] >= lost[1]), "smaller"
