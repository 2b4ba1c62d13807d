# SPDX-License-Identifier: GPL-2.0-or-later
"""The outputs that planning and evaluating have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputDefinition, QgsProcessingOutputNumber

from ...bridge.sinks import FieldSpec
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsProcessingParameterDefinition

    from ...bridge.plan_titles import PlanTitles
    from ...bridge.reports.judgement import Judgement
    from ...bridge.sinks import Writer
    from ...core.report.html import Report
    from ...core.zoning.evaluate import Evaluation
    from ...core.zoning.plan import Plan
    from ...core.zoning.trade_off import Variant
    from .plan_inputs import PlanInputs

GRIDS_OUTPUT = "GRIDS_OUTPUT"
REPORT = "REPORT"

GRID_FIELDS = (
    FieldSpec("grid_code", "text"),
    FieldSpec("role", "text"),
    FieldSpec("parent_code", "text"),
    FieldSpec("unit_count", "integer"),
    FieldSpec("workload", "number"),
    FieldSpec("deviation", "number"),
    FieldSpec("area_m2", "number"),
    FieldSpec("compactness", "number"),
    FieldSpec("score_proximity", "number"),
    FieldSpec("score_size", "number"),
    FieldSpec("score_affinity", "number"),
    FieldSpec("score_manageability", "number"),
    FieldSpec("is_contiguous", "flag"),
    FieldSpec("chief", "text"),
)


def grids_output(*, optional: bool) -> QgsProcessingParameterDefinition:
    """Return the layer of responsibility grids."""
    return make.sink(
        GRIDS_OUTPUT,
        translate("GridPlanner", "Responsibility grids"),
        translate("GridPlanner", "The units of each grid dissolved, with its figures and scores."),
        make.POLYGONS,
        optional=optional,
    )


def report_output() -> QgsProcessingParameterDefinition:
    """Return the HTML report."""
    return make.file(
        REPORT,
        translate("GridPlanner", "Report"),
        translate("GridPlanner", "One HTML file with figures, charts and a map."),
        "HTML (*.html)",
    )


def write_report(
    writer: Writer,
    data: PlanInputs,
    result: Plan | Evaluation,
    titles: PlanTitles,
    *,
    judged: Judgement | None = None,
    variants: Sequence[Variant] = (),
) -> None:
    """Write the report of a plan made from `data`, where it is asked for."""

    def make() -> Report:
        from ...bridge.reports.plan import plan_report

        return plan_report(
            result.grids,
            result.figures,
            data.units,
            titles,
            quota=data.quota,
            notes=[writer.sentence(note) for note in result.notes],
            judged=judged,
            variants=variants,
        )

    writer.report(REPORT, make)


def plan_figures() -> list[QgsProcessingOutputDefinition]:
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
    return [QgsProcessingOutputNumber(name, text) for name, text in words.items()]
