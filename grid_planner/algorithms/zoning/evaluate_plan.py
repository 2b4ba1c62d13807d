# SPDX-License-Identifier: GPL-2.0-or-later
"""Evaluate a plan: figures, scores and broken rules of grids that somebody drew."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber, QgsWkbTypes

from ...core.params import Params
from ...dependencies import ANALYSIS
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm
from .grid_outputs import (
    GRID_FIELDS,
    GRIDS_OUTPUT,
    grids_output,
    plan_figures,
    report_output,
    write_report,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.zoning.plan import Evaluation

UNITS = "UNITS"
GRID_FIELD = "GRID_FIELD"
WORKLOAD_FIELD = "WORKLOAD_FIELD"
PARENT_FIELD = "PARENT_FIELD"
CLASS_FIELD = "CLASS_FIELD"


class EvaluatePlan(GridPlannerAlgorithm):
    """Measures an existing plan with the same figures as a new one."""

    ID = "evaluateplan"
    GROUP = "zoning"
    MAIN = UNITS
    PARAMS = Params
    NEEDS = (*ANALYSIS, "matplotlib")
    COLUMNS = MappingProxyType(
        {
            "grid_code": (GRID_FIELD, "text"),
            "workload": (WORKLOAD_FIELD, "number"),
            "parent_code": (PARENT_FIELD, "text"),
            "unit_class": (CLASS_FIELD, "text"),
        }
    )
    TAGS = (
        "evaluate", "score", "balance", "compactness", "pinggu", "zeren wangge",
        "评估", "方案评价", "责任网格", "均衡度",
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
            ),
            make.attribute(
                WORKLOAD_FIELD,
                translate("GridPlanner", "Workload"),
                translate("GridPlanner", "What should be even; left out, the area."),
                UNITS,
                numeric=True,
            ),
            make.attribute(
                PARENT_FIELD,
                translate("GridPlanner", "Parent"),
                translate("GridPlanner", "Community or street that no grid should cross."),
                UNITS,
            ),
            make.attribute(
                CLASS_FIELD,
                translate("GridPlanner", "Class of the unit"),
                translate("GridPlanner", "For the score of affinity."),
                UNITS,
            ),
            grids_output(optional=False),
            report_output(),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        broken = translate("GridPlanner", "Number of broken rules")
        return [*plan_figures(), QgsProcessingOutputNumber("RULES_BROKEN", broken)]

    def read(self, reader: Reader) -> gpd.GeoDataFrame:
        from ...bridge.features import Column

        code = {"unit_code": Column(reader.first_field(UNITS, ["unit_code"]))}
        return reader.frame(UNITS, {**code, **reader.columns(self.COLUMNS)})

    def compute(self, data: gpd.GeoDataFrame, params: Params, progress: Progress) -> Evaluation:  # noqa: ARG002
        from ...core.zoning.plan import evaluate_plan

        return evaluate_plan(data, progress=progress)

    def write(self, data: gpd.GeoDataFrame, result: Evaluation, writer: Writer) -> None:  # noqa: ARG002
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.frame(GRIDS_OUTPUT, result.grids, GRID_FIELDS, polygons, "responsibility_grid")
        broken = writer.with_notes(result.broken_rules)["note"].tolist()
        write_report(writer, result, broken)
        writer.values(result.figures)
        writer.value("RULES_BROKEN", len(result.broken_rules))
