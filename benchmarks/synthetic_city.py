# SPDX-License-Identifier: GPL-2.0-or-later
"""A made-up city of any number of blocks, for what no real city of that size can be had.

    python benchmarks/synthetic_city.py BLOCKS OUTPUT.gpkg [--seed N]

It has what makes base units hard: main roads drawn as two carriageways, roundabouts, a river that
crosses everything, dead ends and paths inside blocks, and communities whose borders follow the
streets but were drawn a second time, up to three metres off. Buildings stand in rows.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))

from real_cities import City

CRS = "EPSG:32650"
ORIGIN = np.array([500_000.0, 3_300_000.0])
SEED = 7
BLOCK_WIDTH = (115.0, 0.45, 45.0, 420.0)  # median m, spread of its logarithm, least m, most m
JITTER = 4.0  # m, standard deviation of a crossing's place
BEND, BEND_LENGTH = 25.0, 2_500.0  # m: streets of a city are not straight
MAIN_ROAD_EVERY = 6  # streets; every second one of them is wider
CARRIAGEWAYS_APART = (18.0, 12.0)  # m between their centre lines, wide and normal main roads
ROUNDABOUT_SHARE, ROUNDABOUT_RADIUS = 0.33, 14.0
RIVER_WIDTH = 120.0
DEAD_END_SHARE, PATH_SHARE = 0.2, 0.08  # of the blocks
COMMUNITY_BLOCKS = (2, 7)  # blocks on a side, the last one excluded
REDRAWN = 3.0  # m by which the borders of communities miss the streets
SETBACK = 15.0  # m between street and buildings
OPEN_SPACE, ONE_LARGE_BUILDING = 0.05, 0.10  # shares of the blocks
BUILDING_KEPT = 0.9
UNIT_WIDTH, COMMUNITY_SIDE, WORKLOAD_SPREAD = 100.0, 7, 0.5  # m; units; of its logarithm

Points = NDArray[np.float64]
Lines = NDArray[np.object_]


class Blocks(NamedTuple):
    """The four corners (m, 2) of every block, anticlockwise."""

    a: Points
    b: Points
    c: Points
    d: Points

    def at(self, block: NDArray[np.int64], s: Points, t: Points) -> Points:
        """Return the places (s, t), 0..1 along ab and ad, of the blocks numbered `block`."""
        s, t = s[:, None], t[:, None]
        near = self.a[block] * (1 - s) + self.b[block] * s
        far = self.d[block] * (1 - s) + self.c[block] * s
        return near * (1 - t) + far * t


def synthetic_city(blocks: int, seed: int = SEED) -> City:
    """Return a city of about `blocks` blocks: the next square number."""
    rng = np.random.default_rng(seed)
    side = round(blocks**0.5)
    nodes = _crossings(rng, side)
    places = ((0, 0), (1, 0), (1, 1), (0, 1))
    corners = Blocks(*(nodes[i : side + i, j : side + j].reshape(-1, 2) for i, j in places))
    streets, classes = _streets(nodes)
    roundabouts = _roundabouts(rng, nodes)
    dead_ends, paths = _inner_ways(rng, corners)
    river = _river(nodes)
    communities = _communities(rng, nodes)
    buildings = _buildings(rng, corners)
    buildings = buildings[~shapely.intersects(buildings, river)]
    barriers = [*streets, *roundabouts, river]
    names = [*classes, *["residential"] * len(roundabouts), "water"]
    codes = [f"{number:05d}" for number in range(1, len(communities) + 1)]
    return City(
        gpd.GeoDataFrame({"area_code": codes}, geometry=communities, crs=CRS),
        gpd.GeoDataFrame({"barrier_class": names}, geometry=barriers, crs=CRS),
        gpd.GeoDataFrame(geometry=np.concatenate([dead_ends, paths]), crs=CRS),
        gpd.GeoDataFrame(geometry=buildings, crs=CRS),
    )


def synthetic_units(units: int, seed: int = SEED) -> gpd.GeoDataFrame:
    """Return about `units` base units (the next square number) with workload (mean 1) and parent.

    They are the cells of a bent lattice; a parent is a square of them.
    """
    rng = np.random.default_rng(seed)
    side = round(units**0.5)
    lattice = np.stack(np.meshgrid(*2 * [np.arange(side + 1) * UNIT_WIDTH]), axis=-1)
    nodes = ORIGIN + lattice + rng.uniform(-0.2, 0.2, lattice.shape) * UNIT_WIDTH
    places = ((0, 0), (1, 0), (1, 1), (0, 1))
    corners = [nodes[i : side + i, j : side + j].reshape(-1, 2) for i, j in places]
    row, column = np.divmod(np.arange(side**2), side)
    parents = -(-side // COMMUNITY_SIDE)
    parent = row // COMMUNITY_SIDE * parents + column // COMMUNITY_SIDE
    workload = rng.lognormal(-(WORKLOAD_SPREAD**2) / 2, WORKLOAD_SPREAD, side**2)
    return gpd.GeoDataFrame(
        {
            "unit_code": [f"{number:07d}" for number in range(side**2)],
            "parent_code": [f"{number:05d}" for number in parent],
            "workload": workload,
        },
        geometry=shapely.polygons(np.stack(corners, 1)),
        crs=CRS,
    )


def _crossings(rng: np.random.Generator, side: int) -> Points:
    """Return the street crossings (side + 1, side + 1, 2)."""
    median, spread, least, most = BLOCK_WIDTH
    widths = np.clip(rng.lognormal(np.log(median), spread, (2, side)), least, most)
    x, y = (np.concatenate([[0], np.cumsum(row)]) for row in widths)
    x, y = np.meshgrid(x, y, indexing="ij")
    bend = BEND * np.stack([np.sin(y / BEND_LENGTH), np.sin(x / BEND_LENGTH)], axis=-1)
    return ORIGIN + np.stack([x, y], axis=-1) + bend + rng.normal(0, JITTER, (*x.shape, 2))


def _streets(nodes: Points) -> tuple[list[shapely.LineString], list[str]]:
    """Return a line per street, two per main road, and their classes."""
    lines, classes = [], []
    for number in range(len(nodes)):
        for line in (nodes[number], nodes[:, number]):
            if number % MAIN_ROAD_EVERY:
                lines.append(shapely.LineString(line))
                classes.append("residential")
                continue
            ahead = np.gradient(line, axis=0)
            aside = np.column_stack([-ahead[:, 1], ahead[:, 0]])
            aside /= np.linalg.norm(aside, axis=1)[:, None]
            aside *= CARRIAGEWAYS_APART[number // MAIN_ROAD_EVERY % 2] / 2
            lines += [shapely.LineString(line + aside), shapely.LineString(line - aside)]
            classes += ["primary", "primary"]
    return lines, classes


def _roundabouts(rng: np.random.Generator, nodes: Points) -> Lines:
    crossings = nodes[::MAIN_ROAD_EVERY, ::MAIN_ROAD_EVERY].reshape(-1, 2)
    chosen = crossings[rng.random(len(crossings)) < ROUNDABOUT_SHARE]
    return shapely.boundary(shapely.buffer(shapely.points(chosen), ROUNDABOUT_RADIUS, quad_segs=6))


def _inner_ways(rng: np.random.Generator, corners: Blocks) -> tuple[Lines, Lines]:
    """Return service roads that end inside a block, and paths right across one."""
    count = len(corners.a)
    chosen = np.flatnonzero(rng.random(count) < DEAD_END_SHARE)
    start, depth = rng.uniform(0.3, 0.7, len(chosen)), rng.uniform(0.3, 0.9, len(chosen))
    dead_ends = [corners.at(chosen, start, t) for t in (np.zeros(len(chosen)), depth)]
    crossed = np.flatnonzero(rng.random(count) < PATH_SHARE)
    half = np.full(len(crossed), 0.5)
    paths = [corners.at(crossed, s, half) for s in (np.zeros(len(crossed)), np.ones(len(crossed)))]
    return shapely.linestrings(np.stack(dead_ends, 1)), shapely.linestrings(np.stack(paths, 1))


def _river(nodes: Points) -> shapely.Polygon:
    low, high = nodes.reshape(-1, 2).min(0), nodes.reshape(-1, 2).max(0)
    along = np.linspace(0, 1, 400)
    x = low[0] + along * (high - low)[0]
    y = low[1] + (0.35 + 0.2 * along) * (high - low)[1] + 300 * np.sin(9 * along)
    return shapely.LineString(np.column_stack([x, y])).buffer(RIVER_WIDTH / 2)


def _communities(rng: np.random.Generator, nodes: Points) -> Lines:
    """Return rectangles of blocks whose corners miss the crossings by some metres."""
    drawn = nodes + rng.uniform(-REDRAWN, REDRAWN, nodes.shape)
    columns, rows = _steps(rng, len(nodes) - 1), _steps(rng, len(nodes) - 1)
    return np.array(
        [
            shapely.Polygon(
                np.concatenate([drawn[a:b, u], drawn[b, u:v], drawn[b:a:-1, v], drawn[a, v:u:-1]])
            )
            for a, b in zip(columns[:-1], columns[1:])
            for u, v in zip(rows[:-1], rows[1:])
        ]
    )


def _steps(rng: np.random.Generator, length: int) -> list[int]:
    least, most = COMMUNITY_BLOCKS
    steps = [0]
    while length - steps[-1] >= least + most:
        steps.append(steps[-1] + int(rng.integers(least, most)))
    return [*steps, length]


def _buildings(rng: np.random.Generator, corners: Blocks) -> Lines:
    """Return rows of slabs in most blocks, one large building in some, none in a few."""
    width = np.linalg.norm(corners.b - corners.a, axis=1)
    depth = np.linalg.norm(corners.d - corners.a, axis=1)
    inner = np.column_stack([width, depth]) - 2 * SETBACK
    kind = rng.random(len(width))
    large = (kind >= OPEN_SPACE) & (kind < OPEN_SPACE + ONE_LARGE_BUILDING)
    pitch = np.column_stack([rng.uniform(35, 70, len(width)), rng.uniform(24, 40, len(width))])
    number = np.maximum(1, inner // pitch).astype(np.int64)
    number[large] = 1
    number[(inner.min(axis=1) < SETBACK) | (kind < OPEN_SPACE)] = 0

    many = number.prod(axis=1)
    block = np.repeat(np.arange(len(width)), many)
    place = np.arange(len(block)) - np.repeat(np.cumsum(many) - many, many)
    cell = np.column_stack([place % number[block, 0], place // number[block, 0]])
    middle = (cell + 0.5 + rng.uniform(-0.08, 0.08, cell.shape)) / number[block]
    half = np.where(large[block, None], 0.6, [0.72, 0.45]) / number[block] / 2
    kept = rng.random(len(block)) < BUILDING_KEPT
    block, middle, half = block[kept], middle[kept], half[kept]

    size = np.column_stack([width, depth])[block]
    corner = [middle + half * sign for sign in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    placed = [(SETBACK + point * (size - 2 * SETBACK)) / size for point in corner]
    return shapely.polygons(np.stack([corners.at(block, p[:, 0], p[:, 1]) for p in placed], 1))


def main() -> None:
    """Write the layers of a city into one GeoPackage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("blocks", type=int)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    city = synthetic_city(arguments.blocks, arguments.seed)
    for name, frame in vars(city).items():
        frame.to_file(arguments.output, layer=name)
        print(name, len(frame))


if __name__ == "__main__":
    main()
