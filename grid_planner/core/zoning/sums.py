# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums over what belongs together."""

from __future__ import annotations

import numpy as np

from ..graph import Floats, Ints


def sum_by(owner: Ints, values: Floats, count: int) -> Floats:
    """Return the sum of `values` of each owner 0 … count - 1."""
    return np.bincount(owner, values, count).astype(np.float64)


def count_by(owner: Ints, count: int) -> Ints:
    """Return how often each owner 0 … count - 1 occurs."""
    return np.bincount(owner, minlength=count).astype(np.int64)
