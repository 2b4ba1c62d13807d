# SPDX-License-Identifier: GPL-2.0-or-later
"""Points along the sides of gaps, which stand for the unit that gets what is around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from ...arrays import Flags, Floats, Ints
from ...labels import count_off
from .sides import Sides

MOST_POINTS = 60_000
"""Points along all gaps together; more would cost more time than the eye can see."""

POINT_AT_END = 0.05
"""Distance of the outermost points from the ends of a segment, in spacings: the dividing line
then starts where two units meet."""


@dataclass(frozen=True)
class BorderPoints:
    """Points (n, 2) along gaps, the gap of each, and the unit that gets its surroundings.

    `side` (n,) is the piece of border each lies on; `part` (n, 2, 2) the two ends of the part of it
    that the point stands for.
    """

    place: Floats
    gap: Ints
    unit: Ints
    side: Ints
    part: Floats

    def take(self, chosen: Flags) -> BorderPoints:
        """Return the chosen points."""
        return BorderPoints(*(values[chosen] for values in vars(self).values()))


def lay_points(sides: Sides, width: Floats, thin: Flags, tolerance: float) -> BorderPoints:
    """Lay points along each side: one near each end, and others evenly between in wider gaps.

    Thin gaps are cut across only, from where units meet to the other side. For that the ends are
    enough, as far off on both sides of the cut; in others the distance is the `width` (g,).
    """
    wanted = np.where(thin, np.clip(4 * width, tolerance / 20, tolerance / 2), width)
    length = sides.length
    steps = np.where(thin[sides.gap], 1.0, length / wanted[sides.gap])
    steps = np.ceil(steps / max(1.0, steps.sum() / MOST_POINTS)).astype(np.int64)
    side = np.repeat(np.arange(len(steps)), steps + 1)
    serial = count_off(steps + 1)
    margin = np.minimum(POINT_AT_END * wanted[sides.gap] / length, 1 / 4)
    share = margin[side] + serial / steps[side] * (1 - 2 * margin[side])
    half = 0.5 / steps[side]
    part = np.stack([np.maximum(share - half, 0), np.minimum(share + half, 1)], axis=1)
    start, along = sides.start[side], (sides.end - sides.start)[side]
    return BorderPoints(
        place=start + share[:, None] * along,
        gap=sides.gap[side],
        unit=sides.unit[side],
        side=side,
        part=start[:, None] + part[:, :, None] * along[:, None],
    )


def unit_at(where: Floats, gap: Ints, points: BorderPoints) -> Ints:
    """Return which unit gets each place `where` (m, 2) in `gap` (m,); -1 where not shared."""
    unit = np.full(len(gap), -1, np.int64)
    shared: Flags = np.isin(gap, points.gap)
    if shared.any():
        high = 10 * np.ptp(np.concatenate([points.place, where]), axis=0).max() + 1
        tree = KDTree(np.column_stack([points.place, points.gap * high]))
        _, nearest = tree.query(np.column_stack([where[shared], gap[shared] * high]))
        unit[shared] = points.unit[nearest]
    return unit
