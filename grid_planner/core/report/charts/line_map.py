# SPDX-License-Identifier: GPL-2.0-or-later
"""A map of borders in the colour of what became of them, over the ground they divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.path import Path
from numpy.typing import ArrayLike

from ..theme import NEUTRAL
from .map_frame import draw_polygons, map_canvas

TALLEST = 4.6  # inches: of several, two fit on a page
LEGEND_WIDTH = 1.5  # points at least, to tell colours


@dataclass(frozen=True)
class Lines:
    """Lines of one kind: straight pieces `(n, 2, 2)` (m), and their `width` in points."""

    label: str
    colour: str
    pieces: ArrayLike
    width: float


def line_map(ground: ArrayLike, kinds: Sequence[Lines]) -> str:
    """Return a map of lines (metric CRS, m), the last of `kinds` on top, over the `ground`.

    `ground` are polygons in a grey on which lines are seen, whatever the page; the legend begins
    with what lies on top.
    """
    shapes = np.asarray(ground, object)
    legend = [
        Line2D([], [], color=kind.colour, linewidth=max(kind.width, LEGEND_WIDTH), label=kind.label)
        for kind in reversed(kinds)
    ]
    with map_canvas(shapes, legend, tallest=TALLEST) as chart:
        draw_polygons(chart, shapes, facecolors=NEUTRAL, edgecolors=NEUTRAL, linewidths=0.2)
        for kind in kinds:
            ends = np.asarray(kind.pieces, float).reshape(-1, 2)
            codes = np.tile(np.array([Path.MOVETO, Path.LINETO], np.uint8), len(ends) // 2)
            chart.axes.add_collection(  # one path: a collection of lines takes twice the time
                PathCollection(
                    [Path(ends, codes)], facecolors="none", edgecolors=kind.colour,
                    linewidths=kind.width, rasterized=True,
                )
            )  # fmt: skip
    return chart.svg
