# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan, and plans of other priorities to compare it with where that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...bridge.reports.terms import Terms, read_terms

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.errors import Notice
    from ...core.params import PlanParams
    from ...core.progress import Progress
    from ...core.zoning.plan import Plan
    from ...core.zoning.trade_off import Variant

PLANNING = 0.2  # share of the progress where plans of other priorities follow


@dataclass(frozen=True)
class PlanResult:
    """The plan and its `variants` from even to compact, none where no comparison was asked for.

    `terms`: what it had to keep to. `of_grids`: the units are grids themselves and have become
    groups.
    """

    plan: Plan
    terms: Terms
    of_grids: bool
    variants: tuple[Variant, ...] = ()

    @property
    def notes(self) -> tuple[Notice, ...]:
        """What the user should know of the plan, and how the others compare."""
        return (*self.plan.notes, *(variant.note for variant in self.variants))


def plan_and_compare(
    units: gpd.GeoDataFrame, params: PlanParams, rules: dict[str, Any], progress: Progress
) -> PlanResult:
    """Plan by `params` within `rules` (quota and barriers), and by other priorities if asked."""
    from ...core.zoning.plan import plan_grids
    from ...core.zoning.trade_off import compare_priorities

    terms = read_terms(units, rules["quota"])
    if not params.trade_off:
        plan = plan_grids(units, params, progress=progress, **rules)
        return PlanResult(plan, terms, params.of_grids)
    plan = plan_grids(units, params, progress=progress.sub(PLANNING), **rules)
    others = progress.sub(1 - PLANNING)
    variants = compare_priorities(units, params, plan, progress=others, **rules)
    return PlanResult(plan, terms, params.of_grids, variants)
