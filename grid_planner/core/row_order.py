# SPDX-License-Identifier: GPL-2.0-or-later
"""An order of rows that depends on codes and places only, and the way back to that of the input."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from .arrays import Geometries, Ints, Texts


def fixed_order(shapes: Geometries, *codes: Texts) -> Ints:
    """Return the rows in one order, whatever the input's: by `codes` (n,), as text, then by place.

    The first codes decide before the second.
    """
    texts = [code.astype(str) for code in codes]
    bounds = shapely.bounds(shapes).T
    return np.asarray(np.lexsort([*bounds[::-1], *texts[::-1]]), np.int64)


def in_row_order(values: NDArray[Any], order: Ints) -> NDArray[Any]:
    """Return `values` (n,), which belong to the rows `order` (n,), in the order of the rows."""
    rows = np.empty_like(values)
    rows[order] = values
    return rows
