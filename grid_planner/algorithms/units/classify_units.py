# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify units: residential, business, institutional, mixed or other."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...bridge.sinks import FieldSpec
from ...core.params import ClassifyParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.units.class_rules import Rule
    from ...core.units.classify import Classification
    from ...core.units.use_themes import UseThemes

UNITS = "UNITS"
BUILDINGS = "BUILDINGS"
USE_FIELD = "USE_FIELD"
POI = "POI"
CATEGORY_FIELD = "CATEGORY_FIELD"
LAND_USE = "LAND_USE"
LAND_USE_FIELD = "LAND_USE_FIELD"
RULES = "RULES"
THEMES = "THEMES"
OVERRIDE_FIELD = "OVERRIDE_FIELD"
OUTPUT = "OUTPUT"

CLASS_FIELDS = (
    FieldSpec("grid_class", "text"),
    FieldSpec("class_rule", "text"),
    FieldSpec("share_res", "number"),
    FieldSpec("share_com", "number"),
    FieldSpec("share_unit", "number"),
    FieldSpec("share_ind", "number"),
    FieldSpec("share_open", "number"),
    FieldSpec("share_oth", "number"),
    FieldSpec("evidence", "integer"),
)
# where no field is chosen: the sample's names, then OpenStreetMap's
USUAL_FIELDS = {
    BUILDINGS: ("use", "building"),
    POI: ("category", "amenity", "shop"),
    LAND_USE: ("land_use", "landuse", "kind"),
}


@dataclass(frozen=True)
class ClassInputs:
    """The units, what stands in them, and the tables that decide."""

    units: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame | None
    poi: gpd.GeoDataFrame | None
    land_use: gpd.GeoDataFrame | None
    rules: tuple[Rule, ...]
    themes: UseThemes


class ClassifyUnits(GridPlannerAlgorithm):
    """Adds the class, the rule that gave it, and the shares of uses to the units."""

    ID = "classifyunits"
    GROUP = "units"
    MAIN = UNITS
    PARAMS = ClassifyParams
    COLUMNS = MappingProxyType(
        {
            "override": (OVERRIDE_FIELD, "text"),
            "use": (USE_FIELD, "text"),
            "category": (CATEGORY_FIELD, "text"),
            "land_use": (LAND_USE_FIELD, "text"),
        }
    )
    TAGS = (
        "class", "land use", "functional zone", "poi", "wangge fenlei", "gongneng qu",
        "网格分类", "居民网格", "商务网格", "单位网格", "功能区",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Classify units")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives each base unit a class (residential, business, institutional, mixed, other) by"
            " floor area, points of interest and land use, with rules in a file of your own.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._seen_in_units(), *self._seen_on_ground(), *self._tables(), self._result()]

    def _seen_in_units(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                UNITS,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units to classify."),
                make.POLYGONS,
            ),
            make.layer(
                BUILDINGS,
                translate("GridPlanner", "Buildings"),
                translate("GridPlanner", "Floor area, with the field floors where there is one."),
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                USE_FIELD,
                translate("GridPlanner", "Use of the building"),
                translate("GridPlanner", "For example RES, retail or 住宅; by default use."),
                BUILDINGS,
            ),
            make.layer(
                POI,
                translate("GridPlanner", "Points of interest"),
                translate("GridPlanner", "Shops, schools, estates and other places."),
                make.POINTS,
                optional=True,
            ),
            make.attribute(
                CATEGORY_FIELD,
                translate("GridPlanner", "Category of the point"),
                translate(
                    "GridPlanner", "For example 餐饮服务;中餐厅 or school; by default category."
                ),
                POI,
            ),
        ]

    def _seen_on_ground(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                LAND_USE,
                translate("GridPlanner", "Land use"),
                translate("GridPlanner", "Polygons of land use, or of compounds with their kind."),
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                LAND_USE_FIELD,
                translate("GridPlanner", "Kind of land use"),
                translate(
                    "GridPlanner", "For example R2, 0701 or industrial; by default land_use."
                ),
                LAND_USE,
            ),
            make.attribute(
                OVERRIDE_FIELD,
                translate("GridPlanner", "Class set by hand"),
                translate(
                    "GridPlanner",
                    "Field of the units: RES, COM, UNIT, MIX or OTH where a planner decides;"
                    " empty where the rules do.",
                ),
                UNITS,
            ),
        ]

    def _tables(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.source_file(
                RULES,
                translate("GridPlanner", "Rules of the classes"),
                translate(
                    "GridPlanner",
                    "A CSV like class_rules.csv in the plugin's folder profiles, which is used"
                    " where none is given.",
                ),
                "CSV (*.csv)",
            ),
            make.source_file(
                THEMES,
                translate("GridPlanner", "Themes of the uses"),
                translate(
                    "GridPlanner",
                    "A CSV like use_themes.csv in the plugin's folder profiles: which use is"
                    " residential, business, institutional and so on.",
                ),
                "CSV (*.csv)",
                advanced=True,
            ),
            make.tunable(
                ClassifyParams,
                "weights",
                translate("GridPlanner", "Weights"),
                translate(
                    "GridPlanner",
                    "How much floor area, points of interest and land use count against each"
                    " other, for example floor=0.6,poi=0.2,land=0.2.",
                ),
                advanced=True,
            ),
        ]

    def _result(self) -> QgsProcessingParameterDefinition:
        return make.sink(
            OUTPUT,
            translate("GridPlanner", "Classified units"),
            translate("GridPlanner", "The units with class, rule and shares."),
            make.POLYGONS,
        )

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        return []

    def read(self, reader: Reader) -> ClassInputs:
        from ...bridge.features import Column
        from ...core.units.class_rules import RULES as SHIPPED_RULES
        from ...core.units.class_rules import read_rules
        from ...core.units.use_themes import TABLE, read_themes

        # the tables first: a fault in them shall not wait for the layers
        rules = read_rules(reader.file(RULES) or SHIPPED_RULES)
        themes = read_themes(reader.file(THEMES) or TABLE)

        def seen(layer: str, field: str) -> Column:
            return Column(reader.field(field) or reader.first_field(layer, USUAL_FIELDS[layer]))

        units = {
            "unit_code": Column(reader.first_field(UNITS, ["unit_code"])),
            "override": Column(reader.field(OVERRIDE_FIELD)),
        }
        building = {
            "use": seen(BUILDINGS, USE_FIELD),
            "floors": Column(reader.first_field(BUILDINGS, ["floors"]), "number"),
        }
        return ClassInputs(
            units=reader.frame(UNITS, units),
            buildings=reader.frame(BUILDINGS, building),
            poi=reader.frame(POI, {"category": seen(POI, CATEGORY_FIELD)}),
            land_use=reader.frame(LAND_USE, {"land_use": seen(LAND_USE, LAND_USE_FIELD)}),
            rules=rules,
            themes=themes,
        )

    def compute(
        self, data: ClassInputs, params: ClassifyParams, progress: Progress
    ) -> Classification:
        from ...core.units.classify import classify_units

        return classify_units(
            data.units,
            params,
            buildings=data.buildings,
            poi=data.poi,
            land_use=data.land_use,
            rules=data.rules,
            themes=data.themes,
            progress=progress,
        )

    def write(self, data: ClassInputs, result: Classification, writer: Writer) -> None:
        columns = result.classes.set_index(data.units["source_id"])
        writer.extended(OUTPUT, UNITS, columns, CLASS_FIELDS, "base_unit")
