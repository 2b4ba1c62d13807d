# SPDX-License-Identifier: GPL-2.0-or-later
"""Work a plan out: how many grids each part gets, a good plan, then the best one where wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..arrays import Ints
from ..errors import Notice
from ..params import PlanParams
from ..progress import Overtime, Progress
from .amounts import measured_in_workload
from .apportion import MARGINS, Apportionment, apportion
from .basis import Basis
from .optimum.finish import finish
from .optimum.prove import Proof, prove
from .problem import Problem
from .search.solve import solve


@dataclass(frozen=True)
class Draft:
    """The zone of each node, grids of each part, and what is known of them."""

    shares: Apportionment
    zone_of: Ints
    proof: Proof | None
    notes: tuple[Notice, ...]


def work_out(
    basis: Basis, params: PlanParams, quota: Mapping[str, int] | None, progress: Progress
) -> Draft:
    """Give each part its grids and divide it.

    While grids are beyond limits of quantities other than the workload, parts get other numbers of
    grids, which leave more room within these limits.
    """
    problem, table = basis.problem, basis.table
    shares = apportion(problem, table, params, quota)
    progress.sub(0.1).tick(1, 1)
    draft = _divided(problem, shares, params, progress)
    amounts = measured_in_workload(problem.limited, 1, 1.0)
    tried = [shares.grids.tolist()]
    for margin in MARGINS:
        if amounts is None or amounts.hold(draft.zone_of, int(shares.grids.sum())):
            break
        shares = apportion(problem, table, params, quota, margin)
        if shares.grids.tolist() not in tried:
            tried.append(shares.grids.tolist())
            draft = _divided(problem, shares, params, Overtime(progress))
    return draft


def _divided(
    problem: Problem, shares: Apportionment, params: PlanParams, progress: Progress
) -> Draft:
    zone_of = solve(problem, shares.grids, params, progress.sub(0.4))
    if params.stability >= 1:  # nothing may move, so nothing is compared
        return Draft(shares, zone_of, None, ())
    better = (problem, shares.grids, zone_of, params, progress.sub(0.4))
    if params.prove:
        zone_of, proof = prove(*better)
        return Draft(shares, zone_of, proof, ())
    zone_of, stopped = finish(*better)
    return Draft(shares, zone_of, None, stopped)
