# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare two plans: which units move to another grid, whatever the grids are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber

from ...bridge.sinks import FieldSpec
from ...core.params import Params
from ...dependencies import ANALYSIS
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm
from .grid_outputs import REPORT, report_output

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.report.html import Report
    from ...core.zoning.compare import Comparison

UNITS = "UNITS"
BEFORE_FIELD = "BEFORE_FIELD"
AFTER_FIELD = "AFTER_FIELD"
WORKLOAD_FIELD = "WORKLOAD_FIELD"
OUTPUT = "OUTPUT"
GRID_TABLE = "GRID_TABLE"

MOVE_FIELDS = (FieldSpec("from_grid", "text"), FieldSpec("to_grid", "text"))
TABLE_FIELDS = (
    FieldSpec("grid_before", "text"),
    FieldSpec("grid_after", "text"),
    FieldSpec("matched", "flag"),
    FieldSpec("kind", "text"),
    FieldSpec("units_before", "integer"),
    FieldSpec("units_after", "integer"),
    FieldSpec("units_came", "integer"),
    FieldSpec("units_left", "integer"),
    FieldSpec("workload_before", "number"),
    FieldSpec("workload_after", "number"),
    FieldSpec("change_pct", "number"),
)


class ComparePlans(GridPlannerAlgorithm):
    """Says what changes from one plan to another over the same units."""

    ID = "compareplans"
    GROUP = "zoning"
    MAIN = UNITS
    PARAMS = Params
    NEEDS = (*ANALYSIS, "matplotlib")
    COLUMNS = MappingProxyType(
        {
            "before_grid": (BEFORE_FIELD, "text"),
            "after_grid": (AFTER_FIELD, "text"),
            "workload": (WORKLOAD_FIELD, "number"),
        }
    )
    TAGS = (
        "compare", "before and after", "moved units", "duibi", "tiaozheng", "zeren wangge",
        "方案对比", "调整前后", "责任网格", "网格调整",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Compare plans")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Matches the grids of two plans by the workload they have in common and says which"
            " units move, and how even and compact the grids are before and after.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._inputs(), *self._results()]

    def _inputs(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                UNITS,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units, with the grid of both plans."),
                make.POLYGONS,
            ),
            make.attribute(
                BEFORE_FIELD,
                translate("GridPlanner", "Grid before"),
                translate("GridPlanner", "The grid of each unit in the first plan."),
                UNITS,
                optional=False,
                usual="grid_before",
            ),
            make.attribute(
                AFTER_FIELD,
                translate("GridPlanner", "Grid after"),
                translate("GridPlanner", "The grid of each unit in the second plan."),
                UNITS,
                optional=False,
                usual="grid_code",
            ),
            make.attribute(
                WORKLOAD_FIELD,
                translate("GridPlanner", "Workload"),
                translate("GridPlanner", "What moves with the units; left out, the area."),
                UNITS,
                numeric=True,
                usual="workload",
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Moved units"),
                translate("GridPlanner", "The units that change their grid, with both grids."),
                make.POLYGONS,
            ),
            make.sink(
                GRID_TABLE,
                translate("GridPlanner", "Grids before and after"),
                translate("GridPlanner", "One row for each grid of both plans."),
                make.TABLE,
                optional=True,
            ),
            report_output(),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        words = {
            "UNITS_MOVED": translate("GridPlanner", "Units moved to another grid"),
            "WORKLOAD_MOVED": translate("GridPlanner", "Workload moved to another grid"),
            "GRIDS_KEPT": translate("GridPlanner", "Grids with the same units"),
            "GRIDS_CHANGED": translate("GridPlanner", "Grids changed"),
            "GRIDS_NEW": translate("GridPlanner", "New grids"),
            "GRIDS_DISSOLVED": translate("GridPlanner", "Grids dissolved"),
        }
        return [QgsProcessingOutputNumber(name, text) for name, text in words.items()]

    def read(self, reader: Reader) -> gpd.GeoDataFrame:
        from ...bridge.features import Column

        code = {"unit_code": Column(reader.first_field(UNITS, ["unit_code"]))}
        return reader.frame(UNITS, {**code, **reader.columns(self.COLUMNS)})

    def compute(self, data: gpd.GeoDataFrame, params: Params, progress: Progress) -> Comparison:  # noqa: ARG002
        from ...core.zoning.compare import compare_plans

        return compare_plans(data, progress=progress)

    def write(self, data: gpd.GeoDataFrame, result: Comparison, writer: Writer) -> None:
        moves = result.units.set_index(data["source_id"])
        moves = moves.loc[moves["moved"], ["from_grid", "to_grid"]]
        writer.extended(OUTPUT, UNITS, moves, MOVE_FIELDS, "moved_unit", only_named=True)
        writer.table(GRID_TABLE, result.grids, TABLE_FIELDS)

        def make() -> Report:
            from ...bridge.reports.comparison import comparison_report

            return comparison_report(result, [writer.sentence(note) for note in result.notes])

        writer.report(REPORT, make)
        writer.values(result.figures)
