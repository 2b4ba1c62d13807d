# SPDX-License-Identifier: GPL-2.0-or-later
"""Base units from areas, barriers, buildings and compounds: the whole chain.

    faces -> cells, compounds whole -> merge small -> [cut large, carve bodies, merge small] -> code

Every step only joins faces or nodes all lines again, so that gaps and overlaps cannot appear; the
certificate proves it on the result.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Geometries
from ..coverage.certificate import Certificate, certify
from ..errors import EmptyInput, Notice, TooManyUnits
from ..labels import sum_by_label
from ..params import SERIAL_ORDERS, BaseUnitParams, ComputeParams
from ..progress import NULL_PROGRESS, Progress
from ..serials import serial_numbers
from ..shape_measures import compactness
from .borders.true_borders import with_true_borders
from .carve import astride, overlaps
from .cells import Cells
from .code_profiles import code_profile
from .codes import check_capacity, unit_codes
from .exceptions import list_exceptions
from .faces import make_faces
from .ground import Ground, read_ground
from .parts import divide

MOST_UNITS = 200_000
"""Units that one run makes in some minutes; more is a whole province or a slip of the pen."""


@dataclass(frozen=True)
class BaseUnitFigures:
    """Figures of a division: shares 0..1, areas m².

    `buildings_cut` includes those on the border of two areas, which are listed as exceptions.
    """

    unit_count: int
    share_in_range: float
    buildings_cut: int
    gap_area: float
    overlap_area: float


@dataclass(frozen=True)
class BaseUnits:
    """The division of the areas into base units.

    `units`: unit_code, area_code, area_m2, perimeter_m, compactness (Polsby-Popper, 0..1),
    buildings, geometry. `areas`: what they cover, their borders laid on the lines beside them:
    area_code, area_m2, area_before_m2, change_m2, change_share (0..1), units, geometry.
    `exceptions`: points with kind and facts, for `messages.explain`.
    """

    units: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame
    exceptions: gpd.GeoDataFrame
    certificate: Certificate
    figures: BaseUnitFigures
    notes: tuple[Notice, ...]


def build_base_units(
    areas: gpd.GeoDataFrame,
    params: BaseUnitParams,
    *,
    barriers: gpd.GeoDataFrame | None = None,
    weak_lines: gpd.GeoDataFrame | None = None,
    buildings: gpd.GeoDataFrame | None = None,
    compounds: gpd.GeoDataFrame | None = None,
    compute: ComputeParams = ComputeParams(),  # noqa: B008 - frozen
    progress: Progress = NULL_PROGRESS,
) -> BaseUnits:
    """Divide `areas` into base units of moderate size along what people see.

    All frames in one metric CRS. `areas`: polygons with `area_code` (optional); no unit crosses
    the border of two of them, which is laid on barriers along it within `params.snap_distance`.
    `barriers`: lines or polygons with `barrier_class` (optional). `weak_lines`: paths, used only
    inside oversized blocks. `buildings` and `compounds`: polygons kept whole, except where the
    border of two areas runs through them (listed).

    Raises EmptyInput, MissingCodes, LimitsOutOfOrder, OutOfRange, TooManyUnits, SerialOverflow,
    BadTable, Cancelled.
    Principles (GB/T 30428.1): no unit crosses a community (属地管理), borders follow streets,
    rivers and compounds (地理布局), compounds stay whole (现状管理), sizes are moderate (面积适当).
    """
    params.validate()
    ground, notes = read_ground(
        areas, barriers, weak_lines, buildings, compounds, params, progress.sub(0.2)
    )
    _check_size(ground, params)
    faces = make_faces(ground.areas, ground.barriers.lines)
    if not len(faces.polygons):
        raise EmptyInput(layer="AREA")
    progress.sub(0.1).tick(1, 1)
    cells = divide(ground, faces, params, compute, progress.sub(0.6))
    return _result(cells, ground, params, notes, areas.crs, progress.sub(0.1))


def _check_size(ground: Ground, params: BaseUnitParams) -> None:
    """Refuse at once what would be refused, or never end, after long work."""
    size = shapely.area(ground.areas)
    expected = float(size.sum()) / params.target_area
    if expected > MOST_UNITS:
        raise TooManyUnits(
            units=round(expected),
            limit=MOST_UNITS,
            area_km2=float(size.sum()) / 1e6,
            target=params.target_area,
        )
    # Compounds and buildings may stay larger than the maximum, so they count for nothing here.
    area, body = shapely.STRtree(ground.bodies).query(ground.areas, predicate="intersects")
    within = sum_by_label(area, shapely.area(ground.bodies[body]), len(size))
    fewest = np.maximum(size - within, 0.0) // params.max_area
    check_capacity(ground.codes, fewest.astype(np.int64), code_profile(params.code_profile))


def _result(
    cells: Cells,
    ground: Ground,
    params: BaseUnitParams,
    notes: list[Notice],
    crs: object,
    progress: Progress,
) -> BaseUnits:
    outlines = shapely.normalize(with_true_borders(cells.polygons, ground.areas))
    centres = shapely.get_coordinates(shapely.point_on_surface(outlines))
    area = cells.area_of_cell
    serial = serial_numbers(centres, area, np.sqrt(params.target_area), SERIAL_ORDERS[0])
    sole = np.bincount(area, minlength=len(ground.codes))[area] == 1
    profile = code_profile(params.code_profile)
    codes, said = unit_codes(ground.codes, area, serial, profile, sole=sole)
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
    exceptions = list_exceptions(units, rows, ground, params)
    laid = ground.settled.table(units["area_code"], crs)
    return BaseUnits(units, laid, exceptions, certificate, figures, (*notes, *said))


def _unit_frame(
    outlines: Geometries,
    codes: Geometries,
    area_codes: Geometries,
    buildings: Geometries,
    crs: object,
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
            "compactness": compactness(outlines),
            "buildings": np.bincount(unit, minlength=len(outlines)),
        },
        geometry=outlines,
        crs=crs,
    )
