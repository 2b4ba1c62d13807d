# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify units: residential, business, institutional, mixed or other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...core.params import ClassifyParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Progress, Reader, Writer
from ..parameters import base_units, buildings

if TYPE_CHECKING:
    from ...core.units.classify import Classification

CLASSIFIED = Result(
    "base_unit",
    (
        "grid_class", "class_rule", "share_res", "share_com", "share_unit", "share_ind",
        "share_open", "share_oth", "evidence",
    ),
)  # fmt: skip


class ClassifyUnits(GridPlannerAlgorithm):
    """Adds the class, the rule that gave it, and the shares of uses to the units."""

    ID = "classifyunits"
    GROUP = "units"
    MAIN = "UNITS"
    PARAMS = ClassifyParams
    TAGS = (
        "class, land use, functional zone, poi, wangge fenlei, gongneng qu, 网格分类, 居民网格,"
        " 商务网格, 单位网格, 功能区"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Classify units")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives each base unit a class (residential, business, institutional, mixed, other) by"
            " floor area, points of interest and land use, with rules in a file of your own.",
        )

    def inputs(self) -> Definitions:
        return [*self._seen_in_units(), *self._seen_on_ground()]

    def _seen_in_units(self) -> Definitions:
        return [
            base_units(translate("GridPlanner", "The units to classify.")),
            buildings(),
            make.attribute(
                "USE_FIELD",
                translate("GridPlanner", "Use of the building"),
                translate("GridPlanner", "For example RES, retail or 住宅; by default use."),
                "BUILDINGS",
                fills("use", "use", "building"),  # the sample's name, then OpenStreetMap's
            ),
            make.layer(
                "POI",
                translate("GridPlanner", "Points of interest"),
                translate("GridPlanner", "Shops, schools, estates and other places."),
                make.POINTS,
                optional=True,
            ),
            make.attribute(
                "CATEGORY_FIELD",
                translate("GridPlanner", "Category of the point"),
                translate(
                    "GridPlanner", "For example 餐饮服务;中餐厅 or school; by default category."
                ),
                "POI",
                fills("category", "category", "amenity", "shop"),
            ),
        ]

    def _seen_on_ground(self) -> Definitions:
        return [
            make.layer(
                "LAND_USE",
                translate("GridPlanner", "Land use"),
                translate("GridPlanner", "Polygons of land use, or of compounds with their kind."),
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                "LAND_USE_FIELD",
                translate("GridPlanner", "Kind of land use"),
                translate(
                    "GridPlanner", "For example R2, 0701 or industrial; by default land_use."
                ),
                "LAND_USE",
                fills("land_use", "land_use", "landuse", "kind"),
            ),
            make.attribute(
                "OVERRIDE_FIELD",
                translate("GridPlanner", "Class set by hand"),
                translate(
                    "GridPlanner",
                    "Field of the units: RES, COM, UNIT, MIX or OTH where a planner decides;"
                    " empty where the rules do.",
                ),
                "UNITS",
                fills("override"),
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.source_file(
                "RULES",
                translate("GridPlanner", "Rules of the classes"),
                translate(
                    "GridPlanner",
                    "A CSV like class_rules.csv in the plugin's folder profiles, which is used"
                    " where none is given.",
                ),
                "CSV (*.csv)",
            ),
            make.source_file(
                "THEMES",
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

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Classified units"),
                translate("GridPlanner", "The units with class, rule and shares."),
                CLASSIFIED,
            ),
        ]

    def compute(self, reader: Reader, params: ClassifyParams, progress: Progress) -> Classification:
        from ...core.units.class_rules import RULES, read_rules
        from ...core.units.classify import classify_units
        from ...core.units.use_themes import TABLE, read_themes

        # the tables first: a fault in them shall not wait for the layers
        rules = read_rules(reader.file("RULES") or RULES)
        themes = read_themes(reader.file("THEMES") or TABLE)
        return classify_units(
            reader.frame("UNITS"),
            params,
            buildings=reader.frame("BUILDINGS"),
            poi=reader.frame("POI"),
            land_use=reader.frame("LAND_USE"),
            rules=rules,
            themes=themes,
            progress=progress,
        )

    def write(self, result: Classification, writer: Writer) -> None:
        writer.extended("OUTPUT", "UNITS", result.classes)
