# SPDX-License-Identifier: GPL-2.0-or-later
"""Roll up: every figure by grid, community, street and district, and the outlines of each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Column, Result, table
from ...bridge.field_table import Field, field_aliases
from ...core.params import RollupParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer

if TYPE_CHECKING:
    import pandas as pd

    from ...core.zoning.rollup import Rollup

ROWS = ("level", "level_name", "code", "parent_code", "children", "features")
LEVELS = Result("rolled_up", ROWS)
BROKEN = table("level", "level_name", "code", "kind", "note")
SUMMED_BY_DEFAULT = (
    "workload", "area_m2", "households", "persons", "population", "floating", "buildings",
    "floor_area", "floor_area_m2", "poi", "shops", "cases", "street_m", "patrol_m", "unit_count",
    "posts", "staff_count",
)  # fmt: skip


class RollUp(GridPlannerAlgorithm):
    """Sums figures and joins areas level by level."""

    ID = "rollup"
    GROUP = "zoning"
    MAIN = "INPUT"
    PARAMS = RollupParams
    TAGS = (
        "roll up, aggregate, sum, levels, huizong, siji, jiedao huizong, 汇总, 逐级汇总, 四级,"
        " 区镇街村居网格, 街道汇总"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Roll up by level")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Sums every figure by grid, community, street and district, joins the areas of each"
            " level, and lists codes that are not nested.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "INPUT",
                translate("GridPlanner", "Units or grids"),
                translate("GridPlanner", "The finest areas, with codes and figures."),
                make.POLYGONS,
            ),
            make.attributes(
                "LEVEL_FIELDS",
                translate("GridPlanner", "Codes of the levels"),
                translate(
                    "GridPlanner",
                    "One field a level, such as grid, community and street; the order is found"
                    " from the data.",
                ),
                "INPUT",
            ),
            make.attribute(
                "CODE_FIELD",
                translate("GridPlanner", "Code with levels in its digits"),
                translate("GridPlanner", "It and its first digits are levels, too."),
                "INPUT",
            ),
            make.attributes(
                "VALUE_FIELDS",
                translate("GridPlanner", "What is summed"),
                translate(
                    "GridPlanner",
                    "Quantities such as workload or households; left empty, all that this plugin"
                    " writes and that may be summed.",
                ),
                "INPUT",
                numeric=True,
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                RollupParams,
                "digits",
                translate("GridPlanner", "Digits of the levels"),
                translate(
                    "GridPlanner",
                    "Of that code: 6 for the district, 9 for the street, 12 for the community.",
                ),
            ),
            make.tunable(
                RollupParams,
                "level",
                translate("GridPlanner", "Level to draw"),
                translate("GridPlanner", "0: all in one layer; 1: the coarsest; 2: the next one."),
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Areas by level"),
                translate("GridPlanner", "The joined areas with the sums of their parts."),
                LEVELS,
            ),
            make.sink(
                "TABLE",
                translate("GridPlanner", "Table of all levels"),
                translate("GridPlanner", "The same sums for every level, without areas."),
                table(*ROWS),
                optional=True,
            ),
            make.sink(
                "BROKEN",
                translate("GridPlanner", "Codes that are not nested"),
                translate("GridPlanner", "Codes with two parents or none, and missing codes."),
                BROKEN,
                optional=True,
            ),
        ]

    def figures(self) -> Outputs:
        return [
            make.number("LEVELS", translate("GridPlanner", "Number of levels")),
            make.number("ROWS", translate("GridPlanner", "Rows of all levels")),
            make.number("ORPHANS", translate("GridPlanner", "Codes that are not nested")),
        ]

    def compute(self, reader: Reader, params: RollupParams, progress: Progress) -> Rollup:
        from ...core.zoning.rollup import prefix_levels, read_digits, roll_up

        code = reader.text("CODE_FIELD")
        levels = _once([*reader.fields("LEVEL_FIELDS"), *([code] if code else [])])
        summed = _once(reader.fields("VALUE_FIELDS") or _usually_summed(reader))
        frame = reader.frame(
            "INPUT",
            *(Column(f"code {field}", field) for field in levels),
            *(Column(f"value {field}", field, "number") for field in summed),
        )
        codes = _renamed(frame, {f"code {field}": field for field in levels})
        if code:
            name = translate("GridPlanner", "{count} digits of {field}")
            parts = prefix_levels(codes[code], read_digits(params.digits))
            for count, part in parts.items():
                codes[name.format(count=count, field=code)] = part
        values = _renamed(frame, {f"value {field}": _free(field) for field in summed})
        if "area_m2" not in values:
            values["area_m2"] = frame.area
        return roll_up(frame.geometry, codes, values, level=params.level, progress=progress)

    def write(self, result: Rollup, writer: Writer) -> None:
        aliases = field_aliases()
        sums = {name: Field("number", aliases.get(name, "")) for name in result.totals}
        writer.frame("OUTPUT", result.drawn, also=sums)
        writer.frame("TABLE", result.rows, also=sums)
        writer.frame("BROKEN", result.orphans)
        writer.values(result.figures)


def _once(fields: list[str]) -> list[str]:
    return list(dict.fromkeys(fields))


def _usually_summed(reader: Reader) -> list[str]:
    numeric = reader.numeric_fields("INPUT")
    return [field for field in SUMMED_BY_DEFAULT if field in numeric]


def _renamed(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return frame[list(names)].set_axis(list(names.values()), axis=1)


def _free(field: str) -> str:
    """Return the name of the sum of `field`, which must not be a field of every row."""
    return f"sum_{field}" if field.lower() in {"geometry", *ROWS} else field
