# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms on coverages have in common: codes of polygons, and the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import sought
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingParameterDefinition

CODE = sought("code", "unit_code", "grid_code", "community_code", "area_code", "code")


def certificate() -> QgsProcessingParameterDefinition:
    """Offer the proof that a result covers without gap and overlap."""
    return make.file(
        "CERTIFICATE",
        translate("GridPlanner", "Certificate of coverage"),
        translate("GridPlanner", "The proof that no gap and no overlap is left."),
        "JSON (*.json)",
    )


def named_by_code(cells: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Give features without a code field their feature id as code, to be found by."""
    if cells is None or "code" in cells:
        return cells
    return cells.assign(code=cells["source_id"].astype(str))
