# SPDX-License-Identifier: GPL-2.0-or-later
"""What each atom holds of the workload: points counted, polygons apportioned by area."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..errors import BadWorkload
from ..labels import first_by_label, sum_by_label
from ..params import LARGEST


def workload_of_atoms(atoms: Geometries, workload: gpd.GeoDataFrame | None) -> Floats:
    """Return the workload of each of the `atoms` (n,).

    `workload`: points or polygons (m) with an optional `workload` column; without it a point counts
    1 and a polygon its area (m²). Without any, an atom's area is its workload. A polygon's amount
    spreads evenly over it; what lies outside the atoms is nobody's.

    Raises BadWorkload.
    """
    if workload is None:
        return np.asarray(shapely.area(atoms))
    shapes = np.asarray(workload.geometry.to_numpy(), object)
    extent = shapely.area(shapes)
    amount = np.where(extent > 0, extent, 1.0)
    if "workload" in workload:
        amount = workload["workload"].to_numpy(np.float64)
        _check(amount)
    one, atom, share = _shares(shapes, extent, atoms)
    held = sum_by_label(atom, amount[one] * share, len(atoms))
    if held.max(initial=0.0) <= 1 / LARGEST:
        raise BadWorkload(problem="zero", units=[])
    return held


def _shares(shapes: Geometries, extent: Floats, atoms: Geometries) -> tuple[Ints, Ints, Floats]:
    """Return pairs of shapes and atoms, and the share of the shape that lies in the atom."""
    tree = shapely.STRtree(atoms)
    one, atom = tree.query(shapes, predicate="intersects")
    areal = extent[one] > 0
    common = shapely.area(shapely.intersection(shapes[one[areal]], atoms[atom[areal]]))
    # A point on the border of two atoms is in the one that lies further west, or south.
    bounds = shapely.bounds(atoms[atom[~areal]])
    first = np.flatnonzero(~areal)[first_by_label(one[~areal], bounds[:, 0], bounds[:, 1])]
    return (
        np.concatenate([one[areal], one[first]]),
        np.concatenate([atom[areal], atom[first]]),
        np.concatenate([common / extent[one[areal]], np.ones(len(first))]),
    )


def _check(amount: Floats) -> None:
    found = {
        "null": ~np.isfinite(amount),
        "huge": np.abs(amount) >= LARGEST,
        "negative": amount < 0,
    }
    for problem, wrong in found.items():
        if wrong.any():
            rows = np.flatnonzero(wrong) + 1
            raise BadWorkload(problem=problem, units=[str(row) for row in rows.tolist()])
