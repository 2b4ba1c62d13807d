# SPDX-License-Identifier: GPL-2.0-or-later
"""Bars with names: largest on top, or two states of the same thing one above the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..measure import Measure
from ..theme import BAR, BAR_BEFORE
from .canvas import canvas

BAR_HEIGHT = 0.24  # inches a bar
PAIR_HEIGHT = 0.55  # inches a pair of bars


def ranking(
    names: Sequence[str],
    values: ArrayLike,
    *,
    x: Measure,
    reference: float | None = None,
    reference_label: str = "",
) -> str:
    """Return a bar for each of `names`, largest on top, and a line at `reference`."""
    data = np.asarray(values, float)
    order = np.argsort(-data, kind="stable")
    places = np.arange(len(data))
    with canvas(0.8 + BAR_HEIGHT * max(len(data), 2)) as chart:
        axes = chart.axes
        bars = axes.barh(places, x.factor * data[order], color=BAR, height=0.72)
        chart.values(bars, [x.text(value) for value in data[order]])
        axes.set_yticks(places, [names[index] for index in order])
        axes.invert_yaxis()
        axes.margins(x=0.09, y=0.02)
        if reference is not None:
            chart.mark(x.factor * reference, reference_label)
        chart.name(x, None, grid="x")
    return chart.svg


def paired_bars(
    names: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    x: Measure,
    labels: tuple[str, str],
) -> str:
    """Return two bars for each of `names`, before above after; `labels` name the two."""
    places = np.arange(len(names))
    with canvas(0.9 + PAIR_HEIGHT * len(names)) as chart:
        axes = chart.axes
        for shift, values, colour, label in (
            (-0.19, before, BAR_BEFORE, labels[0]),
            (0.19, after, BAR, labels[1]),
        ):
            widths = x.factor * np.asarray(values, float)
            bars = axes.barh(places + shift, widths, height=0.34, color=colour, label=label)
            chart.values(bars, [x.text(value) for value in values])
        axes.set_yticks(places, list(names))
        axes.invert_yaxis()
        axes.margins(x=0.1)
        axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0.0)
        chart.name(x, None, grid="x")
    return chart.svg
