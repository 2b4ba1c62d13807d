# SPDX-License-Identifier: GPL-2.0-or-later
"""Chart of what one good costs in another: plans as points, the best of them joined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints
from .charts import BAD, BAR, SOFT, data_uri, drawing


def trade_off(
    x: ArrayLike,
    y: ArrayLike,
    labels: Sequence[str],
    *,
    chosen: int,
    x_label: str,
    y_label: str,
    chosen_label: str,
) -> str:
    """Return what one quantity costs in another, less of both being better, as SVG.

    A point for each of `labels`; those that no other one beats in both are joined by a line. The
    point at the place `chosen` is marked. Labels name the units.
    """
    across, up = np.asarray(x, float), np.asarray(y, float)
    front = pareto_front(across, up)
    with drawing():
        figure = Figure(figsize=(7.2, 4.0), layout="constrained")
        axes = figure.add_subplot()
        axes.plot(across[front], up[front], color=BAR, linewidth=1.4, zorder=1)
        axes.scatter(across, up, s=42, color=BAR, edgecolor="white", zorder=2)
        axes.scatter(
            across[chosen], up[chosen], s=130, color=BAD, edgecolor="white", marker="D", zorder=3,
            label=chosen_label,
        )  # fmt: skip
        for label, place_x, place_y in zip(labels, across, up):
            axes.annotate(
                label, (place_x, place_y), xytext=(7, 7), textcoords="offset points", fontsize=8,
                color=SOFT,
            )  # fmt: skip
        axes.margins(x=0.16, y=0.16)
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        axes.legend(loc="upper right")
        axes.grid()
        return data_uri(figure, "svg")


def pareto_front(x: Floats, y: Floats) -> Ints:
    """Return the places of the points that no other one beats in both, by ascending `x`.

    Less is better in `x` and in `y`. Of points that are equal in both, the first is taken.
    """
    order = np.lexsort((y, x))
    best = np.minimum.accumulate(y[order])
    return np.asarray(order[y[order] < np.append(np.inf, best[:-1])], np.int64)
