# SPDX-License-Identifier: GPL-2.0-or-later
"""The input of a division as arrays: areas in code order, lines, bodies; only what is near."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Geometries
from ..coverage.arrangement import in_order, rings_as_lines
from ..errors import EmptyInput, MissingCodes, Notice
from ..params import BaseUnitParams
from ..progress import Progress
from ..unions import union_by_label
from .barriers import Barriers
from .bodies import apart, united
from .borders.settle import SettledAreas, settle_areas
from .faces import close_dead_ends
from .permeability import of_classes


@dataclass(frozen=True)
class Ground:
    """What a division starts from.

    `codes`, `areas` (k,) in code order are the `settled` ones that have ground of their own.
    `barriers` bound cells, `paths` (p,) may. `bodies` are the disjoint polygons to be kept whole
    that `buildings` and `compounds` make together.
    """

    codes: Geometries
    areas: Geometries
    settled: SettledAreas
    barriers: Barriers
    paths: Geometries
    buildings: Geometries
    compounds: Geometries
    bodies: Geometries


def read_ground(
    areas: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None,
    weak_lines: gpd.GeoDataFrame | None,
    buildings: gpd.GeoDataFrame | None,
    compounds: gpd.GeoDataFrame | None,
    params: BaseUnitParams,
    progress: Progress,
) -> tuple[Ground, list[Notice]]:
    """Return the parts of the given frames that touch `areas`, and what is to be said of them.

    Raises EmptyInput, MissingCodes, Cancelled.
    """
    codes, polygons, notes = _areas_in_code_order(areas)
    near = shapely.STRtree(polygons)
    paths = _lines_and_classes(weak_lines)[0]
    houses = _polygons_touching(near, buildings)
    walled = apart(_polygons_touching(near, compounds))
    lines, classes = _barriers_touching(near, barriers)
    walls = rings_as_lines(walled)
    barred = np.concatenate([lines, walls])
    settled = settle_areas(
        codes, polygons, barred, params.snap_distance, progress=progress.sub(0.8)
    )
    kept = ~shapely.is_empty(settled.polygons)
    closing = _closing(lines, settled.polygons[kept], params.min_width)
    names = [*classes, *["WAL"] * len(walls), *[None] * len(closing)]
    progress.sub(0.1).tick(1, 1)
    ground = Ground(
        codes=codes[kept],
        areas=settled.polygons[kept],
        settled=settled,
        barriers=Barriers(np.concatenate([barred, closing]), of_classes(names)),
        paths=paths[np.unique(near.query(paths, predicate="intersects")[0])],
        buildings=houses,
        compounds=walled,
        bodies=united(np.concatenate([walled, houses])),
    )
    progress.sub(0.1).tick(1, 1)
    return ground, [*notes, *(settled.notes() if params.snap_distance > 0 else [])]


def _barriers_touching(
    near: shapely.STRtree, frame: gpd.GeoDataFrame | None
) -> tuple[Geometries, Geometries]:
    """Return streets and the like, and the class of each."""
    lines, classes = _lines_and_classes(frame)
    touching = np.unique(near.query(lines, predicate="intersects")[0])
    return lines[touching], classes[touching]


def _closing(lines: Geometries, areas: Geometries, reach: float) -> Geometries:
    """Return what leads dead ends of `lines` on, within `reach` (m), to a line or a border."""
    return close_dead_ends(lines, np.concatenate([lines, rings_as_lines(areas)]), reach)


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
    bare = int(areas["area_code"].isna().sum())
    if bare:
        raise MissingCodes(layer="AREA", field="area_code", count=bare)
    names = areas["area_code"].astype(str).to_numpy(object)
    codes, position = np.unique(names, return_inverse=True)
    merged = union_by_label(geometry, position.astype(np.int64), len(codes))
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


def _polygons_touching(near: shapely.STRtree, frame: gpd.GeoDataFrame | None) -> Geometries:
    """Return the polygon parts of `frame` that touch the areas, in one order whatever the input."""
    if frame is None or not len(frame):
        return np.empty(0, object)
    parts = shapely.get_parts(shapely.force_2d(frame.geometry.to_numpy()))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    parts = parts[np.unique(near.query(parts, predicate="intersects")[0])]
    return in_order(parts)
