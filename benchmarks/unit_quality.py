# SPDX-License-Identifier: GPL-2.0-or-later
"""How good a division is, judged alike for every method and with nothing of the plugin's own.

Lengths that coordinates are rounded by do not count: a gap or an overlap is wider than two
millimetres, a building is cut and a cell lies over a border when more than a square metre and one
per cent of it lies on the other side.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import geopandas as gpd
import numpy as np
import shapely
from unit_methods import MAX_AREA, MIN_AREA

ROUNDING = 0.002  # m
STRIP = 0.15  # Polsby-Popper of a rectangle 19 times as long as wide
NOTABLE_AREA, NOTABLE_SHARE = 1.0, 0.01  # m², share


@dataclass(frozen=True)
class Quality:
    """Figures of a division; shares 0..1, areas m². Without buildings `cut` is nan."""

    cells: int
    in_range: float
    area_in_range: float
    cut: float
    gap: float
    overlap: float
    over_border: int
    compactness: float
    strips: int
    vertices: float
    median_vertices: float


def judge(
    cells: np.ndarray, areas: np.ndarray, buildings: gpd.GeoDataFrame | None
) -> tuple[Quality, np.ndarray]:
    """Return the quality of `cells` and those of them that lie in `areas`, the ones it counts."""
    inside = shapely.STRtree(areas).query(shapely.point_on_surface(cells), predicate="within")[0]
    cells = shapely.get_parts(cells[np.unique(inside)])
    size, perimeter = shapely.area(cells), shapely.length(cells)
    in_range = (size >= MIN_AREA) & (size <= MAX_AREA)
    vertices = shapely.get_num_coordinates(cells) - _number_of_rings(cells)
    compactness = 4 * np.pi * size / perimeter**2
    quality = Quality(
        cells=len(cells),
        in_range=float(in_range.mean()),
        area_in_range=float(size[in_range].sum() / size.sum()),
        cut=nan if buildings is None else share_of_buildings_cut(cells, areas, buildings),
        gap=_gap(cells, areas),
        overlap=_overlap(cells),
        over_border=int(_divided(cells, areas).sum()),
        compactness=float(np.median(compactness)),
        strips=int((compactness < STRIP).sum()),
        vertices=float(vertices.mean()),
        median_vertices=float(np.median(vertices)),
    )
    return quality, cells


def share_of_buildings_cut(
    cells: np.ndarray, areas: np.ndarray, buildings: gpd.GeoDataFrame
) -> float:
    """Return the share of the buildings that are cut, of those inside one area.

    Where the border of two areas runs through a building no method has a choice.
    """
    bodies = shapely.get_parts(shapely.make_valid(buildings.geometry.to_numpy()))
    bodies = bodies[shapely.get_type_id(bodies) == shapely.GeometryType.POLYGON]
    touched = np.bincount(
        shapely.STRtree(areas).query(bodies, predicate="intersects")[0], minlength=len(bodies)
    )
    bodies = bodies[(touched > 0) & ~_divided(bodies, areas)]
    return float(_divided(bodies, cells).mean())


def _divided(shapes: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Say of each of `shapes` whether a notable piece lies outside the part that has most of it."""
    shape, part = shapely.STRtree(parts).query(shapes, predicate="intersects")
    several = np.bincount(shape, minlength=len(shapes))[shape] > 1
    shape, part = shape[several], part[several]
    shared = shapely.area(shapely.intersection(shapes[shape], parts[part]))
    together = np.bincount(shape, weights=shared, minlength=len(shapes))
    most = np.zeros(len(shapes))
    np.maximum.at(most, shape, shared)
    return together - most > np.maximum(NOTABLE_AREA, NOTABLE_SHARE * shapely.area(shapes))


def _gap(cells: np.ndarray, areas: np.ndarray) -> float:
    return _wide(shapely.difference(shapely.union_all(areas), shapely.union_all(cells)))


def _overlap(cells: np.ndarray) -> float:
    first, second = shapely.STRtree(cells).query(cells, predicate="intersects")
    once = first < second
    return _wide(shapely.intersection(cells[first[once]], cells[second[once]]))


def _wide(shapes: shapely.Geometry | np.ndarray) -> float:
    """Return the area of the pieces that rounding does not explain."""
    parts = shapely.get_parts(shapes)
    size = shapely.area(parts)
    parts, size = parts[size > 0], size[size > 0]
    return float(size[2 * size > ROUNDING * shapely.length(parts)].sum())


def _number_of_rings(polygons: np.ndarray) -> np.ndarray:
    return 1 + shapely.get_num_interior_rings(polygons)
