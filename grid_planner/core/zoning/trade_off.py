# SPDX-License-Identifier: GPL-2.0-or-later
"""What evenness costs in compactness: a few plans from the most even to the most compact one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import geopandas as gpd

from ..errors import LimitsNotMet, Notice
from ..params import PlanParams
from ..progress import NULL_PROGRESS, Progress
from .basis import read_basis
from .measure import PlanFigures
from .plan import Plan, plan_basis

SWEEP = (
    ("balance_first", 1.0),
    ("balanced", 0.3),
    ("balanced", 1.0),
    ("compact_first", 0.6),
    ("compact_first", 1.0),
)
"""Priority, and how much more borders count than there: about equal steps between priorities."""


@dataclass(frozen=True)
class Variant:
    """One plan of the comparison. `priority`: "" where it lies between two."""

    priority: str
    figures: PlanFigures
    chosen: bool

    @property
    def note(self) -> Notice:
        """The two figures that are weighed against each other, for a run without a report."""
        facts = {"cv": 100 * self.figures.balance_cv, "cut": 100 * self.figures.cut_share}
        if not self.priority:
            return Notice("between_priorities", facts)
        return Notice("priority_compared", {"priority": self.priority, **facts})


def compare_priorities(
    units: gpd.GeoDataFrame,
    params: PlanParams,
    chosen: Plan,
    *,
    quota: Mapping[str, int] | None = None,
    barriers: gpd.GeoSeries | None = None,
    progress: Progress = NULL_PROGRESS,
) -> tuple[Variant, ...]:
    """Return plans of the same grids for priorities from even to compact, `chosen` among them.

    Arguments as for `plan_grids`. The others are worked out like the chosen one, but not proved;
    a priority that finds no plan within hard limits is left out.
    """
    basis = read_basis(units, params, barriers)
    own = (params.priority, params.border_factor)
    others = [step for step in SWEEP if step != own]
    variants = {own: Variant(params.priority, chosen.figures, True)}
    for priority, factor in others:
        varied = replace(params, priority=priority, border_factor=factor, prove=False)
        part = progress.sub(1 / len(others))
        with suppress(LimitsNotMet):  # hard limits may leave no room for this priority
            plan = plan_basis(basis, varied, quota=quota, progress=part)
            variants[priority, factor] = Variant(_named(priority, factor), plan.figures, False)
    return tuple(variants[step] for step in dict.fromkeys([*SWEEP, own]) if step in variants)


def _named(priority: str, factor: float) -> str:
    return priority if factor == 1.0 else ""
