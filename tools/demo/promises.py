# SPDX-License-Identifier: GPL-2.0-or-later
"""What was asked and what was got, measured on the written layers without the plugin's code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .chain import GRID_COUNT, Places, Results
from .tables import read_table

UNITS_EXPECTED = (1400, 1650)
AREA_LIMITS = (4_000.0, 20_000.0)  # m², the defaults of buildbaseunits
SHARE_IN_RANGE = 99.5  # %
# Results lie on a lattice of 1 mm: a new corner on a slanting line moves it by up to that. What is
# narrower is no gap and no crossing, and what is smaller than 1 dm² is no part.
LATTICE = 0.001  # m
PART = 0.01  # m²
SHARE = 1e-9  # by which shares of an old grid may miss 1
ALONG = 2.0  # m; a railway this near to the edge of a grid runs along it
NARROW = 20.0  # m, the default width below which ground is no unit
JOINED = 20.0  # m of railway between two units; less is where units meet over it in a corner


@dataclass(frozen=True)
class Promise:
    """One row of the table: in English for the console and in Chinese for the report."""

    what: str
    zh: str
    asked: str
    got: str
    kept: bool


@dataclass(frozen=True)
class Layers:
    """The written layers, read back."""

    communities: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    compounds: gpd.GeoDataFrame
    barriers: gpd.GeoDataFrame
    exceptions: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    staff_units: gpd.GeoDataFrame
    quota: pd.DataFrame


def read_layers(package: Path) -> Layers:
    """Read what the promises are about from the GeoPackage."""
    names = ("settled_area", "building", "compound", "barrier", "exceptions", "base_unit",
             "base_unit_staff", "staff_quota")  # fmt: skip
    return Layers(*(read_table(package, name) for name in names))


def check_promises(places: Places, results: Results) -> list[Promise]:
    """Return every promise with what was got."""
    layers = read_layers(places.package)
    return [
        *_units(layers),
        *_grids(layers),
        *_staff(layers),
        *_merged(places.package),
        *_own_judgement(results),
    ]


def _units(layers: Layers) -> list[Promise]:
    units = layers.units
    low, high = UNITS_EXPECTED
    shapes, whole = units.geometry.to_numpy(), shapely.union_all(layers.communities.geometry)
    together = shapely.union_all(shapes)
    gap = shapely.area(shapely.difference(whole, shapely.buffer(together, LATTICE)))
    overlap = float(shapely.area(shapes).sum()) - shapely.area(together)
    valid = bool(shapely.coverage_is_valid(shapes))
    area = units.geometry.area
    share = 100.0 * area.between(*AREA_LIMITS).mean()
    cut, listed = cut_buildings(layers)
    crossing = units_over_borders(layers)
    holding, told = units_with_railway(layers)
    codes = int(units["unit_code"].duplicated().sum())
    return [
        Promise("base units", "基础单元格数", f"{low:,}-{high:,}", f"{len(units):,}",
                low <= len(units) <= high),
        Promise("unit codes that occur twice", "重复的单元格编码", "0", str(codes), codes == 0),
        Promise("gap", "缝隙面积", "0.00 m²", f"{gap:.2f} m²", gap < PART),
        Promise("overlap", "重叠面积", "0.00 m²", f"{abs(overlap):.2f} m²", abs(overlap) < PART),
        Promise("coverage valid (GEOS)", "覆盖有效性（GEOS 检验）", "yes", _yes(valid), valid),
        Promise("buildings cut, listed ones apart", "被切开的建筑物（已列明的除外）", "0",
                f"{len(cut - listed)} (listed: {len(listed)})", not cut - listed),
        Promise("units with railway inside, listed ones apart", "内含铁路的单元格（已列明的除外）",
                "0", f"{len(holding - told)} (listed: {len(told)})", not holding - told),
        Promise("units of 4,000-20,000 m²", "面积在 4,000–20,000 m² 的单元格",
                f">= {SHARE_IN_RANGE} %", f"{share:.2f} %", bool(share >= SHARE_IN_RANGE)),
        Promise("units across a community border", "跨社区的单元格", "0", str(crossing),
                crossing == 0),
    ]  # fmt: skip


def _grids(layers: Layers) -> list[Promise]:
    units = layers.units
    grids = units["grid_code"].nunique()
    surplus, crossings = surplus_pieces(units), grids_over_borders(units)
    split = len(split_compounds(units, layers.compounds))
    over = grids_over_railway(units, layers.barriers)
    without = int(units["grid_code"].isna().sum())
    return [
        Promise("responsibility grids", "责任网格数", str(GRID_COUNT), str(grids),
                grids == GRID_COUNT),
        Promise("units without a grid", "未分配的单元格", "0", str(without), without == 0),
        Promise("surplus pieces of grids", "网格的多余碎片", "0", str(surplus), surplus == 0),
        Promise("grids across a community border", "跨社区的网格", "0", str(crossings),
                crossings == 0),
        Promise("grids that join units across the railway", "跨铁路合并的网格", "0", str(over),
                over == 0),
        Promise("compounds split between grids", "被网格分割的小区（院落）", "0", str(split),
                split == 0),
    ]  # fmt: skip


def _staff(layers: Layers) -> list[Promise]:
    units = layers.staff_units
    asked = layers.quota.set_index("community_code")["staff_count"]
    got = units.groupby("area_code")["grid_code"].nunique()
    exact = int((got.reindex(asked.index) == asked).sum())
    surplus, crossings = surplus_pieces(units), grids_over_borders(units)
    split = len(split_compounds(units, layers.compounds))
    return [
        Promise("staff plan: grids", "按人员配置：网格数", str(int(asked.sum())),
                str(units["grid_code"].nunique()), int(asked.sum()) == got.sum()),
        Promise("staff plan: communities with exactly their staff", "按人员配置：数量一致的社区",
                str(len(asked)), str(exact), exact == len(asked) == len(got)),
        Promise("staff plan: pieces, crossings, splits", "按人员配置：碎片、跨社区、小区分割",
                "0, 0, 0", f"{surplus}, {crossings}, {split}", not surplus + crossings + split),
    ]  # fmt: skip


def _merged(package: Path) -> list[Promise]:
    grids, crosswalk = read_table(package, "unified_grid"), read_table(package, "crosswalk")
    communities = read_table(package, "admin_community")
    whole, together = shapely.union_all(communities.geometry), shapely.union_all(grids.geometry)
    gap = shapely.area(shapely.difference(whole, shapely.buffer(together, LATTICE)))
    overlap = float(grids.area.sum()) - shapely.area(together)
    own = communities.set_index("community_code").geometry.loc[grids["parent_code"]].to_numpy()
    outside = shapely.difference(grids.geometry.to_numpy(), shapely.buffer(own, LATTICE))
    across = int((shapely.area(outside) > PART).sum())
    pieces = int(shapely.get_num_geometries(grids.geometry).sum()) - len(grids)
    shares = crosswalk.groupby(["department", "old_code"])["share_area_old"].sum()
    lost = int((abs(shares - 1.0) > SHARE).sum())
    return [
        Promise("merged grid: gap, overlap", "合并后的网格：缝隙、重叠面积", "0.00, 0.00 m²",
                f"{gap:.2f}, {abs(overlap):.2f} m²", gap < PART and abs(overlap) < PART),
        Promise("merged grid: across communities, surplus pieces", "合并后的网格：跨社区、多余碎片",
                "0, 0", f"{across}, {pieces}", not across + pieces),
        Promise("grids of departments not accounted for", "去向不明的部门网格",
                "0", f"{lost} (of {len(shares)})", lost == 0),
    ]  # fmt: skip


def _own_judgement(results: Results) -> list[Promise]:
    """What the plugin's own checkers say."""
    broken, valid = results.evaluation["RULES_BROKEN"], results.audit["VALID"]
    return [
        Promise("rules broken (evaluateplan)", "违反的规则（方案评估）", "0", str(broken),
                broken == 0),
        Promise("coverage valid (auditcoverage)", "覆盖有效性（覆盖检查）", "yes", _yes(valid),
                bool(valid)),
    ]  # fmt: skip


def cut_buildings(layers: Layers) -> tuple[set[str], set[str]]:
    """Return the codes of buildings in several units, and of those listed as exceptions."""
    bodies = layers.buildings.geometry.buffer(-LATTICE).to_numpy()
    shapes = layers.units.geometry.to_numpy()
    codes = layers.buildings["building_id"].to_numpy()
    body, unit = shapely.STRtree(shapes).query(bodies, predicate="intersects")
    parts = shapely.area(shapely.intersection(bodies[body], shapes[unit])) > PART
    cut = set(codes[np.bincount(body[parts], minlength=len(bodies)) > 1])
    points = layers.exceptions
    points = points[points["kind"] == "building_on_area_border"].geometry.to_numpy()
    _, found = shapely.STRtree(bodies).query(points, predicate="intersects")
    return cut, set(codes[found])


def units_with_railway(layers: Layers) -> tuple[set[str], set[str]]:
    """Return the codes of units that a railway divides, and of those listed as exceptions.

    A verge beyond the tracks that is too narrow for any unit does not make it two sides.
    """
    codes = layers.units["unit_code"].to_numpy()
    length = railway_inside(layers.units, layers.barriers).to_numpy()
    shapes = layers.units.geometry[length > JOINED]
    railway = layers.barriers.loc[layers.barriers["barrier_class"] == "RLW", "geometry"]
    sides = shapes.difference(shapely.buffer(shapely.union_all(railway), PART)).explode()
    wide = sides[2 * sides.area / sides.length >= NARROW]
    divided = wide.groupby(level=0).size().loc[lambda count: count > 1].index
    holding = set(layers.units.loc[divided, "unit_code"])
    points = layers.exceptions
    points = points[points["kind"] == "unit_across_barrier"].geometry.to_numpy()
    _, found = shapely.STRtree(layers.units.geometry.to_numpy()).query(points, "intersects")
    return holding, holding & set(codes[found])


def railway_inside(shapes: gpd.GeoDataFrame, barriers: gpd.GeoDataFrame) -> pd.Series:
    """Return for each shape how much railway runs through it and not along its edge, m."""
    railway = shapely.union_all(barriers.loc[barriers["barrier_class"] == "RLW", "geometry"])
    return shapes.geometry.buffer(-ALONG).intersection(railway).length


def units_over_borders(layers: Layers) -> int:
    """Count units with ground outside the community whose code they begin with."""
    home = layers.communities.set_index("area_code").geometry.buffer(LATTICE)
    shapes = layers.units.geometry.to_numpy()
    homes = home.reindex(layers.units["area_code"]).to_numpy()
    return int((shapely.area(shapely.difference(shapes, homes)) > PART).sum())


def surplus_pieces(units: gpd.GeoDataFrame) -> int:
    """Count parts of grids beyond one each; parts that only meet in a point are two."""
    grids = units.dissolve("grid_code").geometry.to_numpy()
    return int(shapely.get_num_geometries(grids).sum() - len(grids))


def grids_over_borders(units: gpd.GeoDataFrame) -> int:
    """Count grids with units of several communities."""
    return int((units.groupby("grid_code")["area_code"].nunique() > 1).sum())


def grids_over_railway(units: gpd.GeoDataFrame, barriers: gpd.GeoDataFrame) -> int:
    """Count grids that join units on both sides of the railway.

    Where the railway runs through the middle of a unit, a strip too narrow for two, the grid does
    not join anything over it; `units_with_railway` tells of these.
    """
    in_units = railway_inside(units, barriers)
    in_grids = railway_inside(units.dissolve("grid_code"), barriers)
    joined = in_grids - in_units.groupby(units["grid_code"]).sum()
    return int((joined > JOINED).sum())


def split_compounds(units: gpd.GeoDataFrame, compounds: gpd.GeoDataFrame) -> list[str]:
    """Return the codes of compounds whose ground lies in several grids of one community."""
    shapes, grounds = units.geometry.to_numpy(), compounds.geometry.buffer(-LATTICE).to_numpy()
    ground, unit = shapely.STRtree(shapes).query(grounds, predicate="intersects")
    shared = shapely.area(shapely.intersection(grounds[ground], shapes[unit]))
    parts = pd.DataFrame(
        {
            "compound": compounds["compound_id"].to_numpy()[ground],
            "area": units["area_code"].to_numpy()[unit],
            "grid": units["grid_code"].to_numpy()[unit],
            "shared": shared,
        }
    )
    shares = parts.groupby(["compound", "area", "grid"])["shared"].sum()
    grids = shares[shares > PART].groupby(["compound", "area"]).size()
    return sorted(grids[grids > 1].index.get_level_values("compound"))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def table_text(promises: list[Promise]) -> str:
    """Return the table for the console."""
    rows = [("what", "asked", "got", "")]
    rows += [(p.what, p.asked, p.got, "kept" if p.kept else "BROKEN") for p in promises]
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [" | ".join(text.ljust(wide[i]) for i, text in enumerate(row)) for row in rows]
    lines.insert(1, "-+-".join("-" * width for width in wide))
    return "\n".join(line.rstrip() for line in lines)
