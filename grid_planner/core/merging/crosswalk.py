# SPDX-License-Identifier: GPL-2.0-or-later
"""Which new grid an old grid went into, and by how much: sums over atoms, no geometry.

Every atom lies in one old grid of each department and in one new grid, so all shares are counts of
atoms weighed by area and workload: those of an old grid sum to one exactly. A strip narrower than
the sliver width is drawing error, not a change: it gets no row, and its share goes to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..coverage.shapes import NOBODY
from ..labels import first_by_label, sum_by_label

MINOR = 0.05
"""Share of both the old and the new grid up to which common ground is a border that moved."""

MOST = 0.5
"""Share of the new grid that an old one must be to live on in it."""

COLUMNS = (
    "department", "old_code", "new_code", "relation",
    "share_area_old", "share_area_new", "share_workload_old",
)  # fmt: skip

KEPT, SPLIT, MERGED, MIXED = "kept", "split", "merged", "mixed"  # 1:1, 1:n, n:1, n:m
MOVED, OUTSIDE, DISSOLVED = "moved", "outside", "dissolved"
"""A border that moved; ground outside the hard layer; a grid that has no ground of its own."""


@dataclass(frozen=True)
class Pieces:
    """Pieces of ground: `area` (m²), `perimeter` (m), `workload`.

    `left` and `right` are pairs of pieces that have a border of `length` (m) in common.
    """

    area: Floats
    perimeter: Floats
    workload: Floats
    left: Ints
    right: Ints
    length: Floats


@dataclass(frozen=True)
class Shares:
    """Pairs of an `old` and a `new` grid with common ground (new `NOBODY`: outside all of them).

    `of_old`, `of_new`: the ground in common as a share of each; `of_workload` of the old one's.
    """

    old: Ints
    new: Ints
    of_old: Floats
    of_new: Floats
    of_workload: Floats


def common_ground(pieces: Pieces, old: Ints, new: Ints, sliver_width: float) -> Shares:
    """Return what the grids `old` and `new` (labels of each piece, `NOBODY` for none) share."""
    news = int(new.max(initial=NOBODY)) + 2
    known = np.flatnonzero(old != NOBODY)
    key = np.where(old != NOBODY, old * news + new + 1, -1)
    pairs, place = np.unique(key[known], return_inverse=True)
    area = sum_by_label(place, pieces.area[known], len(pairs))
    wide = 2 * area > sliver_width * _perimeters(pieces, key, known, place, len(pairs))
    whole = pairs // news
    wide[first_by_label(whole, -area)] = True  # the largest row stays, however narrow
    of_new = sum_by_label(new[new != NOBODY] + 1, pieces.area[new != NOBODY], news)
    place_of_wide = np.flatnonzero(wide)
    load = sum_by_label(place, pieces.workload[known], len(pairs))[wide]
    area, whole, target = area[wide], whole[wide], pairs[place_of_wide] % news
    of_old = area / sum_by_label(whole, area, int(whole.max(initial=0)) + 1)[whole]
    loads = sum_by_label(whole, load, int(whole.max(initial=0)) + 1)[whole]
    of_workload = np.divide(load, loads, out=of_old.copy(), where=loads > 0)
    share_new = np.divide(area, of_new[target], out=np.zeros(len(area)), where=target > 0)
    return Shares(whole, target - 1, of_old, share_new, of_workload)


def _perimeters(pieces: Pieces, key: Ints, known: Ints, place: Ints, count: int) -> Floats:
    """Return the perimeter of each pair's ground (m): that of its pieces without inner borders."""
    inner = (key[pieces.left] == key[pieces.right]) & (key[pieces.left] >= 0)
    of_piece = np.zeros(len(key), np.int64)
    of_piece[known] = place
    within = sum_by_label(of_piece[pieces.left[inner]], pieces.length[inner], count)
    return sum_by_label(place, pieces.perimeter[known], count) - 2 * within


def relations(shares: Shares) -> NDArray[np.object_]:
    """Return what became of each pair, by how many partners of some size both sides have."""
    inside = shares.new != NOBODY
    major = inside & ((shares.of_old > MINOR) | (shares.of_new > MINOR))
    olds = np.bincount(shares.new[major], minlength=int(shares.new.max(initial=0)) + 1)
    news = np.bincount(shares.old[major], minlength=int(shares.old.max(initial=0)) + 1)
    # where a department has no grids beside it, a grid that became a small part of a new one merged
    several_old = (olds[shares.new] > 1) | (shares.of_new < MOST)
    several_new = news[shares.old] > 1
    kind = np.select(
        [~inside, ~major, several_old & several_new, several_old, several_new],
        [OUTSIDE, MOVED, MIXED, MERGED, SPLIT],
        KEPT,
    )
    return np.asarray(kind, object)


def crosswalk_table(
    shares: Sequence[Shares],
    departments: Sequence[str],
    old_codes: Sequence[Sequence[str]],
    new_codes: Sequence[str],
) -> pd.DataFrame:
    """Return the crosswalk of all `departments`: a row for each pair, in the order of the codes.

    A grid without any ground of its own (another of its layer lies over it) has a row, too.
    """
    named = np.array([*new_codes, None], object)
    tables = [
        _table(share, department, np.array(codes, object), named)
        for share, department, codes in zip(shares, departments, old_codes)
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def _table(
    shares: Shares, department: str, codes: NDArray[np.object_], named: NDArray[np.object_]
) -> pd.DataFrame:
    lost = np.setdiff1d(np.arange(len(codes)), shares.old)
    ones, zeros = np.ones(len(lost)), np.zeros(len(lost))
    table = pd.DataFrame(
        {
            "department": department,
            "old_code": codes[np.concatenate([shares.old, lost])],
            "new_code": named[np.concatenate([shares.new, np.full(len(lost), NOBODY)])],
            "relation": np.concatenate([relations(shares), np.full(len(lost), DISSOLVED, object)]),
            "share_area_old": np.concatenate([shares.of_old, ones]),
            "share_area_new": np.concatenate([shares.of_new, zeros]),
            "share_workload_old": np.concatenate([shares.of_workload, ones]),
        },
        columns=list(COLUMNS),
    )
    nowhere = table["new_code"].isna().to_numpy()
    order = np.lexsort((nowhere, -table["share_area_old"].to_numpy(), table["old_code"].to_numpy()))
    return table.take(order)
