# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts that set two states side by side: before in grey, after in the colour of the house."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from .charts import BAR, INK, data_uri, drawing

BEFORE = "#b9c2c8"
BINS = 24


def histogram_pair(
    before: ArrayLike,
    after: ArrayLike,
    *,
    labels: tuple[str, str],
    x_label: str,
    y_label: str,
) -> str:
    """Return how two sets of values are spread over the same bins, as SVG.

    `labels` name before and after in the legend.
    """
    pair = [np.asarray(values, float) for values in (before, after)]
    pair = [values[np.isfinite(values)] for values in pair]
    edges = np.histogram_bin_edges(np.concatenate(pair), bins=BINS)
    with drawing():
        figure = Figure(figsize=(7.2, 3.2), layout="constrained")
        axes = figure.add_subplot()
        counts = [np.histogram(values, bins=edges)[0] for values in pair]
        axes.stairs(counts[0], edges, fill=True, color=BEFORE, label=labels[0])
        axes.stairs(counts[1], edges, color=BAR, linewidth=2.2, label=labels[1])
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        axes.set_ylim(bottom=0)
        axes.grid(axis="y")
        axes.legend(loc="upper right")
        return data_uri(figure, "svg")


def paired_bars(
    names: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    labels: tuple[str, str],
    x_label: str,
) -> str:
    """Return two bars for each of `names`, before above after, each with its value, as SVG."""
    with drawing():
        figure = Figure(figsize=(7.2, 0.9 + 0.55 * len(names)), layout="constrained")
        axes = figure.add_subplot()
        places = np.arange(len(names), dtype=float)
        for shift, values, colour, label in (
            (-0.19, before, BEFORE, labels[0]),
            (0.19, after, BAR, labels[1]),
        ):
            bars = axes.barh(places + shift, values, height=0.34, color=colour, label=label)
            axes.bar_label(bars, [f"{v:,.1f}" for v in values], padding=3, fontsize=8, color=INK)
        axes.set_yticks(places, list(names))
        axes.invert_yaxis()
        axes.margins(x=0.1)
        axes.set_xlabel(x_label)
        axes.grid(axis="x")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.0)
        return data_uri(figure, "svg")
