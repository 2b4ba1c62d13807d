# SPDX-License-Identifier: GPL-2.0-or-later
"""Audit coverage: where a division has gaps, overlaps or other faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result
from ...bridge.tally import tally_findings
from ...core.params import AuditParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import certificate
from .codes_of_cells import CODE, named_by_code

if TYPE_CHECKING:
    from ...core.coverage.audit import CoverageAudit

FINDINGS = Result("coverage_finding", ("kind", "area_m2", "width_m", "ids"))


class AuditCoverage(GridPlannerAlgorithm):
    """Lists every fault of a polygon coverage and proves it when there is none."""

    ID = "auditcoverage"
    GROUP = "units"
    MAIN = "INPUT"
    PARAMS = AuditParams
    TAGS = (
        "coverage, topology, gap, overlap, sliver, fugai jiancha, tuopu, 覆盖检查, 拓扑, 缝隙,"
        " 重叠, 碎屑"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Audit coverage")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Finds gaps, overlaps, slivers, duplicates and units outside their parents, and"
            " certifies a coverage that has none.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "INPUT",
                translate("GridPlanner", "Units or grids"),
                translate("GridPlanner", "The polygons that should cover without gap or overlap."),
                make.POLYGONS,
                columns=[CODE],
            ),
            make.layer(
                "BOUNDARY",
                translate("GridPlanner", "Boundary"),
                translate(
                    "GridPlanner",
                    "What they should fill; without it, gaps are holes and slits narrower than a"
                    " sliver.",
                ),
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                "PARENTS",
                translate("GridPlanner", "Parents"),
                translate("GridPlanner", "Polygons that none may cross, such as communities."),
                make.POLYGONS,
                optional=True,
                columns=[CODE],
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                AuditParams,
                "sliver_width",
                translate("GridPlanner", "Width of slivers"),
                translate(
                    "GridPlanner",
                    "What is narrower counts as a sliver; without a boundary, slits up to this"
                    " width that open to the outside are gaps.",
                ),
                advanced=True,
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Coverage findings"),
                translate("GridPlanner", "One polygon a fault, with its kind and who is involved."),
                FINDINGS,
            ),
            certificate(),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("GAP_AREA", translate("GridPlanner", "Area of gaps (m²)")),
            make.number("OVERLAP_AREA", translate("GridPlanner", "Area of overlaps (m²)")),
            make.number("FINDINGS", translate("GridPlanner", "Number of findings")),
            make.yes_or_no("VALID", translate("GridPlanner", "Coverage is valid")),
        ]

    def compute(self, reader: Reader, params: AuditParams, progress: Progress) -> CoverageAudit:
        from ...core.coverage.audit import audit_coverage

        return audit_coverage(
            named_by_code(reader.frame("INPUT", repair=False)),
            params,
            boundary=reader.frame("BOUNDARY"),
            parents=named_by_code(reader.frame("PARENTS")),
            progress=progress,
        )

    def write(self, result: CoverageAudit, writer: Writer) -> None:
        writer.tell(tally_findings(result.findings, "OUTPUT"))
        writer.frame("OUTPUT", result.findings)
        writer.text("CERTIFICATE", result.certificate.to_json)
        writer.value("GAP_AREA", result.gap_area)
        writer.value("OVERLAP_AREA", result.overlap_area)
        writer.value("FINDINGS", len(result.findings))
        writer.value("VALID", result.valid)
