# SPDX-License-Identifier: GPL-2.0-or-later
"""Suggest within what distance the borders of two departments are meant to be one.

Distances from the corners of one layer to the borders of another are of two kinds: the same border
drawn twice, a few metres apart, and borders that have nothing to do with each other. Between them
the histogram has a valley, or it ends; where it only flattens, the elbow of its sum stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.ndimage import gaussian_filter1d

from ..arrays import Floats, Geometries, Ints

FARTHEST = 60.0
"""m: half a small block; farther off, two borders are not one."""

SAME = 0.1
"""m: borders this near come from one drawing; they say nothing of how far two drawings differ."""

BIN = 0.5  # m, a tenth of what surveys of departments differ by
SMOOTHING = 3.0  # bins (standard deviation): single corners make no valley
RISE = 2.0
"""Times that the histogram must rise again beyond a valley, and stand above it before."""

HILL = 0.02
"""Of the highest bin: how high the histogram must rise beyond a valley, to be more than chance."""

REST = 0.02
"""Share of the corners that may lie beyond where the near ones end, with nothing to rise again."""

MARGIN = 1.4
"""Of that end: from the 98th percentile of normal deviations to where one in a thousand is left."""

SOON = 0.25
"""Of the farthest: where the near ones must have ended for that."""

SAMPLES = 10_000
"""Corners that are looked at, over all pairs of layers."""

FEW = 0.02
"""Share of the corners that near-coincide below which there is nothing to conflate."""

FINEST = 0.01
"""m: the least tolerance, ten times the grid that coordinates are on."""

LEAST = 0.5
"""m: the tolerance where nothing asks for more; half a metre is the width of a drawn line."""


@dataclass(frozen=True)
class Suggestion:
    """A suggested `tolerance` (m), and why.

    `kind` is `valley` (or nothing beyond), `elbow` (where the histogram only flattens) or `none`
    (borders are equal or have nothing in common; the least tolerance). `counts` (b,) is how many
    corners lie at the distances between the `edges` (b + 1,), m, from the border of another layer;
    `equal` counts corners that lie as good as on it.
    """

    tolerance: float
    kind: str
    edges: Floats
    counts: Ints
    equal: int


def suggest_tolerance(layers: Sequence[Geometries]) -> Suggestion:
    """Suggest a tolerance from the distances between the borders of `layers` (polygons each)."""
    distance = _distances_between(layers)
    edges = np.arange(0.0, FARTHEST + BIN, BIN)
    apart = distance[distance > SAME]
    counts = np.histogram(apart, edges)[0].astype(np.int64)
    density = gaussian_filter1d(counts.astype(float), SMOOTHING, mode="nearest")
    end, kind = _valley(density), "valley"
    if end is None:
        end = _end(counts, edges)
    if end is None:
        end, kind = _elbow(counts), "elbow"
    tolerance = float(edges[end])
    if counts[:end].sum() < FEW * len(distance) or tolerance <= LEAST:
        tolerance, kind = LEAST, "none"
    equal = int(np.count_nonzero(distance <= SAME))
    return Suggestion(tolerance, kind, edges, counts, equal)


def _distances_between(layers: Sequence[Geometries]) -> Floats:
    """Return how far corners of each layer are from the border of each other one; inf: far."""
    pairs = len(layers) * (len(layers) - 1)
    most = max(SAMPLES // max(pairs, 1), 1)
    trees = [shapely.STRtree(shapely.boundary(polygons)) for polygons in layers]
    samples = []
    for polygons in layers:
        places = shapely.get_coordinates(polygons)
        step = np.linspace(0, len(places) - 1, min(most, len(places))).astype(np.int64)
        samples.append(shapely.points(places[step]))
    found = []
    for one, points in enumerate(samples):
        for other, tree in enumerate(trees):
            if one != other:
                distance = np.full(len(points), np.inf)
                (point, _), near = tree.query_nearest(
                    points, max_distance=FARTHEST, return_distance=True, all_matches=False
                )
                distance[point] = near
                found.append(distance)
    return np.concatenate(found) if found else np.empty(0)


def _valley(density: Floats) -> int | None:
    """Return the bin where the floor of a valley between two rises is reached; None without one.

    That is where it begins, with a margin, but not beyond its lowest place: on a broad floor that
    lies anywhere, and who takes less moves less.
    """
    before = np.maximum.accumulate(density)
    beyond = np.maximum.accumulate(density[::-1])[::-1]
    low = np.flatnonzero(
        (RISE * density < np.minimum(before, beyond)) & (beyond > HILL * density.max())
    )
    if not len(low):
        return None
    lowest = int(low[np.argmin(density[low])])
    top = int(np.argmax(density[: lowest + 1]))
    floor = max(RISE * float(density[lowest]), HILL * float(density.max()))
    begin = top + int(np.argmax(density[top : lowest + 1] <= floor))
    return min(lowest, int(MARGIN * begin))


def _end(counts: Ints, edges: Floats) -> int | None:
    """Return the edge beyond which hardly any of `counts` lie; None where many lie far beyond."""
    end = int(np.searchsorted(np.cumsum(counts), (1 - REST) * counts.sum())) + 1
    return int(MARGIN * end) if edges[end] < SOON * FARTHEST else None


def _elbow(counts: Ints) -> int:
    """Return the edge where the sum of `counts` bends most.

    There it stands highest above the straight line from its start to its end (Satopää et al. 2011,
    Finding a "Kneedle" in a Haystack).
    """
    total = np.concatenate([[0.0], np.cumsum(counts)])
    straight = np.linspace(0, total[-1], len(total))
    return int(np.argmax(total - straight))
