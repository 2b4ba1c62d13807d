# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare two plans: which units move to another grid, whatever the grids are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills, table
from ...core.params import Params
from ...dependencies import REPORTS
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import base_units, report

if TYPE_CHECKING:
    from ...core.report.html import Report
    from ...core.zoning.compare import Comparison

MOVED = Result("moved_unit", ("from_grid", "to_grid"))
GRIDS = table(
    "grid_before", "grid_after", "matched", "kind", "units_before", "units_after", "units_came",
    "units_left", "workload_before", "workload_after", "change_pct",
)  # fmt: skip


class ComparePlans(GridPlannerAlgorithm):
    """Says what changes from one plan to another over the same units."""

    ID = "compareplans"
    GROUP = "zoning"
    MAIN = "UNITS"
    NEEDS = REPORTS
    TAGS = (
        "compare, before and after, moved units, duibi, tiaozheng, zeren wangge, 方案对比,"
        " 调整前后, 责任网格, 网格调整"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Compare plans")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Matches the grids of two plans by the workload they have in common and says which"
            " units move, and how even and compact the grids are before and after.",
        )

    def inputs(self) -> Definitions:
        return [
            base_units(translate("GridPlanner", "The units, with the grid of both plans.")),
            make.attribute(
                "BEFORE_FIELD",
                translate("GridPlanner", "Grid before"),
                translate("GridPlanner", "The grid of each unit in the first plan."),
                "UNITS",
                fills("before_grid"),
                optional=False,
                usual="grid_before",
            ),
            make.attribute(
                "AFTER_FIELD",
                translate("GridPlanner", "Grid after"),
                translate("GridPlanner", "The grid of each unit in the second plan."),
                "UNITS",
                fills("after_grid"),
                optional=False,
                usual="grid_code",
            ),
            make.attribute(
                "WORKLOAD_FIELD",
                translate("GridPlanner", "Workload"),
                translate("GridPlanner", "What moves with the units; left out, the area."),
                "UNITS",
                fills("workload", kind="number"),
                usual="workload",
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Moved units"),
                translate("GridPlanner", "The units that change their grid, with both grids."),
                MOVED,
            ),
            make.sink(
                "GRID_TABLE",
                translate("GridPlanner", "Grids before and after"),
                translate("GridPlanner", "One row for each grid of both plans."),
                GRIDS,
                optional=True,
            ),
            report(),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("UNITS_MOVED", translate("GridPlanner", "Units moved to another grid")),
            make.number(
                "WORKLOAD_MOVED", translate("GridPlanner", "Workload moved to another grid")
            ),
            make.number("GRIDS_KEPT", translate("GridPlanner", "Grids with the same units")),
            make.number("GRIDS_CHANGED", translate("GridPlanner", "Grids changed")),
            make.number("GRIDS_NEW", translate("GridPlanner", "New grids")),
            make.number("GRIDS_DISSOLVED", translate("GridPlanner", "Grids dissolved")),
        ]

    def compute(self, reader: Reader, params: Params, progress: Progress) -> Comparison:  # noqa: ARG002
        from ...core.zoning.compare import compare_plans

        return compare_plans(reader.frame("UNITS"), progress=progress)

    def write(self, result: Comparison, writer: Writer) -> None:
        moved = result.units[result.units["moved"]]
        writer.extended("OUTPUT", "UNITS", moved, only_named=True)
        writer.frame("GRID_TABLE", result.grids)

        def make_report() -> Report:
            from ...bridge.reports.comparison import comparison_report

            return comparison_report(result, [writer.sentence(note) for note in result.notes])

        writer.report("REPORT", make_report)
        writer.values(result.figures)
