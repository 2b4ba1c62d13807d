# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a unit may grow: no farther than the tolerance from where it was.

Whoever gets ground that nobody had is asked here first. A narrow piece can be long: the unit at its
end would move its border by the whole length, the units beside it move theirs by its width.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Geometries, Ints

ARC_STEPS = 16
"""Chords a quarter of a circle: the reach falls short of the tolerance by at most 0.12 %."""

ON_GRID = 0.001
"""Metres that noding may have put a corner off."""


@dataclass(frozen=True)
class Reach:
    """Where the units `shapes` (n,) may grow to: within `tolerance` (m) of themselves."""

    shapes: Geometries
    tolerance: float

    def holds(self, polygons: Geometries, unit: Ints) -> Flags:
        """Tell which of `polygons` (m,) lie wholly in reach of the `unit` (m,) beside each."""
        near, index = np.unique(unit, return_inverse=True)
        radius = self.tolerance + ON_GRID
        reach = shapely.buffer(self.shapes[near], radius, quad_segs=ARC_STEPS)
        shapely.prepare(reach)
        return np.asarray(shapely.covers(reach[index.ravel()], polygons), bool)
