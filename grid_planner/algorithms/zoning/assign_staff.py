# SPDX-License-Identifier: GPL-2.0-or-later
"""Assign staff: a chief, deputies, posts and duties for every grid, from a staff table."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber

from ...bridge.sinks import FieldSpec
from ...core.params import StaffParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.zoning.staff import Assignment

GRIDS = "GRIDS"
CODE_FIELD = "CODE_FIELD"
STAFF = "STAFF"
STAFF_CODE_FIELD = "STAFF_CODE_FIELD"
STAFF_NAME_FIELD = "STAFF_NAME_FIELD"
STAFF_POST_FIELD = "STAFF_POST_FIELD"
STAFF_DUTY_FIELD = "STAFF_DUTY_FIELD"
OUTPUT = "OUTPUT"
MISSING = "MISSING"
UNMATCHED = "UNMATCHED"

STAFF_COLUMNS = MappingProxyType(
    {
        "grid_code": (STAFF_CODE_FIELD, "text"),
        "person": (STAFF_NAME_FIELD, "text"),
        "post": (STAFF_POST_FIELD, "text"),
        "duty": (STAFF_DUTY_FIELD, "text"),
    }
)
STAFF_FIELDS = (
    FieldSpec("chief", "text"),
    FieldSpec("chief_2", "text"),
    FieldSpec("chief_3", "text"),
    FieldSpec("posts", "integer"),
    FieldSpec("duties", "text"),
)
MISSING_FIELDS = (FieldSpec("grid_code", "text"), FieldSpec("posts", "integer"))
UNMATCHED_FIELDS = (
    FieldSpec("grid_code", "text"),
    FieldSpec("person", "text"),
    FieldSpec("post", "text"),
    FieldSpec("duty", "text"),
    FieldSpec("kind", "text"),
    FieldSpec("note", "text"),
)


@dataclass(frozen=True)
class StaffInputs:
    """The grids by code, and the roster in the order of its rows."""

    grids: gpd.GeoDataFrame
    staff: pd.DataFrame


class AssignStaff(GridPlannerAlgorithm):
    """Gives every grid the people who answer for it."""

    ID = "assignstaff"
    GROUP = "zoning"
    MAIN = GRIDS
    PARAMS = StaffParams
    COLUMNS = MappingProxyType({"grid_code": (CODE_FIELD, "text")})
    TAGS = (
        "staff", "chief", "responsible person", "dingren dinggang dingze", "wanggezhang",
        "定人定岗定责", "网格长", "网格员", "街长", "责任人",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Assign staff")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives each grid its chief, deputies, posts and duties from a staff table, and lists"
            " the grids without a chief.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._grids(), *self._staff(), *self._results()]

    def _grids(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                GRIDS,
                translate("GridPlanner", "Grids"),
                translate("GridPlanner", "Grids, groups, communities or streets: any level."),
                make.POLYGONS,
            ),
            make.attribute(
                CODE_FIELD,
                translate("GridPlanner", "Code of the grid"),
                translate("GridPlanner", "The code that the staff table names, e.g. grid_code."),
                GRIDS,
                optional=False,
                usual="grid_code",
            ),
        ]

    def _staff(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                STAFF,
                translate("GridPlanner", "Staff table"),
                translate("GridPlanner", "One row a person and post. Only these fields are read."),
                make.TABLE,
            ),
            make.attribute(
                STAFF_CODE_FIELD,
                translate("GridPlanner", "Staff: code of the grid"),
                translate("GridPlanner", "The same codes as in the grids."),
                STAFF,
                optional=False,
                usual="grid_code",
            ),
            make.attribute(
                STAFF_NAME_FIELD,
                translate("GridPlanner", "Staff: person"),
                translate("GridPlanner", "The name or staff number that the result shall show."),
                STAFF,
                optional=False,
                usual="person",
            ),
            make.attribute(
                STAFF_POST_FIELD,
                translate("GridPlanner", "Staff: post"),
                translate("GridPlanner", "Decides who is chief; left out, the first row is."),
                STAFF,
                usual="post",
            ),
            make.attribute(
                STAFF_DUTY_FIELD,
                translate("GridPlanner", "Staff: duty"),
                translate("GridPlanner", "What the person answers for."),
                STAFF,
                usual="duty",
            ),
            make.tunable(
                StaffParams,
                "chief_posts",
                translate("GridPlanner", "Posts of chiefs"),
                translate("GridPlanner", "Separated by commas, the highest first."),
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Grids with staff"),
                translate("GridPlanner", "The grids with chief, deputies, posts and duties."),
                make.POLYGONS,
            ),
            make.sink(
                MISSING,
                translate("GridPlanner", "Grids without a chief"),
                translate("GridPlanner", "A table of the codes for which nobody answers yet."),
                make.TABLE,
                optional=True,
            ),
            make.sink(
                UNMATCHED,
                translate("GridPlanner", "Staff left over"),
                translate("GridPlanner", "The rows that belong to no grid, each with the reason."),
                make.TABLE,
                optional=True,
            ),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        words = {
            "GRIDS": translate("GridPlanner", "Number of grids"),
            "WITH_CHIEF": translate("GridPlanner", "Grids with a chief"),
            "WITHOUT_CHIEF": translate("GridPlanner", "Grids without a chief"),
            "PERSONS": translate("GridPlanner", "Persons assigned"),
            "ROWS_UNMATCHED": translate("GridPlanner", "Staff rows left over"),
        }
        return [QgsProcessingOutputNumber(name, text) for name, text in words.items()]

    def read(self, reader: Reader) -> StaffInputs:
        grids = reader.frame(GRIDS, reader.columns(self.COLUMNS))
        return StaffInputs(grids, reader.table(STAFF, reader.columns(STAFF_COLUMNS)))

    def compute(self, data: StaffInputs, params: StaffParams, progress: Progress) -> Assignment:
        from ...core.zoning.staff import assign_staff

        return assign_staff(data.grids, data.staff, params, progress=progress)

    def write(self, data: StaffInputs, result: Assignment, writer: Writer) -> None:
        staff = result.staff_of_grid.set_axis(data.grids["source_id"])
        writer.extended(OUTPUT, GRIDS, staff, STAFF_FIELDS, "grid_staff")
        writer.table(MISSING, result.missing, MISSING_FIELDS)
        unmatched = writer.with_notes(result.unmatched)
        writer.table(UNMATCHED, unmatched, UNMATCHED_FIELDS)
        writer.values(result.figures)
