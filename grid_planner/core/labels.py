# SPDX-License-Identifier: GPL-2.0-or-later
"""Arithmetic by label: what all rows with the same number 0, 1, … have together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Floats, Ints


def count_off(counts: Ints) -> Ints:
    """Return 0, 1, … for the members of each group, one group of `counts` (k,) after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)


def sum_by_label(label: NDArray[np.integer[Any]], values: Floats, count: int) -> Floats:
    """Return the sum of `values` (n,) for each of the labels 0 … count - 1 in `label` (n,)."""
    return np.bincount(label, weights=values, minlength=count).astype(np.float64)


def count_by_label(label: NDArray[np.integer[Any]], count: int) -> Ints:
    """Return how often each of the labels 0 … count - 1 occurs in `label` (n,)."""
    return np.bincount(label, minlength=count).astype(np.int64)


def members_by_label(label: NDArray[np.integer[Any]], count: int) -> list[Ints]:
    """Return the places of each of the labels 0 … count - 1 in `label` (n,), ascending."""
    ends = np.cumsum(np.bincount(label, minlength=count))
    return np.split(np.argsort(label, kind="stable").astype(np.int64), ends)[:-1]


def first_by_label(label: Ints, *keys: NDArray[Any]) -> Ints:
    """Return the place of the row with the lowest `keys` (n,) for each label, ascending.

    The first key decides, then the second: a measure and what breaks its ties.
    """
    order = np.lexsort((*keys[::-1], label))
    return np.asarray(order[np.diff(label[order], prepend=-1) > 0], np.int64)
