# SPDX-License-Identifier: GPL-2.0-or-later
"""The pairs of neighbours of a graph, and the list of those that lie in two zones."""

from __future__ import annotations

import numpy as np

from ..arrays import Flags, Ints


def number_pairs(indptr: Ints, indices: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the number of the pair that each entry of the rows stands for, and both its nodes."""
    count = len(indptr) - 1
    source = np.repeat(np.arange(count), np.diff(indptr))
    low, high = np.minimum(source, indices), np.maximum(source, indices)
    pairs, number = np.unique(low * count + high, return_inverse=True)
    return number.astype(np.int64), pairs // count, pairs % count


def list_borders(apart: Flags) -> tuple[Ints, Ints, Ints]:
    """Return the list of pairs in two zones, the place of each pair there, and how many there are.

    The list has room for all pairs; the place of a pair that is not listed is -1.
    """
    listed = np.flatnonzero(apart)
    pairs = np.zeros(len(apart), np.int64)
    pairs[: len(listed)] = listed
    place = np.full(len(apart), -1, np.int64)
    place[listed] = np.arange(len(listed))
    return pairs, place, np.array([len(listed)], np.int64)
