# SPDX-License-Identifier: GPL-2.0-or-later
"""How values are spread: one set against its limits, or two sets against each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ...arrays import Floats
from ..measure import Measure
from ..theme import BAR, BAR_BAD, BAR_BEFORE
from .canvas import canvas

HEIGHT = 3.2
BINS = 30
ALL_BUT_EQUAL = 1e-6
"""Relative difference of values that rounding may have made."""

MOST_BARS = 500
"""Bars of a histogram, beyond which none could be told from the next."""


def histogram(
    values: ArrayLike,
    *,
    x: Measure,
    y: Measure,
    limits: tuple[float, float] | None = None,
    limit_labels: Sequence[str] = ("", ""),
) -> str:
    """Return how `values` are spread; bars outside the `limits`, as read on the axis, stand out."""
    data = _finite(values, x)
    low, high = limits or (-np.inf, np.inf)
    edges = bin_edges(data, limits)
    counts, _ = np.histogram(data, bins=edges)
    middles = (edges[:-1] + edges[1:]) / 2
    colours = np.where((middles < low) | (middles > high), BAR_BAD, BAR)
    with canvas(HEIGHT) as chart:
        chart.axes.bar(middles, counts, width=np.diff(edges) * 0.94, color=colours)
        for limit, label in zip(limits or (), limit_labels):
            chart.mark(limit, label)
        chart.name(x, y, grid="y")
    return chart.svg


def histogram_pair(
    before: ArrayLike, after: ArrayLike, *, x: Measure, y: Measure, labels: tuple[str, str]
) -> str:
    """Return how two sets of values are spread over the same bins; `labels` name them."""
    pair = [_finite(before, x), _finite(after, x)]
    edges = bin_edges(np.concatenate(pair))
    counts = [np.histogram(values, bins=edges)[0] for values in pair]
    with canvas(HEIGHT) as chart:
        axes = chart.axes
        axes.stairs(counts[0], edges, fill=True, color=BAR_BEFORE, label=labels[0])
        axes.stairs(counts[1], edges, color=BAR, linewidth=2.2, label=labels[1])
        axes.set_ylim(bottom=0)
        axes.legend(loc="upper right")
        chart.name(x, y, grid="y")
    return chart.svg


def _finite(values: ArrayLike, measure: Measure) -> Floats:
    data = measure.factor * np.asarray(values, float)
    return np.asarray(data[np.isfinite(data)])


def bin_edges(data: Floats, limits: tuple[float, float] | None = None) -> Floats:
    """Return edges of bins such that both `limits` are edges: no bar is half inside."""
    edges = np.histogram_bin_edges(data, bins=BINS, range=_span(data))
    if limits is None or not len(data):
        return edges
    low, high = limits
    span = max(data.max(), high) - min(data.min(), low)
    if span > MOST_BARS * (high - low):  # the limits are one line in such a chart
        return edges
    bar = max(edges[1] - edges[0], span / MOST_BARS)
    width = (high - low) / np.ceil((high - low) / bar)
    first = min(np.floor((data.min() - low) / width), 0.0)
    last = max(np.ceil((data.max() - low) / width), np.round((high - low) / width))
    return np.asarray(low + width * np.arange(first, last + 1))


def _span(data: Floats) -> tuple[float, float]:
    """Return least and greatest value, a little apart where they are all but equal."""
    if not len(data):
        return 0.0, 1.0
    low, high = float(data.min()), float(data.max())
    room = ALL_BUT_EQUAL * max(abs(low), abs(high), ALL_BUT_EQUAL)
    return (low, high) if high - low >= room else (low - room / 2, high + room / 2)
