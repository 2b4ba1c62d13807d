# SPDX-License-Identifier: GPL-2.0-or-later
"""A small town made from a seed: two by two communities, crooked streets, houses along them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.affinity import rotate

from tests.core.blocks import ORIGIN, frame


@dataclass(frozen=True)
class SmallTown:
    areas: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    paths: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame

    def shuffled(self, seed: int) -> SmallTown:
        return SmallTown(
            *(
                frame.sample(frac=1, random_state=seed).reset_index(drop=True)
                for frame in (self.areas, self.streets, self.paths, self.buildings)
            )
        )


def small_town(seed: int = 1, side: float = 800.0) -> SmallTown:
    rng = np.random.default_rng(seed)
    return SmallTown(_areas(side), _streets(rng, side), _paths(rng, side), _buildings(rng, side))


def in_town(shapes: list[shapely.Geometry], **columns: object) -> gpd.GeoDataFrame:
    """Return a layer of shapes that are given in metres from the south-west corner of the town."""
    return frame(shapely.transform(np.array(shapes, object), lambda xy: xy + ORIGIN), **columns)


def _areas(side: float) -> gpd.GeoDataFrame:
    half = side / 2
    boxes = [shapely.box(x, y, x + half, y + half) for x in (0, half) for y in (0, half)]
    return in_town(boxes, area_code=[f"44130200100{k}" for k in range(1, 5)])


def _streets(rng: np.random.Generator, side: float) -> gpd.GeoDataFrame:
    at = np.arange(60, side, 130)
    lines = []
    for place in at:
        along = np.linspace(-20, side + 20, 9)
        sway = place + np.cumsum(rng.normal(0, 4, 9))
        lines.append(shapely.LineString(np.column_stack([along, sway])))
        lines.append(shapely.LineString(np.column_stack([place + rng.normal(0, 4, 9), along])))
    classes = rng.choice(["RD1", "RD2", "RD3", "RD4"], len(lines))
    return in_town(lines, barrier_class=classes)


def _paths(rng: np.random.Generator, side: float) -> gpd.GeoDataFrame:
    starts = rng.uniform(0, side, (12, 2))
    ends = starts + rng.normal(0, 90, (12, 2))
    return in_town([shapely.LineString(pair) for pair in np.stack([starts, ends], axis=1)])


def _buildings(rng: np.random.Generator, side: float) -> gpd.GeoDataFrame:
    houses: list[shapely.Polygon] = []
    for x, y in rng.uniform(20, side - 20, (400, 2)):
        house = shapely.box(x, y, x + rng.uniform(8, 40), y + rng.uniform(8, 18))
        house = rotate(house, float(rng.uniform(0, 180)))
        if not houses or shapely.distance(np.array(houses, object), house).min() > 3:
            houses.append(house)
    return in_town(houses)
