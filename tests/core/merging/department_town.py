# SPDX-License-Identifier: GPL-2.0-or-later
"""A small town that several departments have divided, each in its way and with its own surveyor.

Blocks of about 100 m between crooked streets; a department's grids are groups of blocks, and its
corners lie some metres off, alike wherever they occur in its layer.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from grid_planner.core.unions import coverage_union_by_label

CRS = "EPSG:4547"
ORIGIN = np.array([500_000.0, 2_550_000.0])
BLOCK = 100.0
NAMES = ("city", "police", "sanitation", "parks", "utilities")


def blocks(side: int = 8, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(side + 1), np.arange(side + 1), indexing="ij")
    corner = np.stack([x, y], axis=-1) * BLOCK + rng.uniform(-15, 15, (side + 1, side + 1, 2))
    rings = [corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]]
    return shapely.polygons(np.stack(rings, axis=2).reshape(-1, 4, 2) + ORIGIN)


def grouped(side: int, width: int, height: int, shift: int = 0) -> np.ndarray:
    """The group of each block: rectangles of blocks, `shift` blocks off."""
    x, y = np.divmod(np.arange(side * side), side)
    group = (x + shift) // width * 100 + (y + shift) // height
    return np.unique(group, return_inverse=True)[1].ravel()


def drawn(polygons: np.ndarray, deviation: float, seed: int) -> np.ndarray:
    """The polygons as a surveyor draws them: each corner up to `deviation` metres off."""
    rng = np.random.default_rng(seed)
    places = np.unique(shapely.get_coordinates(polygons), axis=0)
    angle, far = rng.uniform(0, 2 * np.pi, len(places)), rng.uniform(0, deviation, len(places))
    moved = places + far[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    known = {tuple(place): new for place, new in zip(places, moved)}
    return shapely.transform(polygons, lambda xy: np.array([known[tuple(place)] for place in xy]))


def layer(polygons: np.ndarray, prefix: str = "G") -> gpd.GeoDataFrame:
    codes = [f"{prefix}{number:03d}" for number in range(len(polygons))]
    return gpd.GeoDataFrame({"code": codes}, geometry=list(polygons), crs=CRS)


def departments(side: int = 8, deviation: float = 3.0) -> dict[str, gpd.GeoDataFrame]:
    """Five layers, each a coverage, the first drawn best."""
    town = blocks(side)
    plans = [(2, 2, 0), (4, 2, 0), (2, 4, 0), (3, 3, 1), (4, 4, 2)]
    layers = {}
    for number, (name, plan) in enumerate(zip(NAMES, plans)):
        group = grouped(side, *plan)
        grids = coverage_union_by_label(town, group, int(group.max()) + 1)
        layers[name] = layer(drawn(grids, deviation * (number + 1) / 5, number), name[0].upper())
    return layers


def true_atoms(side: int = 8) -> int:
    plans = [(2, 2, 0), (4, 2, 0), (2, 4, 0), (3, 3, 1), (4, 4, 2)]
    labels = np.stack([grouped(side, *plan) for plan in plans], axis=1)
    return len(np.unique(labels, axis=0))
