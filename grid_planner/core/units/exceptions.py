# SPDX-License-Identifier: GPL-2.0-or-later
"""What a planner must look at after a division: one point per case, with kind and facts."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.arrangement import holders, node_and_polygonize, rings_as_lines
from ..labels import count_by_label
from ..params import BaseUnitParams
from ..unions import union_by_label
from .bodies import NEGLIGIBLE
from .borders.settle import SettledAreas
from .carve import astride
from .ground import Ground

IMPASSABLE = 0.03
"""Permeability from which a unit should not lie on both sides: railways, rivers, motorways."""

ON_THE_BORDER = 0.5
"""Metres within which a barrier runs along the border of a unit, not inside it."""

Row = tuple[str, dict[str, object], shapely.Point]


def list_exceptions(
    units: gpd.GeoDataFrame,
    building_parts: pd.DataFrame,
    ground: Ground,
    params: BaseUnitParams,
) -> gpd.GeoDataFrame:
    """Return points with `kind` and `facts`.

    building_on_area_border: areas and their shares; area_below_minimum, unit_below_minimum,
    unit_around_body, unit_above_maximum: code, area_m2 and body_m2 of the largest body in it;
    unit_across_barrier: code and length_m of the railway or river inside;
    areas_overlap: the area that keeps the ground, area_m2; area_without_unit: code.
    """
    rows = [
        *_buildings_on_borders(building_parts, ground.buildings, ground.codes),
        *_units_out_of_range(units, ground, params),
        *_units_across_barriers(units, ground, params),
        *_overlapping_areas(ground.settled.overlaps),
        *_areas_without_unit(units, ground.settled),
    ]
    return gpd.GeoDataFrame(
        {"kind": [row[0] for row in rows], "facts": [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs=units.crs,
    )


def _buildings_on_borders(
    parts: pd.DataFrame, buildings: Geometries, area_codes: Geometries
) -> list[Row]:
    """Return the buildings that the border of two areas divides, with the share in each area."""
    divided = astride(parts, across="area", within=["body"])["body"].to_numpy(np.int64)
    by_area = parts.groupby(["body", "area"])["size"].sum().reset_index()
    by_area = by_area[by_area["body"].isin(divided) & (by_area["size"] > NEGLIGIBLE)]
    by_area["share"] = by_area["size"] / by_area.groupby("body")["size"].transform("sum")
    by_area = by_area.sort_values(["body", "share"], ascending=[True, False])
    shares: dict[int, dict[str, float]] = {int(body): {} for body in divided}
    for body, area, share in zip(by_area["body"], by_area["area"], by_area["share"]):
        shares[body][str(area_codes[area])] = round(float(share), 3)
    points = shapely.point_on_surface(buildings[divided])
    return [
        ("building_on_area_border", {"shares": shares[int(body)]}, point)
        for body, point in zip(divided, points)
    ]


def _units_out_of_range(
    units: gpd.GeoDataFrame, ground: Ground, params: BaseUnitParams
) -> list[Row]:
    """Return the units that miss the limits, each under the reason why."""
    size = units["area_m2"].to_numpy()
    body = _largest_body(units, ground)
    small, large = size < params.min_area, size > params.max_area
    around_body = (body > params.max_area) | (size - body < params.min_area)
    alone = units["area_code"].map(units["area_code"].value_counts()).to_numpy() == 1
    kinds = np.select(
        [small & alone, small, large & around_body, large],
        ["area_below_minimum", "unit_below_minimum", "unit_around_body", "unit_above_maximum"],
        default="",
    )
    found = np.flatnonzero(kinds != "")
    points = shapely.point_on_surface(units.geometry.to_numpy()[found])
    facts = [
        {"code": str(code), "area_m2": round(float(area), 1), "body_m2": round(float(inside), 1)}
        for code, area, inside in zip(
            units["unit_code"].to_numpy()[found], size[found], body[found]
        )
    ]
    return list(zip(kinds[found].tolist(), facts, points))


def _largest_body(units: gpd.GeoDataFrame, ground: Ground) -> Floats:
    """Return the size of the largest building or compound in each unit, m²."""
    inner = shapely.STRtree(shapely.point_on_surface(ground.bodies))
    unit, body = inner.query(units.geometry.to_numpy(), predicate="contains")
    largest = np.zeros(len(units))
    np.maximum.at(largest, unit, shapely.area(ground.bodies[body]))
    return largest


def _units_across_barriers(
    units: gpd.GeoDataFrame, ground: Ground, params: BaseUnitParams
) -> list[Row]:
    """Return the units with room on both sides of a railway or river inside them."""
    strong = ground.barriers.lines[ground.barriers.permeability <= IMPASSABLE]
    shapes = units.geometry.to_numpy()
    unit, line = shapely.STRtree(strong).query(shapes, predicate="intersects")
    inside = shapely.intersection(shapely.buffer(shapes[unit], -ON_THE_BORDER), strong[line])
    # A river may come twice, as a line and as the outline of its water: united it counts once.
    total = shapely.length(union_by_label(inside, unit.astype(np.int64), len(units)))
    found = np.flatnonzero(total > max(params.min_width, ON_THE_BORDER))
    found = found[_wide_sides(shapes[found], strong[np.unique(line)], params.min_width) > 1]
    points = shapely.point_on_surface(shapes[found])
    codes = units["unit_code"].to_numpy()[found]
    return [
        ("unit_across_barrier", {"code": str(code), "length_m": round(float(metres))}, point)
        for code, metres, point in zip(codes, total[found], points)
    ]


def _wide_sides(shapes: Geometries, lines: Geometries, min_width: float) -> Ints:
    """Return into how many parts of some `min_width` (m) the `lines` divide each of `shapes`.

    The ground between two tracks is no side: nobody has to go there.
    """
    parts = node_and_polygonize(np.concatenate([rings_as_lines(shapes), lines]))
    wide = ~shapely.is_empty(shapely.buffer(parts, -min_width / 2, join_style="mitre"))
    shape, _ = holders(shapes, parts[wide])
    return count_by_label(shape, len(shapes))


def _areas_without_unit(units: gpd.GeoDataFrame, areas: SettledAreas) -> list[Row]:
    bare = np.flatnonzero(~pd.Index(areas.codes).isin(units["area_code"]))
    points = shapely.point_on_surface(areas.drawn[bare])
    return [
        ("area_without_unit", {"code": str(code)}, point)
        for code, point in zip(areas.codes[bare], points)
    ]


def _overlapping_areas(overlaps: gpd.GeoDataFrame) -> list[Row]:
    notable = overlaps[overlaps["area_m2"] > NEGLIGIBLE]
    points = shapely.point_on_surface(notable.geometry.to_numpy())
    return [
        ("areas_overlap", {"code": str(code), "area_m2": round(float(size), 1)}, point)
        for code, size, point in zip(notable["code"], notable["area_m2"], points)
    ]
