# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan responsibility grids: join base units into balanced grids in one piece each."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qgis.core import QgsWkbTypes

from ...bridge.sinks import FieldSpec
from ...core.errors import DuplicateCodes, GivenName, MissingCodes, QuotaWithoutFields
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

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.zoning.plan import Plan

UNITS = "UNITS"
WORKLOAD_FIELD = "WORKLOAD_FIELD"
PARENT_FIELD = "PARENT_FIELD"
BARRIERS = "BARRIERS"
QUOTA = "QUOTA"
QUOTA_PARENT_FIELD = "QUOTA_PARENT_FIELD"
QUOTA_COUNT_FIELD = "QUOTA_COUNT_FIELD"
KEEP_TOGETHER_FIELD = "KEEP_TOGETHER_FIELD"
CLASS_FIELD = "CLASS_FIELD"
CURRENT_FIELD = "CURRENT_FIELD"
LOCKED_FIELD = "LOCKED_FIELD"
UNITS_OUTPUT = "UNITS_OUTPUT"

QUOTA_COLUMNS = MappingProxyType(
    {
        "parent_code": (QUOTA_PARENT_FIELD, "text"),
        "grid_count": (QUOTA_COUNT_FIELD, "number"),
    }
)
UNIT_FIELDS = (FieldSpec("grid_code", "text"),)


@dataclass(frozen=True)
class PlanInputs:
    """The units, how many grids each parent gets, and lines that no grid crosses."""

    units: gpd.GeoDataFrame
    quota: dict[str, Any] | None
    barriers: gpd.GeoDataFrame | None


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
            "current_grid": (CURRENT_FIELD, "text"),
            "locked": (LOCKED_FIELD, "flag"),
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
            *self._quota(),
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
            ),
            make.attribute(
                PARENT_FIELD,
                translate("GridPlanner", "Parent"),
                translate("GridPlanner", "Community or street: no grid crosses its border."),
                UNITS,
            ),
            make.layer(
                BARRIERS,
                translate("GridPlanner", "Barriers"),
                translate("GridPlanner", "Lines that no grid crosses: rivers, railways."),
                make.LINES,
                make.POLYGONS,
                optional=True,
            ),
        ]

    def _count(self) -> QgsProcessingParameterDefinition:
        return make.tunable(
            PlanParams,
            "grid_count",
            translate("GridPlanner", "Number of grids"),
            translate("GridPlanner", "0: from the quota table, else from the ideal workload."),
        )

    def _quota(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                QUOTA,
                translate("GridPlanner", "Quota table"),
                translate("GridPlanner", "How many grids each parent gets, for example its staff."),
                make.TABLE,
                optional=True,
            ),
            make.attribute(
                QUOTA_PARENT_FIELD,
                translate("GridPlanner", "Quota: code of the parent"),
                translate("GridPlanner", "The same codes as in the parent field of the units."),
                QUOTA,
            ),
            make.attribute(
                QUOTA_COUNT_FIELD,
                translate("GridPlanner", "Quota: number of grids"),
                translate("GridPlanner", "A whole number above zero."),
                QUOTA,
                numeric=True,
            ),
        ]

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
        from ...bridge.features import Column

        code = {"unit_code": Column(reader.first_field(UNITS, ["unit_code"]))}
        return PlanInputs(
            units=reader.frame(UNITS, {**code, **reader.columns(self.COLUMNS)}),
            quota=self._read_quota(reader),
            barriers=reader.frame(BARRIERS),
        )

    def _read_quota(self, reader: Reader) -> dict[str, Any] | None:
        """Return the number of grids by parent; core checks that they are whole and complete."""
        columns = reader.columns(QUOTA_COLUMNS)
        chosen = [reader.field(PARENT_FIELD), *(column.field for column in columns.values())]
        source = reader.source(QUOTA)
        if source is None:
            return None
        if not all(chosen):
            raise QuotaWithoutFields
        table = reader.table(QUOTA, columns)
        field = columns["parent_code"].field
        facts = {"layer": GivenName(source.sourceName()), "field": GivenName(field)}
        twice = table["parent_code"].duplicated()
        if table["parent_code"].isna().any():
            raise MissingCodes(count=int(table["parent_code"].isna().sum()), **facts)
        if twice.any():
            raise DuplicateCodes(codes=sorted(set(table["parent_code"][twice])), **facts)
        return dict(zip(table["parent_code"].tolist(), table["grid_count"].tolist()))

    def compute(self, data: PlanInputs, params: PlanParams, progress: Progress) -> Plan:
        from ...core.zoning.plan import plan_grids

        barriers = None if data.barriers is None else data.barriers.geometry
        return plan_grids(
            data.units, params, quota=data.quota, barriers=barriers, progress=progress
        )

    def write(self, data: PlanInputs, result: Plan, writer: Writer) -> None:
        import pandas as pd

        grid = pd.DataFrame({"grid_code": result.grid_of_unit}, index=data.units["source_id"])
        writer.extended(UNITS_OUTPUT, UNITS, grid, UNIT_FIELDS, "unit_in_grid")
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.frame(GRIDS_OUTPUT, result.grids, GRID_FIELDS, polygons, "responsibility_grid")
        write_report(writer, result)
        writer.values(result.figures)
