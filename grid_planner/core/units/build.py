# SPDX-License-Identifier: GPL-2.0-or-later
"""Base units from areas, barriers, buildings and compounds: the whole chain.

    faces -> cells (compounds whole) -> merge small -> [cut large, carve bodies, merge small] -> codes

Every step only joins faces or nodes all lines again, so that gaps and overlaps cannot appear; the
certificate proves it on the result.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..coverage.certificate import Certificate, certify
from ..errors import EmptyInput, Notice
from ..graph import Geometries, Ints, rook_adjacency
from ..params import BaseUnitParams
from ..progress import NULL_PROGRESS, Progress
from .carve import astride, join_bodies, overlaps
from .cells import Barriers, Cells, graph_of_cells
from .encode import serial_numbers, unit_codes
from .exceptions import list_exceptions
from .faces import close_dead_ends, label_borders, make_faces, rings_as_lines
from .merge import merge_cells
from .permeability import of_classes
from .split import cut_lines

ROUNDS = 4
"""Rounds of cutting and merging; what is too large after them cannot be cut (a compound)."""


@dataclass(frozen=True)
class BaseUnitFigures:
    """Figures of a division: shares 0..1, areas m²."""

    unit_count: int
    share_in_range: float
    buildings_cut: int
    gap_area: float
    overlap_area: float


@dataclass(frozen=True)
class BaseUnits:
    """The division of the areas into base units.

    `units`: unit_code, area_code, area_m2, perimeter_m, compactness (Polsby-Popper, 0..1),
    buildings, geometry. `exceptions`: points with kind and facts, for `messages.explain`.
    """

    units: gpd.GeoDataFrame
    exceptions: gpd.GeoDataFrame
    certificate: Certificate
    figures: BaseUnitFigures
    notes: tuple[Notice, ...]


@dataclass(frozen=True)
class _Ground:
    """The input as arrays: areas in code order, lines that bound, lines that may, whole bodies."""

    codes: Geometries
    areas: Geometries
    barriers: Barriers
    paths: Geometries
    buildings: Geometries
    compounds: Geometries

    @property
    def bodies(self) -> Geometries:
        return np.concatenate([self.compounds, self.buildings])


def build_base_units(
    areas: gpd.GeoDataFrame,
    params: BaseUnitParams,
    *,
    barriers: gpd.GeoDataFrame | None = None,
    weak_lines: gpd.GeoDataFrame | None = None,
    buildings: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> BaseUnits:
    """Divide `areas` into base units of moderate size along what people see.

    All frames in one metric CRS. `areas`: polygons with `area_code` (optional); no unit crosses
    the border of two of them. `barriers`: lines or polygons with `barrier_class` (optional).
    `weak_lines`: paths, used only inside oversized blocks. `buildings` and `compounds`: polygons
    kept whole, except where the border of two areas runs through them (listed).

    Raises EmptyInput, LimitsOutOfOrder, OutOfRange, SerialOverflow, Cancelled.
    Source: PEERS.md chapter 1; unit principles of DOMAIN.md chapter 3.
    """
    params.validate()
    ground, notes = _read(areas, barriers, weak_lines, buildings, compounds, params)
    cells, overlapping = _first_cells(ground, params, progress.sub(0.35))
    refining = progress.sub(0.5)
    for done in range(ROUNDS):
        refined = _refine(cells, ground, params)
        if refined is None:
            break
        cells = refined
        refining.tick(done + 1, ROUNDS)
    return _result(cells, ground, params, overlapping, notes, areas.crs, progress.sub(0.15))


def _read(
    areas: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None,
    weak_lines: gpd.GeoDataFrame | None,
    buildings: gpd.GeoDataFrame | None,
    compounds: gpd.GeoDataFrame | None,
    params: BaseUnitParams,
) -> tuple[_Ground, list[Notice]]:
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
    return _Ground(codes, polygons, strong, paths, bodies[0], bodies[1]), notes


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
    is_area = shapely.get_dimensions(geometry) == 2  # noqa: PLR2004 - polygons
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


def _first_cells(
    ground: _Ground, params: BaseUnitParams, progress: Progress
) -> tuple[Cells, Cells]:
    """Return the merged cells, and the faces that several areas claim."""
    faces = make_faces(ground.areas, ground.barriers.lines)
    progress.tick(1, 3)
    claimed = faces.claims > 1
    disputed = Cells(faces.polygons[claimed], faces.area[claimed], np.arange(claimed.sum()))
    cells = _merged(_whole_bodies(faces.polygons, faces.area, ground.compounds), ground, params)
    progress.tick(3, 3)
    return cells, disputed


def _whole_bodies(polygons: Geometries, area: Ints, bodies: Geometries) -> Cells:
    label = join_bodies(polygons, area, bodies, rook_adjacency(polygons))
    return Cells(polygons, area, label)


def _merged(cells: Cells, ground: _Ground, params: BaseUnitParams) -> Cells:
    return cells.joined(merge_cells(graph_of_cells(cells, ground.barriers), params))


def _refine(cells: Cells, ground: _Ground, params: BaseUnitParams) -> Cells | None:
    """Cut what is too large and carve what was cut; None when there is nothing to do."""
    cuts = _cuts(cells, ground, params)
    rows = overlaps(ground.bodies, cells.polygons, cells.area, cells.cell)
    divided = astride(rows, across="cell", within=["body", "area"])["body"].to_numpy(np.int64)
    crossed = shapely.STRtree(ground.bodies).query(cuts, predicate="intersects")[1]
    bodies = ground.bodies[np.union1d(divided, crossed)]
    if len(cuts) == 0 and len(bodies) == 0:
        return None
    lines = [label_borders(cells.polygons, cells.cell), cuts, rings_as_lines(bodies)]
    faces = make_faces(ground.areas, np.concatenate(lines))
    return _merged(_whole_bodies(faces.polygons, faces.area, bodies), ground, params)


def _cuts(cells: Cells, ground: _Ground, params: BaseUnitParams) -> Geometries:
    bodies, paths = shapely.STRtree(ground.bodies), shapely.STRtree(ground.paths)
    cuts: list[shapely.LineString] = []
    for cell in cells.outlines(np.flatnonzero(cells.size > params.max_area)):
        near = ground.bodies[bodies.query(cell, predicate="intersects")]
        inside = ground.paths[paths.query(cell, predicate="intersects")]
        cuts += cut_lines(cell, near, inside, params)
    return np.array(cuts, object)


def _result(
    cells: Cells,
    ground: _Ground,
    params: BaseUnitParams,
    disputed: Cells,
    notes: list[Notice],
    crs: object,
    progress: Progress,
) -> BaseUnits:
    outlines = shapely.normalize(cells.outlines())
    centres = shapely.get_coordinates(shapely.point_on_surface(outlines))
    area = cells.area_of_cell
    serial = serial_numbers(centres, area, np.sqrt(params.target_area))
    codes, said = unit_codes(ground.codes, area, serial, params.code_profile)
    order = np.argsort(codes, kind="stable")
    units = _unit_frame(outlines, codes, ground.codes[area], ground.buildings, crs).iloc[order]
    units = units.reset_index(drop=True)
    progress.tick(1, 3)
    certificate = certify(units.geometry.to_numpy(), shapely.union_all(ground.areas))
    progress.tick(2, 3)
    rows = overlaps(ground.buildings, outlines, area, np.arange(cells.count))
    cut = astride(rows, across="cell", within=["body"])
    size = units["area_m2"]
    in_range = (size >= params.min_area) & (size <= params.max_area)
    figures = BaseUnitFigures(
        unit_count=len(units),
        share_in_range=float(in_range.mean()),
        buildings_cut=len(cut),
        gap_area=certificate.gap_area,
        overlap_area=certificate.overlap_area,
    )
    exceptions = list_exceptions(units, rows, ground.buildings, ground.codes, disputed, params)
    return BaseUnits(units, exceptions, certificate, figures, (*notes, *said))


def _unit_frame(
    outlines: Geometries, codes: Geometries, area_codes: Geometries, buildings: Geometries, crs: object
) -> gpd.GeoDataFrame:
    size, perimeter = shapely.area(outlines), shapely.length(outlines)
    inner = shapely.point_on_surface(buildings)
    unit, _ = shapely.STRtree(inner).query(outlines, predicate="contains")
    return gpd.GeoDataFrame(
        {
            "unit_code": codes,
            "area_code": area_codes,
            "area_m2": size,
            "perimeter_m": perimeter,
            "compactness": 4 * np.pi * size / perimeter**2,
            "buildings": np.bincount(unit, minlength=len(outlines)),
        },
        geometry=outlines,
        crs=crs,
    )
