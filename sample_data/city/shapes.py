# SPDX-License-Identifier: GPL-2.0-or-later
"""Footprints of buildings, and ways to set them on a plot.

A plot is laid flat: its main side runs west-east, footprints are drawn along the axes and are
turned back afterwards.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from shapely.geometry.polygon import orient

Shape = Callable[[float, float, float, float], shapely.Polygon]
"""Lower left corner, width and depth (m) to a footprint."""


def slab(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    """板楼: a bar."""
    return shapely.box(x, y, x + w, y + d)


def stepped_slab(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    """A bar of two stairwells, one set back."""
    return polygon(
        x,
        y,
        [
            (0, 0),
            (w / 2, 0),
            (w / 2, 2.4),
            (w, 2.4),
            (w, d),
            (w / 2, d),
            (w / 2, d - 2.4),
            (0, d - 2.4),
        ],
    )


def cross(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    """点式: a tower with four wings."""
    a, b = 0.28 * w, 0.28 * d
    return polygon(
        x,
        y,
        [
            (a, 0),
            (w - a, 0),
            (w - a, b),
            (w, b),
            (w, d - b),
            (w - a, d - b),
            (w - a, d),
            (a, d),
            (a, d - b),
            (0, d - b),
            (0, b),
            (a, b),
        ],
    )


def butterfly(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    """A tower of two flats a side with a waist."""
    return polygon(
        x,
        y,
        [
            (0, 0),
            (0.4 * w, 0),
            (0.4 * w, 0.22 * d),
            (0.6 * w, 0.22 * d),
            (0.6 * w, 0),
            (w, 0),
            (w, 0.8 * d),
            (0.65 * w, 0.8 * d),
            (0.65 * w, d),
            (0.35 * w, d),
            (0.35 * w, 0.8 * d),
            (0, 0.8 * d),
        ],
    )


def ell(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    t = min(16.0, 0.42 * min(w, d))
    return polygon(x, y, [(0, 0), (w, 0), (w, t), (t, t), (t, d), (0, d)])


def horseshoe(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    t = min(14.0, 0.3 * min(w, d))
    return polygon(x, y, [(0, 0), (w, 0), (w, d), (w - t, d), (w - t, t), (t, t), (t, d), (0, d)])


def aitch(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    t = min(15.0, 0.28 * w)
    a, b = 0.4 * d, 0.6 * d
    return polygon(
        x,
        y,
        [
            (0, 0),
            (t, 0),
            (t, a),
            (w - t, a),
            (w - t, 0),
            (w, 0),
            (w, d),
            (w - t, d),
            (w - t, b),
            (t, b),
            (t, d),
            (0, d),
        ],
    )


def courtyard(x: float, y: float, w: float, d: float) -> shapely.Polygon:
    """Four wings round a yard."""
    t = min(14.0, 0.3 * min(w, d))
    return shapely.Polygon(
        [(x, y), (x + w, y), (x + w, y + d), (x, y + d)],
        [[(x + t, y + t), (x + t, y + d - t), (x + w - t, y + d - t), (x + w - t, y + t)]],
    )


def polygon(x: float, y: float, points: list[tuple[float, float]]) -> shapely.Polygon:
    return shapely.Polygon([(x + u, y + v) for u, v in points])


def rows(
    plot: shapely.Polygon,
    width: float,
    depth: float,
    gaps: tuple[float, float],
    shape: Shape,
    stretch: bool = True,
) -> list[shapely.Polygon]:
    """Footprints in west-east rows across a flat plot, `gaps` m apart sideways and in depth."""
    if plot.is_empty:
        return []
    heights, left, right = chords(plot, depth)
    free = np.flatnonzero(right - left >= width)
    if not len(free):
        return []
    first, last = heights[free[0]], heights[free[-1]]
    count = 1 + int((last - first) // (depth + gaps[1]))
    levels = np.linspace(first, last, count) if count > 1 else np.array([(first + last) / 2])
    placed = []
    shapely.prepare(plot)
    for y in levels:
        at = int(np.abs(heights - y).argmin())
        a, b = left[at], right[at]
        number = int((b - a + gaps[0]) // (width + gaps[0]))
        if number < 1:
            continue
        size = min((b - a - (number - 1) * gaps[0]) / number, 1.35 * width) if stretch else width
        step = (b - a - size) / max(number - 1, 1)
        spots = a + step * np.arange(number) if number > 1 else [(a + b - size) / 2]
        footprints = [shape(x, heights[at], size, depth) for x in spots]
        placed += [f for f in footprints if plot.covers(f)]
    return placed


def chords(plot: shapely.Polygon, depth: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each height y (every metre): west and east end of a free row from y to y + depth."""
    x0, y0, x1, y1 = plot.bounds
    levels = np.arange(y0 + 0.1, y1, 1.0)
    cuts = shapely.intersection(
        plot, shapely.linestrings([[(x0 - 1, y), (x1 + 1, y)] for y in levels])
    )
    ends = longest(cuts)
    span = int(np.ceil(depth)) + 1
    if len(levels) < span:
        return levels[:0], levels[:0], levels[:0]
    windows = np.lib.stride_tricks.sliding_window_view(ends, span, axis=0)
    return levels[: len(windows)], windows[:, 0].max(1) + 0.02, windows[:, 1].min(1) - 0.02


def longest(cuts: np.ndarray) -> np.ndarray:
    """West and east end of the longest piece of each level line, 0 and 0 where nothing is left."""
    pieces, of_cut = shapely.get_parts(cuts, return_index=True)
    west, _, east, _ = shapely.bounds(pieces).T
    order = np.argsort(east - west, kind="stable")
    ends = np.zeros((len(cuts), 2))
    ends[of_cut[order]] = np.stack([west, east], 1)[order]  # the longest comes last and stays
    return np.nan_to_num(ends)


def frontage(
    plot: shapely.Polygon,
    widths: tuple[float, float],
    depths: tuple[float, float],
    rng: np.random.Generator,
    skip: float = 0.0,
) -> list[shapely.Polygon]:
    """Houses side by side along the edges of a plot, aligned to them; `skip` = share of gaps."""
    ring = shapely.get_coordinates(orient(shapely.simplify(plot, 0.8)).exterior)
    room = plot.buffer(0.15)
    shapely.prepare(room)
    placed: list[shapely.Polygon] = []
    for a, b in zip(ring[:-1], ring[1:]):
        length = float(np.hypot(*(b - a)))
        along, at = (b - a) / max(length, 1e-9), 0.2
        inward = np.array([-along[1], along[0]])
        while at + widths[0] <= length:
            w = min(rng.uniform(*widths), length - at)
            d = rng.uniform(*depths)
            corner = a + along * at
            house = shapely.polygons(
                [corner, corner + along * w, corner + along * w + inward * d, corner + inward * d]
            )
            at += w + rng.choice([0.25, 0.25, 1.2, 2.5])
            if (
                rng.random() >= skip
                and room.covers(house)
                and not shapely.intersects(house, placed).any()
            ):
                placed.append(house)
    return placed
