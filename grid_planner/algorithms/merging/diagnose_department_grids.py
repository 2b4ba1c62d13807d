# SPDX-License-Identifier: GPL-2.0-or-later
"""Diagnose department grids: where they overlap, gap and nearly coincide, before any merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, table
from ...core.params import DiagnoseParams
from ...dependencies import REPORTS
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import report
from .departments import code_fields, department_layers, read_departments, tolerance

if TYPE_CHECKING:
    from ...core.merging.diagnose import Diagnosis
    from ...core.report.html import Report

FRAGMENTS = Result("fragment", ("departments", "area_m2", "sliver"), "Polygon")
BOUNDARIES = Result("shared_border", ("names", "departments", "length_m"), "LineString")
MATRIX = table("department", "other", "overlap_m2", "overlap_share", "agreement", "nested_share")


class DiagnoseDepartmentGrids(GridPlannerAlgorithm):
    """Lays the grids of departments over each other and says how they agree."""

    ID = "diagnosedepartmentgrids"
    GROUP = "merging"
    MAIN = "LAYERS"
    PARAMS = DiagnoseParams
    NEEDS = REPORTS
    TAGS = (
        "departments, overlap, near coincidence, tolerance, bumen wangge, zhenduan, chongdie,"
        " 部门网格, 多网合一, 重叠, 边界不一致, 诊断"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Diagnose department grids")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Lays the grids of several departments over each other: the fragments they cut the"
            " ground into, the borders they share, how far they agree, and which tolerance would"
            " make near borders one.",
        )

    def inputs(self) -> Definitions:
        return [
            *department_layers(),
            make.layer(
                "BOUNDARY",
                translate("GridPlanner", "Boundary"),
                translate("GridPlanner", "The area that counts; ground without grids is listed."),
                make.POLYGONS,
                optional=True,
            ),
        ]

    def settings(self) -> Definitions:
        return [
            tolerance(DiagnoseParams),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "FRAGMENTS",
                translate("GridPlanner", "Fragments"),
                translate("GridPlanner", "What all borders as drawn cut the ground into."),
                FRAGMENTS,
            ),
            make.sink(
                "BOUNDARIES",
                translate("GridPlanner", "Shared borders"),
                translate("GridPlanner", "The borders, with the departments that share them."),
                BOUNDARIES,
                optional=True,
            ),
            make.sink(
                "MATRIX",
                translate("GridPlanner", "Departments in pairs"),
                translate("GridPlanner", "How far each two overlap, agree and nest."),
                MATRIX,
                optional=True,
            ),
            report(),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("SUGGESTED_TOLERANCE", translate("GridPlanner", "Suggested tolerance (m)")),
            make.number("FRAGMENT_COUNT", translate("GridPlanner", "Number of fragments")),
            make.number("SLIVER_COUNT", translate("GridPlanner", "Number of slivers")),
        ]

    def compute(self, reader: Reader, params: DiagnoseParams, progress: Progress) -> Diagnosis:
        from ...core.merging.diagnose import diagnose_departments

        departments = read_departments(reader)
        boundary = reader.frame("BOUNDARY")
        return diagnose_departments(departments, params, boundary=boundary, progress=progress)

    def write(self, result: Diagnosis, writer: Writer) -> None:
        def make_report() -> Report:
            from ...bridge.reports.diagnosis import diagnosis_report

            return diagnosis_report(result)

        fields = code_fields(list(result.layers["department"]))
        writer.frame("FRAGMENTS", result.fragments, also=fields)
        writer.frame("BOUNDARIES", result.boundaries)
        writer.frame("MATRIX", result.matrix)
        writer.report("REPORT", make_report)
        writer.value("SUGGESTED_TOLERANCE", result.suggestion.tolerance)
        writer.value("FRAGMENT_COUNT", len(result.fragments))
        writer.value("SLIVER_COUNT", int(result.fragments["sliver"].sum()))
