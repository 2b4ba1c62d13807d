# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan responsibility grids: join base units into balanced grids in one piece each."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import QgsWkbTypes

from ...bridge.plan_titles import plan_titles
from ...bridge.sinks import FieldSpec
from ...core.params import PlanParams
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
from .plan_result import PlanResult, plan_and_compare

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress

WORKLOAD_FIELD = "WORKLOAD_FIELD"
KEEP_TOGETHER_FIELD = "KEEP_TOGETHER_FIELD"
CLASS_FIELD = "CLASS_FIELD"
CURRENT_FIELD = "CURRENT_FIELD"
LOCKED_FIELD = "LOCKED_FIELD"
UNITS_OUTPUT = "UNITS_OUTPUT"

UNIT_CODE = FieldSpec("grid_code", "text")
GROUP_CODE = FieldSpec("group_code", "text")  # grids keep their own code beside it


class PlanResponsibilityGrids(GridPlannerAlgorithm):
    """Gives every base unit its responsibility grid."""

    ID = "planresponsibilitygrids"
    GROUP = "zoning"
    MAIN = UNITS
    PARAMS = PlanParams
    NEEDS = (*ANALYSIS, "matplotlib")
    COLUMNS = MappingProxyType(
        {
            "workload": (WORKLOAD_FIELD, "number"),
            "parent_code": (PARENT_FIELD, "text"),
            "keep_together": (KEEP_TOGETHER_FIELD, "text"),
            "unit_class": (CLASS_FIELD, "text"),
            "manager": (MANAGER_FIELD, "text"),
            "current_grid": (CURRENT_FIELD, "text"),
            "locked": (LOCKED_FIELD, "flag"),
            "patrol_m": (PATROL_FIELD, "number"),
        }
    )
    TAGS = (
        "districting", "zoning", "balance", "contiguous", "zeren wangge", "huafen",
        "责任网格", "网格划分", "网格规划", "工作量均衡",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Plan responsibility grids")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Joins base units into exactly as many grids as asked for, each in one piece, of"
            " similar workload and compact, within parents, barriers and quotas.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [
            *self._units(),
            self._count(),
            *quota_table(),
            *self._workload_limits(),
            *self._ties(),
            *self._stability(),
            *self._goal(),
            *self._search(),
            *self._results(),
        ]

    def _units(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                UNITS,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The polygons to join; they should not overlap."),
                make.POLYGONS,
            ),
            make.attribute(
                WORKLOAD_FIELD,
                translate("GridPlanner", "Workload"),
                translate("GridPlanner", "What to balance; left out, the area is balanced."),
                UNITS,
                numeric=True,
                usual="workload",
            ),
            make.attribute(
                PARENT_FIELD,
                translate("GridPlanner", "Parent"),
                translate("GridPlanner", "Community or street: no grid crosses its border."),
                UNITS,
            ),
            barrier_layer(),
        ]

    def _count(self) -> QgsProcessingParameterDefinition:
        return make.tunable(
            PlanParams,
            "grid_count",
            translate("GridPlanner", "Number of grids"),
            translate(
                "GridPlanner",
                "0: from the quota table, else from the ideal workload, else as many as now.",
            ),
        )

    def _workload_limits(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.tunable(
                PlanParams,
                "ideal_workload",
                translate("GridPlanner", "Ideal workload of a grid"),
                translate("GridPlanner", "Gives the number of grids where none is asked for."),
            ),
            make.tunable(
                PlanParams,
                "min_workload",
                translate("GridPlanner", "Minimum workload of a grid"),
                translate("GridPlanner", "Never less than this."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "max_workload",
                translate("GridPlanner", "Maximum workload of a grid"),
                translate("GridPlanner", "Never more than this."),
                advanced=True,
            ),
            other_limits(PlanParams),
        ]

    def _ties(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.attribute(
                KEEP_TOGETHER_FIELD,
                translate("GridPlanner", "Keep together"),
                translate("GridPlanner", "Units with one value, such as a compound, stay one."),
                UNITS,
            ),
            make.attribute(
                CLASS_FIELD,
                translate("GridPlanner", "Class of the unit"),
                translate("GridPlanner", "Grids of one class are preferred."),
                UNITS,
            ),
            manager_field(),
            patrol_field(),
        ]

    def _stability(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.attribute(
                CURRENT_FIELD,
                translate("GridPlanner", "Current grid"),
                translate("GridPlanner", "The plan starts from the existing grids."),
                UNITS,
            ),
            make.tunable(
                PlanParams,
                "stability",
                translate("GridPlanner", "Stability"),
                translate("GridPlanner", "0: free to change; 1: as much as possible stays."),
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

    def _goal(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.tunable(
                PlanParams,
                "priority",
                translate("GridPlanner", "Priority"),
                translate(
                    "GridPlanner",
                    "balanced: even and compact alike; balance_first: even before compact;"
                    " compact_first: the reverse; within_tolerance: compact, as long as the"
                    " deviation stays in the tolerance.",
                ),
            ),
            make.tunable(
                PlanParams,
                "tolerance",
                translate("GridPlanner", "Tolerance of the workload"),
                translate("GridPlanner", "Used by the priority within_tolerance."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "role",
                translate("GridPlanner", "Role of the grids"),
                translate("GridPlanner", "UNI: unified; SUP: supervision; DIS: disposal."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "bridge_distance",
                translate("GridPlanner", "Bridge distance"),
                translate("GridPlanner", "Islands up to this far apart count as neighbours."),
                advanced=True,
            ),
        ]

    def _search(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.tunable(
                PlanParams,
                "prove",
                translate("GridPlanner", "Prove the optimum"),
                translate("GridPlanner", "Betters the plan, says how far from the best it is."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "time_limit",
                translate("GridPlanner", "Time limit"),
                translate("GridPlanner", "For the last improvements and for the proof."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "seed",
                translate("GridPlanner", "Seed"),
                translate("GridPlanner", "The same seed gives the same plan."),
                advanced=True,
            ),
            make.tunable(
                PlanParams,
                "trade_off",
                translate("GridPlanner", "Compare priorities in the report"),
                translate(
                    "GridPlanner",
                    "Plans five times, from even to compact, and shows what that costs and brings.",
                ),
                advanced=True,
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.sink(
                UNITS_OUTPUT,
                translate("GridPlanner", "Base units with grid code"),
                translate("GridPlanner", "The units with their grid: this is the plan."),
                make.POLYGONS,
            ),
            grids_output(optional=True),
            report_output(),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        return plan_figures()

    def read(self, reader: Reader) -> PlanInputs:
        code = reader.first_field(UNITS, ["unit_code", "grid_code"])
        data = read_inputs(reader, self.COLUMNS, code)
        if code != "grid_code":
            return data
        if _are_grids(data.units, reader.field(CURRENT_FIELD)):
            return replace(data, of_grids=True)
        return replace(data, units=data.units.drop(columns="unit_code"))  # a plan of before

    def compute(self, data: PlanInputs, params: PlanParams, progress: Progress) -> PlanResult:
        barriers = None if data.barriers is None else data.barriers.geometry
        rules = {"quota": data.quota, "barriers": barriers}
        return plan_and_compare(
            data.units, replace(params, of_grids=data.of_grids), rules, progress
        )

    def write(self, data: PlanInputs, made: PlanResult, writer: Writer) -> None:
        import pandas as pd

        result = made.plan
        field = GROUP_CODE if data.of_grids else UNIT_CODE
        grid = pd.DataFrame({field.name: result.grid_of_unit}, index=data.units["source_id"])
        titles = plan_titles(str(result.grids["role"].iloc[0]), of_grids=data.of_grids)
        writer.call(UNITS_OUTPUT, titles.units)
        writer.call(GRIDS_OUTPUT, titles.grids)
        writer.extended(UNITS_OUTPUT, UNITS, grid, [field], "unit_in_grid")
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.frame(GRIDS_OUTPUT, result.grids, GRID_FIELDS, polygons, "responsibility_grid")
        write_report(writer, data, result, titles, variants=made.variants)
        writer.values(result.figures)


def _are_grids(units: gpd.GeoDataFrame, current: str) -> bool:
    """Tell whether the units are the grids of a plan: each has a grid code of its own."""
    codes = units["unit_code"]
    return bool(current != "grid_code" and codes.notna().all() and codes.is_unique)
