# SPDX-License-Identifier: GPL-2.0-or-later
"""Which new grid is which old one: partners such that all pairs together have the most in common.

An assignment problem, solved on the pairs that share anything only (Jonker, Volgenant 1987, in the
sparse form of scipy). Each left side has a partner of its own besides, "nobody", so that every one
finds one.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from ..arrays import Floats, Ints


def match_pairs(left: Ints, right: Ints, gain: Floats, count: int) -> Ints:
    """Return the partner of each of the left sides 0 … count - 1, -1 where it has none.

    `left`, `right` (p,): pairs that may become partners, each once; `gain` (p,) above zero: what
    the pair has in common. The sum of the gains of the partners is the largest possible.
    """
    partner = np.full(count, -1, np.int64)
    if not len(left):
        return partner
    rights = int(right.max()) + 1
    every = np.arange(count)
    rows = np.concatenate([left, every])
    columns = np.concatenate([right, rights + every])
    gains = np.concatenate([1.0 + gain / gain.max(), np.ones(count)])  # sparse zeros would be lost
    table = coo_matrix((gains, (rows, columns)), (count, rights + count))
    matched, found = min_weight_full_bipartite_matching(table.tocsr(), maximize=True)
    lives = found < rights
    partner[matched[lives]] = found[lives]
    return partner
