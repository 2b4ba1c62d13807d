# SPDX-License-Identifier: GPL-2.0-or-later
"""The outputs that planning and evaluating have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsProcessingParameterDefinition

    from ...bridge.plan_titles import PlanTitles
    from ...bridge.reports.terms import Terms
    from ...core.report.html import Report
    from ...core.zoning.evaluate import Evaluation
    from ...core.zoning.plan import Plan
    from ...core.zoning.trade_off import Variant
    from ..base import Outputs, Writer

GRIDS = Result(
    "responsibility_grid",
    (
        "grid_code", "role", "parent_code", "unit_count", "workload", "deviation", "area_m2",
        "compactness", "score_proximity", "score_size", "score_affinity", "score_manageability",
        "is_contiguous", "chief",
    ),
)  # fmt: skip


def grids_output(*, optional: bool) -> QgsProcessingParameterDefinition:
    """Offer the layer of responsibility grids."""
    return make.sink(
        "GRIDS_OUTPUT",
        translate("GridPlanner", "Responsibility grids"),
        translate("GridPlanner", "The units of each grid dissolved, with its figures and scores."),
        GRIDS,
        optional=optional,
    )


def write_report(
    writer: Writer,
    result: Plan | Evaluation,
    titles: PlanTitles,
    terms: Terms,
    *,
    judged: Evaluation | None = None,
    variants: Sequence[Variant] = (),
) -> None:
    """Write the report of a plan, where it is asked for."""

    def make_report() -> Report:
        from ...bridge.reports.plan import plan_report

        notes = [writer.sentence(note) for note in result.notes]
        grids, figures = result.grids, result.figures
        return plan_report(
            grids, figures, titles, terms, notes=notes, judged=judged, variants=variants
        )

    writer.report("REPORT", make_report)


def plan_figures() -> Outputs:
    """Return the numbers that describe a plan."""
    words = {
        "GRIDS": translate("GridPlanner", "Number of grids"),
        "PIECES_TOO_MANY": translate("GridPlanner", "Surplus pieces of grids"),
        "BALANCE_CV": translate("GridPlanner", "Coefficient of variation of the workload"),
        "MAX_DEVIATION": translate("GridPlanner", "Largest deviation of the workload (share)"),
        "SHARE_WITHIN_10": translate(
            "GridPlanner", "Share of grids within 10 % of the wanted workload"
        ),
        "SHARE_WITHIN_25": translate(
            "GridPlanner", "Share of grids within 25 % of the wanted workload"
        ),
        "CUT_SHARE": translate("GridPlanner", "Share of unit borders that are grid borders"),
        "COMPACTNESS": translate("GridPlanner", "Mean compactness"),
        "UNITS_MOVED": translate("GridPlanner", "Units moved to another grid"),
        "SCORE_PROXIMITY": translate("GridPlanner", "Mean score: geographic proximity"),
        "SCORE_SIZE": translate("GridPlanner", "Mean score: moderate size"),
        "SCORE_AFFINITY": translate("GridPlanner", "Mean score: shared interests"),
        "SCORE_MANAGEABILITY": translate("GridPlanner", "Mean score: ease of management"),
        "OPTIMALITY_GAP": translate("GridPlanner", "Gap to the optimum (-1: not proved)"),
    }
    return [make.number(name, label) for name, label in words.items()]
