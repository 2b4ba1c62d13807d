# SPDX-License-Identifier: GPL-2.0-or-later
"""Export code table: the codes of units or grids as a CSV file for another system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Column
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer

if TYPE_CHECKING:
    from ...core.params import Params
    from ...core.units.tabulate import CodeTable

MEASURED = {"area_m2", "longitude", "latitude"}  # take the place of fields of these names


class ExportCodeTable(GridPlannerAlgorithm):
    """Lists every code once, with chosen fields, area and centre."""

    ID = "exportcodetable"
    GROUP = "units"
    MAIN = "INPUT"
    TAGS = (
        "export, code table, csv, excel, platform, bianma biao, daochu, 导出编码表, 编码表, 表格,"
        " 平台, 移交"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Export code table")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Writes the codes of units or grids with area and centre as a CSV file, to hand over to"
            " a platform.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "INPUT",
                translate("GridPlanner", "Units or grids"),
                translate("GridPlanner", "The polygons whose codes are handed over."),
                make.POLYGONS,
            ),
            make.attribute(
                "CODE_FIELD",
                translate("GridPlanner", "Code"),
                translate("GridPlanner", "Each feature has one, and no two have the same."),
                "INPUT",
                optional=False,
                usual="grid_code",
            ),
            make.attributes(
                "CARRIED_FIELDS",
                translate("GridPlanner", "Fields to carry along"),
                translate(
                    "GridPlanner", "They follow the code, in this order, as they are in the layer."
                ),
                "INPUT",
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.file(
                "OUTPUT",
                translate("GridPlanner", "Code table"),
                translate(
                    "GridPlanner",
                    "One row a feature, sorted by code, in UTF-8 as Excel reads it.",
                ),
                "CSV (*.csv)",
                optional=False,
            ),
        ]

    def figures(self) -> Outputs:
        return [make.number("ROWS", translate("GridPlanner", "Number of rows"))]

    def compute(self, reader: Reader, params: Params, progress: Progress) -> CodeTable:  # noqa: ARG002
        from ...core.units.tabulate import tabulate_codes

        code = reader.text("CODE_FIELD")
        carried = [
            field
            for field in dict.fromkeys(reader.fields("CARRIED_FIELDS"))
            if field != code and field.lower() not in MEASURED
        ]
        columns = [f"carried {field}" for field in carried]
        frame = reader.frame("INPUT", Column("code", code), *map(Column, columns, carried))
        return tabulate_codes(
            frame.geometry,
            frame["code"].rename(code),
            frame[columns].set_axis(carried, axis=1),
            progress=progress,
        )

    def write(self, result: CodeTable, writer: Writer) -> None:
        from ...bridge.code_table import code_table_csv

        writer.text("OUTPUT", lambda: code_table_csv(result))
        writer.values(result.figures)
