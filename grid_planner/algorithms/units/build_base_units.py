# SPDX-License-Identifier: GPL-2.0-or-later
"""Build base units: divide communities along what people see."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...bridge.sinks import FieldSpec
from ...bridge.tally import tally_exceptions
from ...core.params import BaseUnitParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.units.build import BaseUnits

AREA = "AREA"
AREA_CODE_FIELD = "AREA_CODE_FIELD"
BARRIERS = "BARRIERS"
BARRIER_CLASS_FIELD = "BARRIER_CLASS_FIELD"
WEAK_LINES = "WEAK_LINES"
BUILDINGS = "BUILDINGS"
COMPOUNDS = "COMPOUNDS"
OUTPUT = "OUTPUT"
EXCEPTIONS = "EXCEPTIONS"
AREAS_OUTPUT = "AREAS_OUTPUT"
CERTIFICATE = "CERTIFICATE"

UNIT_FIELDS = (
    FieldSpec("unit_code", "text"),
    FieldSpec("area_code", "text"),
    FieldSpec("area_m2", "number"),
    FieldSpec("perimeter_m", "number"),
    FieldSpec("compactness", "number"),
    FieldSpec("buildings", "integer"),
)
AREA_FIELDS = (
    FieldSpec("area_code", "text"),
    FieldSpec("area_m2", "number"),
    FieldSpec("area_before_m2", "number"),
    FieldSpec("change_m2", "number"),
    FieldSpec("change_share", "number"),
    FieldSpec("units", "integer"),
)
EXCEPTION_FIELDS = (FieldSpec("kind", "text"), FieldSpec("note", "text"))


@dataclass(frozen=True)
class BaseUnitInputs:
    """The frames a division starts from."""

    areas: gpd.GeoDataFrame
    barriers: gpd.GeoDataFrame | None
    weak_lines: gpd.GeoDataFrame | None
    buildings: gpd.GeoDataFrame | None
    compounds: gpd.GeoDataFrame | None


class BuildBaseUnits(GridPlannerAlgorithm):
    """Divides areas into base units of moderate size that cut no building."""

    ID = "buildbaseunits"
    GROUP = "units"
    MAIN = AREA
    PARAMS = BaseUnitParams
    COLUMNS = MappingProxyType({"area_code": (AREA_CODE_FIELD, "text")})
    TAGS = (
        "base unit", "management grid", "block", "polygonize", "jichu danyuan", "wangge",
        "huafen", "基础单元", "单元网格", "网格划分", "万米网格",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Build base units")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Divides communities into base units of about 10,000 m² that follow streets, rivers"
            " and railways and cut no building.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._layers(), *self._limits(), *self._results()]

    def _layers(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                AREA,
                translate("GridPlanner", "Communities or city outline"),
                translate("GridPlanner", "No unit crosses the border between two of its features."),
                make.POLYGONS,
            ),
            make.attribute(
                AREA_CODE_FIELD,
                translate("GridPlanner", "Code of the area"),
                translate("GridPlanner", "Unit codes begin with it."),
                AREA,
            ),
            make.layers(
                BARRIERS,
                translate("GridPlanner", "Barriers"),
                translate("GridPlanner", "Streets, railways, rivers, walls: borders of units."),
                make.LINES,
                make.POLYGONS,
            ),
            make.attribute(
                BARRIER_CLASS_FIELD,
                translate("GridPlanner", "Class of the barrier"),
                translate(
                    "GridPlanner",
                    "For example highway: units are merged across alleys sooner than across main"
                    " roads.",
                ),
                BARRIERS,
            ),
            make.layers(
                WEAK_LINES,
                translate("GridPlanner", "Paths"),
                translate("GridPlanner", "Used as borders only inside oversized blocks."),
                make.LINES,
            ),
            make.layer(
                BUILDINGS,
                translate("GridPlanner", "Buildings"),
                translate("GridPlanner", "Never cut."),
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                COMPOUNDS,
                translate("GridPlanner", "Compounds"),
                translate("GridPlanner", "Estates, schools, hospitals: never cut, kept whole."),
                make.POLYGONS,
                optional=True,
            ),
        ]

    def _limits(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.tunable(
                BaseUnitParams,
                "target_area",
                translate("GridPlanner", "Target area"),
                translate("GridPlanner", "Oversized blocks are divided into parts of this size."),
            ),
            make.tunable(
                BaseUnitParams,
                "min_area",
                translate("GridPlanner", "Minimum area"),
                translate("GridPlanner", "Smaller units are merged with a neighbour."),
            ),
            make.tunable(
                BaseUnitParams,
                "max_area",
                translate("GridPlanner", "Maximum area"),
                translate("GridPlanner", "Larger units are divided between their buildings."),
            ),
            make.tunable(
                BaseUnitParams,
                "min_width",
                translate("GridPlanner", "Minimum width"),
                translate("GridPlanner", "Narrower strips, such as medians, are merged."),
                advanced=True,
            ),
            make.tunable(
                BaseUnitParams,
                "snap_distance",
                translate("GridPlanner", "Snap distance of community borders"),
                translate(
                    "GridPlanner",
                    "Borders between communities that run along a barrier within this distance are"
                    " laid on it first. 0: borders stay as drawn.",
                ),
                advanced=True,
            ),
            make.tunable(
                BaseUnitParams,
                "code_profile",
                translate("GridPlanner", "Code profile"),
                translate("GridPlanner", "The standard that the unit codes follow."),
                advanced=True,
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units, without gap or overlap."),
                make.POLYGONS,
            ),
            make.sink(
                EXCEPTIONS,
                translate("GridPlanner", "Exceptions"),
                translate("GridPlanner", "Points where a planner must look."),
                make.POINTS,
                optional=True,
            ),
            make.sink(
                AREAS_OUTPUT,
                translate("GridPlanner", "Communities as divided"),
                translate(
                    "GridPlanner",
                    "The communities with the borders that the units follow, and by how much the"
                    " area of each has changed.",
                ),
                make.POLYGONS,
                optional=True,
                by_default=False,
            ),
            make.file(
                CERTIFICATE,
                translate("GridPlanner", "Certificate of coverage"),
                translate("GridPlanner", "The proof that no gap and no overlap is left."),
                "JSON (*.json)",
            ),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        number = QgsProcessingOutputNumber
        return [
            number("UNIT_COUNT", translate("GridPlanner", "Number of units")),
            number("SHARE_IN_RANGE", translate("GridPlanner", "Share of units in range")),
            number("BUILDINGS_CUT", translate("GridPlanner", "Buildings cut")),
            number("GAP_AREA", translate("GridPlanner", "Area of gaps (m²)")),
            number("OVERLAP_AREA", translate("GridPlanner", "Area of overlaps (m²)")),
        ]

    def read(self, reader: Reader) -> BaseUnitInputs:
        from ...bridge.features import Column

        barrier_class = {"barrier_class": Column(reader.field(BARRIER_CLASS_FIELD))}
        return BaseUnitInputs(
            areas=reader.frame(AREA, reader.columns(self.COLUMNS)),
            barriers=reader.frames(BARRIERS, barrier_class),
            weak_lines=reader.frames(WEAK_LINES),
            buildings=reader.frame(BUILDINGS),
            compounds=reader.frame(COMPOUNDS),
        )

    def compute(
        self, data: BaseUnitInputs, params: BaseUnitParams, progress: Progress
    ) -> BaseUnits:
        from ...core.units.build import build_base_units

        return build_base_units(
            data.areas,
            params,
            barriers=data.barriers,
            weak_lines=data.weak_lines,
            buildings=data.buildings,
            compounds=data.compounds,
            progress=progress,
        )

    def write(self, data: BaseUnitInputs, result: BaseUnits, writer: Writer) -> None:  # noqa: ARG002
        polygon, point = QgsWkbTypes.Type.Polygon, QgsWkbTypes.Type.Point
        writer.frame(OUTPUT, result.units, UNIT_FIELDS, polygon, "base_unit")
        writer.tell(tally_exceptions(result.exceptions, EXCEPTIONS))
        noted = writer.with_notes(result.exceptions)
        writer.frame(EXCEPTIONS, noted, EXCEPTION_FIELDS, point, "exception")
        several = QgsWkbTypes.Type.MultiPolygon
        writer.frame(AREAS_OUTPUT, result.areas, AREA_FIELDS, several, "settled_area")
        writer.text(CERTIFICATE, result.certificate.to_json)
        writer.values(result.figures)
