# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan responsibility grids: the first door of this domain, beside `evaluate` and `compare`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np

from ..arrays import Ints, Texts
from ..errors import LimitsNotMet, Notice, PlanBreaksRules
from ..params import PlanParams
from ..progress import NULL_PROGRESS, Progress
from ..row_order import in_row_order
from .basis import Basis, read_basis
from .check import LIMIT_RULES, Rules, find_broken_rules
from .draft import work_out
from .limits import Limit
from .measure import PlanFigures, measure_plan
from .naming import code_letters, name_grids
from .problem import Problem
from .remarks import find_bad_patrols, find_gaps, find_heavy_units, find_overlaps
from .table import NONE, Labelled, UnitTable


@dataclass(frozen=True)
class Plan:
    """A plan that keeps every rule.

    `grid_of_unit` (n,): code of each unit's grid, in the order of the input. `grids`: as
    `measure.measure_plan` gives them.
    """

    grid_of_unit: Texts
    grids: gpd.GeoDataFrame
    figures: PlanFigures
    notes: tuple[Notice, ...] = ()


def plan_grids(
    units: gpd.GeoDataFrame,
    params: PlanParams,
    *,
    quota: Mapping[str, int] | None = None,
    barriers: gpd.GeoSeries | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Plan:
    """Put whole units together into exactly as many connected grids as asked for.

    `units`: `geometry` in a metric CRS (m); optional `unit_code`, `workload` (any additive
    measure, the area when absent), `parent_code` (hard border), `keep_together` (units of one
    group stay in one grid), `unit_class` and `manager` (one of each a grid is preferred),
    `current_grid`, `locked`, `patrol_m` (m, for a score), and a column for each quantity that
    `params.limits` names. `quota`: grids of each parent. `barriers`: lines or polygons in the CRS
    of the units.

    The same input and seed give the same plan, but where `prove` runs out of time: see there.

    Raises the errors of `parse_limits`, `read_units`, `build_problem` and `apportion`; LimitsNotMet
    when no plan within hard limits was found; PlanBreaksRules when the independent check refuses
    the plan.
    """
    params.validate()
    basis = read_basis(units, params, barriers)
    plan = plan_basis(basis, params, quota=quota, progress=progress)
    said = (*find_bad_patrols(units), *find_overlaps(basis.table))
    return replace(plan, notes=(*plan.notes, *said))


def plan_basis(
    basis: Basis,
    params: PlanParams,
    *,
    quota: Mapping[str, int] | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Plan:
    """Return what `plan_grids` does, of units that were read before; nothing is said of these."""
    table, links, problem = basis.table, basis.links, basis.problem
    params, vain = _without_vain_stability(problem, params)
    draft = work_out(basis, params, quota, progress)
    shares, proof = draft.shares, draft.proof
    grid = _named(table, problem, draft.zone_of, code_letters(params))
    rules = Rules(
        asked=shares.asked,
        quota=shares.quota,
        minimum=params.min_workload,
        maximum=params.max_workload,
    )
    _refuse(find_broken_rules(table, links, grid, rules), table, grid, rules)
    frame, figures = measure_plan(table, links, grid, params.role, params.ideal_workload, basis.crs)
    notes = (
        *shares.notes,
        *vain,
        *draft.notes,
        *find_gaps(table, links, grid, frame.geometry.to_numpy()),
        *find_heavy_units(frame),
    )
    if proof is not None:
        figures = replace(figures, optimality_gap=proof.gap)
        notes += (proof.note(params.time_limit),)
    return Plan(_in_input_order(table, grid), frame, figures, notes)


def _without_vain_stability(
    problem: Problem, params: PlanParams
) -> tuple[PlanParams, tuple[Notice, ...]]:
    """Drop a wish for stability where there are no current grids, and say so.

    It would only make the search for a plan timid: there is nothing that could stay.
    """
    if not params.stability or problem.has_current or not len(problem):
        return params, ()
    notice = Notice("stability_without_current", {"stability": params.stability})
    return replace(params, stability=0.0), (notice,)


def _named(table: UnitTable, problem: Problem, zone_of: Ints, letters: str) -> Labelled:
    """Return the code of each unit's grid; locked grids come after the zones and keep theirs."""
    zones = int(zone_of.max()) + 1 if len(zone_of) else 0
    free = problem.node != NONE
    grid = np.empty(len(table), np.int64)
    grid[free] = zone_of[problem.node[free]]
    grid[~free] = zones + np.searchsorted(problem.locked_grids, table.current.index[~free])
    kept = {
        zones + i: table.current.names[old] for i, old in enumerate(problem.locked_grids.tolist())
    }
    names = np.array(name_grids(table, grid, kept, letters), object)
    order = np.argsort(names.astype(str), kind="stable")
    return Labelled(np.argsort(order)[grid], tuple(names[order].tolist()))


def _refuse(broken: Sequence[Notice], table: UnitTable, grid: Labelled, rules: Rules) -> None:
    """Raise when the check found anything."""
    if not broken:
        return
    if all(rule.kind in LIMIT_RULES for rule in broken):
        raise LimitsNotMet(
            grids=rules.asked,
            minimum=rules.minimum,
            maximum=rules.maximum,
            where=_places(table, grid, {str(rule.facts["grid"]) for rule in broken}),
            limits=[str(limit) for limit in _all_limits(table, rules)],
            broken=sorted({str(rule.facts.get("quantity", "workload")) for rule in broken}),
        )
    raise PlanBreaksRules(rules=[{"rule": rule.kind, **rule.facts} for rule in broken])


def _all_limits(table: UnitTable, rules: Rules) -> list[Limit]:
    load = Limit("workload", rules.minimum, rules.maximum)
    return [*([load] if load != Limit("workload") else []), *table.limited.limits]


def _places(table: UnitTable, grid: Labelled, codes: set[str]) -> list[str]:
    """Name where grids lie: their parents, or their first units where there are no parents."""
    first: dict[str, int] = {}
    for i in range(len(table)):
        first.setdefault(grid.name(i), i)
    units = sorted(first[code] for code in codes)
    if table.parent.used:
        return sorted({table.parent.name(i) for i in units})
    return [table.codes[i] for i in units]


def _in_input_order(table: UnitTable, grid: Labelled) -> Texts:
    return in_row_order(np.array(grid.names, object)[grid.index], table.order)
