# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair coverage: settle overlaps, share out gaps, and list every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...bridge.sinks import FieldSpec
from ...core.params import RepairParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm
from .audit_coverage import CODE_FIELDS, named_by_code

if TYPE_CHECKING:
    import geopandas as gpd

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.coverage.repair import Repair
    from ...core.progress import Progress

INPUT = "INPUT"
BOUNDARY = "BOUNDARY"
PRIORITY_FIELD = "PRIORITY_FIELD"
OUTPUT = "OUTPUT"
CHANGES = "CHANGES"
CERTIFICATE = "CERTIFICATE"

CHANGE_FIELDS = (
    FieldSpec("from_id", "text"),
    FieldSpec("to_id", "text"),
    FieldSpec("area_m2", "number"),
    FieldSpec("reason", "text"),
)


@dataclass(frozen=True)
class RepairInputs:
    """The division, and what it should fill."""

    cells: gpd.GeoDataFrame
    boundary: gpd.GeoDataFrame | None


class RepairCoverage(GridPlannerAlgorithm):
    """Makes a full coverage of polygons that overlap or leave gaps."""

    ID = "repaircoverage"
    GROUP = "units"
    MAIN = INPUT
    PARAMS = RepairParams
    TAGS = (
        "coverage", "topology", "repair", "gap", "overlap", "sliver", "fugai xiufu", "tuopu",
        "覆盖修复", "拓扑", "缝隙", "重叠", "碎屑",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Repair coverage")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Settles overlaps by priority, shares narrow gaps out among their neighbours and lists"
            " every change; a coverage without faults comes back as it is.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                INPUT,
                translate("GridPlanner", "Units or grids"),
                translate("GridPlanner", "The polygons that should cover without gap or overlap."),
                make.POLYGONS,
            ),
            make.layer(
                BOUNDARY,
                translate("GridPlanner", "Boundary"),
                translate(
                    "GridPlanner",
                    "What they should fill: borders within the tolerance are brought onto it."
                    " Without it the outer border stays.",
                ),
                make.POLYGONS,
                optional=True,
            ),
            make.tunable(
                RepairParams,
                "tolerance",
                translate("GridPlanner", "Tolerance"),
                translate(
                    "GridPlanner",
                    "Gaps up to this width are filled; wider ones stay and are listed.",
                ),
            ),
            make.attribute(
                PRIORITY_FIELD,
                translate("GridPlanner", "Priority"),
                translate(
                    "GridPlanner",
                    "Number; where two disagree, the unit with the higher one keeps its border.",
                ),
                INPUT,
                numeric=True,
            ),
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Repaired units"),
                translate("GridPlanner", "The same features without gaps and overlaps."),
                make.POLYGONS,
            ),
            make.sink(
                CHANGES,
                translate("GridPlanner", "Changes"),
                translate("GridPlanner", "One polygon a change: from whom, to whom and why."),
                make.POLYGONS,
                optional=True,
            ),
            make.file(
                CERTIFICATE,
                translate("GridPlanner", "Certificate of coverage"),
                translate("GridPlanner", "The proof that no gap and no overlap is left."),
                "JSON (*.json)",
            ),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        return [
            QgsProcessingOutputNumber(
                "MAX_DISPLACEMENT", translate("GridPlanner", "Largest displacement (m)")
            ),
            QgsProcessingOutputNumber(
                "GAP_AREA", translate("GridPlanner", "Area of gaps left (m²)")
            ),
            QgsProcessingOutputNumber(
                "OVERLAP_AREA", translate("GridPlanner", "Area of overlaps left (m²)")
            ),
        ]

    def read(self, reader: Reader) -> RepairInputs:
        from ...bridge.features import Column

        columns = {"code": Column(reader.first_field(INPUT, CODE_FIELDS))}
        columns["priority"] = Column(reader.field(PRIORITY_FIELD), "number")
        return RepairInputs(
            cells=named_by_code(reader.frame(INPUT, columns, repair=False)),
            boundary=reader.frame(BOUNDARY),
        )

    def compute(self, data: RepairInputs, params: RepairParams, progress: Progress) -> Repair:
        from ...core.coverage.repair import repair_coverage

        return repair_coverage(data.cells, params, boundary=data.boundary, progress=progress)

    def write(self, data: RepairInputs, result: Repair, writer: Writer) -> None:  # noqa: ARG002
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.reshaped(OUTPUT, INPUT, result.units, polygons, "repaired_unit")
        writer.frame(CHANGES, result.changes, CHANGE_FIELDS, polygons, "coverage_change")
        writer.text(CERTIFICATE, result.certificate.to_json)
        writer.value("MAX_DISPLACEMENT", result.max_displacement)
        writer.value("GAP_AREA", result.gap_area)
        writer.value("OVERLAP_AREA", result.overlap_area)
