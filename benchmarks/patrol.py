# SPDX-License-Identifier: GPL-2.0-or-later
"""Patrol tours on real streets: bounds for thousands of zones, the proved optimum for single ones.

    python benchmarks/patrol.py DATA_FOLDER [--zones 5000] [--edges 100] [--sample 300]

DATA_FOLDER holds cambridge_ma.gpkg and liechtenstein_osm_base.zip. Zones are balls of streets
around random crossings. Prints, in CPU seconds of one core: bounds for all zones, how far they lie
from the optimum on a sample; the optimum of zones of 500 edges; and the whole measurement, from
lines and polygons on, of a made-up city with as many zones of as many edges.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import scipy
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from grid_planner.core.streets.network import StreetNetwork, street_network  # noqa: E402
from grid_planner.core.streets.patrol import measure_patrol  # noqa: E402
from grid_planner.core.streets.tjoin.bounds import bound_join  # noqa: E402
from grid_planner.core.streets.tjoin.exact import exact_join  # noqa: E402
from grid_planner.core.streets.tjoin.graphs import Graphs, reduce_graphs  # noqa: E402

SEED = 20260
EXACT_EDGES, EXACT_ZONES = 500, 40
BLOCK = 100.0  # m between the streets of the made-up city


def cambridge(data: Path) -> gpd.GeoDataFrame:
    streets = gpd.read_file(data / "cambridge_ma.gpkg", layer="trans_centerlines")
    return streets.to_crs(26986)


def liechtenstein(data: Path) -> gpd.GeoDataFrame:
    archive = (data / "liechtenstein_osm_base.zip").resolve()
    return gpd.read_file(f"/vsizip/{archive}/liechtenstein_osm_base.gpkg", layer="roads_2025_09")


def balls(network: StreetNetwork, zones: int, edges: int) -> list[np.ndarray]:
    """Return the edges nearest to random crossings, hanging together."""
    rng = np.random.default_rng(SEED)
    nodes = len(network.places)
    ends = network.start, network.end
    matrix = coo_matrix((network.length, ends), shape=(nodes, nodes)).tocsr()
    found: list[np.ndarray] = []
    while len(found) < zones:
        away = dijkstra(matrix, directed=False, indices=rng.integers(nodes))
        far = np.maximum(away[network.start], away[network.end])
        nearest = np.argsort(far, kind="stable")[:edges]
        if np.isfinite(far[nearest[-1]]):
            found.append(nearest)
    return found


def side_by_side(network: StreetNetwork, zones: list[np.ndarray]) -> tuple[Graphs, np.ndarray]:
    nodes = len(network.places)
    edge, zone = np.concatenate(zones), np.repeat(np.arange(len(zones)), [*map(len, zones)])
    keys = np.concatenate([zone * nodes + network.start[edge], zone * nodes + network.end[edge]])
    crossing, ends = np.unique(keys, return_inverse=True)
    odd = np.bincount(ends.ravel(), minlength=len(crossing)) % 2 == 1
    start, end = ends.reshape(2, -1)
    length = network.length[edge]
    graphs = Graphs(len(zones), crossing // nodes, odd, start, end, length)
    return graphs, np.bincount(zone, weights=length)


def bounds(name: str, network: StreetNetwork, zones: int, edges: int, sample: int) -> None:
    chosen = balls(network, zones, edges)
    graphs, streets = side_by_side(network, chosen)
    began = time.process_time()
    core, forced = reduce_graphs(graphs)
    lower, upper = bound_join(core)
    seconds = time.process_time() - began
    sampled, sampled_streets = side_by_side(network, chosen[:sample])
    began = time.process_time()
    sampled_core, sampled_forced = reduce_graphs(sampled)
    best = exact_join(sampled_core)
    exact_seconds = (time.process_time() - began) / sample
    tour = sampled_streets + sampled_forced + best
    over = 100 * (upper[:sample] - best) / tour
    under = 100 * (best - lower[:sample]) / tour
    gap = 100 * (upper - lower) / (streets + forced + lower)
    longer = ((streets + forced + upper) / streets).mean()
    print(
        f"{name}: bounds of {zones} zones of {edges} edges {seconds:.1f} s;"
        f" upper over the optimum {over.mean():.3f} % mean, {over.max():.2f} % max;"
        f" lower under it {under.mean():.3f} % mean, {under.max():.2f} % max ({sample} zones);"
        f" upper over lower {gap.mean():.2f} % mean, {gap.max():.2f} % max (all);"
        f" tour / streets {longer:.2f}; optimum {exact_seconds:.3f} s a zone"
    )


def optimum(name: str, network: StreetNetwork) -> None:
    seconds = []
    for ball in balls(network, EXACT_ZONES, EXACT_EDGES):
        graphs, _ = side_by_side(network, [ball])
        began = time.process_time()
        exact_join(reduce_graphs(graphs)[0])
        seconds.append(time.process_time() - began)
    print(
        f"{name}: optimum of {EXACT_EDGES} edges {np.mean(seconds):.2f} s mean,"
        f" {np.median(seconds):.2f} s median, {max(seconds):.2f} s max ({EXACT_ZONES} zones,"
        f" scipy {scipy.__version__})"
    )


def whole(zones: int, edges: int) -> None:
    """Measure a city of square zones with a jittered street lattice, one in seven missing."""
    rng = np.random.default_rng(SEED)
    across = round(zones**0.5)
    blocks = max(1, round((edges / 2 / (6 / 7)) ** 0.5))  # two streets a crossing, with the gaps
    size = across * blocks + 1
    x, y = np.meshgrid(np.arange(size) * BLOCK, np.arange(size) * BLOCK, indexing="ij")
    places = np.stack([x, y], axis=2) + rng.uniform(-20, 20, (size, size, 2))
    east = np.stack([places[:-1], places[1:]], axis=2).reshape(-1, 2, 2)
    north = np.stack([places[:, :-1], places[:, 1:]], axis=2).reshape(-1, 2, 2)
    lines = np.concatenate([east, north])
    lines = lines[rng.random(len(lines)) < 6 / 7]
    streets = gpd.GeoDataFrame(geometry=shapely.linestrings(lines), crs=4547)
    side = blocks * BLOCK
    i, j = np.meshgrid(np.arange(across), np.arange(across))
    squares = shapely.box(i * side, j * side, (i + 1) * side, (j + 1) * side).ravel()
    frame = gpd.GeoDataFrame(geometry=squares, crs=4547)
    began = time.process_time()
    patrol = measure_patrol(frame, streets)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"made-up city: {len(frame)} zones, {len(streets)} streets {seconds:.1f} s, {peak:.2f} GB"
    )
    print(f"  {dict(patrol.notes[0].facts)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--zones", type=int, default=5000)
    parser.add_argument("--edges", type=int, default=100)
    parser.add_argument("--sample", type=int, default=300)
    options = parser.parse_args()
    for name, read in (("Cambridge", cambridge), ("Liechtenstein", liechtenstein)):
        network = street_network(read(options.data))
        print(f"{name}: {len(network.start)} edges, {network.length.sum() / 1000:.0f} km")
        sample = min(options.sample, options.zones)
        bounds(name, network, options.zones, options.edges, sample)
        optimum(name, network)
    whole(options.zones, options.edges)


if __name__ == "__main__":
    main()
