# SPDX-License-Identifier: GPL-2.0-or-later
"""One arrangement of all departments: atoms, and which grid of each department lies over each."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import Floats, Geometries, Ints

NOBODY = -1
"""Label of an atom over which a department has no grid, or that lies outside the hard layer."""


@dataclass(frozen=True)
class Arrangement:
    """Atoms: the pieces of ground over which no department changes its grid.

    `atoms` (n,) are polygons, a valid coverage with coordinates on the millimetre grid. `labels`
    (n, departments) is the row of the department's grid over each atom in its frame, `NOBODY`
    where it has none; `hard` (n,) the row of the hard layer's polygon likewise, 0 everywhere where
    no hard layer is given. `left`, `right`, `length` are the borders between neighbouring atoms:
    pairs with left < right, each once, in metres.
    """

    atoms: Geometries
    labels: Ints
    hard: Ints
    left: Ints
    right: Ints
    length: Floats
