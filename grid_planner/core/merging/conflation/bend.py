# SPDX-License-Identifier: GPL-2.0-or-later
"""Lead the edges of a layer through places of the network that lie beside them.

The other half of snapping: where a border of the network has more corners than that of the layer,
the layer's edge takes them over, and two near borders become one.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Floats, Ints
from .network import split_edges
from .snap import shares_along

BESIDE = 0.6
"""Of the tolerance: how far an edge, its ends snapped already, may be bent to a place."""

MOST_PASSES = 3
"""Each pass bends the parts the one before has made; the third finds next to nothing."""


def bend_edges(
    edges: Ints, drawn: Floats, places: Floats, through: Ints, tolerance: float
) -> tuple[Ints, Ints]:
    """Return `edges` (e, 2), pairs of `places`, led through the places `through` beside them.

    With the edge that each is a part of. `drawn` (e, 2, 2) is each edge before its ends were
    snapped: no place farther than `tolerance` from that is taken.
    """
    points = shapely.points(places[through])
    tree = shapely.STRtree(points)
    part_of = np.arange(len(edges))
    done: list[tuple[Ints, Ints]] = []
    for _ in range(MOST_PASSES):
        lines = shapely.linestrings(places[edges])
        edge, point = tree.query(lines, predicate="dwithin", distance=BESIDE * tolerance)
        place = through[point]
        share = shares_along(places[place], places[edges[edge]])
        inside = (share > 0) & (share < 1) & (edges[edge] != place[:, None]).all(1)
        edge, point, place, share = edge[inside], point[inside], place[inside], share[inside]
        original = shapely.linestrings(drawn[edge])
        near = shapely.dwithin(original, points[point], tolerance)
        if not near.any():
            break
        parts, of = split_edges(edges, edge[near], share[near], place[near])
        bent = np.zeros(len(edges), bool)
        bent[edge[near]] = True
        again = bent[of]
        done.append((parts[~again], part_of[of[~again]]))
        edges, drawn, part_of = parts[again], drawn[of[again]], part_of[of[again]]
    done.append((edges, part_of))
    return np.concatenate([parts for parts, _ in done]), np.concatenate([of for _, of in done])
