# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a plan: what each is called, its unit, decimals and meaning."""

from __future__ import annotations

from ...core.report.measure import Measure, percent
from ...i18n import translate


def plan_measures() -> dict[str, Measure]:
    """Return the measures of `PlanFigures` by their names there, and those told beside them."""
    within = translate("GridPlanner", "Grids within {limit} % of the wanted workload")
    wanted = translate("GridPlanner", "The ideal workload, else the mean.")
    return {
        "grids": Measure(translate("GridPlanner", "Number of grids")),
        "pieces_too_many": Measure(
            translate("GridPlanner", "Surplus pieces of grids"),
            definition=translate("GridPlanner", "0: every grid is in one piece."),
            must_be=0,
        ),
        "balance_cv": percent(
            translate("GridPlanner", "Coefficient of variation of the workload"),
            translate("GridPlanner", "Standard deviation over mean: 0 is perfectly even."),
        ),
        "max_deviation": percent(
            translate("GridPlanner", "Largest deviation of the workload"),
            translate("GridPlanner", "From the ideal workload, else from the mean."),
        ),
        "share_within_10": percent(within.format(limit=10), wanted),
        "share_within_25": percent(within.format(limit=25), wanted),
        "cut_share": percent(
            translate("GridPlanner", "Unit borders that are grid borders"),
            translate("GridPlanner", "By length; less means more compact grids."),
        ),
        "compactness": Measure(
            translate("GridPlanner", "Mean compactness"),
            digits=2,
            definition=translate("GridPlanner", "4π times area over perimeter squared; circle: 1."),
        ),
        "units_moved": Measure(translate("GridPlanner", "Units moved to another grid")),
        "grids_locked": Measure(
            translate("GridPlanner", "Locked grids"),
            definition=translate("GridPlanner", "Kept as they were, with their code."),
        ),
        "optimality_gap": percent(
            translate("GridPlanner", "Gap to the optimum"),
            translate("GridPlanner", "So far the plan can at most be from the best possible."),
        ),
    }
