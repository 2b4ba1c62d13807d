# SPDX-License-Identifier: GPL-2.0-or-later
"""Roll up: every figure by grid, community, street and district, and the outlines of each level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber, QgsWkbTypes

from ...bridge.sinks import FieldSpec
from ...core.params import RollupParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.progress import Progress
    from ...core.zoning.rollup import Rollup

INPUT = "INPUT"
LEVEL_FIELDS = "LEVEL_FIELDS"
CODE_FIELD = "CODE_FIELD"
VALUE_FIELDS = "VALUE_FIELDS"
OUTPUT = "OUTPUT"
TABLE = "TABLE"
BROKEN = "BROKEN"

SUMMED_BY_DEFAULT = (
    "workload", "area_m2", "households", "persons", "population", "floating", "buildings",
    "floor_area", "floor_area_m2", "poi", "shops", "cases", "street_m", "patrol_m", "unit_count",
    "posts", "staff_count",
)  # fmt: skip
ROW_FIELDS = (
    FieldSpec("level", "integer"),
    FieldSpec("level_name", "text"),
    FieldSpec("code", "text"),
    FieldSpec("parent_code", "text"),
    FieldSpec("children", "integer"),
    FieldSpec("features", "integer"),
)
BROKEN_FIELDS = (
    FieldSpec("level", "integer"),
    FieldSpec("level_name", "text"),
    FieldSpec("code", "text"),
    FieldSpec("kind", "text"),
    FieldSpec("note", "text"),
)


@dataclass(frozen=True)
class RollupInputs:
    """The features, their codes (a column a level) and what is summed (a column a quantity).

    `code`: name of the column of `codes` whose first digits are levels, too; "" for none.
    """

    features: gpd.GeoDataFrame
    codes: pd.DataFrame
    code: str
    values: pd.DataFrame


class RollUp(GridPlannerAlgorithm):
    """Sums figures and joins areas level by level."""

    ID = "rollup"
    GROUP = "zoning"
    MAIN = INPUT
    PARAMS = RollupParams
    TAGS = (
        "roll up", "aggregate", "sum", "levels", "huizong", "siji", "jiedao huizong",
        "汇总", "逐级汇总", "四级", "区镇街村居网格", "街道汇总",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Roll up by level")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Sums every figure by grid, community, street and district, joins the areas of each"
            " level, and lists codes that are not nested.",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._inputs(), *self._results()]

    def _inputs(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                INPUT,
                translate("GridPlanner", "Units or grids"),
                translate("GridPlanner", "The finest areas, with codes and figures."),
                make.POLYGONS,
            ),
            make.attributes(
                LEVEL_FIELDS,
                translate("GridPlanner", "Codes of the levels"),
                translate(
                    "GridPlanner",
                    "One field a level, such as grid, community and street; the order is found"
                    " from the data.",
                ),
                INPUT,
            ),
            make.attribute(
                CODE_FIELD,
                translate("GridPlanner", "Code with levels in its digits"),
                translate("GridPlanner", "It and its first digits are levels, too."),
                INPUT,
            ),
            make.tunable(
                RollupParams,
                "digits",
                translate("GridPlanner", "Digits of the levels"),
                translate(
                    "GridPlanner",
                    "Of that code: 6 for the district, 9 for the street, 12 for the community.",
                ),
            ),
            make.attributes(
                VALUE_FIELDS,
                translate("GridPlanner", "What is summed"),
                translate(
                    "GridPlanner",
                    "Quantities such as workload or households; left empty, all that this plugin"
                    " writes and that may be summed.",
                ),
                INPUT,
                numeric=True,
            ),
            make.tunable(
                RollupParams,
                "level",
                translate("GridPlanner", "Level to draw"),
                translate("GridPlanner", "0: all in one layer; 1: the coarsest; 2: the next one."),
            ),
        ]

    def _results(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Areas by level"),
                translate("GridPlanner", "The joined areas with the sums of their parts."),
                make.POLYGONS,
            ),
            make.sink(
                TABLE,
                translate("GridPlanner", "Table of all levels"),
                translate("GridPlanner", "The same sums for every level, without areas."),
                make.TABLE,
                optional=True,
            ),
            make.sink(
                BROKEN,
                translate("GridPlanner", "Codes that are not nested"),
                translate("GridPlanner", "Codes with two parents or none, and missing codes."),
                make.TABLE,
                optional=True,
            ),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        words = {
            "LEVELS": translate("GridPlanner", "Number of levels"),
            "ROWS": translate("GridPlanner", "Rows of all levels"),
            "ORPHANS": translate("GridPlanner", "Codes that are not nested"),
        }
        return [QgsProcessingOutputNumber(name, text) for name, text in words.items()]

    def read(self, reader: Reader) -> RollupInputs:
        from ...bridge.features import Column

        code = reader.field(CODE_FIELD)
        levels = [*reader.fields(LEVEL_FIELDS), *([code] if code else [])]
        summed = reader.fields(VALUE_FIELDS) or reader.numeric_fields(INPUT, SUMMED_BY_DEFAULT)
        levels, summed = list(dict.fromkeys(levels)), list(dict.fromkeys(summed))
        columns = {f"code {field}": Column(field) for field in levels}
        columns |= {f"value {field}": Column(field, "number") for field in summed}
        frame = reader.frame(INPUT, columns)
        values = frame[[f"value {field}" for field in summed]]
        values = values.set_axis([_free(field) for field in summed], axis=1)
        if "area_m2" not in values:
            values = values.assign(area_m2=frame.area)
        codes = frame[[f"code {field}" for field in levels]].set_axis(levels, axis=1)
        return RollupInputs(frame, codes, code, values)

    def compute(self, data: RollupInputs, params: RollupParams, progress: Progress) -> Rollup:
        from ...core.zoning.rollup import prefix_levels, read_digits, roll_up

        codes = data.codes
        if data.code:
            name = translate("GridPlanner", "{count} digits of {field}")
            parts = prefix_levels(codes[data.code], read_digits(params.digits))
            codes = codes.assign(
                **{name.format(count=n, field=data.code): part for n, part in parts.items()}
            )
        shapes = data.features.geometry
        return roll_up(shapes, codes, data.values, level=params.level, progress=progress)

    def write(self, data: RollupInputs, result: Rollup, writer: Writer) -> None:
        fields = [*ROW_FIELDS, *(FieldSpec(str(name), "number") for name in data.values)]
        polygons = QgsWkbTypes.Type.MultiPolygon
        writer.frame(OUTPUT, result.drawn, fields, polygons, "rolled_up")
        writer.table(TABLE, result.rows, fields)
        writer.table(BROKEN, writer.with_notes(result.orphans), BROKEN_FIELDS)
        writer.values(result.figures)


def _free(field: str) -> str:
    """Return the name of the sum of `field`, which must not be a field of every row."""
    taken = field.lower() in {"geometry", *(spec.name for spec in ROW_FIELDS)}
    return f"sum_{field}" if taken else field
