# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids each part has at present, and which parents a plan gives another number."""

from __future__ import annotations

import numpy as np

from ..arrays import Ints
from ..errors import Notice
from ..labels import count_by_label, first_by_label, sum_by_label
from .problem import Problem
from .table import NONE, UnitTable


def present_grids(problem: Problem) -> Ints:
    """Return the number of present grids of each part, without the locked ones.

    One in several parts counts where most of its workload is, of equals where more units are.
    """
    known = np.flatnonzero(problem.current != NONE)
    pairs = np.stack([problem.current, problem.part], axis=1)[known]
    pairs, place = np.unique(pairs, axis=0, return_inverse=True)
    place = place.reshape(-1)
    load = sum_by_label(place, problem.workload[known], len(pairs))
    units = sum_by_label(place, problem.size[known].astype(np.float64), len(pairs))
    home = pairs[first_by_label(pairs[:, 0], -load, -units, pairs[:, 1]), 1]
    return count_by_label(home, problem.parts)


def find_changed_parents(problem: Problem, table: UnitTable, grids: Ints) -> tuple[Notice, ...]:
    """Say which parents have another number of grids by `grids` (of each part) than at present."""
    if not table.parent.used or not problem.has_current:
        return ()
    parents = len(table.parent.names)
    change = (grids - present_grids(problem)).astype(np.float64)
    change = sum_by_label(problem.parent_of_part, change, parents)
    changed = [table.parent.names[i] for i in np.flatnonzero(change).tolist()]
    if not changed:
        return ()
    facts = {"count": len(changed), "total": parents, "parents": changed}
    return (Notice("parents_change_their_number", facts),)
