# SPDX-License-Identifier: GPL-2.0-or-later
"""Audit coverage: where a division has gaps, overlaps or other faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...bridge.sinks import FieldSpec
from ...bridge.tally import tally_findings
from ...core.params import AuditParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.coverage.audit import CoverageAudit
    from ...core.progress import Progress

INPUT = "INPUT"
BOUNDARY = "BOUNDARY"
PARENTS = "PARENTS"
OUTPUT = "OUTPUT"
CERTIFICATE = "CERTIFICATE"

CODE_FIELDS = ("unit_code", "grid_code", "community_code", "area_code", "code")
FINDING_FIELDS = (
    FieldSpec("kind", "text"),
    FieldSpec("area_m2", "number"),
    FieldSpec("width_m", "number"),
    FieldSpec("ids", "text"),
)


@dataclass(frozen=True)
class AuditInputs:
    """The division, and what it should fill and nest in."""

    cells: gpd.GeoDataFrame
    boundary: gpd.GeoDataFrame | None
    parents: gpd.GeoDataFrame | None


class AuditCoverage(GridPlannerAlgorithm):
    """Lists every fault of a polygon coverage and proves it when there is none."""

    ID = "auditcoverage"
    GROUP = "units"
    MAIN = INPUT
    PARAMS = AuditParams
    TAGS = (
        "coverage", "topology", "gap", "overlap", "sliver", "fugai jiancha", "tuopu",
        "覆盖检查", "拓扑", "缝隙", "重叠", "碎屑",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Audit coverage")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Finds gaps, overlaps, slivers, duplicates and units outside their parents, and"
            " certifies a coverage that has none.",
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
                    "What they should fill; without it, gaps are holes and slits narrower than a"
                    " sliver.",
                ),
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                PARENTS,
                translate("GridPlanner", "Parents"),
                translate("GridPlanner", "Polygons that none may cross, such as communities."),
                make.POLYGONS,
                optional=True,
            ),
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
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Coverage findings"),
                translate("GridPlanner", "One polygon a fault, with its kind and who is involved."),
                make.POLYGONS,
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
            QgsProcessingOutputNumber("GAP_AREA", translate("GridPlanner", "Area of gaps (m²)")),
            QgsProcessingOutputNumber(
                "OVERLAP_AREA", translate("GridPlanner", "Area of overlaps (m²)")
            ),
            QgsProcessingOutputNumber("FINDINGS", translate("GridPlanner", "Number of findings")),
            QgsProcessingOutputBoolean("VALID", translate("GridPlanner", "Coverage is valid")),
        ]

    def read(self, reader: Reader) -> AuditInputs:
        from ...bridge.features import Column

        code = {"code": Column(reader.first_field(INPUT, CODE_FIELDS))}
        parent = {"code": Column(reader.first_field(PARENTS, CODE_FIELDS))}
        return AuditInputs(
            cells=named_by_code(reader.frame(INPUT, code, repair=False)),
            boundary=reader.frame(BOUNDARY),
            parents=named_by_code(reader.frame(PARENTS, parent)),
        )

    def compute(self, data: AuditInputs, params: AuditParams, progress: Progress) -> CoverageAudit:
        from ...core.coverage.audit import audit_coverage

        return audit_coverage(
            data.cells,
            params,
            boundary=data.boundary,
            parents=data.parents,
            progress=progress,
        )

    def write(self, data: AuditInputs, result: CoverageAudit, writer: Writer) -> None:  # noqa: ARG002
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.tell(tally_findings(result.findings, OUTPUT))
        writer.frame(OUTPUT, result.findings, FINDING_FIELDS, polygons, "coverage_finding")
        writer.text(CERTIFICATE, result.certificate.to_json)
        writer.value("GAP_AREA", result.gap_area)
        writer.value("OVERLAP_AREA", result.overlap_area)
        writer.value("FINDINGS", len(result.findings))
        writer.value("VALID", result.valid)


def named_by_code(cells: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Give features without a code field their feature id as code, to be found by."""
    if cells is None or "code" in cells:
        return cells
    return cells.assign(code=cells["source_id"].astype(str))
