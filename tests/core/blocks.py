# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground to test on, in blocks of 100 m: squares and lines by hand, and whole cities from a seed.

Places are (column, row) in blocks from the south-west corner of the town.
"""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import shapely

CRS = "EPSG:4547"
ORIGIN = np.array([500_000.0, 2_550_000.0])
BLOCK = 100.0


def frame(shapes: Iterable, **columns: object) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=CRS)


def square(
    column: float, row: float, width: float = BLOCK, height: float = BLOCK
) -> shapely.Polygon:
    """Return a rectangle whose south-west corner is a place, `width` x `height` m large."""
    x, y = ORIGIN + BLOCK * np.array([column, row])
    return shapely.box(x, y, x + width, y + height)


def point(column: float, row: float) -> shapely.Point:
    return shapely.Point(ORIGIN + BLOCK * np.array([column, row]))


def line(*places: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(ORIGIN + BLOCK * np.array(places))


def polygon(*places: tuple[float, float]) -> shapely.Polygon:
    return shapely.Polygon(ORIGIN + BLOCK * np.array(places))


def city(
    columns: int = 12, rows: int = 10, seed: int = 1, communities: int = 1
) -> gpd.GeoDataFrame:
    """Return `columns` x `rows` crooked blocks, some of them joined to L- and I-shapes.

    Communities (squared: 1, 4, 9, ...) divide the city into equal rectangles.
    """
    rng = np.random.default_rng(seed)
    corner_x, corner_y = np.meshgrid(np.arange(columns + 1), np.arange(rows + 1), indexing="ij")
    corners = np.stack([corner_x, corner_y], axis=-1) * BLOCK
    corners = corners + rng.uniform(-15, 15, corners.shape) + ORIGIN
    across = round(communities**0.5)
    owner = (
        np.arange(columns)[:, None] * across // columns * across
        + np.arange(rows)[None, :] * across // rows
    )
    shapes, parents = [], []
    taken = np.zeros((columns, rows), bool)
    for i, j in np.ndindex(columns, rows):
        if taken[i, j]:
            continue
        taken[i, j] = True
        shape = _block(corners, i, j)
        di, dj = (1, 0) if rng.random() < 0.5 else (0, 1)
        mate = (i + di, j + dj)
        inside = mate[0] < columns and mate[1] < rows
        if rng.random() < 0.25 and inside and not taken[mate] and owner[mate] == owner[i, j]:
            taken[mate] = True
            shape = shapely.coverage_union(shape, _block(corners, *mate))
        shapes.append(shape)
        parents.append(f"4413020010{owner[i, j] + 1:02d}")
    count = len(shapes)
    return frame(
        shapes,
        unit_code=[f"U{k:04d}" for k in range(count)],
        workload=np.round(100 * rng.lognormal(0, 0.5, count), 1),
        parent_code=parents,
    )


def _block(corners: np.ndarray, i: int, j: int) -> shapely.Polygon:
    return shapely.Polygon(
        [corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]]
    )


def squares(
    places: list[tuple[float, float]], workload: list[float] | None = None
) -> gpd.GeoDataFrame:
    """Return one square block at each place (in blocks), with codes A, B, C, ..."""
    return frame(
        [square(column, row) for column, row in places],
        unit_code=[chr(ord("A") + k) for k in range(len(places))],
        workload=workload or [1.0] * len(places),
    )


def star(rays: int = 6, length: int = 3) -> gpd.GeoDataFrame:
    """Return a community like a star: a hub with one-block-wide rays that touch only the hub."""
    turns = np.linspace(0, 2 * np.pi, rays, endpoint=False)
    step = 2 * np.pi / rays
    hub = shapely.Polygon([(np.cos(t) * 100, np.sin(t) * 100) for t in turns])
    shapes = [hub]
    for turn in turns:
        start = np.array([[np.cos(turn), np.sin(turn)], [np.cos(turn + step), np.sin(turn + step)]])
        outward = start.mean(axis=0) / np.linalg.norm(start.mean(axis=0))
        for k in range(length):
            near, far = start * 100 + outward * 100 * k, start * 100 + outward * 100 * (k + 1)
            shapes.append(shapely.Polygon([near[0], near[1], far[1], far[0]]))
    moved = [shapely.transform(shape, lambda xy: xy + ORIGIN) for shape in shapes]
    return frame(moved, unit_code=[f"S{k:02d}" for k in range(len(shapes))])


def pieces(units: gpd.GeoDataFrame, codes: np.ndarray, gap: float = 0.0) -> dict[str, int]:
    """Count the pieces of each grid by geometry alone: polygons that touch along a line."""
    return {
        code: _parts(units.geometry[codes == code].to_numpy(), gap) for code in sorted(set(codes))
    }


def _parts(shapes: np.ndarray, gap: float) -> int:
    group = list(range(len(shapes)))
    for a in range(len(shapes)):
        for b in range(a):
            joined = shapely.length(shapely.intersection(shapes[a], shapes[b])) > 0.01
            if joined or (gap and shapely.distance(shapes[a], shapes[b]) <= gap):
                old, new = group[a], group[b]
                group = [new if g == old else g for g in group]
    return len(set(group))
