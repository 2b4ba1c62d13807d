# SPDX-License-Identifier: GPL-2.0-or-later
"""Bodies: what must stay whole, made disjoint so that keeping one whole never cuts another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..arrays import Floats, Geometries, Ints
from ..graph import connected_labels
from ..unions import union_by_label

NEGLIGIBLE = 0.25
"""Square metres: outlines rounded to the millimetre differ by up to 0.1 m² at 200 m length."""

SAME_THING = 0.5
"""Share of the smaller compound from which two overlapping ones are one compound drawn twice."""


def apart(compounds: Geometries) -> Geometries:
    """Return `compounds` without the slivers by which neighbours overlap; the first keeps them.

    Compounds that share more than half of the smaller one stay as they are: they are one thing.
    """
    compounds = _each_once(compounds)
    first, second, size = _overlapping_pairs(compounds)
    smaller = np.minimum(shapely.area(compounds[first]), shapely.area(compounds[second]))
    disputed = size < SAME_THING * smaller
    result = compounds.copy()
    for taker, loser in zip(first[disputed], second[disputed]):
        result[loser] = shapely.difference(result[loser], result[taker])
    parts = shapely.get_parts(result)
    return np.asarray(parts[shapely.area(parts) > NEGLIGIBLE])


def united(bodies: Geometries) -> Geometries:
    """Return `bodies` (b,) with every group of overlapping ones united into one polygon."""
    bodies = _each_once(bodies)
    first, second, _ = _overlapping_pairs(bodies)
    group = connected_labels(len(bodies), first, second)
    crowded = np.bincount(group)[group] > 1
    groups, shared = np.unique(group[crowded], return_inverse=True)
    together = union_by_label(bodies[crowded], shared.astype(np.int64), len(groups))
    return np.concatenate([bodies[~crowded], together])


def _each_once(bodies: Geometries) -> Geometries:
    """Return `bodies` (b,) in normal form without repetitions: joined flats make thousands."""
    return np.asarray(bodies[~pd.Index(shapely.to_wkb(bodies)).duplicated()])


def _overlapping_pairs(bodies: Geometries) -> tuple[Ints, Ints, Floats]:
    """Return pairs (first < second) that overlap by more than a negligible size, and the size."""
    first, second = shapely.STRtree(bodies).query(bodies, predicate="intersects")
    once = first < second
    first, second = first[once].astype(np.int64), second[once].astype(np.int64)
    size = shapely.area(shapely.intersection(bodies[first], bodies[second]))
    notable = size > NEGLIGIBLE
    return first[notable], second[notable], size[notable]
