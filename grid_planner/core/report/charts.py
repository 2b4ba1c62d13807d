# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of a report: histogram, ranking and map in one style, as data URIs.

Figures are drawn on Agg without pyplot, so they need no screen and leave no window behind. Labels
come from the caller; where `has_cjk_font` is False, Chinese labels would show as empty boxes and
English ones are to be handed in.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib import font_manager
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline
from numpy.typing import ArrayLike, NDArray

ALL_BUT_EQUAL = 1e-6
"""Relative difference of values that rounding may have made."""

MOST_BARS = 500
"""Bars of a histogram, beyond which none could be told from the next."""

# In the order in which they are looked for. matplotlib reads only the first face of a font
# collection, and Noto's collection begins with the Japanese face, which has the same characters.
CJK_FONTS = (
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
)
INK, SOFT, BAR, BAD = "#22303a", "#5d6b76", "#6f9fc4", "#d6604d"
# ColorBrewer RdBu, softened: below - near - above.
DIVERGING = ("#4393c3", "#a6cfe3", "#f3f1ec", "#f6b79a", "#d6604d")
NICE_LENGTHS = np.array([1.0, 2.0, 5.0])
RESOLUTION = 150  # dots an inch of a map: sharp on paper, small enough to mail

# matplotlib keeps its settings in one place for all threads, and algorithms run in several.
_DRAWING = threading.Lock()


@dataclass(frozen=True)
class MapClass:
    """One entry of the legend of a map."""

    label: str
    colour: str


@lru_cache(maxsize=1)
def chart_font() -> str | None:
    """Return the first installed font that has Chinese characters, or None."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CJK_FONTS if name in installed), None)


def has_cjk_font() -> bool:
    """Tell whether Chinese labels can be drawn; else hand in English ones."""
    return chart_font() is not None


def histogram(
    values: ArrayLike,
    *,
    x_label: str,
    y_label: str,
    limits: tuple[float | None, float | None] = (None, None),
    limit_labels: tuple[str, str] = ("", ""),
    bins: int = 30,
) -> str:
    """Return how `values` are spread, with a line at the lower and upper limit, as SVG.

    Bars that lie outside the limits are drawn in another colour; labels name the units.
    """
    data = np.asarray(values, float)
    data = data[np.isfinite(data)]
    low, high = (limit if limit is not None else bound for limit, bound in
                 zip(limits, (-np.inf, np.inf)))  # fmt: skip
    with drawing():
        figure = Figure(figsize=(7.2, 3.2), layout="constrained")
        axes = figure.add_subplot()
        edges = _bin_edges(data, bins, limits)
        counts, _ = np.histogram(data, bins=edges)
        middles = (edges[:-1] + edges[1:]) / 2
        colours = np.where((middles < low) | (middles > high), BAD, BAR)
        axes.bar(middles, counts, width=np.diff(edges) * 0.94, color=colours)
        for limit, label in zip(limits, limit_labels):
            if limit is not None:
                axes.axvline(limit, color=INK, linewidth=1, linestyle=(0, (4, 3)))
                axes.annotate(
                    label, (limit, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 3),
                    textcoords="offset points", ha="center", va="bottom", fontsize=8, color=SOFT,
                )  # fmt: skip
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        axes.grid(axis="y")
        return data_uri(figure, "svg")


def _bin_edges(
    data: NDArray[np.float64], bins: int, limits: tuple[float | None, float | None]
) -> NDArray[np.float64]:
    """Return bin edges such that both limits, where given, are edges: no bar is half inside."""
    low, high = limits
    edges = np.histogram_bin_edges(data, bins=bins, range=_span(data))
    if low is None or high is None or not high > low or not len(data):
        return edges
    span = max(data.max(), high) - min(data.min(), low)
    if span > MOST_BARS * (high - low):  # the limits are one line in such a chart
        return edges
    bar = max(edges[1] - edges[0], span / MOST_BARS)
    width = (high - low) / np.ceil((high - low) / bar)
    first = min(np.floor((data.min() - low) / width), 0.0)
    last = max(np.ceil((data.max() - low) / width), np.round((high - low) / width))
    return np.asarray(low + width * np.arange(first, last + 1))


def _span(data: NDArray[np.float64]) -> tuple[float, float]:
    """Return least and greatest value, a little apart where they are all but equal."""
    if not len(data):
        return 0.0, 1.0
    low, high = float(data.min()), float(data.max())
    room = ALL_BUT_EQUAL * max(abs(low), abs(high), ALL_BUT_EQUAL)
    return (low, high) if high - low >= room else (low - room / 2, high + room / 2)


def ranking(
    labels: Sequence[str],
    values: ArrayLike,
    *,
    x_label: str,
    reference: float | None = None,
    reference_label: str = "",
) -> str:
    """Return a bar per label, largest on top, and a line at `reference`, as SVG."""
    data = np.asarray(values, float)
    order = np.argsort(-data, kind="stable")
    with drawing():
        figure = Figure(figsize=(7.2, 0.8 + 0.24 * max(len(data), 2)), layout="constrained")
        axes = figure.add_subplot()
        places = np.arange(len(data))
        bars = axes.barh(places, data[order], color=BAR, height=0.72)
        axes.bar_label(bars, [f"{value:,.10g}" for value in data[order]], padding=3, fontsize=8)
        axes.set_yticks(places, [labels[index] for index in order])
        axes.invert_yaxis()
        axes.margins(x=0.09)
        if reference is not None:
            axes.axvline(reference, color=INK, linewidth=1, linestyle=(0, (4, 3)))
            axes.annotate(
                reference_label, (reference, 0.0), xycoords=("data", "axes fraction"), va="bottom",
                xytext=(4, 2), textcoords="offset points", fontsize=8, color=SOFT,
            )  # fmt: skip
        axes.set_xlabel(x_label)
        axes.grid(axis="x")
        return data_uri(figure, "svg")


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
    """Return a map as PNG: `polygons` (metric CRS, m) in the colour of their class.

    `class_of` holds a place in `classes` per polygon; for numbers, `np.digitize(values, limits)`.
    `outlines` are polygons drawn on top with a line only, such as communities; widths in points.
    """
    shapes = np.asarray(polygons, object)
    places = np.asarray(class_of, int)
    borders = np.asarray(outlines, object)
    with drawing():
        figure = Figure(figsize=(7.6, 6.4), layout="constrained")
        axes = figure.add_subplot()
        colours = [classes[place].colour for place in places]
        axes.add_collection(
            PathCollection(
                [_outline(shape) for shape in shapes],
                facecolors=colours, edgecolors=INK, linewidths=edge_width,
            )
        )  # fmt: skip
        axes.add_collection(
            PathCollection(
                [_outline(shape) for shape in borders],
                facecolors="none", edgecolors="#8e2f63", linewidths=outline_width,
            )
        )  # fmt: skip
        west, south, east, north = shapely.total_bounds(np.concatenate([shapes, borders]))
        margin = 0.03 * max(east - west, north - south)
        axes.set(xlim=(west - margin, east + margin), ylim=(south - margin, north + margin))
        axes.set_aspect("equal")
        axes.set_axis_off()
        _scale_bar(axes, west, south - margin, east - west)
        handles = [Patch(facecolor=c.colour, edgecolor=SOFT, label=c.label) for c in classes]
        axes.legend(
            handles=handles,
            title=legend_title,
            loc="upper left",
            bbox_to_anchor=(1.0, 1.0),
            borderaxespad=0.0,
        )
        return data_uri(figure, "png")


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


def _scale_bar(axes: mpl.axes.Axes, west: float, south: float, width: float) -> None:
    length = bar_length(width)
    label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    axes.annotate(
        "", (west, south), (west + length, south), annotation_clip=False,
        arrowprops={"arrowstyle": "|-|, widthA=0.3, widthB=0.3", "color": INK, "linewidth": 1.2,
                    "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    axes.annotate(
        label, (west + length / 2, south), xytext=(0, 4), textcoords="offset points",
        ha="center", fontsize=8, annotation_clip=False,
    )  # fmt: skip


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the house's settings, one thread at a time."""
    settings = {
        "font.family": "sans-serif",
        "font.sans-serif": [name for name in (chart_font(), "DejaVu Sans") if name],
        "font.size": 9,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": "#b8c2c9",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": False,
        "grid.color": "#e3e8eb",
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "legend.frameon": False,
        "svg.hashsalt": "grid_planner",  # the same data give the same bytes
    }
    with _DRAWING, mpl.rc_context(settings):
        yield


def data_uri(figure: Figure, kind: str) -> str:
    """Return `figure` as a data URI of kind `svg` or `png`."""
    store = BytesIO()
    date = {"Date": None} if kind == "svg" else {}
    figure.savefig(store, format=kind, dpi=RESOLUTION, metadata=date, bbox_inches="tight")
    media = {"svg": "image/svg+xml", "png": "image/png"}[kind]
    return f"data:{media};base64,{base64.b64encode(store.getvalue()).decode('ascii')}"
