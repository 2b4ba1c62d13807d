# SPDX-License-Identifier: GPL-2.0-or-later
"""The codes of polygons that should cover, by which faults name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import sought

if TYPE_CHECKING:
    import geopandas as gpd

CODE = sought("code", "unit_code", "grid_code", "community_code", "area_code", "code")


def named_by_code(cells: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Give features without a code field their feature id as code, to be found by."""
    if cells is None or "code" in cells:
        return cells
    return cells.assign(code=cells["source_id"].astype(str))
