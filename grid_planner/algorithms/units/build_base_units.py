# SPDX-License-Identifier: GPL-2.0-or-later
"""Build base units: divide communities along what people see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...bridge.tally import tally_exceptions
from ...core.params import BaseUnitParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import certificate

if TYPE_CHECKING:
    from ...core.units.build import BaseUnits

UNITS = Result(
    "base_unit",
    ("unit_code", "area_code", "area_m2", "perimeter_m", "compactness", "buildings"),
    "Polygon",
)
EXCEPTIONS = Result("exception", ("kind", "note"), "Point")
AREAS = Result(
    "settled_area",
    ("area_code", "area_m2", "area_before_m2", "change_m2", "change_share", "units"),
)


class BuildBaseUnits(GridPlannerAlgorithm):
    """Divides areas into base units of moderate size that cut no building."""

    ID = "buildbaseunits"
    GROUP = "units"
    MAIN = "AREA"
    PARAMS = BaseUnitParams
    TAGS = (
        "base unit, management grid, block, polygonize, jichu danyuan, wangge, huafen, 基础单元,"
        " 单元网格, 网格划分, 万米网格"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Build base units")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Divides communities into base units of about 10,000 m² that follow streets, rivers"
            " and railways and cut no building.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "AREA",
                translate("GridPlanner", "Communities or city outline"),
                translate("GridPlanner", "No unit crosses the border between two of its features."),
                make.POLYGONS,
            ),
            make.attribute(
                "AREA_CODE_FIELD",
                translate("GridPlanner", "Code of the area"),
                translate("GridPlanner", "Unit codes begin with it."),
                "AREA",
                fills("area_code"),
            ),
            make.layers(
                "BARRIERS",
                translate("GridPlanner", "Barriers"),
                translate("GridPlanner", "Streets, railways, rivers, walls: borders of units."),
                make.LINES,
                make.POLYGONS,
            ),
            make.attribute(
                "BARRIER_CLASS_FIELD",
                translate("GridPlanner", "Class of the barrier"),
                translate(
                    "GridPlanner",
                    "For example highway: units are merged across alleys sooner than across main"
                    " roads.",
                ),
                "BARRIERS",
                fills("barrier_class"),
            ),
            make.layers(
                "WEAK_LINES",
                translate("GridPlanner", "Paths"),
                translate("GridPlanner", "Used as borders only inside oversized blocks."),
                make.LINES,
            ),
            make.layer(
                "BUILDINGS",
                translate("GridPlanner", "Buildings"),
                translate("GridPlanner", "Never cut."),
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                "COMPOUNDS",
                translate("GridPlanner", "Compounds"),
                translate("GridPlanner", "Estates, schools, hospitals: never cut, kept whole."),
                make.POLYGONS,
                optional=True,
            ),
        ]

    def settings(self) -> Definitions:
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

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units, without gap or overlap."),
                UNITS,
            ),
            make.sink(
                "EXCEPTIONS",
                translate("GridPlanner", "Exceptions"),
                translate("GridPlanner", "Points where a planner must look."),
                EXCEPTIONS,
                optional=True,
            ),
            make.sink(
                "AREAS_OUTPUT",
                translate("GridPlanner", "Communities as divided"),
                translate(
                    "GridPlanner",
                    "The communities with the borders that the units follow, and by how much the"
                    " area of each has changed.",
                ),
                AREAS,
                optional=True,
                by_default=False,
            ),
            certificate(),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("UNIT_COUNT", translate("GridPlanner", "Number of units")),
            make.number("SHARE_IN_RANGE", translate("GridPlanner", "Share of units in range")),
            make.number("BUILDINGS_CUT", translate("GridPlanner", "Buildings cut")),
            make.number("GAP_AREA", translate("GridPlanner", "Area of gaps (m²)")),
            make.number("OVERLAP_AREA", translate("GridPlanner", "Area of overlaps (m²)")),
        ]

    def compute(self, reader: Reader, params: BaseUnitParams, progress: Progress) -> BaseUnits:
        from ...core.units.build import build_base_units

        return build_base_units(
            reader.frame("AREA"),
            params,
            barriers=reader.frames("BARRIERS"),
            weak_lines=reader.frames("WEAK_LINES"),
            buildings=reader.frame("BUILDINGS"),
            compounds=reader.frame("COMPOUNDS"),
            progress=progress,
        )

    def write(self, result: BaseUnits, writer: Writer) -> None:
        writer.frame("OUTPUT", result.units)
        writer.tell(tally_exceptions(result.exceptions, "EXCEPTIONS"))
        writer.frame("EXCEPTIONS", result.exceptions)
        writer.frame("AREAS_OUTPUT", result.areas)
        writer.text("CERTIFICATE", result.certificate.to_json)
        writer.values(result.figures)
