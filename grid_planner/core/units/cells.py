# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells: a label per atomic face, and what follows from it (sizes, borders, outlines)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..graph import Floats, Geometries, Ints, border_segments, equal_segments, sum_by_label
from .merge import CellGraph
from .permeability import two_point_lines, under_segments


@dataclass(frozen=True)
class Barriers:
    """Lines (b,) that people see, with the permeability (b,) of each (0..1)."""

    lines: Geometries
    permeability: Floats

    def take(self, chosen: Ints) -> Barriers:
        """Return the chosen barriers."""
        return Barriers(self.lines[chosen], self.permeability[chosen])

    def by_segment(self) -> Barriers:
        """Return the same barriers, every segment a line of its own."""
        pieces, barrier = two_point_lines(self.lines)
        return Barriers(pieces, self.permeability[barrier])


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
        owner = self.cell[segments.owner]
        first, second = equal_segments(segments)
        inner = first[owner[first] == owner[second]]
        length = segments.length
        perimeter = sum_by_label(owner, length, self.count)
        return perimeter - 2 * sum_by_label(owner[inner], length[inner], self.count)

    @property
    def compactness(self) -> Floats:
        """Polsby-Popper compactness of each cell: 1 for a disc."""
        return np.asarray(4 * np.pi * self.size / np.maximum(self.perimeter, 1e-9) ** 2)

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

    def outlines(self, chosen: Ints | None = None) -> Geometries:
        """Return the polygon of each (chosen) cell, made from its faces."""
        order = np.argsort(self.cell, kind="stable")
        first = np.searchsorted(self.cell[order], np.arange(self.count + 1))
        wanted = np.arange(self.count) if chosen is None else chosen
        outlines = np.empty(len(wanted), object)
        for place, cell in enumerate(wanted):
            faces = self.polygons[order[first[cell] : first[cell + 1]]]
            outlines[place] = faces[0] if len(faces) == 1 else shapely.coverage_union_all(faces)
        return outlines


def graph_of_cells(cells: Cells, barriers: Barriers) -> CellGraph:
    """Return sizes, perimeters and common borders of `cells`, weighed by what lies under them.

    `barriers` by segment.
    """
    segments = border_segments(cells.polygons)
    first, second = equal_segments(segments)
    a, b = cells.cell[segments.owner[first]], cells.cell[segments.owner[second]]
    length = segments.length
    inner = a == b
    perimeter = sum_by_label(cells.cell[segments.owner], length, cells.count)
    perimeter -= 2 * sum_by_label(a[inner], length[first[inner]], cells.count)

    between = ~inner
    a, b, first = a[between], b[between], first[between]
    weight = length[first] * under_segments(
        segments.take(first), barriers.lines, barriers.permeability
    )
    pair, position = np.unique(
        np.minimum(a, b) * cells.count + np.maximum(a, b), return_inverse=True
    )
    return CellGraph(
        size=cells.size,
        perimeter=perimeter,
        area=cells.area_of_cell,
        left=pair // max(cells.count, 1),
        right=pair % max(cells.count, 1),
        length=sum_by_label(position, length[first], len(pair)),
        permeable=sum_by_label(position, weight, len(pair)),
    )
