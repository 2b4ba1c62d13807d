# SPDX-License-Identifier: GPL-2.0-or-later
"""What charts are drawn on: one style, axes that say their unit, and SVG for a page of HTML.

Figures are drawn without pyplot, so they need no screen and leave no window behind. Words stay
text in the SVG: the browser draws them with its own fonts, and they can be searched and copied.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import StringIO

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measure import Measure
from ..theme import INK, LINE, PAPER, SOFT, themed

WIDTH = 7.2  # inches
SMALL = 8  # points
RESOLUTION = 200  # dots an inch of what is not drawn in lines: sharp on paper, small enough to mail

# Only to know how wide a text is; in the order in which they are looked for. matplotlib reads only
# the first face of a font collection: Noto's is the Japanese one, with the same characters.
CJK_FONTS = (
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
)
# What matplotlib writes for whole documents: names that several charts of one page would share, and
# a rule that would hold for the whole page.
NOT_FOR_A_PAGE = re.compile(r'(?<=<g) id="[^"]*"|<style.*?</style>', re.DOTALL)

# matplotlib keeps its settings in one place for all threads, and algorithms run in several.
_DRAWING = threading.Lock()


class Canvas:
    """A pair of axes to draw on, and the finished drawing as `svg`."""

    def __init__(self, height: float) -> None:
        self._figure = Figure(figsize=(WIDTH, height), layout="constrained")
        self.axes: Axes = self._figure.add_subplot()
        self.svg = ""

    def name(self, x: Measure | None, y: Measure | None, *, grid: str) -> None:
        """Write on the axes what they measure, and in which unit; None where they hold names.

        `grid`: the axis whose values are read across the chart (x, y, both).
        """
        for measure, axis in ((x, self.axes.xaxis), (y, self.axes.yaxis)):
            if measure is not None:
                axis.set_label_text(measure.label)
                axis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        self.axes.grid(axis=grid)

    def mark(self, x: float, label: str) -> None:
        """Draw an upright line at `x` with its meaning above."""
        self.axes.axvline(x, color=INK, linewidth=1, linestyle=(0, (4, 3)))
        self.note(label, (x, 1.0), (0, 3), xycoords=("data", "axes fraction"), ha="center")

    def note(
        self, text: str, place: tuple[float, float], offset: tuple[float, float], **how: object
    ) -> None:
        """Write small `text` at `place`, moved by `offset` (points); `how`: as `annotate` takes."""
        settings = {"fontsize": SMALL, "color": SOFT, "annotation_clip": False, **how}
        self.axes.annotate(text, place, offset, textcoords="offset points", **settings)

    def values(self, bars: object, texts: Sequence[str]) -> None:
        """Write the value at the end of each of `bars`, over whatever line passes there."""
        ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
        self.axes.bar_label(bars, texts, padding=3, fontsize=SMALL, bbox=ground)

    def _finish(self) -> None:
        store = StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        self._figure.savefig(store, format="svg", dpi=RESOLUTION, metadata=nothing)
        _, tag, body = store.getvalue().partition("<svg ")
        self.svg = themed(NOT_FOR_A_PAGE.sub("", tag + body))


@contextmanager
def canvas(height: float) -> Iterator[Canvas]:
    """Draw a chart of `height` (inches) in the style of the house, one thread at a time."""
    settings = {
        "svg.fonttype": "none",
        "svg.hashsalt": "grid_planner",  # the same data give the same bytes
        "text.parse_math": False,  # a dollar sign in a name is one
        "font.family": "sans-serif",
        "font.sans-serif": [name for name in (chinese_font(), "DejaVu Sans") if name],
        "font.size": 9,
        "text.color": INK,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
        "axes.labelcolor": INK,
        "axes.edgecolor": SOFT,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": False,
        "grid.color": LINE,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "legend.frameon": False,
    }
    with _DRAWING, mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")  # the browser has them
        drawn = Canvas(height)
        yield drawn
        drawn._finish()


@lru_cache(maxsize=1)
def chinese_font() -> str | None:
    """Return the first installed font that has Chinese characters, or None."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CJK_FONTS if name in installed), None)
