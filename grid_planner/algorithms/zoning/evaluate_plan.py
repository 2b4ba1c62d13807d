# SPDX-License-Identifier: GPL-2.0-or-later
"""Evaluate a plan: figures, scores and every broken rule of grids that somebody drew."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber, QgsWkbTypes

from ...bridge.plan_titles import plan_titles
from ...bridge.sinks import FieldSpec
from ...core.params import EvaluationParams
from ...dependencies import ANALYSIS
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm
from .grid_outputs import (
    GRID_FIELDS,
    GRIDS_OUTPUT,
    REPORT,
    grids_output,
    plan_figures,
    report_output,
    write_report,
)
from .plan_inputs import (
    MANAGER_FIELD,
    PARENT_FIELD,
    PATROL_FIELD,
    UNITS,
    PlanInputs,
    barrier_layer,
    manager_field,
    other_limits,
    patrol_field,
    quota_table,
    read_inputs,
)

if TYPE_CHECKING:
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.zoning.evaluate import Evaluation

GRID_FIELD = "GRID_FIELD"
WORKLOAD_FIELD = "WORKLOAD_FIELD"
CLASS_FIELD = "CLASS_FIELD"
KEEP_TOGETHER_FIELD = "KEEP_TOGETHER_FIELD"
CURRENT_FIELD = "CURRENT_FIELD"
LOCKED_FIELD = "LOCKED_FIELD"
BROKEN_RULES = "BROKEN_RULES"

RULE_FIELDS = (
    FieldSpec("kind", "text"),
    FieldSpec("note", "text"),
    FieldSpec("grid_code", "text"),
)


class EvaluatePlan(GridPlannerAlgorithm):
    """Measures an existing plan with the same figures as a new one, and judges it."""

    ID = "evaluateplan"
    GROUP = "zoning"
    MAIN = UNITS
    PARAMS = EvaluationParams
    NEEDS = (*ANALYSIS, "matplotlib")
    COLUMNS = MappingProxyType(
        {
            "grid_code": (GRID_FIELD, "text"),
            "workload": (WORKLOAD_FIELD, "number"),
            "parent_code": (PARENT_FIELD, "text"),
            "unit_class": (CLASS_FIELD, "text"),
            "manager": (MANAGER_FIELD, "text"),
            "keep_together": (KEEP_TOGETHER_FIELD, "text"),
            "current_grid": (CURRENT_FIELD, "text"),
            "locked": (LOCKED_FIELD, "flag"),
            "patrol_m": (PATROL_FIELD, "number"),
        }
    )
    TAGS = (
        "evaluate", "score", "balance", "compactness", "broken rules", "pinggu", "zeren wangge",
        "评估", "方案评价", "责任网格", "均衡度", "规则检查",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Evaluate plan")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives the figures, scores and broken rules of existing responsibility grids.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [
            *self._units(),
            *self._rules(),
            *quota_table(),
            *self._limits(),
            *self._locks(),
            *self._advanced(),
            *self._results(),
        ]

    def _units(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                UNITS,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units of the plan."),
                make.POLYGONS,
            ),
            make.attribute(
                GRID_FIELD,
                translate("GridPlanner", "Grid"),
                translate("GridPlanner", "The grid of each unit."),
                UNITS,
                optional=False,
                usual="grid_code",
            ),
            make.attribute(
                WORKLOAD_FIELD,
                translate("GridPlanner", "Workload"),
                translate("GridPlanner", "What should be even; left out, the area."),
                UNITS,
                numeric=True,
                usual="workload",
            ),
        ]

    def _rules(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.attribute(
                PARENT_FIELD,
                translate("GridPlanner", "Parent"),
                translate("GridPlanner", "Community or street that no grid should cross."),
                UNITS,
                usual="area_code",
            ),
            make.attribute(
                CLASS_FIELD,
                translate("GridPlanner", "Class of the unit"),
                translate("GridPlanner", "For the score of affinity."),
                UNITS,
            ),
            barrier_layer(),
            make.attribute(
                KEEP_TOGETHER_FIELD,
                translate("GridPlanner", "Keep together"),
                translate("GridPlanner", "Units with one value, such as a compound, stay one."),
                UNITS,
            ),
            make.tunable(
                EvaluationParams,
                "grid_count",
                translate("GridPlanner", "Number of grids"),
                translate("GridPlanner", "How many there should be; 0: not judged."),
            ),
        ]

    def _limits(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.tunable(
                EvaluationParams,
                "ideal_workload",
                translate("GridPlanner", "Ideal workload of a grid"),
                translate("GridPlanner", "Deviations are measured from it; else from the mean."),
            ),
            make.tunable(
                EvaluationParams,
                "min_workload",
                translate("GridPlanner", "Minimum workload of a grid"),
                translate("GridPlanner", "Judged only where it is given."),
            ),
            make.tunable(
                EvaluationParams,
                "max_workload",
                translate("GridPlanner", "Maximum workload of a grid"),
                translate("GridPlanner", "Judged only where it is given."),
            ),
            make.tunable(
                EvaluationParams,
                "tolerance",
                translate("GridPlanner", "Tolerance of the workload"),
                translate("GridPlanner", "Judged only where it is given."),
            ),
            other_limits(EvaluationParams),
        ]

    def _locks(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.attribute(
                CURRENT_FIELD,
                translate("GridPlanner", "Current grid"),
                translate("GridPlanner", "The grid of today: units with another one have moved."),
                UNITS,
            ),
            make.attribute(
                LOCKED_FIELD,
                translate("GridPlanner", "Locked"),
                translate(
                    "GridPlanner",
                    "Yes/no or 0/1: one locked unit keeps its whole current grid and its code.",
                ),
                UNITS,
            ),
        ]

    def _advanced(self) -> list[QgsProcessingParameterDefinition]:
        return [
            manager_field(),
            patrol_field(),
            make.tunable(
                EvaluationParams,
                "role",
                translate("GridPlanner", "Role of the grids"),
                translate("GridPlanner", "UNI: unified; SUP: supervision; DIS: disposal."),
                advanced=True,
            ),
            make.tunable(
                EvaluationParams,
                "bridge_distance",
                translate("GridPlanner", "Bridge distance"),
                translate("GridPlanner", "Islands up to this far apart count as neighbours."),
                advanced=True,
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            grids_output(optional=False),
            make.sink(
                BROKEN_RULES,
                translate("GridPlanner", "Broken rules"),
                translate("GridPlanner", "Points at the units out of place, with what to do."),
                make.POINTS,
                optional=True,
            ),
            report_output(),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        broken = translate("GridPlanner", "Number of broken rules")
        return [*plan_figures(), QgsProcessingOutputNumber("RULES_BROKEN", broken)]

    def read(self, reader: Reader) -> PlanInputs:
        return read_inputs(reader, self.COLUMNS)

    def compute(self, data: PlanInputs, params: EvaluationParams, progress: Progress) -> Evaluation:
        from ...core.zoning.evaluate import evaluate_plan

        barriers = None if data.barriers is None else data.barriers.geometry
        return evaluate_plan(
            data.units, params, quota=data.quota, barriers=barriers, progress=progress
        )

    def write(self, data: PlanInputs, result: Evaluation, writer: Writer) -> None:
        from ...bridge.reports.judgement import Judgement
        from ...bridge.tally import tell_broken_rules

        rules = tell_broken_rules(result.broken_rules, result.checklist, (BROKEN_RULES, REPORT))
        for notice in rules:
            writer.tell(notice)
        polygons, points = QgsWkbTypes.Type.MultiPolygon, QgsWkbTypes.Type.MultiPoint
        titles = plan_titles(str(result.grids["role"].iloc[0]))
        writer.call(GRIDS_OUTPUT, titles.grids)
        writer.frame(GRIDS_OUTPUT, result.grids, GRID_FIELDS, polygons, "responsibility_grid")
        broken = writer.with_notes(result.broken_rules)
        writer.frame(BROKEN_RULES, broken, RULE_FIELDS, points, "broken_rule")
        judged = Judgement(broken, result.checklist, result.bare)
        write_report(writer, data, result, titles, judged=judged)
        writer.values(result.figures)
        writer.value("RULES_BROKEN", len(result.broken_rules))
