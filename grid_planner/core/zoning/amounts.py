# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan weighs the limits of other quantities by.

Amounts are measured in workload: all that an average grid holds of a quantity weighs as much as its
workload, so that an excess of one quantity counts as much as that of another.
"""

from __future__ import annotations

import numpy as np

from ..partition.amounts import Amounts
from .limits import ROUNDING
from .table import Limited

NARROWER = 0.005
"""How much narrower the limits are drawn in each further repair of a plan: what is one household
beyond costs next to nothing as a square, so the search must aim inside."""


def measured_in_workload(limited: Limited, grids: int, mean_load: float) -> Amounts | None:
    """Return the amounts of nodes as kernels weigh them, None where nothing is limited.

    A grid's fair share counts as `mean_load`; of rare things, one of them does.
    """
    if not limited.limits or not len(limited.amounts):
        return None
    amounts = limited.amounts
    some = np.maximum((amounts > 0).sum(axis=0), 1)
    usual = amounts.sum(axis=0) / np.minimum(some, grids)
    scale = mean_load / np.where(usual > 0, usual, 1.0)
    low, high = np.array([limit.ends for limit in limited.limits]).T
    return Amounts(amounts * scale, low * scale * (1 - ROUNDING), high * scale * (1 + ROUNDING))
