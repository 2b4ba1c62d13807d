# SPDX-License-Identifier: GPL-2.0-or-later
"""Strips between the drawn border of two areas and a line beside it change hands.

Cells are labels over faces, and so are areas: laying a border on a street means giving the strip
between them to the area across the border. Nothing is moved, so nothing can tear or fold. A strip
is handed over when that shortens what of the borders runs on no line; the narrowest strip goes
first, so that a border between two carriageways comes to lie on the nearer one.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints
from ...coverage.arrangement import GRID_SIZE
from ...labels import first_by_label, sum_by_label
from .border_strips import Strips, find_strips
from .crumbs import without_crumbs
from .face_edges import Edges, edges_between
from .kept_neighbours import without_harm

ALONG = 0.5
"""Most new border beside lines, as a share of the old one that goes: the sine of 30 degrees, so a
border that crosses a line at a larger angle does not run along it."""

FOREIGN = 3.0
"""Most border with third areas that a strip may have, in snap distances: its two ends and a corner.
A longer strip would push itself between areas that are neighbours."""


def hand_over(polygons: Geometries, area: Ints, lines: Geometries, distance: float) -> Ints:
    """Return the areas of the faces `polygons` (n,) after strips beside `lines` changed hands.

    `area` (n,) is the area each lies in, `distance` (m) the width of the widest strip.
    """
    edges = edges_between(polygons, lines)
    strips = find_strips(polygons, area, edges, distance)
    settled = _settled(area, strips, edges, shapely.length(polygons), FOREIGN * distance)
    narrow = strips.width <= distance
    settled = without_crumbs(area, settled, narrow, edges, FOREIGN * distance)
    return without_harm(area, settled, edges, FOREIGN * distance)


def _settled(area: Ints, strips: Strips, edges: Edges, perimeter: Floats, foreign: float) -> Ints:
    """Hand strips over, the narrowest first, until none is left that should be.

    No two neighbours change hands at once, so each change shortens the borders beside lines, and
    the loop ends.
    """
    settled = area.copy()
    rank = np.argsort(np.lexsort((np.arange(len(area)), strips.width)))
    both = edges.both_ways()
    both = both.take(strips.free[both.left])
    takers = np.isin(np.arange(area.max() + 1), area[~strips.free])
    while True:
        face, taker = _offers(settled, both, perimeter, foreign)
        face, taker = face[takers[taker]], taker[takers[taker]]
        if not len(face):
            return settled
        willing = np.zeros(len(area), bool)
        willing[face] = True
        contested = willing[both.left] & willing[both.right]
        later = contested & (rank[both.left] > rank[both.right])
        willing[both.left[later]] = False
        settled[face[willing[face]]] = taker[willing[face]]


def _offers(area: Ints, both: Edges, perimeter: Floats, foreign: float) -> tuple[Ints, Ints]:
    """Return the faces that should change hands now, and the area that takes each."""
    areas = int(area.max()) + 1
    pair, of_edge = np.unique(both.left * areas + area[both.right], return_inverse=True)
    face, other = pair // areas, pair % areas
    touching = sum_by_label(of_edge.ravel(), both.length, len(pair))
    off_line = sum_by_label(of_edge.ravel(), both.length * ~both.on_line, len(pair))
    own = other == area[face]
    own_touching, own_off_line = np.zeros(len(perimeter)), np.zeros(len(perimeter))
    own_touching[face[own]], own_off_line[face[own]] = touching[own], off_line[own]
    useful = ~own & (off_line > GRID_SIZE) & (own_off_line[face] <= ALONG * off_line)
    useful &= perimeter[face] - own_touching[face] - touching <= foreign
    face, other, gain = face[useful], other[useful], (off_line - own_off_line[face])[useful]
    best = first_by_label(face, -gain, other)
    return face[best], other[best]
