# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a unified grid is from those of the departments, and how even it is.

The variation of information of two divisions of the same ground is what one does not tell about
the other, both ways: 2 H(U, D) - H(U) - H(D) with the entropy H of shares of area, in nats; 0 for
equal divisions (Meilă 2007, "Comparing clusterings: an information based distance", J. Multivariate
Analysis 98). It is measured on the ground that the department has grids on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..arrays import Floats, Ints
from ..coverage.shapes import NOBODY
from ..labels import sum_by_label
from .arrange import Arrangement
from .crosswalk import DISSOLVED, KEPT, MERGED, MIXED, SPLIT

BAND = (0.5, 1.5)
"""Workloads of a grid, in that of the mean, that count as even."""


@dataclass(frozen=True)
class Borders:
    """The borders of a unified grid that lie between two of its grids.

    `length` m; `on_department` m of it on at least one department's border;
    `departments` (grids,) how many departments have a border along each grid's, on average.
    """

    length: float
    on_department: float
    departments: Floats


def variation_of_information(one: Ints, other: Ints, area: Floats) -> float:
    """Return how far the divisions `one` and `other` (labels of pieces of `area`, m²) are apart.

    Pieces that either of them leaves out (`NOBODY`) do not count.
    """
    known = (one != NOBODY) & (other != NOBODY)
    if not known.any():
        return 0.0
    one, other, share = one[known], other[known], area[known] / area[known].sum()
    both = np.unique(one * (int(other.max()) + 1) + other, return_inverse=True)[1]
    return max(0.0, 2 * _entropy(both, share) - _entropy(one, share) - _entropy(other, share))


def _entropy(label: Ints, share: Floats) -> float:
    shares = np.bincount(label, share)
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())


def nested_share(inner: Ints, outer: Ints, area: Floats) -> float:
    """Return the share of the ground of `inner` grids that lies in the one `outer` grid of each.

    1: no grid of `inner` lies in two of `outer`. Labels of pieces of `area` (m²) as above.
    """
    known = (inner != NOBODY) & (outer != NOBODY)
    if not known.any():
        return 1.0
    width = int(outer[known].max()) + 1
    pairs, place = np.unique(inner[known] * width + outer[known], return_inverse=True)
    common = sum_by_label(place, area[known], len(pairs))
    largest = np.zeros(int(inner.max()) + 1)
    np.maximum.at(largest, pairs // width, common)
    return float(largest.sum() / area[known].sum())


def measure_borders(arrangement: Arrangement, zone: Ints, count: int) -> Borders:
    """Return where the borders between the `count` zones of atoms lie.

    A department has a border where it has two grids on the two sides, or ends.
    """
    left, right = arrangement.left, arrangement.right
    apart = (zone[left] != zone[right]) & (zone[left] != NOBODY) & (zone[right] != NOBODY)
    left, right, length = left[apart], right[apart], arrangement.length[apart]
    departments = (arrangement.labels[left] != arrangement.labels[right]).sum(axis=1)
    sides = np.concatenate([zone[left], zone[right]])
    total = sum_by_label(sides, np.tile(length, 2), count)
    weighed = sum_by_label(sides, np.tile(length * departments, 2), count)
    return Borders(
        length=float(length.sum()),
        on_department=float(length[departments > 0].sum()),
        departments=np.divide(weighed, total, out=np.zeros(count), where=total > 0),
    )


def measure_departments(
    arrangement: Arrangement,
    zone: Ints,
    area: Floats,
    crosswalk: pd.DataFrame,
    names: Sequence[str],
) -> pd.DataFrame:
    """Return a row for each department: how near the unified grid is to its own.

    `variation_of_information`; `grids_nested`: share of the unified grid inside one of its grids
    each, `nested_in_grids` the other way round; `border_kept`: share of the length of its borders
    that are still borders; and how many of its grids are kept, split, merged, mixed, dissolved.
    """
    rows = []
    fates = grid_fates(crosswalk)
    for number, name in enumerate(names):
        label = arrangement.labels[:, number]
        count = fates[fates["department"] == name]["fate"].value_counts()
        rows.append(
            {
                "department": name,
                "grids": int(count.sum()),
                "variation_of_information": variation_of_information(label, zone, area),
                "grids_nested": nested_share(zone, label, area),
                "nested_in_grids": nested_share(label, zone, area),
                "border_kept": _border_kept(arrangement, label, zone),
                **{fate: int(count.get(fate, 0)) for fate in FATES},
            }
        )
    return pd.DataFrame(rows)


FATES = (KEPT, SPLIT, MERGED, MIXED, DISSOLVED)


def grid_fates(crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Return what became of each old grid: `department`, `old_code`, `fate`.

    That is the relation of the row with most of its ground; a strip that moved or lies outside does
    not count beside it.
    """
    rank = crosswalk["relation"].map(dict.fromkeys(FATES, 0)).fillna(1)
    order = np.lexsort((-crosswalk["share_area_old"].to_numpy(), rank.to_numpy()))
    first = crosswalk.iloc[order].drop_duplicates(["department", "old_code"])
    fate = first["relation"].where(first["relation"].isin(FATES), DISSOLVED)
    return pd.DataFrame({**first[["department", "old_code"]], "fate": fate}).sort_index()


def _border_kept(arrangement: Arrangement, label: Ints, zone: Ints) -> float:
    left, right = arrangement.left, arrangement.right
    inside = (zone[left] != NOBODY) & (zone[right] != NOBODY)
    border = inside & (label[left] != label[right])
    total = float(arrangement.length[border].sum())
    kept = float(arrangement.length[border & (zone[left] != zone[right])].sum())
    return kept / total if total else 1.0


def evenness(load: Floats) -> tuple[float, float]:
    """Return the coefficient of variation of the grids' `load` and the share of them in `BAND`."""
    mean = float(load.mean()) if len(load) else 0.0
    if not mean:
        return 0.0, 1.0
    even = (load >= BAND[0] * mean) & (load <= BAND[1] * mean)
    return float(load.std() / mean), float(even.mean())
