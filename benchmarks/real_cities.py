# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job on three real cities, through qgis_process as a batch user runs it.

    python benchmarks/real_cities.py DATA_FOLDER [--city NAME]

DATA_FOLDER holds cambridge_ma.gpkg, shanghai_core_osm.gpkg and helsinki.gpkg. Prints per city: base
units, share in range, gap, overlap, buildings cut, grids asked and got, seconds and peak memory of
each step; for Cambridge also how many official street blocks are met.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[1]
UNITS_A_GRID = 3  # Huizhou: 1,528 units in 510 grids (DOMAIN.md chapter 1)
WEAK_WAYS = {
    "cycleway", "footway", "path", "pedestrian", "pier", "platform", "service", "steps", "track",
    "trail",
}  # fmt: skip
BLOCKS_AS_THEY_ARE = {"MIN_AREA": 0, "TARGET_AREA": 1e6, "MAX_AREA": 2e6, "MIN_WIDTH": 0}


@dataclass(frozen=True)
class City:
    """Prepared layers of a city; the areas may have an `area_code`."""

    areas: gpd.GeoDataFrame
    barriers: gpd.GeoDataFrame
    weak_lines: gpd.GeoDataFrame | None = None
    buildings: gpd.GeoDataFrame | None = None


def cambridge(data: Path) -> City:
    def layer(name: str) -> gpd.GeoDataFrame:
        return gpd.read_file(data / "cambridge_ma.gpkg", layer=name)

    areas = layer("boundary_cddneighborhoods").rename(columns={"n_hood": "area_code"})
    rail = layer("trans_rail")
    rail = rail[rail["type"].fillna("").str.startswith("RAIL-ACTIVE")]
    barriers = [
        layer("trans_centerlines").assign(barrier_class="residential"),
        rail.assign(barrier_class="rail"),
        layer("hydro_waterbodies").assign(barrier_class="water"),
    ]
    return City(areas[["area_code", "geometry"]], _together(barriers))


def shanghai(data: Path) -> City:
    def layer(name: str) -> gpd.GeoDataFrame:
        return gpd.read_file(data / "shanghai_core_osm.gpkg", layer=name)

    roads = layer("roads_line")
    roads = roads[roads["is_tunnel"].isna() & roads["kind"].ne("ferry")]
    roads = roads[~roads["kind_detail"].isin(["subway"])]
    roads = roads.assign(barrier_class=roads["kind_detail"])
    weak = roads["kind_detail"].isin(WEAK_WAYS)
    water = layer("water_poly").assign(barrier_class="water")
    buildings = layer("buildings_poly")
    buildings = buildings[buildings["kind"] == "building"]
    area = gpd.GeoDataFrame(geometry=[shapely.box(*roads.total_bounds)], crs=roads.crs)
    barriers = _together([roads[~weak], water])
    return City(area, barriers, roads[weak][["geometry"]], buildings[["geometry"]])


def helsinki(data: Path) -> City:
    def layer(name: str) -> gpd.GeoDataFrame:
        return gpd.read_file(data / "helsinki.gpkg", layer=name)

    roads = layer("roads").rename(columns={"highway": "barrier_class"})
    extra = layer("extra").rename(columns={"kind": "barrier_class"})
    extra = extra[extra["barrier_class"].isin(["rail", "wall", "stream"])]
    weak = roads["barrier_class"].isin(WEAK_WAYS)
    return City(
        layer("area")[["geometry"]],
        _together([roads[~weak], extra]),
        roads[weak][["geometry"]],
        layer("buildings")[["geometry"]],
    )


CITIES: Mapping[str, Callable[[Path], City]] = {
    "cambridge": cambridge,
    "shanghai": shanghai,
    "helsinki": helsinki,
}


def _together(frames: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    return pd.concat([frame[["barrier_class", "geometry"]] for frame in frames])


class Processing:
    """Runs algorithms by id in qgis_process with a profile of its own."""

    def __init__(self, home: Path) -> None:
        packages = next((ROOT / ".venv" / "lib").glob("python3*/site-packages"))
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self.environment = os.environ | {
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_PLUGINPATH": str(ROOT),
            "PYTHONPATH": str(packages),
        }
        self._call(["plugins", "enable", "grid_planner"])

    def run(self, name: str, parameters: Mapping[str, object]) -> dict[str, object]:
        """Run an algorithm; the answer holds its results, wall `seconds` and `peak_mb`."""
        arguments = ["--json", "run", f"gridplanner:{name}", "--"]
        for key, value in parameters.items():
            values = value if isinstance(value, list) else [value]
            arguments += [f"{key}={item}" for item in values]
        begin = time.perf_counter()
        output, peak_mb = self._call(arguments)
        seconds = time.perf_counter() - begin
        results = json.loads(output[output.index("{") :])["results"]
        return results | {"seconds": seconds, "peak_mb": peak_mb}

    def _call(self, arguments: list[str]) -> tuple[str, float]:
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as output,
            tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        ):
            process = subprocess.Popen(
                [self.program, *arguments], env=self.environment, stdout=output, stderr=errors
            )
            _, status, usage = os.wait4(process.pid, 0)
            output.seek(0)
            errors.seek(0)
            if status:
                sys.exit(f"{' '.join(arguments)}\n{output.read()}\n{errors.read()}")
            return output.read(), usage.ru_maxrss / 1024


def write_layers(city: City, path: Path) -> dict[str, str]:
    """Write the layers that the city has and return where they are."""
    layers = {name: frame for name, frame in vars(city).items() if frame is not None}
    for name, frame in layers.items():
        frame.to_file(path, layer=name)
    return {name: f"{path}|layername={name}" for name in layers}


def run_chain(processing: Processing, city: City, folder: Path) -> dict[str, object]:
    """Divide, measure and plan; return the figures of the table."""
    layers = write_layers(city, folder / "input.gpkg")
    inputs = unit_inputs(city, layers)
    units = processing.run(
        "buildbaseunits",
        inputs | {"OUTPUT": folder / "units.gpkg", "CERTIFICATE": folder / "c.json"},
    )
    workload_inputs = {"STREETS": layers["barriers"]}
    if "buildings" in layers:
        workload_inputs = {"BUILDINGS": layers["buildings"]}
    workload = processing.run(
        "measureworkload",
        {"UNITS": units["OUTPUT"], "OUTPUT": folder / "workload.gpkg"} | workload_inputs,
    )
    asked = round(units["UNIT_COUNT"] / UNITS_A_GRID)
    plan = processing.run(
        "planresponsibilitygrids",
        {
            "UNITS": workload["OUTPUT"],
            "WORKLOAD_FIELD": "workload",
            "PARENT_FIELD": "area_code",
            "GRID_COUNT": asked,
            "UNITS_OUTPUT": folder / "units_grids.gpkg",
            "GRIDS_OUTPUT": folder / "grids.gpkg",
        },
    )
    return {
        "units": units["UNIT_COUNT"],
        "in range %": 100 * units["SHARE_IN_RANGE"],
        "gap m2": units["GAP_AREA"],
        "overlap m2": units["OVERLAP_AREA"],
        "buildings": 0 if city.buildings is None else len(city.buildings),
        "cut": units["BUILDINGS_CUT"],
        "asked": asked,
        "grids": plan["GRIDS"],
        "pieces": plan["PIECES_TOO_MANY"],
        "CV": plan["BALANCE_CV"],
        "s units": units["seconds"],
        "s workload": workload["seconds"],
        "s grids": plan["seconds"],
        "peak MB": max(step["peak_mb"] for step in (units, workload, plan)),
    }


def unit_inputs(city: City, layers: Mapping[str, str]) -> dict[str, object]:
    """Return the input parameters of buildbaseunits."""
    inputs: dict[str, object] = {"AREA": layers["areas"], "BARRIERS": layers["barriers"]}
    inputs["BARRIER_CLASS_FIELD"] = "barrier_class"
    if "area_code" in city.areas:
        inputs["AREA_CODE_FIELD"] = "area_code"
    if "weak_lines" in layers:
        inputs["WEAK_LINES"] = layers["weak_lines"]
    if "buildings" in layers:
        inputs["BUILDINGS"] = layers["buildings"]
    return inputs


def blocks_met(processing: Processing, data: Path, folder: Path) -> dict[str, int]:
    """Divide Cambridge with limits that leave blocks alone; compare with the official blocks."""
    source = data / "cambridge_ma.gpkg"
    streets = cambridge(data).barriers
    streets = streets[streets["barrier_class"] != "water"]
    streets.to_file(folder / "blocks.gpkg", layer="streets")
    result = processing.run(
        "buildbaseunits",
        {
            "AREA": f"{source}|layername=boundary_cityboundary",
            "BARRIERS": f"{folder / 'blocks.gpkg'}|layername=streets",
            "OUTPUT": folder / "blocks_out.gpkg",
        }
        | BLOCKS_AS_THEY_ARE,
    )
    cells = gpd.read_file(result["OUTPUT"]).to_crs(26986).geometry.to_numpy()
    official = gpd.read_file(source, layer="address_masteraddressblocks").to_crs(26986)
    blocks = official.geometry.make_valid().to_numpy()
    block, cell = shapely.STRtree(cells).query(blocks, predicate="intersects")
    shared = shapely.area(shapely.intersection(blocks[block], cells[cell]))
    together = shapely.area(blocks[block]) + shapely.area(cells[cell]) - shared
    best = np.zeros(len(blocks))
    np.maximum.at(best, block, shared / together)
    return {
        "blocks": len(blocks),
        "IoU > 0.5": int((best > 0.5).sum()),
        "IoU > 0.9": int((best > 0.9).sum()),
    }


def main() -> None:
    """Run the chosen cities and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--city", choices=list(CITIES), action="append")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        processing = Processing(Path(home))
        rows = {}
        for name in arguments.city or CITIES:
            folder = Path(home) / name
            folder.mkdir()
            rows[name] = run_chain(processing, CITIES[name](arguments.data), folder)
        print(pd.DataFrame(rows).round(3).to_string())
        if "cambridge" in rows:
            print(blocks_met(processing, arguments.data.resolve(), Path(home)))


if __name__ == "__main__":
    main()
