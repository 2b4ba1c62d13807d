# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan responsibility grids: join base units into balanced grids in one piece each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...bridge.declared import Result
from ...bridge.plan_titles import plan_titles
from ...core.params import PlanParams
from ...dependencies import REPORTS
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import report
from .grid_outputs import grids_output, plan_figures, write_report
from .plan_inputs import (
    grids_of_today,
    limits,
    parents,
    quota_table,
    read_rules,
    read_units,
    role_and_bridges,
    ties,
    units,
)
from .plan_result import PlanResult, plan_and_compare

if TYPE_CHECKING:
    import geopandas as gpd

# groups of grids have a code of their own, beside that of each grid
PLANNED = Result("unit_in_grid", ("grid_code", "group_code"))


class PlanResponsibilityGrids(GridPlannerAlgorithm):
    """Gives every base unit its responsibility grid."""

    ID = "planresponsibilitygrids"
    GROUP = "zoning"
    MAIN = "UNITS"
    PARAMS = PlanParams
    NEEDS = REPORTS
    TAGS = (
        "districting, zoning, balance, contiguous, zeren wangge, huafen, 责任网格, 网格划分,"
        " 网格规划, 工作量均衡"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Plan responsibility grids")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Joins base units into exactly as many grids as asked for, each in one piece, of"
            " similar workload and compact, within parents, barriers and quotas.",
        )

    def inputs(self) -> Definitions:
        text = translate("GridPlanner", "The polygons to join; they should not overlap.")
        today = translate("GridPlanner", "The plan starts from the existing grids.")
        return [
            *units(text, "unit_code", "grid_code"),
            *parents(),
            *quota_table(),
            *ties(),
            *grids_of_today(today),
        ]

    def settings(self) -> Definitions:
        least_and_most = translate("GridPlanner", "Never less, never more.")
        return [
            *self._goal(),
            *limits(PlanParams, least_and_most),
            *role_and_bridges(PlanParams),
            *self._search(),
        ]

    def _goal(self) -> Definitions:
        return [
            make.tunable(
                PlanParams,
                "grid_count",
                translate("GridPlanner", "Number of grids"),
                translate(
                    "GridPlanner",
                    "0: from the quota table, else from the ideal workload, else as many as now.",
                ),
            ),
            make.tunable(
                PlanParams,
                "ideal_workload",
                translate("GridPlanner", "Ideal workload of a grid"),
                translate("GridPlanner", "Gives the number of grids where none is asked for."),
            ),
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
                "stability",
                translate("GridPlanner", "Stability"),
                translate("GridPlanner", "0: free to change; 1: as much as possible stays."),
            ),
            make.tunable(
                PlanParams,
                "tolerance",
                translate("GridPlanner", "Tolerance of the workload"),
                translate("GridPlanner", "Used by the priority within_tolerance."),
                advanced=True,
            ),
        ]

    def _search(self) -> Definitions:
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

    def results(self) -> Definitions:
        return [
            make.sink(
                "UNITS_OUTPUT",
                translate("GridPlanner", "Base units with grid code"),
                translate("GridPlanner", "The units with their grid: this is the plan."),
                PLANNED,
            ),
            grids_output(optional=True),
            report(),
        ]

    def figures(self) -> Outputs:
        return plan_figures()

    def compute(self, reader: Reader, params: PlanParams, progress: Progress) -> PlanResult:
        frame, of_grids = read_units(reader), False
        code = next(column for column in reader.declared("UNITS") if column.name == "unit_code")
        if code.field == "grid_code":
            of_grids = _are_grids(frame, reader.text("CURRENT_FIELD"))
            if not of_grids:  # a plan of before: the code is of the grid, not of the unit
                frame = frame.drop(columns="unit_code")
        rules = read_rules(reader)
        return plan_and_compare(frame, replace(params, of_grids=of_grids), rules, progress)

    def write(self, result: PlanResult, writer: Writer) -> None:
        import pandas as pd

        plan = result.plan
        field = "group_code" if result.of_grids else "grid_code"
        grid = pd.DataFrame({field: plan.grid_of_unit})
        titles = plan_titles(str(plan.grids["role"].iloc[0]), of_grids=result.of_grids)
        writer.call("UNITS_OUTPUT", titles.units)
        writer.call("GRIDS_OUTPUT", titles.grids)
        writer.extended("UNITS_OUTPUT", "UNITS", grid, measured=[field])
        writer.frame("GRIDS_OUTPUT", plan.grids)
        write_report(writer, plan, titles, result.terms, variants=result.variants)
        writer.values(plan.figures)


def _are_grids(units: gpd.GeoDataFrame, current: str) -> bool:
    """Tell whether the units are the grids of a plan: each has a grid code of its own."""
    codes = units["unit_code"]
    return bool(current != "grid_code" and codes.notna().all() and codes.is_unique)
