# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair real coverages that are bad, and a made-up city drawn by many hands.

    python benchmarks/repair.py DATA_FOLDER [--cells 10000]

DATA_FOLDER holds bad_coverage_maup.gpkg, cambridge_ma.gpkg and seattle_depts.gpkg. Prints per layer
and tolerance: gaps and overlaps before and after, changes, largest displacement, CPU seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from scipy.spatial import Voronoi

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grid_planner.core.coverage.audit import audit_coverage
from grid_planner.core.coverage.repair import repair_coverage
from grid_planner.core.params import AuditParams, RepairParams

# file, layer, metric CRS, tolerances (m)
LAYERS = (
    ("bad_coverage_maup.gpkg", "bad_gap_region", 26913, (1, 50, 250)),
    ("cambridge_ma.gpkg", "boundary_zipcodes", 26986, (1, 10)),
    ("cambridge_ma.gpkg", "publicsafety_fireenginedistricts", 26986, (1, 10)),
    ("cambridge_ma.gpkg", "demographics_blockgroups2020", 26986, (1, 10)),
    ("cambridge_ma.gpkg", "elections_wardsprecincts2010", 26986, (1, 10)),
    ("cambridge_ma.gpkg", "address_masteraddressblocks", 26986, (1, 10)),
    ("cambridge_ma.gpkg", "cdd_zoningdistricts", 26986, (1,)),
    ("seattle_depts.gpkg", "city_council_districts", 32610, (1,)),
    ("seattle_depts.gpkg", "census_tracts", 32610, (1,)),
    ("seattle_depts.gpkg", "spd_beats", 32610, (1,)),
)
HEADER = (
    f"{'layer':34}{'units':>7}{'tol':>5}{'gap m2':>13}{'overlap':>10}{'gap left':>13}{'left':>6}"
    f"{'changes':>9}{'moved m':>9}{'valid':>7}{'CPU s':>7}"
)


def city_of_many_hands(
    cells: int, *, share: float = 0.3, deviation: float = 0.4
) -> gpd.GeoDataFrame:
    """Return Voronoi cells of 1 ha, of which a `share` was drawn anew, `deviation` m off."""
    rng = np.random.default_rng(1)
    side = round(np.sqrt(cells))
    lattice = np.stack(np.meshgrid(*2 * [np.arange(side) * 100.0]), axis=-1).reshape(-1, 2)
    diagram = Voronoi(lattice + rng.uniform(-25, 25, lattice.shape))
    shapes = []
    for number in diagram.point_region:
        corners = diagram.vertices[diagram.regions[number]]
        if -1 in diagram.regions[number] or np.abs(corners).max() > side * 100 + 200:
            continue
        if rng.random() < share:
            corners = corners + rng.normal(0, deviation, corners.shape)
        shapes.append(shapely.Polygon(np.add(corners, (500_000, 3_400_000))))
    shapes += [shapes[k] for k in rng.choice(len(shapes), 31, replace=False)]  # as in PEERS.md 3
    return gpd.GeoDataFrame(geometry=shapes, crs=4547)


def measure(name: str, units: gpd.GeoDataFrame, tolerance: float) -> None:
    units = units[units.geometry.notna() & ~units.geometry.is_empty]
    units = gpd.GeoDataFrame(
        {"code": [f"{k:06d}" for k in range(len(units))]}, geometry=units.geometry.array
    ).set_crs(units.crs)
    before = audit_coverage(units, AuditParams())
    start = time.process_time()
    result = repair_coverage(units, RepairParams(float(tolerance)))
    seconds = time.process_time() - start
    print(
        f"{name:34}{len(units):7d}{tolerance:5g}{before.gap_area:13,.1f}{before.overlap_area:10,.1f}"
        f"{result.gap_area:13,.1f}{result.overlap_area:6.1f}{len(result.changes):9d}"
        f"{result.max_displacement:9.2f}{result.certificate.valid!s:>7}{seconds:7.2f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cells", type=int, default=10_000)
    given = parser.parse_args()
    print(HEADER)
    for file, layer, crs, tolerances in LAYERS:
        units = gpd.read_file(given.data / file, layer=layer).to_crs(crs)
        for tolerance in tolerances:
            measure(layer, units, tolerance)
    measure("city of many hands", city_of_many_hands(given.cells), 2.0)


if __name__ == "__main__":
    main()
