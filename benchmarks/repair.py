# SPDX-License-Identifier: GPL-2.0-or-later
"""Repair real coverages that are bad, and a made-up city drawn by many hands: us and the peers.

    python benchmarks/repair.py DATA_FOLDER [--cells 10000] [--docs]

DATA_FOLDER holds bad_coverage_maup.gpkg, cambridge_ma.gpkg and seattle_depts.gpkg. Each method runs
alone in a process; the peers in a venv of their own, build/repair-peers-venv, made when missing.
--docs writes the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import Voronoi

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from base_units_report import markdown, write_section

from grid_planner.core.coverage.audit import audit_coverage
from grid_planner.core.coverage.certificate import certify
from grid_planner.core.coverage.displacement import max_displacement
from grid_planner.core.params import AuditParams

HERE = Path(__file__).resolve().parent
PEERS_VENV = HERE.parent / "build" / "repair-peers-venv"
PEERS = ("maup==2.1.1", "geopandas==1.2.0", "shapely==2.2.0")
TIME_LIMIT = 120  # seconds on the clock for one method on one layer
METHODS = {
    "ours": "grid_planner",
    "geos": "GEOS coverage cleaner",
    "maup_quick": "maup quick_repair",
    "maup_smart": "maup smart_repair",
}
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


def install_peers() -> None:
    """Make the venv of the peers unless it is there."""
    wanted, stamp = "\n".join(PEERS), PEERS_VENV / "installed.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", PEERS_VENV], check=True)
    subprocess.run([PEERS_VENV / "bin" / "pip", "install", "--quiet", *PEERS], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def compare(name: str, units: gpd.GeoDataFrame, tolerance: float) -> Iterator[dict[str, object]]:
    """Yield a row of figures for each method; one that fails or takes too long has none."""
    units = units[units.geometry.notna() & ~units.geometry.is_empty]
    codes = [f"{number:06d}" for number in range(len(units))]
    units = gpd.GeoDataFrame({"code": codes}, geometry=units.geometry.array, crs=units.crs)
    before = audit_coverage(units, AuditParams())
    facts = {"city": name, "tolerance": tolerance, "units": len(units)}
    yield {
        **facts, "method": "(as it came)", "left": len(units), "gap": before.gap_area,
        "overlap": before.overlap_area, "proved": certify(units.geometry.to_numpy()).valid,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "units.gpkg"
        units.to_file(source)
        for method, title in METHODS.items():
            result = run(method, source, tolerance)
            figures = {} if result is None else judge(units, *result)
            yield {**facts, "method": title, **figures}


def run(method: str, source: Path, tolerance: float) -> tuple[gpd.GeoDataFrame, float] | None:
    """Return the units that a method left, and its CPU seconds; None when it failed."""
    python = sys.executable if method == "ours" else PEERS_VENV / "bin" / "python"
    target = source.with_name(f"{method}.gpkg")
    program = [python, HERE / "repair_methods.py", method, source, target, str(tolerance)]
    try:
        done = subprocess.run(
            program, check=True, capture_output=True, timeout=TIME_LIMIT, encoding="utf-8"
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        why = (error.stderr or "").strip().splitlines()[-1:] or [f"over {TIME_LIMIT} s"]
        print(f"{METHODS[method]}: {why[0]}", flush=True)
        return None
    return gpd.read_file(target), float(done.stdout.splitlines()[-1])


def judge(units: gpd.GeoDataFrame, result: gpd.GeoDataFrame, seconds: float) -> dict[str, object]:
    """Return what is left of gaps and overlaps, and how far a border was moved."""
    shapes = result.geometry.to_numpy()
    kept = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    result = result[kept]
    after = audit_coverage(result, AuditParams())
    old = units.set_index("code").geometry[result["code"]].to_numpy()
    moved = max_displacement(shapely.make_valid(old), result.geometry.to_numpy())
    return {
        "left": len(result), "gap": after.gap_area, "overlap": after.overlap_area,
        "proved": certify(result.geometry.to_numpy()).valid,
        "moved": moved.distance, "cpu_s": seconds,
    }  # fmt: skip


def main() -> None:
    """Run the comparison on every layer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--cells", type=int, default=10_000, help="of the made-up city")
    parser.add_argument("--docs", action="store_true", help="write docs/benchmarks.md")
    given = parser.parse_args()
    install_peers()
    layers = [
        (layer, gpd.read_file(given.data / file, layer=layer).to_crs(crs), float(tolerance))
        for file, layer, crs, tolerances in LAYERS
        for tolerance in tolerances
    ]
    layers.append(("city of many hands", city_of_many_hands(given.cells), 2.0))
    rows = []
    for layer in layers:
        for row in compare(*layer):
            rows.append(row)
            print(markdown(pd.DataFrame([row])).splitlines()[-1], flush=True)
    if given.docs:
        write_section("repair", pd.DataFrame(rows))


if __name__ == "__main__":
    main()
