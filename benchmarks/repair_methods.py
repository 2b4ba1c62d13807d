# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair one layer with one method; run by `repair.py`, alone in a process.

    python benchmarks/repair_methods.py METHOD LAYER.gpkg RESULT.gpkg TOLERANCE

Prints the CPU seconds of the work alone.
"""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path

import geopandas as gpd
import shapely


def ours(units: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoSeries:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from grid_planner.core.coverage.repair import repair_coverage
    from grid_planner.core.params import RepairParams

    return repair_coverage(units, RepairParams(tolerance)).units.geometry


def geos(units: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoSeries:
    """GEOS 3.14 coverage cleaner: snapping and gaps up to the tolerance."""
    cleaned = shapely.coverage_clean(
        units.geometry.array, gap_width=tolerance, snapping_distance=tolerance / 2
    )
    return gpd.GeoSeries(cleaned, units.index, crs=units.crs)


def maup_quick(units: gpd.GeoDataFrame, _: float) -> gpd.GeoSeries:
    import maup

    return maup.quick_repair(units.geometry)


def maup_smart(units: gpd.GeoDataFrame, _: float) -> gpd.GeoSeries:
    import maup

    return maup.smart_repair(units).geometry


METHODS = {"ours": ours, "geos": geos, "maup_quick": maup_quick, "maup_smart": maup_smart}


def main() -> None:
    method, source, target, tolerance = sys.argv[1:]
    warnings.filterwarnings("ignore")
    units = gpd.read_file(source)
    start = time.process_time()
    shapes = METHODS[method](units, float(tolerance))
    cpu_s = time.process_time() - start
    units[["code"]].join(shapes.rename("geometry"), how="inner").pipe(
        gpd.GeoDataFrame, geometry="geometry", crs=units.crs
    ).to_file(target)
    print(cpu_s)


if __name__ == "__main__":
    main()
