# SPDX-License-Identifier: GPL-2.0-or-later
"""A map of polygons, each in the colour of its class, with a legend and a scale bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from ..theme import SOFT
from .map_frame import draw_polygons, map_canvas

EDGE = "#26323a"  # seen on every fill
OUTLINE = "#8e2f63"


@dataclass(frozen=True)
class MapClass:
    """One entry of the legend of a map."""

    label: str
    colour: str


def polygon_map(
    polygons: ArrayLike,
    class_of: ArrayLike,
    classes: Sequence[MapClass],
    *,
    legend_title: str = "",
    outlines: ArrayLike = (),
    edge_width: float = 0.4,
    outline_width: float = 1.3,
) -> str:
    """Return a map of `polygons` (metric CRS, m) in the colour of their class.

    `class_of` holds a place in `classes` per polygon; for numbers, `np.digitize(values, limits)`.
    `outlines` are polygons drawn on top with a line only, such as communities; widths in points.
    """
    shapes, borders = np.asarray(polygons, object), np.asarray(outlines, object)
    colours = [classes[place].colour for place in np.asarray(class_of, int)]
    legend = [Patch(facecolor=c.colour, edgecolor=SOFT, label=c.label) for c in classes]
    ground = np.concatenate([shapes, borders])
    with map_canvas(ground, legend, legend_title=legend_title) as chart:
        draw_polygons(chart, shapes, facecolors=colours, edgecolors=EDGE, linewidths=edge_width)
        draw_polygons(
            chart, borders, facecolors="none", edgecolors=OUTLINE, linewidths=outline_width
        )
    return chart.svg
