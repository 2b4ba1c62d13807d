# SPDX-License-Identifier: GPL-2.0-or-later
"""Encode units: codes by the standard, stable from run to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...core.errors import MissingField
from ...core.params import EncodeParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Progress, Reader, Writer

if TYPE_CHECKING:
    from ...core.units.encode import Codes

ENCODED = Result("base_unit", ("unit_code",))


class EncodeUnits(GridPlannerAlgorithm):
    """Gives every unit a code that nobody else has or had."""

    ID = "encodeunits"
    GROUP = "units"
    MAIN = "INPUT"
    PARAMS = EncodeParams
    TAGS = (
        "code, identifier, serial number, bianma, shunxuma, wangge bianma, 单元网格编码, 顺序码,"
        " 标识码, 编码"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Encode units")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives each base unit the code of the standard: county, street, community and serial"
            " number; codes in use stay, retired ones are not given again.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "INPUT",
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units to encode."),
                make.POLYGONS,
            ),
            make.attribute(
                "AREA_CODE_FIELD",
                translate("GridPlanner", "Code of the area"),
                translate(
                    "GridPlanner",
                    "The code of the community; several codes, separated by commas, where a unit"
                    " lies over several communities.",
                ),
                "INPUT",
                fills("area_code"),
                optional=False,
                usual="area_code",
            ),
            make.attribute(
                "KEEP_FIELD",
                translate("GridPlanner", "Code that stays"),
                translate(
                    "GridPlanner",
                    "Codes in this field stay; units without one get the next free number.",
                ),
                "INPUT",
                fills("kept_code"),
            ),
            make.layer(
                "USED_CODES",
                translate("GridPlanner", "Codes of before"),
                translate(
                    "GridPlanner",
                    "A table or an older layer; its codes are never given to another unit.",
                ),
                make.TABLE,
                optional=True,
            ),
            make.attribute(
                "USED_CODES_FIELD",
                translate("GridPlanner", "Field of the codes of before"),
                translate("GridPlanner", "By default unit_code."),
                "USED_CODES",
                fills("code", "unit_code"),
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                EncodeParams,
                "code_profile",
                translate("GridPlanner", "Code profile"),
                translate("GridPlanner", "The standard that the unit codes follow."),
            ),
            make.tunable(
                EncodeParams,
                "serial_order",
                translate("GridPlanner", "Order of the serial numbers"),
                translate("GridPlanner", "The standards number from west to east, north to south."),
            ),
            make.tunable(
                EncodeParams,
                "row_height",
                translate("GridPlanner", "Height of a row"),
                translate(
                    "GridPlanner",
                    "Units within it count as one row; left empty, the width of a mean unit.",
                ),
                advanced=True,
            ),
            make.tunable(
                EncodeParams,
                "prefix",
                translate("GridPlanner", "Prefix"),
                translate(
                    "GridPlanner",
                    "Put before the code of the area, such as the object code of CJ/T 349-2010.",
                ),
                advanced=True,
            ),
            make.tunable(
                EncodeParams,
                "letters",
                translate("GridPlanner", "Go on with letters after 999"),
                translate("GridPlanner", "A00, A01 … Z99; no standard says so, ask your platform."),
                advanced=True,
            ),
            make.source_file(
                "PROFILE_FILE",
                translate("GridPlanner", "Table of code profiles"),
                translate(
                    "GridPlanner",
                    "A CSV like code_profiles.csv in the plugin's folder profiles, which is used"
                    " where none is given.",
                ),
                "CSV (*.csv)",
                advanced=True,
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Encoded units"),
                translate("GridPlanner", "The units with their code."),
                ENCODED,
            ),
        ]

    def compute(self, reader: Reader, params: EncodeParams, progress: Progress) -> Codes:
        from ...core.units.code_profiles import PROFILE, code_profile
        from ...core.units.encode import encode_units

        profile_file = reader.file("PROFILE_FILE") or PROFILE
        return encode_units(
            reader.frame("INPUT"),
            params,
            profile=code_profile(params.code_profile, profile_file),
            used_codes=_used_codes(reader),
            progress=progress,
        )

    def write(self, result: Codes, writer: Writer) -> None:
        import pandas as pd

        writer.extended("OUTPUT", "INPUT", pd.DataFrame({"unit_code": result.codes}))


def _used_codes(reader: Reader) -> list[str | None]:
    before = reader.table("USED_CODES")
    if before is None:
        return []
    if "code" not in before:
        raise MissingField(layer="USED_CODES", field="USED_CODES_FIELD")
    return before["code"].tolist()
