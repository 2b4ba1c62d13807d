# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge cells that are too small or too narrow into the neighbour they belong to most.

Smallest first, never across the border of two areas. The better neighbour shares more border that
people can cross, makes the more compact cell, and is not pushed above the maximum:

    score = sum(border length * permeability) / perimeter + 0.6 * 4 pi A / P² - added excess / max
            - 2 if the neighbour was below the maximum before and will not be cut afterwards

A neighbour that is too large already will be cut anyway, so it may take what is narrow: only thus
does the ground between two carriageways go to the block beside it instead of to more such ground.

The weights were measured on Wuhan, Helsinki and synthetic cities.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints
from ..params import BaseUnitParams
from ..progress import NULL_PROGRESS, Progress

COMPACTNESS_WEIGHT = 0.6
"""Of the compactness of the joined cell, against the share of its border people can cross."""
PUSHED_OVER = 2.0
"""More than border and compactness weigh together: first come the neighbours that stay below."""
TICK_EVERY = 2_000
"""Cells taken in between two looks at whether the user has cancelled: some 50 ms."""


@dataclass(frozen=True)
class CellGraph:
    """Cells and their common borders.

    Per cell (n,): `size` m², `perimeter` m, `area` index of the area it lies in.
    Per border (m,): `left`, `right` cell, `length` m, `permeable` = length * permeability, m.
    """

    size: Floats
    perimeter: Floats
    area: Ints
    left: Ints
    right: Ints
    length: Floats
    permeable: Floats


def merge_cells(
    cells: CellGraph,
    params: BaseUnitParams,
    progress: Progress = NULL_PROGRESS,
    *,
    cut_later: bool = False,
) -> Ints:
    """Return the new cell (n,), numbered 0, 1, …, that each cell of `cells` becomes part of.

    `cut_later`: what exceeds the maximum will be cut, so a neighbour may be pushed above it.
    Raises Cancelled.
    """
    merger = _Merger(cells, params, 0.0 if cut_later else PUSHED_OVER)
    merger.run(progress)
    return merger.labels()


class _Merger:
    """Cells as they grow; a cell that was taken in points to the one that took it."""

    def __init__(self, cells: CellGraph, params: BaseUnitParams, pushed_over: float) -> None:
        self.limits = params
        self.pushed_over = pushed_over
        self.size: list[float] = cells.size.tolist()
        self.perimeter: list[float] = cells.perimeter.tolist()
        self.into = list(range(len(self.size)))
        self.borders: list[dict[int, tuple[float, float]]] = [{} for _ in self.size]
        same_area = cells.area[cells.left] == cells.area[cells.right]
        for a, b, length, permeable in zip(
            cells.left[same_area].tolist(),
            cells.right[same_area].tolist(),
            cells.length[same_area].tolist(),
            cells.permeable[same_area].tolist(),
        ):
            self.borders[a][b] = self.borders[b][a] = (length, permeable)

    def run(self, progress: Progress) -> None:
        queue = [(self.size[i], i) for i in range(len(self.size)) if self.is_unfit(i)]
        heapq.heapify(queue)
        total, done = len(queue), 0
        while queue:
            size, cell = heapq.heappop(queue)
            if self.into[cell] != cell or size != self.size[cell] or not self.is_unfit(cell):
                continue
            taker = self.best_neighbour(cell)
            if taker is None:
                continue
            self.join(cell, taker)
            if self.is_unfit(taker):
                heapq.heappush(queue, (self.size[taker], taker))
            done += 1
            if done % TICK_EVERY == 0:
                progress.tick(done, total)

    def is_unfit(self, cell: int) -> bool:
        return self.size[cell] < self.limits.min_area or self.is_narrow(cell)

    def is_narrow(self, cell: int) -> bool:
        # Twice the area over the perimeter is the width of a long strip.
        return 2 * self.size[cell] < self.limits.min_width * self.perimeter[cell]

    def best_neighbour(self, cell: int) -> int | None:
        """Return the neighbour to join; a merely narrow cell takes no other above the max."""
        maximum = self.limits.max_area
        must = self.size[cell] < self.limits.min_area
        best, best_score = None, -math.inf
        for other, (length, permeable) in self.borders[cell].items():
            size = self.size[cell] + self.size[other]
            if not must and self.size[other] <= maximum < size:
                continue
            perimeter = self.perimeter[cell] + self.perimeter[other] - 2 * length
            compactness = 4 * math.pi * size / max(perimeter * perimeter, 1e-9)
            crossed = permeable / self.perimeter[cell]
            score = crossed + COMPACTNESS_WEIGHT * compactness - self.excess(size, other)
            if score > best_score or (score == best_score and best is not None and other < best):
                best, best_score = other, score
        return best

    def excess(self, size: float, other: int) -> float:
        """Return what counts against a cell of `size` (m²) made with `other`, if above the max."""
        maximum, before = self.limits.max_area, self.size[other]
        added = (max(size, maximum) - max(before, maximum)) / maximum
        return added + self.pushed_over if before <= maximum < size else added

    def join(self, cell: int, taker: int) -> None:
        length, _ = self.borders[cell].pop(taker)
        del self.borders[taker][cell]
        self.size[taker] += self.size[cell]
        self.perimeter[taker] += self.perimeter[cell] - 2 * length
        self.into[cell] = taker
        for other, (shared, permeable) in self.borders[cell].items():
            del self.borders[other][cell]
            before = self.borders[taker].get(other, (0.0, 0.0))
            border = (before[0] + shared, before[1] + permeable)
            self.borders[taker][other] = self.borders[other][taker] = border
        self.borders[cell] = {}

    def labels(self) -> Ints:
        into = np.array(self.into, np.int64)
        while not np.array_equal(into, into[into]):
            into = into[into]
        return np.unique(into, return_inverse=True)[1].astype(np.int64)
