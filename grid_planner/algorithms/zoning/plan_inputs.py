# SPDX-License-Identifier: GPL-2.0-or-later
"""The inputs that planning and evaluating have in common: units, barriers and the quota table."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ...core.errors import DuplicateCodes, GivenName, MissingCodes, QuotaWithoutFields
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from qgis.core import QgsProcessingParameterDefinition

    from ...bridge.features import Reader

UNITS = "UNITS"
PARENT_FIELD = "PARENT_FIELD"
BARRIERS = "BARRIERS"
QUOTA = "QUOTA"
QUOTA_PARENT_FIELD = "QUOTA_PARENT_FIELD"
QUOTA_COUNT_FIELD = "QUOTA_COUNT_FIELD"

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


def read_inputs(
    reader: Reader, columns: Mapping[str, tuple[str, str]], code_field: str = ""
) -> PlanInputs:
    """Read the units with `columns`, the quota and the barriers.

    `code_field`: where the code of a unit stands, by default in unit_code.
    """
    from ...bridge.features import Column

    code = {"unit_code": Column(code_field or reader.first_field(UNITS, ["unit_code"]))}
    return PlanInputs(
        units=reader.frame(UNITS, {**code, **reader.columns(columns)}),
        quota=_read_quota(reader),
        barriers=reader.frame(BARRIERS),
    )


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
