# SPDX-License-Identifier: GPL-2.0-or-later
"""Barriers: what people see and do not cross easily, such as streets, rivers and walls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.arrangement import GRID_SIZE, two_point_lines
from ..segments import Segments


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

    def under(self, segments: Segments) -> Floats:
        """Return the permeability under each segment: of the strongest barrier along it, else 1."""
        segment, barrier = shapely.STRtree(self.lines).query(
            segments.middles, predicate="dwithin", distance=2 * GRID_SIZE
        )
        result = np.ones(len(segments))
        np.minimum.at(result, segment, self.permeability[barrier])
        return result
