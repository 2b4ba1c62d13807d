# SPDX-License-Identifier: GPL-2.0-or-later
"""What all maps share: room for the ground, a legend beside it, a scale bar below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import shapely
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from ..theme import INK
from .canvas import WIDTH, Canvas, canvas

MAP_WIDTH = 0.75 * WIDTH  # inches; the legend has the rest
MARGIN = 0.02  # of the longer side; below the map the scale bar takes two more
LOWEST, TALLEST = 2.5, 8.0  # inches
NICE_LENGTHS = np.array([1.0, 2.0, 5.0])


@contextmanager
def map_canvas(
    ground: NDArray[np.object_],
    legend: Sequence[Artist],
    *,
    legend_title: str = "",
    tallest: float = TALLEST,
) -> Iterator[Canvas]:
    """Draw a map of the `ground` (metric CRS, m), at most `tallest` (inches) high."""
    west, south, east, north = shapely.total_bounds(ground)
    margin = MARGIN * max(east - west, north - south)
    aspect = (north - south + 4 * margin) / (east - west + 2 * margin)
    with canvas(float(np.clip(MAP_WIDTH * aspect, LOWEST, tallest))) as chart:
        yield chart
        axes = chart.axes
        axes.set(xlim=(west - margin, east + margin), ylim=(south - 3 * margin, north + margin))
        axes.set_aspect("equal", anchor="W")
        axes.set_axis_off()
        _scale_bar(chart, west, south - 2.5 * margin, east - west)
        axes.legend(
            handles=list(legend),
            title=legend_title,
            alignment="left",
            loc="upper left",
            bbox_to_anchor=(1.0, 1.0),
            borderaxespad=0.0,
        )


def draw_polygons(chart: Canvas, shapes: NDArray[np.object_], **style: object) -> None:
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
