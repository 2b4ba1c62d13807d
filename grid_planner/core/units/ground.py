# SPDX-License-Identifier: GPL-2.0-or-later
"""The input of a division as arrays: areas in code order, lines, bodies; only what is near."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..errors import EmptyInput, Notice
from ..graph import Geometries
from ..params import BaseUnitParams
from .cells import Barriers
from .faces import close_dead_ends, rings_as_lines
from .permeability import of_classes


@dataclass(frozen=True)
class Ground:
    """What a division starts from.

    `codes`, `areas` (k,) in code order; `barriers` bound cells, `paths` (p,) may; `buildings`
    and `compounds` are polygons to be kept whole.
    """

    codes: Geometries
    areas: Geometries
    barriers: Barriers
    paths: Geometries
    buildings: Geometries
    compounds: Geometries

    @property
    def bodies(self) -> Geometries:
        """Compounds and buildings, in this order."""
        return np.concatenate([self.compounds, self.buildings])


def read_ground(
    areas: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None,
    weak_lines: gpd.GeoDataFrame | None,
    buildings: gpd.GeoDataFrame | None,
    compounds: gpd.GeoDataFrame | None,
    params: BaseUnitParams,
) -> tuple[Ground, list[Notice]]:
    """Return the parts of the given frames that touch `areas`, and what is to be said of them."""
    codes, polygons, notes = _areas_in_code_order(areas)
    near = shapely.STRtree(polygons)
    lines, classes = _lines_and_classes(barriers)
    touching = np.unique(near.query(lines, predicate="intersects")[0])
    lines, classes = lines[touching], classes[touching]
    bodies = [_touching(near, frame) for frame in (buildings, compounds)]
    targets = np.concatenate([lines, rings_as_lines(polygons)])
    closing = close_dead_ends(lines, targets, params.min_width)
    walls = rings_as_lines(bodies[1])
    permeability = np.concatenate(
        [of_classes(classes), of_classes(["WAL"] * len(walls)), of_classes([None] * len(closing))]
    )
    strong = Barriers(np.concatenate([lines, walls, closing]), permeability)
    paths = _lines_and_classes(weak_lines)[0]
    paths = paths[np.unique(near.query(paths, predicate="intersects")[0])]
    return Ground(codes, polygons, strong, paths, bodies[0], bodies[1]), notes


def _areas_in_code_order(
    areas: gpd.GeoDataFrame,
) -> tuple[Geometries, Geometries, list[Notice]]:
    if not len(areas):
        raise EmptyInput(layer="AREA")
    geometry = shapely.force_2d(areas.geometry.to_numpy())
    if "area_code" not in areas:
        centre = shapely.get_coordinates(shapely.centroid(geometry))
        geometry = geometry[np.lexsort((centre[:, 0], -centre[:, 1]))]
        digits = max(3, len(str(len(geometry))))
        serials = range(1, len(geometry) + 1)
        return np.array([f"{n:0{digits}d}" for n in serials], object), geometry, []
    names = areas["area_code"].astype(str).to_numpy(object)
    codes, position = np.unique(names, return_inverse=True)
    merged = np.array(
        [shapely.union_all(geometry[position == k]) for k in range(len(codes))], object
    )
    twice = [str(code) for code in codes[np.bincount(position) > 1]]
    notes = [Notice("areas_with_one_code", {"codes": twice})] if twice else []
    return codes.astype(object), merged, notes


def _lines_and_classes(frame: gpd.GeoDataFrame | None) -> tuple[Geometries, Geometries]:
    """Return the simple lines of a frame of lines and polygons, and the class of each."""
    if frame is None or not len(frame):
        return np.empty(0, object), np.empty(0, object)
    geometry = shapely.force_2d(frame.geometry.to_numpy())
    classes = frame["barrier_class"].to_numpy(object) if "barrier_class" in frame else None
    is_area = shapely.get_dimensions(geometry) == 2
    lines = np.where(is_area, shapely.boundary(geometry), geometry)
    parts, origin = shapely.get_parts(lines, return_index=True)
    is_line = shapely.get_dimensions(parts) == 1
    of_part = classes[origin] if classes is not None else np.full(len(parts), None, object)
    return parts[is_line], of_part[is_line]


def _touching(near: shapely.STRtree, frame: gpd.GeoDataFrame | None) -> Geometries:
    """Return the polygon parts of `frame` that touch the areas."""
    if frame is None or not len(frame):
        return np.empty(0, object)
    parts = shapely.get_parts(shapely.force_2d(frame.geometry.to_numpy()))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return np.asarray(parts[np.unique(near.query(parts, predicate="intersects")[0])])
