# SPDX-License-Identifier: GPL-2.0-or-later
"""The inputs that planning and evaluating have in common: units, barriers and the quota table."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ...core.errors import (
    DuplicateCodes,
    GivenName,
    MissingCodes,
    QuotaWithoutFields,
    UnknownOption,
)
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from qgis.core import QgsProcessingParameterDefinition

    from ...bridge.features import Column, Reader
    from ...core.params import Params

UNITS = "UNITS"
PARENT_FIELD = "PARENT_FIELD"
BARRIERS = "BARRIERS"
QUOTA = "QUOTA"
QUOTA_PARENT_FIELD = "QUOTA_PARENT_FIELD"
QUOTA_COUNT_FIELD = "QUOTA_COUNT_FIELD"
MANAGER_FIELD = "MANAGER_FIELD"
PATROL_FIELD = "PATROL_FIELD"
LIMITS = "LIMITS"

# Fields that may tell what the parent of a unit is called; only the report asks for it.
PARENT_NAMES = ("parent_name", "community_name", "area_name", "社区名称", "社区")

QUOTA_COLUMNS = MappingProxyType(
    {
        "parent_code": (QUOTA_PARENT_FIELD, "text"),
        "grid_count": (QUOTA_COUNT_FIELD, "number"),
    }
)


@dataclass(frozen=True)
class PlanInputs:
    """The units, how many grids each parent gets, and lines that no grid crosses.

    `of_grids`: the units are grids themselves and shall become groups.
    """

    units: gpd.GeoDataFrame
    quota: dict[str, Any] | None
    barriers: gpd.GeoDataFrame | None
    of_grids: bool = False


def barrier_layer() -> QgsProcessingParameterDefinition:
    """Offer to choose the barriers."""
    return make.layer(
        BARRIERS,
        translate("GridPlanner", "Barriers"),
        translate("GridPlanner", "Lines that no grid crosses: rivers, railways."),
        make.LINES,
        make.POLYGONS,
        optional=True,
    )


def quota_table() -> list[QgsProcessingParameterDefinition]:
    """Offer to choose the quota table and its fields."""
    return [
        make.layer(
            QUOTA,
            translate("GridPlanner", "Quota table"),
            translate("GridPlanner", "How many grids each parent gets, for example its staff."),
            make.TABLE,
            optional=True,
        ),
        make.attribute(
            QUOTA_PARENT_FIELD,
            translate("GridPlanner", "Quota: code of the parent"),
            translate("GridPlanner", "The same codes as in the parent field of the units."),
            QUOTA,
        ),
        make.attribute(
            QUOTA_COUNT_FIELD,
            translate("GridPlanner", "Quota: number of grids"),
            translate("GridPlanner", "A whole number above zero."),
            QUOTA,
            numeric=True,
        ),
    ]


def other_limits(params: type[Params]) -> QgsProcessingParameterDefinition:
    """Ask for limits of quantities other than the workload."""
    return make.tunable(
        params,
        "limits",
        translate("GridPlanner", "Limits of other quantities"),
        translate(
            "GridPlanner",
            "For example households=150..400; area_m2=..200000; unit_count=2..: numeric fields of"
            " the units, their area (m²) or number. Never more or less than this in a grid.",
        ),
        advanced=True,
    )


def manager_field() -> QgsProcessingParameterDefinition:
    """Offer to choose the field of the manager."""
    return make.attribute(
        MANAGER_FIELD,
        translate("GridPlanner", "Manager of the unit"),
        translate("GridPlanner", "Such as a property company: grids of one manager are preferred."),
        UNITS,
    )


def patrol_field() -> QgsProcessingParameterDefinition:
    """Offer to choose the field of the patrol length."""
    return make.attribute(
        PATROL_FIELD,
        translate("GridPlanner", "Patrol length"),
        translate("GridPlanner", "In metres (patrol_m), for the score of manageability."),
        UNITS,
        numeric=True,
    )


def read_inputs(
    reader: Reader, columns: Mapping[str, tuple[str, str]], code_field: str = ""
) -> PlanInputs:
    """Read the units with `columns` and what is limited, the quota and the barriers.

    `code_field`: where the code of a unit stands, by default in unit_code.
    """
    from ...bridge.features import Column

    names = {
        "unit_code": Column(code_field or reader.first_field(UNITS, ["unit_code"])),
        "parent_name": Column(reader.first_field(UNITS, PARENT_NAMES)),
    }
    wanted = {**_limited(reader, columns), **names, **reader.columns(columns)}
    return PlanInputs(
        units=reader.frame(UNITS, wanted),
        quota=_read_quota(reader),
        barriers=reader.frame(BARRIERS),
    )


def _limited(reader: Reader, columns: Mapping[str, tuple[str, str]]) -> dict[str, Column]:
    """Return the columns of the quantities that are limited and not known anyway."""
    from ...bridge.features import Column
    from ...core.zoning.limits import ALWAYS_KNOWN, parse_limits

    wanted = [limit.quantity for limit in parse_limits(reader.field(LIMITS))]
    taken = {name for name, (_, kind) in columns.items() if kind != "number"}
    numeric = [field.name() for field in reader.source(UNITS).fields() if field.isNumeric()]
    options = [*ALWAYS_KNOWN, *(name for name in numeric if name not in {*ALWAYS_KNOWN, *taken})]
    for name in wanted:
        if name not in options:
            raise UnknownOption(parameter="limits", value=GivenName(name), options=options)
    return {name: Column(name, "number") for name in wanted if name not in ALWAYS_KNOWN}


def _read_quota(reader: Reader) -> dict[str, Any] | None:
    """Return the number of grids by parent; core checks that they are whole and complete."""
    columns = reader.columns(QUOTA_COLUMNS)
    chosen = [reader.field(PARENT_FIELD), *(column.field for column in columns.values())]
    source = reader.source(QUOTA)
    if source is None:
        return None
    if not all(chosen):
        raise QuotaWithoutFields
    table = reader.table(QUOTA, columns)
    field = columns["parent_code"].field
    facts = {"layer": GivenName(source.sourceName()), "field": GivenName(field)}
    twice = table["parent_code"].duplicated()
    if table["parent_code"].isna().any():
        raise MissingCodes(count=int(table["parent_code"].isna().sum()), **facts)
    if twice.any():
        raise DuplicateCodes(codes=sorted(set(table["parent_code"][twice])), **facts)
    return dict(zip(table["parent_code"].tolist(), table["grid_count"].tolist()))
