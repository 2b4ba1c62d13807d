# SPDX-License-Identifier: GPL-2.0-or-later
"""Assign staff: a chief, deputies, posts and duties for every grid, from a staff table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills, table
from ...core.params import StaffParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer

if TYPE_CHECKING:
    from ...core.zoning.staff import Assignment

STAFFED = Result("grid_staff", ("chief", "chief_2", "chief_3", "posts", "duties"))
MISSING = table("grid_code", "posts")
UNMATCHED = table("grid_code", "person", "post", "duty", "kind", "note")


class AssignStaff(GridPlannerAlgorithm):
    """Gives every grid the people who answer for it."""

    ID = "assignstaff"
    GROUP = "zoning"
    MAIN = "GRIDS"
    PARAMS = StaffParams
    TAGS = (
        "staff, chief, responsible person, dingren dinggang dingze, wanggezhang, 定人定岗定责,"
        " 网格长, 网格员, 街长, 责任人"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Assign staff")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives each grid its chief, deputies, posts and duties from a staff table, and lists"
            " the grids without a chief.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "GRIDS",
                translate("GridPlanner", "Grids"),
                translate("GridPlanner", "Grids, groups, communities or streets: any level."),
                make.POLYGONS,
            ),
            make.attribute(
                "CODE_FIELD",
                translate("GridPlanner", "Code of the grid"),
                translate("GridPlanner", "The code that the staff table names, e.g. grid_code."),
                "GRIDS",
                fills("grid_code"),
                optional=False,
                usual="grid_code",
            ),
            make.layer(
                "STAFF",
                translate("GridPlanner", "Staff table"),
                translate("GridPlanner", "One row a person and post. Only these fields are read."),
                make.TABLE,
            ),
            make.attribute(
                "STAFF_CODE_FIELD",
                translate("GridPlanner", "Staff: code of the grid"),
                translate("GridPlanner", "The same codes as in the grids."),
                "STAFF",
                fills("grid_code"),
                optional=False,
                usual="grid_code",
            ),
            make.attribute(
                "STAFF_NAME_FIELD",
                translate("GridPlanner", "Staff: person"),
                translate("GridPlanner", "The name or staff number that the result shall show."),
                "STAFF",
                fills("person"),
                optional=False,
                usual="person",
            ),
            make.attribute(
                "STAFF_POST_FIELD",
                translate("GridPlanner", "Staff: post"),
                translate("GridPlanner", "Decides who is chief; left out, the first row is."),
                "STAFF",
                fills("post"),
                usual="post",
            ),
            make.attribute(
                "STAFF_DUTY_FIELD",
                translate("GridPlanner", "Staff: duty"),
                translate("GridPlanner", "What the person answers for."),
                "STAFF",
                fills("duty"),
                usual="duty",
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                StaffParams,
                "chief_posts",
                translate("GridPlanner", "Posts of chiefs"),
                translate("GridPlanner", "Separated by commas, the highest first."),
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Grids with staff"),
                translate("GridPlanner", "The grids with chief, deputies, posts and duties."),
                STAFFED,
            ),
            make.sink(
                "MISSING",
                translate("GridPlanner", "Grids without a chief"),
                translate("GridPlanner", "A table of the codes for which nobody answers yet."),
                MISSING,
                optional=True,
            ),
            make.sink(
                "UNMATCHED",
                translate("GridPlanner", "Staff left over"),
                translate("GridPlanner", "The rows that belong to no grid, each with the reason."),
                UNMATCHED,
                optional=True,
            ),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("GRIDS", translate("GridPlanner", "Number of grids")),
            make.number("WITH_CHIEF", translate("GridPlanner", "Grids with a chief")),
            make.number("WITHOUT_CHIEF", translate("GridPlanner", "Grids without a chief")),
            make.number("PERSONS", translate("GridPlanner", "Persons assigned")),
            make.number("ROWS_UNMATCHED", translate("GridPlanner", "Staff rows left over")),
        ]

    def compute(self, reader: Reader, params: StaffParams, progress: Progress) -> Assignment:
        from ...core.zoning.staff import assign_staff

        return assign_staff(reader.frame("GRIDS"), reader.table("STAFF"), params, progress=progress)

    def write(self, result: Assignment, writer: Writer) -> None:
        writer.extended("OUTPUT", "GRIDS", result.staff_of_grid)
        writer.frame("MISSING", result.missing)
        writer.frame("UNMATCHED", result.unmatched)
        writer.values(result.figures)
