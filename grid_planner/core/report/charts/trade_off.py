# SPDX-License-Identifier: GPL-2.0-or-later
"""What one good costs in another: plans as points, the best of them joined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ...arrays import Floats, Ints
from ..measure import Measure
from ..theme import BAR, BAR_BAD, PAPER
from .canvas import canvas

HEIGHT = 4.0


def trade_off(
    names: Sequence[str],
    values_x: ArrayLike,
    values_y: ArrayLike,
    *,
    x: Measure,
    y: Measure,
    chosen: int,
    chosen_label: str,
) -> str:
    """Return a point for each of `names` by two quantities, less of both being better.

    The points that no other one beats in both are full and joined by a line, the others hollow. The
    one at the place `chosen` is marked.
    """
    across = x.factor * np.asarray(values_x, float)
    up = y.factor * np.asarray(values_y, float)
    front = pareto_front(across, up)
    beaten = np.setdiff1d(np.arange(len(across)), front)
    with canvas(HEIGHT) as chart:
        axes = chart.axes
        axes.plot(across[front], up[front], color=BAR, linewidth=1.4, marker="o", zorder=1)
        axes.plot(across[beaten], up[beaten], "o", color=BAR, markerfacecolor=PAPER, zorder=2)
        axes.plot(
            across[chosen], up[chosen], "D", color=BAR_BAD, markersize=10, zorder=0,
            markerfacecolor="none", markeredgewidth=1.6, label=chosen_label,
        )  # fmt: skip
        for name, place in zip(names, zip(across, up)):
            chart.note(name, place, (8, 8))
        axes.margins(x=0.16, y=0.16)
        axes.legend(loc="upper right")
        chart.name(x, y, grid="both")
    return chart.svg


def pareto_front(x: Floats, y: Floats) -> Ints:
    """Return the places of the points that no other one beats in both, by ascending `x`.

    Less is better in `x` and in `y`. Of points that are equal in both, the first is taken.
    """
    order = np.lexsort((y, x))
    best = np.minimum.accumulate(y[order])
    return np.asarray(order[y[order] < np.append(np.inf, best[:-1])], np.int64)
