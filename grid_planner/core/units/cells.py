# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells: a label per atomic face, and what follows from it (sizes, borders, outlines)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..labels import sum_by_label
from ..segments import Segments, border_segments, equal_segments
from ..shape_measures import polsby_popper
from ..unions import coverage_union_by_label
from .barriers import Barriers
from .merge import CellGraph


@dataclass(frozen=True)
class Cells:
    """A partition of the ground: `polygons` (n,) are faces, `area` and `cell` (n,) their labels.

    Cells are numbered 0, 1, … without gaps.
    """

    polygons: Geometries
    area: Ints
    cell: Ints

    @property
    def count(self) -> int:
        """How many cells there are."""
        return int(self.cell.max()) + 1 if len(self.cell) else 0

    @property
    def size(self) -> Floats:
        """Area of each cell, m²."""
        return sum_by_label(self.cell, shapely.area(self.polygons), self.count)

    @property
    def perimeter(self) -> Floats:
        """Length of the border of each cell, m."""
        segments = border_segments(self.polygons)
        return _perimeter(self, segments, *equal_segments(segments))

    @property
    def compactness(self) -> Floats:
        """Polsby-Popper compactness of each cell: 1 for a disc."""
        return polsby_popper(self.size, self.perimeter)

    @property
    def area_of_cell(self) -> Ints:
        """Index of the area each cell lies in."""
        area = np.zeros(self.count, np.int64)
        area[self.cell] = self.area
        return area

    def joined(self, label: Ints) -> Cells:
        """Return the cells after each cell c became part of `label[c]`."""
        return replace(self, cell=label[self.cell])

    def take(self, chosen: Ints) -> Cells:
        """Return the `chosen` cells (ascending) alone, numbered in that order."""
        inside = np.isin(self.cell, chosen)
        return Cells(
            self.polygons[inside],
            self.area[inside],
            np.searchsorted(chosen, self.cell[inside]).astype(np.int64),
        )

    def dissolved(self) -> Cells:
        """Return the same cells as one polygon each."""
        return Cells(self.outlines(), self.area_of_cell, np.arange(self.count))

    def outlines(self) -> Geometries:
        """Return the polygon of each cell, made from its faces."""
        return coverage_union_by_label(self.polygons, self.cell, self.count)


def _perimeter(cells: Cells, segments: Segments, first: Ints, second: Ints) -> Floats:
    """Return the perimeter of each cell, m; `first` and `second` are equal `segments` of faces."""
    owner, length = cells.cell[segments.owner], segments.length
    inner = first[owner[first] == owner[second]]
    perimeter = sum_by_label(owner, length, cells.count)
    return perimeter - 2 * sum_by_label(owner[inner], length[inner], cells.count)


def graph_of_cells(cells: Cells, barriers: Barriers) -> CellGraph:
    """Return sizes, perimeters and common borders of `cells`, weighed by what lies under them.

    `barriers` by segment.
    """
    segments = border_segments(cells.polygons)
    first, second = equal_segments(segments)
    a, b = cells.cell[segments.owner[first]], cells.cell[segments.owner[second]]
    between = a != b
    a, b, border = a[between], b[between], segments.take(first[between])
    length = border.length
    weight = length * barriers.under(border)
    pair, position = np.unique(
        np.minimum(a, b) * cells.count + np.maximum(a, b), return_inverse=True
    )
    return CellGraph(
        size=cells.size,
        perimeter=_perimeter(cells, segments, first, second),
        area=cells.area_of_cell,
        left=pair // max(cells.count, 1),
        right=pair % max(cells.count, 1),
        length=sum_by_label(position, length, len(pair)),
        permeable=sum_by_label(position, weight, len(pair)),
    )
