# SPDX-License-Identifier: GPL-2.0-or-later
"""What planners of grids are given: a town as a graph of units, and the number of grids asked for.

The made-up city comes from its generator (`city.py`, seed 7), so that figures compare with those
published for it; the real ones are our base units of real streets, with a workload counted in them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

SEED, SMALL_SEED = 7, 11
SMALL_COMMUNITY = 200  # units: more than a small town has, so that it is one community
UNITS_A_GRID = 3
STOREY = 3.0  # m


@dataclass(frozen=True)
class Town:
    """Per unit: workload (whole numbers), community, area (m²), perimeter, x, y (m).

    Per pair of neighbours: left, right, length of the shared border (m).
    """

    workload: np.ndarray
    community: np.ndarray
    area: np.ndarray
    perimeter: np.ndarray
    x: np.ndarray
    y: np.ndarray
    left: np.ndarray
    right: np.ndarray
    length: np.ndarray

    def __len__(self) -> int:
        return len(self.workload)

    def open_pairs(self, *, communities: bool) -> np.ndarray:
        """Say of each pair whether a grid may lie on both sides."""
        if not communities:
            return np.ones(len(self.left), bool)
        return self.community[self.left] == self.community[self.right]

    def parts(self, *, communities: bool) -> np.ndarray:
        """Return the part of each unit: no grid can reach from one part into another."""
        open_pairs = self.open_pairs(communities=communities)
        return pieces(len(self), self.left[open_pairs], self.right[open_pairs])

    def save(self, path: Path) -> None:
        """Write the town into an .npz file."""
        np.savez(path, **vars(self))

    @classmethod
    def load(cls, path: Path) -> Town:
        """Read a town that `save` wrote."""
        with np.load(path) as kept:
            return cls(**{field.name: kept[field.name] for field in fields(cls)})


@dataclass(frozen=True)
class Part:
    """One connected part of a town, as a town of its own, with its number of grids.

    `mean` is the workload of a grid in the whole town, `tolerance` a share of it.
    """

    town: Town
    units: np.ndarray
    grids: int
    mean: float
    tolerance: float


def pieces(count: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the number of the connected piece that each of `count` units is in."""
    graph = coo_matrix((np.ones(len(left)), (left, right)), (count, count))
    return connected_components(graph, directed=False)[1]


def split(town: Town, part: np.ndarray, grids: np.ndarray, tolerance: float) -> Iterator[Part]:
    """Yield the parts of a town; pairs between parts are left out."""
    mean = town.workload.sum() / grids.sum()
    order = np.argsort(part, kind="stable")
    starts = np.searchsorted(part[order], np.arange(len(grids) + 1))
    place = np.empty(len(town), np.int64)
    of_pair = np.where(part[town.left] == part[town.right], part[town.left], -1)
    for number, asked in enumerate(grids.tolist()):
        units = order[starts[number] : starts[number + 1]]
        place[units] = np.arange(len(units))
        pairs = of_pair == number
        per_unit = ("workload", "community", "area", "perimeter", "x", "y")
        alone = Town(
            **{name: getattr(town, name)[units] for name in per_unit},
            left=place[town.left[pairs]],
            right=place[town.right[pairs]],
            length=town.length[pairs],
        )
        yield Part(alone, units, asked, mean, tolerance)


def load_generator(folder: Path) -> ModuleType:
    """Import `city.py` from `folder` under a name of its own."""
    spec = importlib.util.spec_from_file_location("peers_city", folder / "city.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def made_up(generator: ModuleType, units: int) -> Town:
    """Return the city of the published figures."""
    return _from_generator(generator.make_city(units, seed=SEED, with_geom=False))


def made_up_small(generator: ModuleType, units: int) -> Town:
    """Return one of the small towns whose optimum is known."""
    city = generator.make_city(units, comm_size=SMALL_COMMUNITY, seed=SMALL_SEED, with_geom=False)
    return _from_generator(city)


def _from_generator(city: dict) -> Town:
    names = {"w": "workload", "comm": "community", "perim": "perimeter", "cx": "x", "cy": "y"}
    names |= {"ei": "left", "ej": "right", "el": "length", "area": "area"}
    return Town(**{ours: np.asarray(city[theirs]) for theirs, ours in names.items()})


def shanghai(data: Path) -> Town:
    """Return our units of the core of Shanghai; workload: floor area, m².

    A storey is three metres; a building of unknown height counts as one storey.
    """
    import geopandas as gpd
    import real_cities

    city = real_cities.shanghai(data)
    file = data / "shanghai_core_osm.gpkg"
    height = gpd.read_file(file, layer="buildings_poly")["height"].astype(float)
    buildings = city.buildings.assign(floors=(height / STOREY).round())
    return _from_units(city, "floor_area_m2", buildings=buildings)


def cambridge(data: Path) -> Town:
    """Return our units of Cambridge, in its neighbourhoods; workload: metres of street."""
    import real_cities

    city = real_cities.cambridge(data)
    streets = city.barriers[city.barriers["barrier_class"] == "residential"]
    return _from_units(city, "street_m", streets=streets)


def _from_units(city: object, component: str, **counted: object) -> Town:
    """Make base units with the defaults of the plugin, and count what makes work in them."""
    import shapely

    from grid_planner.core.graph import rook_adjacency
    from grid_planner.core.params import BaseUnitParams, WorkloadParams
    from grid_planner.core.units.build import build_base_units
    from grid_planner.core.units.workload import measure_workload

    crs = city.areas.estimate_utm_crs()
    layers = {name: frame.to_crs(crs) for name, frame in vars(city).items() if frame is not None}
    units = build_base_units(layers.pop("areas"), BaseUnitParams(), **layers).units
    counted = {name: frame.to_crs(crs) for name, frame in counted.items()}
    work = measure_workload(units, WorkloadParams(weights=f"{component}=1"), **counted)
    shapes = units.geometry.to_numpy()
    pairs = rook_adjacency(shapes)
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    return Town(
        workload=work.components[component].to_numpy().round().astype(np.int64),
        community=np.unique(units["area_code"].astype(str), return_inverse=True)[1],
        area=shapely.area(shapes),
        perimeter=shapely.length(shapes),
        x=centres[:, 0],
        y=centres[:, 1],
        left=pairs.left,
        right=pairs.right,
        length=pairs.length,
    )
