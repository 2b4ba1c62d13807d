# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair coverage: settle overlaps, share out gaps, and list every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...core.params import RepairParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import certificate
from .codes_of_cells import CODE, named_by_code

if TYPE_CHECKING:
    from ...core.coverage.repair import Repair

REPAIRED = Result("repaired_unit", ())
CHANGES = Result("coverage_change", ("from_id", "to_id", "area_m2", "reason"))


class RepairCoverage(GridPlannerAlgorithm):
    """Makes a full coverage of polygons that overlap or leave gaps."""

    ID = "repaircoverage"
    GROUP = "units"
    MAIN = "INPUT"
    PARAMS = RepairParams
    TAGS = (
        "coverage, topology, repair, gap, overlap, sliver, fugai xiufu, tuopu, 覆盖修复, 拓扑,"
        " 缝隙, 重叠, 碎屑"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Repair coverage")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Settles overlaps by priority, shares narrow gaps out among their neighbours and lists"
            " every change; a coverage without faults comes back as it is.",
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
            make.attribute(
                "PRIORITY_FIELD",
                translate("GridPlanner", "Priority of the unit"),
                translate(
                    "GridPlanner",
                    "Number; where two disagree, the unit with the higher one keeps its border.",
                ),
                "INPUT",
                fills("priority", kind="number"),
            ),
            make.layer(
                "BOUNDARY",
                translate("GridPlanner", "Boundary"),
                translate(
                    "GridPlanner",
                    "What they should fill: borders within the tolerance are brought onto it."
                    " Without it the outer border stays.",
                ),
                make.POLYGONS,
                optional=True,
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                RepairParams,
                "tolerance",
                translate("GridPlanner", "Tolerance"),
                translate(
                    "GridPlanner",
                    "Gaps up to this width are filled; wider ones stay and are listed.",
                ),
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Repaired units"),
                translate("GridPlanner", "The same features without gaps and overlaps."),
                REPAIRED,
            ),
            make.sink(
                "CHANGES",
                translate("GridPlanner", "Changes"),
                translate("GridPlanner", "One polygon a change: from whom, to whom and why."),
                CHANGES,
                optional=True,
            ),
            certificate(),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("MAX_DISPLACEMENT", translate("GridPlanner", "Largest displacement (m)")),
            make.number("GAP_AREA", translate("GridPlanner", "Area of gaps left (m²)")),
            make.number("OVERLAP_AREA", translate("GridPlanner", "Area of overlaps left (m²)")),
        ]

    def compute(self, reader: Reader, params: RepairParams, progress: Progress) -> Repair:
        from ...core.coverage.repair import repair_coverage

        cells = named_by_code(reader.frame("INPUT", repair=False))
        boundary = reader.frame("BOUNDARY")
        return repair_coverage(cells, params, boundary=boundary, progress=progress)

    def write(self, result: Repair, writer: Writer) -> None:
        writer.reshaped("OUTPUT", "INPUT", result.units)
        writer.frame("CHANGES", result.changes)
        writer.text("CERTIFICATE", result.certificate.to_json)
        writer.value("MAX_DISPLACEMENT", result.max_displacement)
        writer.value("GAP_AREA", result.gap_area)
        writer.value("OVERLAP_AREA", result.overlap_area)
