# SPDX-License-Identifier: GPL-2.0-or-later
"""Crumbs: bits of an area cut off where its border was laid past the crossing of two streets."""

from __future__ import annotations

import numpy as np

from ...arrays import Flags, Floats, Ints
from ...labels import first_by_label, sum_by_label
from .face_edges import Edges, piece_of_face


def without_crumbs(before: Ints, after: Ints, narrow: Flags, edges: Edges, longest: float) -> Ints:
    """Give crumbs of `narrow` faces, with a border up to `longest` (m), to what is beside them.

    They are cut off where a border passes the crossing of two streets at some distance.
    """
    settled = after.copy()
    whole = piece_of_face(before, edges)
    while True:
        piece = piece_of_face(settled, edges)
        outer = piece[edges.left] != piece[edges.right]
        sides = edges.take(outer).both_ways()
        crumb = sum_by_label(piece[sides.left], sides.length, len(piece)) <= longest
        crumb[piece[~narrow]] = False
        crumb[piece[_unchanged(whole, piece)]] = False
        one, other = piece[sides.left], piece[sides.right]
        first = crumb.copy()
        first[one[crumb[one] & crumb[other] & (other < one)]] = False
        if not first[one].any():
            return settled
        sides = sides.take(first[one])
        crumbs, taker = _longest_beside(piece[sides.left], settled[sides.right], sides.length)
        absorbed = np.isin(piece, crumbs)
        settled[absorbed] = taker[np.searchsorted(crumbs, piece[absorbed])]


def _unchanged(before: Ints, after: Ints) -> Flags:
    """Tell which faces lie in a piece that is the same in both divisions."""
    together = np.unique(np.stack([before, after], axis=1), axis=0)
    old, new = np.bincount(together[:, 0]), np.bincount(together[:, 1])
    return np.asarray((old[before] == 1) & (new[after] == 1))


def _longest_beside(piece: Ints, area: Ints, length: Floats) -> tuple[Ints, Ints]:
    """Return the pieces, ascending, and the `area` that each has the longest border with."""
    pair, of_edge = np.unique(np.stack([piece, area], axis=1), axis=0, return_inverse=True)
    total = sum_by_label(of_edge.ravel(), length, len(pair))
    longest = first_by_label(pair[:, 0], -total, pair[:, 1])
    return pair[longest, 0], pair[longest, 1]
