# SPDX-License-Identifier: GPL-2.0-or-later
"""How far each department's borders have moved, and that it is not too far."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..coverage.shapes import NOBODY
from .faces import OUTSIDE, Faces
from .network import Border, place_numbers


def distances_moved(
    border: Border, laid: Floats, faces: Faces, before: Ints, after: Ints
) -> Floats:
    """Return how far each place of a department's `border` has moved, m.

    As far as conflation took it (to `laid`), if the department has a border there still; if a
    sliver took that away, as far as the nearest border it has now. `before` and `after` (faces,)
    are the department's labels of the `faces` before slivers were merged and at last. What
    conflation laid on itself, a spike narrower than the tolerance, has moved as far as that.
    """
    distance: Floats = np.hypot(*(laid - border.places).T)
    parts, parted = _parts(faces, after), _parts(faces, before)
    here = place_numbers(laid)
    astray = np.flatnonzero(
        np.isin(here, _numbers_at(faces, parted)) & ~np.isin(here, _numbers_at(faces, parts))
    )
    if len(astray) and parts.any():
        (place, _), far = shapely.STRtree(faces.edges.take(parts).lines).query_nearest(
            shapely.points(border.places[astray]), return_distance=True, all_matches=False
        )
        distance[astray[place]] = far
    elif len(astray):
        distance[astray] = np.inf
    return distance


def faces_that_changed(faces: Faces, places: Floats, before: Ints, after: Ints) -> Flags:
    """Tell which `faces` with a corner at one of `places` (p, 2) got another label."""
    wanted = place_numbers(places)
    edges = faces.edges
    touching = np.isin(place_numbers(edges.start), wanted)
    touching |= np.isin(place_numbers(edges.end), wanted)
    around = np.zeros(len(faces.polygons), bool)
    around[faces.left[touching]] = True
    right = faces.right[touching]
    around[right[right != OUTSIDE]] = True
    return np.asarray(around & (before != after))


def _parts(faces: Faces, label: Ints) -> Flags:
    """Tell which edges part two grids of a department, or one from nobody's ground."""
    label = np.append(label, NOBODY)  # OUTSIDE counts from the end
    return np.asarray(label[faces.left] != label[faces.right])


def _numbers_at(faces: Faces, edges: Flags) -> NDArray[np.complex128]:
    return place_numbers(np.concatenate([faces.edges.start[edges], faces.edges.end[edges]]))
