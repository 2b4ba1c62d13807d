# SPDX-License-Identifier: GPL-2.0-or-later
"""A share for each pair, such as what two departments have in common: the darker, the more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from matplotlib.collections import PolyCollection
from numpy.typing import ArrayLike

from ..measure import Measure
from ..theme import BAR, SOFT
from .canvas import SMALL, WIDTH, canvas

MANY = 16  # names from which on all is written smaller
HIGHEST, LOWEST = 0.42, 0.2  # inches a row, for few names and for many
DARKEST = 0.85  # opacity of 1; words stay readable on it, on any ground
GAP = 0.02  # between cells, of one


def matrix(names: Sequence[str], shares: ArrayLike, *, value: Measure) -> str:
    """Return the `shares` (n, n), 0 to 1, of each row of `names` with each column.

    Columns are numbered as the rows are. Cells without a number (nan) stay empty.
    """
    table = np.asarray(shares, float)
    count = len(names)
    places = np.arange(count)
    height, cell, name = (HIGHEST, SMALL, SMALL) if count <= MANY else (LOWEST, 5, 6)
    down, across = np.nonzero(np.isfinite(table))
    found = table[down, across]
    cells = shapely.box(across - 0.5 + GAP, down - 0.5 + GAP, across + 0.5 - GAP, down + 0.5 - GAP)
    corners = shapely.get_coordinates(cells).reshape(-1, 5, 2)
    with canvas(min(0.8 + height * count, 1.2 * WIDTH)) as chart:
        axes = chart.axes
        opacity = DARKEST * np.clip(found, 0, 1)
        axes.add_collection(PolyCollection(corners, facecolors=BAR, alpha=opacity, linewidths=0))
        for row, column, share in zip(down, across, found):
            axes.text(
                column, row, value.text(share), ha="center", va="center", fontsize=cell,
                in_layout=False,
            )  # fmt: skip
        axes.set_yticks(places, [f"{n}  {text}" for n, text in enumerate(names, 1)], fontsize=name)
        axes.set_xticks(places, [str(n) for n in range(1, count + 1)], fontsize=name)
        axes.set(xlim=(-0.5, count - 0.5), ylim=(count - 0.5, -0.5))
        axes.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
        axes.spines[:].set_visible(False)
        axes.set_title(value.label, loc="left", fontsize=SMALL, color=SOFT)
    return chart.svg
