# SPDX-License-Identifier: GPL-2.0-or-later
"""A map of polygons, each in the colour of its class, with a legend and a scale bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.collections import PathCollection
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline
from numpy.typing import ArrayLike, NDArray

from ..theme import INK, SOFT
from .canvas import WIDTH, Canvas, canvas

EDGE = "#26323a"  # seen on every fill
OUTLINE = "#8e2f63"
MAP_WIDTH = 0.75 * WIDTH  # inches; the legend has the rest
MARGIN = 0.02  # of the longer side; below the map the scale bar takes two more
NICE_LENGTHS = np.array([1.0, 2.0, 5.0])


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
    west, south, east, north = shapely.total_bounds(np.concatenate([shapes, borders]))
    margin = MARGIN * max(east - west, north - south)
    aspect = (north - south + 4 * margin) / (east - west + 2 * margin)
    with canvas(float(np.clip(MAP_WIDTH * aspect, 2.5, 8.0))) as chart:
        axes = chart.axes
        _draw(chart, shapes, facecolors=colours, edgecolors=EDGE, linewidths=edge_width)
        _draw(chart, borders, facecolors="none", edgecolors=OUTLINE, linewidths=outline_width)
        axes.set(xlim=(west - margin, east + margin), ylim=(south - 3 * margin, north + margin))
        axes.set_aspect("equal", anchor="W")
        axes.set_axis_off()
        _scale_bar(chart, west, south - 2.5 * margin, east - west)
        axes.legend(
            handles=[Patch(facecolor=c.colour, edgecolor=SOFT, label=c.label) for c in classes],
            title=legend_title,
            alignment="left",
            loc="upper left",
            bbox_to_anchor=(1.0, 1.0),
            borderaxespad=0.0,
        )
    return chart.svg


def _draw(chart: Canvas, shapes: NDArray[np.object_], **style: object) -> None:
    """Draw polygons as a picture inside the SVG: thousands of them as lines would be too many."""
    outlines = [_outline(shape) for shape in shapes]
    chart.axes.add_collection(PathCollection(outlines, rasterized=True, **style))


def _outline(shape: shapely.Geometry) -> Outline:
    """Return a polygon with its holes, or several, as one path; holes run the other way round."""
    parts = shapely.get_parts(shapely.normalize(shape))
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)]
    if not rings:
        return Outline(np.empty((0, 2)))
    codes = [_ring_codes(len(ring)) for ring in rings]
    return Outline(np.concatenate(rings), np.concatenate(codes))


def _ring_codes(length: int) -> NDArray[np.uint8]:
    codes = np.full(length, Outline.LINETO, np.uint8)
    codes[0], codes[-1] = Outline.MOVETO, Outline.CLOSEPOLY
    return codes


def bar_length(width: float) -> float:
    """Return 1, 2 or 5 times a power of ten (m), the longest within a quarter of `width` (m)."""
    quarter = max(width / 4, 1e-6)
    power = 10.0 ** np.floor(np.log10(quarter))
    return float(power * NICE_LENGTHS[NICE_LENGTHS * power <= quarter].max())


def _scale_bar(chart: Canvas, west: float, south: float, width: float) -> None:
    length = bar_length(width)
    ends = {"arrowstyle": "|-|, widthA=0.3, widthB=0.3", "color": INK, "shrinkA": 0, "shrinkB": 0}
    chart.axes.annotate(
        "", (west, south), (west + length, south), annotation_clip=False, arrowprops=ends
    )
    label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    chart.note(label, (west + length / 2, south), (0, 4), ha="center")
