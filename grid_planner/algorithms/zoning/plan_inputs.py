# SPDX-License-Identifier: GPL-2.0-or-later
"""The inputs that planning and evaluating have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...bridge.declared import Column, fills, sought
from ...core.errors import (
    GivenName,
    QuotaWithoutFields,
    UnknownOption,
)
from ...i18n import translate
from .. import definitions as make
from ..parameters import base_units

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.params import Params
    from ..base import Definitions, Reader


# Fields that may tell what the parent of a unit is called, for the report.
PARENT_NAMES = ("parent_name", "community_name", "area_name", "社区名称", "社区")


def units(text: str, *code: str) -> Definitions:
    """Ask for the units, explained by `text`, their code (a field of `code`) and their workload."""
    return [
        base_units(text, *code, also=[sought("parent_name", *PARENT_NAMES)]),
        make.attribute(
            "WORKLOAD_FIELD",
            translate("GridPlanner", "Workload"),
            translate("GridPlanner", "What to balance; left out, the area is balanced."),
            "UNITS",
            fills("workload", kind="number"),
            usual="workload",
        ),
    ]


def parents(usual: str = "") -> Definitions:
    """Offer to choose what no grid may cross: parents by field, barriers by layer."""
    return [
        make.attribute(
            "PARENT_FIELD",
            translate("GridPlanner", "Parent"),
            translate("GridPlanner", "Community or street: no grid crosses its border."),
            "UNITS",
            fills("parent_code"),
            usual=usual,
        ),
        make.layer(
            "BARRIERS",
            translate("GridPlanner", "Barriers"),
            translate("GridPlanner", "Lines that no grid crosses: rivers, railways."),
            make.LINES,
            make.POLYGONS,
            optional=True,
        ),
    ]


def quota_table() -> Definitions:
    """Offer to choose the quota table and its fields."""
    return [
        make.layer(
            "QUOTA",
            translate("GridPlanner", "Quota table"),
            translate("GridPlanner", "How many grids each parent gets, for example its staff."),
            make.TABLE,
            optional=True,
        ),
        make.attribute(
            "QUOTA_PARENT_FIELD",
            translate("GridPlanner", "Quota: code of the parent"),
            translate("GridPlanner", "The same codes as in the parent field of the units."),
            "QUOTA",
            fills("parent_code"),
        ),
        make.attribute(
            "QUOTA_COUNT_FIELD",
            translate("GridPlanner", "Quota: number of grids"),
            translate("GridPlanner", "A whole number above zero."),
            "QUOTA",
            fills("grid_count", kind="number"),
        ),
    ]


def ties() -> Definitions:
    """Offer to choose what ties units to each other, and how far they are walked."""
    return [
        make.attribute(
            "KEEP_TOGETHER_FIELD",
            translate("GridPlanner", "Keep together"),
            translate("GridPlanner", "Units with one value, such as a compound, stay one."),
            "UNITS",
            fills("keep_together"),
        ),
        make.attribute(
            "CLASS_FIELD",
            translate("GridPlanner", "Class of the unit"),
            translate("GridPlanner", "Grids of one class are preferred, and score for affinity."),
            "UNITS",
            fills("unit_class"),
        ),
        make.attribute(
            "MANAGER_FIELD",
            translate("GridPlanner", "Manager of the unit"),
            translate(
                "GridPlanner", "Such as a property company: grids of one manager are preferred."
            ),
            "UNITS",
            fills("manager"),
        ),
        make.attribute(
            "PATROL_FIELD",
            translate("GridPlanner", "Patrol length"),
            translate("GridPlanner", "In metres (patrol_m), for the score of manageability."),
            "UNITS",
            fills("patrol_m", kind="number"),
        ),
    ]


def grids_of_today(text: str) -> Definitions:
    """Offer to choose the grids of today, used as `text` says, and which of them are locked."""
    return [
        make.attribute(
            "CURRENT_FIELD",
            translate("GridPlanner", "Current grid"),
            text,
            "UNITS",
            fills("current_grid"),
        ),
        make.attribute(
            "LOCKED_FIELD",
            translate("GridPlanner", "Locked"),
            translate(
                "GridPlanner",
                "Yes/no or 0/1: one locked unit keeps its whole current grid and its code.",
            ),
            "UNITS",
            fills("locked", kind="flag"),
        ),
    ]


def limits(params: type[Params], least_and_most: str) -> Definitions:
    """Ask for limits of a grid; `least_and_most` says what those of the workload are for."""
    return [
        make.tunable(
            params,
            "min_workload",
            translate("GridPlanner", "Minimum workload of a grid"),
            least_and_most,
            advanced=True,
        ),
        make.tunable(
            params,
            "max_workload",
            translate("GridPlanner", "Maximum workload of a grid"),
            least_and_most,
            advanced=True,
        ),
        make.tunable(
            params,
            "limits",
            translate("GridPlanner", "Limits of other quantities"),
            translate(
                "GridPlanner",
                "For example households=150..400; area_m2=..200000; unit_count=2..: numeric fields"
                " of the units, their area (m²) or number. Never more or less than this in a grid.",
            ),
            advanced=True,
        ),
    ]


def role_and_bridges(params: type[Params]) -> Definitions:
    """Ask for the role of the grids, and how far apart islands count as neighbours."""
    return [
        make.tunable(
            params,
            "role",
            translate("GridPlanner", "Role of the grids"),
            translate("GridPlanner", "UNI: unified; SUP: supervision; DIS: disposal."),
            advanced=True,
        ),
        make.tunable(
            params,
            "bridge_distance",
            translate("GridPlanner", "Bridge distance"),
            translate("GridPlanner", "Islands up to this far apart count as neighbours."),
            advanced=True,
        ),
    ]


def read_units(reader: Reader) -> gpd.GeoDataFrame:
    """Read the units and the quantities that are limited. Raises UnknownOption, BadText."""
    return reader.frame("UNITS", *_limited(reader))


def read_rules(reader: Reader) -> dict[str, Any]:
    """Read what grids have to keep to: `quota` and `barriers`, None where there are none."""
    barriers = reader.frame("BARRIERS")
    return {
        "quota": _read_quota(reader),
        "barriers": None if barriers is None else barriers.geometry,
    }


def _limited(reader: Reader) -> list[Column]:
    """Return the columns of the quantities that are limited and not known anyway."""
    from ...core.zoning.limits import ALWAYS_KNOWN, parse_limits

    wanted = [limit.quantity for limit in parse_limits(reader.text("LIMITS"))]
    declared = {column.name: column for column in reader.declared("UNITS")}
    taken = {name for name, column in declared.items() if column.kind != "number"}
    numeric = [name for name in reader.numeric_fields("UNITS") if name not in taken]
    options = list(dict.fromkeys([*ALWAYS_KNOWN, *numeric]))
    for name in wanted:
        if name not in options:
            raise UnknownOption(parameter="limits", value=GivenName(name), options=options)
    return [
        Column(name, name, "number")
        for name in wanted
        if name not in ALWAYS_KNOWN and not (name in declared and declared[name].field)
    ]


def _read_quota(reader: Reader) -> dict[str, Any] | None:
    """Return the number of grids by parent; core checks that they are whole and complete."""
    from ...core.codes import check_codes

    table = reader.table("QUOTA")
    if table is None:
        return None
    fields = ("PARENT_FIELD", "QUOTA_PARENT_FIELD", "QUOTA_COUNT_FIELD")
    if not all(map(reader.text, fields)):
        raise QuotaWithoutFields
    check_codes(
        table["parent_code"],
        layer=GivenName(reader.source("QUOTA").sourceName()),
        field=GivenName(reader.text("QUOTA_PARENT_FIELD")),
    )
    return dict(zip(table["parent_code"].tolist(), table["grid_count"].tolist()))
