# SPDX-License-Identifier: GPL-2.0-or-later
"""Base units against the tools that planners would otherwise use, on the same input in one run.

    python benchmarks/base_units.py [DATA_FOLDER] [--city NAME] [--merge] [--split] [--growth]
                                    [--blocks N] [--keep FOLDER] [--docs]

DATA_FOLDER is that of `real_cities.py`; without it only the synthetic city is divided. Without
--merge, --split or --growth the whole chain is compared; these compare the merging of slivers with
QGIS, the splitting of oversized blocks with the peers, and 1k, 10k and 100k blocks with each other.
--docs writes tables and chart into docs/. The peers go into a venv of their own,
build/peers-venv. Every method runs alone in a process of its own; CPU seconds and peak memory are
the kernel's (getrusage), reading and writing left out; of qgis_process only its start is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))

from base_units_report import chart, markdown, write_section
from real_cities import CITIES, City
from synthetic_city import synthetic_city
from unit_methods import MAX_AREA, MIN_AREA
from unit_quality import judge

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS_VENV = ROOT / "build" / "peers-venv"
PEERS = ("momepy==0.11.0", "scikit-learn==1.9.1", "geopandas==1.2.0", "shapely==2.2.0")
MERGE_MODEL = HERE / "merge_small_polygons.model3"
SPLIT_BLOCKS, SPLIT_BUILDINGS, SPLIT_LARGEST = 400, 3, 400_000.0
GROWTH = (1_000, 10_000, 100_000)
MERGE_OUTPUT = "eliminate:OUTPUT"
OURS = "grid_planner"
ELIMINATE = "QGIS polygonize + eliminate"


@dataclass(frozen=True)
class Cost:
    """What a run used."""

    cpu_s: float
    peak_mb: float

    def then(self, other: Cost) -> Cost:
        """Return the cost of both runs, one after the other."""
        return Cost(self.cpu_s + other.cpu_s, max(self.peak_mb, other.peak_mb))


class Bench:
    """Runs methods on the input of one folder; leaves the cells in `kept`, if given."""

    def __init__(self, folder: Path, kept: Path | None = None) -> None:
        folder.mkdir()
        self.kept = kept
        self.folder = folder
        self.input = folder / "input.gpkg"
        self.qgis = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

    def python(self, method: str) -> tuple[gpd.GeoDataFrame, Cost, float]:
        """Run a method of `unit_methods`; return cells, cost and the memory before it (MB)."""
        python = sys.executable if method.startswith("ours") else PEERS_VENV / "bin" / "python"
        target = self.folder / f"{method}.gpkg"
        program = [python, HERE / "unit_methods.py", method, self.input, target]
        output, _ = self._measured(program)
        usage = json.loads(output.splitlines()[-1])
        cells = gpd.read_file(target, layer="cells")
        return cells, Cost(usage["cpu_s"], usage["peak_mb"]), usage["before_mb"]

    def settled_areas(self) -> np.ndarray:
        """Return the areas as our method delivered them, with borders on the lines beside them."""
        return gpd.read_file(self.folder / "ours.gpkg", layer="areas").geometry.to_numpy()

    def algorithm(self, name: str | Path, **parameters: object) -> Cost:
        """Run an algorithm or model of QGIS; the cost of its start is left out."""
        values = [f"{key}={value}" for key, value in parameters.items()]
        cost = self._measured([self.qgis, "run", name, "--", *values])[1]
        start = self._measured([self.qgis, "help", "native:polygonize"])[1]
        return Cost(cost.cpu_s - start.cpu_s, cost.peak_mb)

    def add(self, name: str, frame: gpd.GeoDataFrame) -> None:
        frame.to_file(self.input, layer=name)

    def _measured(self, program: Sequence[object]) -> tuple[str, Cost]:
        environment = os.environ | {
            "HOME": str(self.folder),
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",  # threads that wait would count as work
        }
        usage = self.folder / "usage.json"
        run = [sys.executable, HERE / "measured_run.py", usage, *program]
        done = subprocess.run(
            [str(part) for part in run], env=environment, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(str(part) for part in program)}\n{done.stdout}")
        return done.stdout, Cost(*json.loads(usage.read_text(encoding="utf-8")))


def install_peers() -> None:
    """Make the venv of the peers unless it is there."""
    wanted, stamp = "\n".join(PEERS), PEERS_VENV / "installed.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", PEERS_VENV], check=True)
    subprocess.run([PEERS_VENV / "bin" / "pip", "install", "--quiet", *PEERS], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def prepare(city: City, bench: Bench) -> City:
    """Write the layers in metres, and once more as the lines that polygonize takes."""
    crs = city.areas.estimate_utm_crs() if city.areas.crs.is_geographic else city.areas.crs
    layers = {name: frame.to_crs(crs) for name, frame in vars(city).items() if frame is not None}
    borders = [
        frame.boundary if name == "areas" else _as_lines(frame.geometry)
        for name, frame in layers.items()
        if name != "buildings"
    ]
    lines = gpd.GeoDataFrame(geometry=pd.concat(borders, ignore_index=True), crs=crs)
    for name, frame in {**layers, "lines": lines}.items():
        bench.add(name, frame)
    return City(**layers)


def _as_lines(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    is_area = shapely.get_dimensions(geometry.to_numpy()) == 2
    return geometry.where(~is_area, geometry.boundary)


def compare_chains(city: City, bench: Bench) -> Iterator[dict[str, object]]:
    """Yield a row of figures for each method."""
    city = prepare(city, bench)

    def row(method: str, cells: gpd.GeoDataFrame, cost: Cost) -> dict[str, object]:
        areas = bench.settled_areas() if method == OURS else city.areas.geometry.to_numpy()
        quality, counted = judge(cells.geometry.to_numpy(), areas, city.buildings)
        if bench.kept is not None:
            kept = gpd.GeoDataFrame(geometry=counted, crs=city.areas.crs)
            kept.to_file(bench.kept / f"{bench.folder.name} {method}.gpkg")
        return {"method": method, **vars(quality), **vars(cost)}

    units, cost, _ = bench.python("ours")
    yield row(OURS, units, cost)
    blocks, cost, _ = bench.python("enclosures")
    yield row("momepy enclosures", blocks, cost)
    blocks, eliminated = eliminate(bench, city.areas.geometry.to_numpy())
    yield row(ELIMINATE, blocks, eliminated)
    bench.add("blocks", blocks)
    methods = {"bisection": "… + bisection", "voronoi": "… + k-means Voronoi"}
    if city.buildings is not None:
        methods = {"tessellation": "… + enclosed tessellation, grouped", **methods}
    for method, title in methods.items():
        cells, cost, _ = bench.python(method)
        yield row(title, cells, eliminated.then(cost))


def eliminate(bench: Bench, areas: np.ndarray) -> tuple[gpd.GeoDataFrame, Cost]:
    """Return the faces of all lines after QGIS merged what is too small.

    Faces outside the areas are dropped in between, at no charge.
    """
    faces, merged = bench.folder / "qgis_faces.gpkg", bench.folder / "qgis_merged.gpkg"
    cost = bench.algorithm("native:polygonize", INPUT=_layer(bench, "lines"), OUTPUT=faces)
    found = gpd.read_file(faces)
    centres = found.geometry.representative_point().to_numpy()
    inside = shapely.STRtree(areas).query(centres, predicate="within")[0]
    found.iloc[np.unique(inside)].to_file(faces)
    cost = cost.then(merge_in_qgis(bench, faces, merged))
    return gpd.read_file(merged).explode(ignore_index=True)[["geometry"]], cost


def merge_in_qgis(bench: Bench, faces: Path | str, merged: Path) -> Cost:
    arguments = {"POLYGONS": faces, "MIN_AREA": MIN_AREA, MERGE_OUTPUT: merged}
    return bench.algorithm(MERGE_MODEL, **arguments)


def _layer(bench: Bench, name: str) -> str:
    return f"{bench.input}|layername={name}"


def compare_merging(city: City, bench: Bench) -> Iterator[dict[str, object]]:
    """Merge the slivers among the faces of a city: ours against eliminateselectedpolygons."""
    prepare(city, bench)
    faces, _, _ = bench.python("ours_faces")
    bench.add("faces", faces)
    slivers = int((faces.area < MIN_AREA).sum())
    print(f"{len(faces)} faces, {slivers} slivers below {MIN_AREA:.0f} m²", flush=True)
    cells, cost, _ = bench.python("ours_merge")
    merged = bench.folder / "merged.gpkg"
    theirs = merge_in_qgis(bench, _layer(bench, "faces"), merged)
    both = {OURS: (cells, cost), "QGIS eliminate": (gpd.read_file(merged), theirs)}
    for method, (result, used) in both.items():
        size = result.area
        yield {
            "method": method,
            "cells": len(result),
            "too_small": int((size < MIN_AREA).sum()),
            "over_border": _over_border(result, faces),
            "compactness": float((4 * np.pi * size / result.length**2).median()),
            **vars(used),
            "times": used.cpu_s / cost.cpu_s,
        }


def _over_border(cells: gpd.GeoDataFrame, faces: gpd.GeoDataFrame) -> int:
    """Return how many cells hold faces of several areas."""
    centres = faces.geometry.representative_point().to_numpy()
    face, cell = shapely.STRtree(cells.geometry.to_numpy()).query(centres, predicate="within")
    of_cell = pd.Series(faces["area"].to_numpy()[face]).groupby(cell).nunique()
    return int((of_cell > 1).sum())


def compare_splitting(city: City, bench: Bench) -> Iterator[dict[str, object]]:
    """Split the same oversized blocks with every method."""
    city = prepare(city, bench)
    faces, _, _ = bench.python("ours_faces")
    blocks, buildings = oversized_blocks(faces, city.buildings)
    bench = Bench(bench.folder / "blocks")
    bench.add("blocks", blocks)
    bench.add("buildings", buildings)
    titles = {
        "ours_split": OURS,
        "tessellation": "enclosed tessellation, grouped",
        "bisection": "bisection",
        "voronoi": "k-means Voronoi",
    }
    first = None
    for method, title in titles.items():
        cells, cost, _ = bench.python(method)
        quality, _ = judge(cells.geometry.to_numpy(), blocks.geometry.to_numpy(), buildings)
        ms = 1000 * cost.cpu_s / quality.cells
        first = first or ms
        yield {
            "method": title, "blocks": len(blocks), **vars(quality), **vars(cost),
            "ms_a_cell": ms, "times": ms / first,
        }  # fmt: skip


def oversized_blocks(
    faces: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return up to 400 faces that are too large and hold buildings, and these buildings."""
    polygons, bodies = faces.geometry.to_numpy(), buildings.geometry.to_numpy()
    size = shapely.area(polygons)
    polygons = polygons[(size > MAX_AREA) & (size < SPLIT_LARGEST)]
    face, body = shapely.STRtree(bodies).query(polygons, predicate="contains")
    built = np.flatnonzero(np.bincount(face, minlength=len(polygons)) >= SPLIT_BUILDINGS)
    chosen = np.random.default_rng(0).permutation(built)[:SPLIT_BLOCKS]
    codes = [f"{number:05d}" for number in range(len(chosen))]
    blocks = gpd.GeoDataFrame({"area_code": codes}, geometry=polygons[chosen], crs=faces.crs)
    inside = np.unique(body[np.isin(face, chosen)])
    return blocks, gpd.GeoDataFrame(geometry=bodies[inside], crs=faces.crs)


def grow(folder: Path) -> Iterator[dict[str, object]]:
    """Yield our figures for synthetic cities of 1k, 10k and 100k blocks."""
    first = None
    for blocks in GROWTH:
        bench = Bench(folder / f"growth {blocks}")
        city = prepare(synthetic_city(blocks), bench)
        cells, cost, before = bench.python("ours")
        quality, _ = judge(cells.geometry.to_numpy(), bench.settled_areas(), city.buildings)
        here = np.array([1000 * cost.cpu_s, 1024 * (cost.peak_mb - before)]) / blocks
        first = here if first is None else first
        print(f"{blocks} blocks: {cost.cpu_s:.1f} CPU s, {cost.peak_mb:.0f} MB", flush=True)
        yield {
            "blocks": blocks, "buildings": len(city.buildings), **vars(quality), **vars(cost),
            "ms_a_block": here[0], "kb_a_block": here[1],
            "time_growth": here[0] / first[0], "memory_growth": here[1] / first[1],
        }  # fmt: skip


def chosen_cities(arguments: argparse.Namespace) -> dict[str, City]:
    """Return the cities that were asked for, by name."""
    cities = {}
    synthetic = f"synthetic {arguments.blocks:,}"
    for name in arguments.city or [*CITIES, "synthetic"]:
        if name == "synthetic":
            cities[synthetic] = synthetic_city(arguments.blocks)
        elif arguments.data is not None:
            cities[name.capitalize()] = CITIES[name](arguments.data)
    return cities


def run(
    title: str,
    compare: Callable[[City, Bench], Iterator[dict[str, object]]],
    cities: dict[str, City],
    folder: Path,
    kept: Path | None = None,
) -> pd.DataFrame:
    """Return the rows of one comparison for every city, said as they come."""
    rows = []
    for name, city in cities.items():
        for row in compare(city, Bench(folder / f"{title} {name}", kept)):
            rows.append({"city": name, **row})
            print(markdown(pd.DataFrame(rows[-1:])).splitlines()[-1], flush=True)
    return pd.DataFrame(rows)


def main() -> None:
    """Run the chosen comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--city", choices=[*CITIES, "synthetic"], action="append")
    parser.add_argument("--blocks", type=int, default=10_000, help="of the synthetic city")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the cells there")
    for option in ("merge", "split", "growth", "docs"):
        parser.add_argument(f"--{option}", action="store_true")
    arguments = parser.parse_args()
    install_peers()
    cities = chosen_cities(arguments)
    built = {name: city for name, city in cities.items() if city.buildings is not None}
    synthetic = {name: city for name, city in cities.items() if name.startswith("synthetic")}
    tables = {}
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        if arguments.merge:
            tables["merge"] = run("merge", compare_merging, synthetic, folder)
        if arguments.split:
            tables["split"] = run("split", compare_splitting, built, folder)
        if arguments.growth:
            tables["growth"] = pd.DataFrame(grow(folder))
        if not tables:
            tables["chains"] = run("chain", compare_chains, cities, folder, arguments.keep)
    for name, table in tables.items():
        print(markdown(table))
        if arguments.docs:
            write_section(name, table)
    if arguments.docs and "chains" in tables:
        chart(tables["chains"])


if __name__ == "__main__":
    main()
