# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a full coverage of polygons that overlap or leave gaps, and list every change.

All borders are noded into one arrangement; each of its faces gets one owner; units are the union of
their faces. Gaps and overlaps cannot be left over that way, and a border is only ever moved onto
another border, or to the middle of a gap (cleaners that snap corners move them by up
to a hundred times the tolerance, and drop duplicates without a word).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Geometries, Ints
from ..errors import Notice
from ..params import RepairParams
from ..progress import NULL_PROGRESS, Progress
from ..unions import coverage_union_by_label
from .arrangement import GRID_SIZE, node_and_polygonize, on_grid, rings_as_lines
from .certificate import Certificate, certify, prove
from .displacement import Displacement, cause_of, max_displacement
from .mending.changes import in_one_table, list_changes, list_rest
from .mending.gaps import Misfits, find_misfits, what_is_left
from .mending.hairs import without_hairs
from .mending.ownership import Claims, absorb_fragments, make_claims, owners
from .mending.reach import Reach
from .mending.sharing import share_gaps
from .outline_faces import Faces, faces_between
from .shapes import NOBODY, ROUNDING_WIDTH, Units, first_equals, ordered_units

MOST_ROUNDS = 4
"""Times that cracks are looked for at the outer border; closing one may make the next."""


@dataclass(frozen=True)
class Repair:
    """A repaired coverage.

    `units`: the frame given, with its geometry replaced; units that had no ground of their own are
    left out. `changes`: one row a place, `from_id, to_id` (codes, "" for nobody), `area_m2`,
    `reason` (one of `changes.REASONS`), `geometry`. `max_displacement` (m): how far a border lies
    from where that unit had one. `gap_area`, `overlap_area` (m²): what is left of them.
    """

    units: gpd.GeoDataFrame
    changes: gpd.GeoDataFrame
    max_displacement: float
    gap_area: float
    overlap_area: float
    certificate: Certificate
    notes: tuple[Notice, ...]


def repair_coverage(
    units: gpd.GeoDataFrame,
    params: RepairParams,
    *,
    boundary: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Repair:
    """Settle overlaps, share out gaps narrower than `params.tolerance` and drop slivers.

    `units` is a frame with `code, geometry` (without codes: `source_id`) and perhaps `priority`
    (the higher keeps its border; empty is lowest), `boundary` the area that they shall cover, all
    in one metric system. The order of rows is free. A coverage that needs nothing is returned as
    it came.
    """
    params.validate()
    tolerance = max(params.tolerance, 2 * GRID_SIZE)
    whole = None if boundary is None else shapely.union_all(boundary.geometry.array)
    ordered = ordered_units(units)
    certificate, faces = prove(ordered.shapes, whole)
    progress.tick(1, 6)
    misfits = find_misfits(faces, ordered.shapes, whole, tolerance)
    progress.tick(2, 6)
    shapes = ordered.shapes
    tables: list[pd.DataFrame] = []
    if not _needs_nothing(ordered, certificate, faces, misfits):
        reach, rank = Reach(ordered.shapes, tolerance), _ranks(units, ordered)
        mended, changes = _mend(ordered, reach, rank, misfits, whole, progress)
        if len(changes) or not certificate.valid:  # else it only got corners it does not need
            shapes, tables = mended, [changes]
            faces = faces_between(shapes)
        if whole is None:
            shapes, faces, more = _close_cracks(ordered, reach, rank, faces, shapes)
            tables += more
        shapes = without_hairs(shapes, faces)
        certificate, faces = prove(shapes, whole)
    progress.tick(5, 6)
    tables.append(list_rest(ordered, *what_is_left(faces, whole)))
    table = in_one_table(tables, units.crs)
    return _result(units, ordered, shapes, table, params, certificate)


def _ranks(units: gpd.GeoDataFrame, ordered: Units) -> Ints:
    """Return the authority of each unit: 0 for the highest priority, ties alike."""
    if "priority" not in units:
        return np.zeros(len(units), np.int64)
    priority = units["priority"].to_numpy(dtype=float)[ordered.row]
    priority = np.nan_to_num(priority, nan=-np.inf, posinf=np.inf, neginf=-np.inf)
    return np.asarray(np.unique(-priority, return_inverse=True)[1].ravel(), np.int64)


def _needs_nothing(
    ordered: Units, certificate: Certificate, faces: Faces, misfits: Misfits
) -> bool:
    """Tell whether the units are a coverage already, apart from wide gaps that stay anyway."""
    same = ordered.given == ordered.shapes
    if len(misfits.narrow) or certificate.overlap_area or not same.all():
        return False
    if certificate.valid:
        return True
    return not certificate.outside_area and certify(ordered.shapes, faces.covered).valid


def _mend(
    units: Units,
    reach: Reach,
    rank: Ints,
    misfits: Misfits,
    whole: Any = None,
    progress: Progress = NULL_PROGRESS,
) -> tuple[Geometries, pd.DataFrame]:
    """Return the shapes of `units` without their `misfits`, and a table of changes."""
    claims, owner = _settle(units.shapes, reach, rank, misfits, whole, progress)
    changes = list_changes(units, claims, owner)
    held = owner != NOBODY
    shapes = coverage_union_by_label(claims.polygons[held], owner[held], len(units.codes))
    return shapes, changes


def _close_cracks(
    units: Units, reach: Reach, rank: Ints, faces: Faces, shapes: Geometries
) -> tuple[Geometries, Faces, list[pd.DataFrame]]:
    """Close the cracks that open to the outside only now that units have given ground up.

    They lie outside of all units, so only the units around them are cut into faces again.
    """
    tables: list[pd.DataFrame] = []
    nothing = np.empty(0, object)
    for _ in range(MOST_ROUNDS):
        found = find_misfits(faces, shapes, None, reach.tolerance)
        if not len(found.narrow):
            break
        cracks = replace(found, wide=nothing)
        beside = _units_at(cracks.narrow, shapes)
        for near in (_units_at(shapes[beside], shapes), np.arange(len(shapes))):
            around = Units(near, units.codes[near], shapes[near], shapes[near])
            close = Reach(reach.shapes[near], reach.tolerance)
            closed, changes = _mend(around, close, rank[near], cracks)
            tried = shapes.copy()
            tried[near] = closed
            certificate, around_tried = prove(tried)
            if not certificate.overused_edges and not certificate.overlap_area:
                break  # else a border has met a corner of a unit farther off
        if not len(changes):
            break
        shapes, faces = tried, around_tried
        tables.append(changes)
    return shapes, faces, tables


def _units_at(places: Geometries, shapes: Geometries) -> Ints:
    """Return which of `shapes` touch one of the `places`."""
    _, near = shapely.STRtree(shapes).query(
        places, predicate="dwithin", distance=2 * ROUNDING_WIDTH
    )
    return np.asarray(np.unique(near), np.int64)


def _settle(
    shapes: Geometries,
    reach: Reach,
    rank: Ints,
    misfits: Misfits,
    whole: Any,
    progress: Progress,
) -> tuple[Claims, Ints]:
    """Cut the ground into faces along all borders, and give each an owner."""
    points, dividing = share_gaps(misfits.narrow, shapes, reach, rank)
    lines = [
        rings_as_lines(shapes),
        rings_as_lines(misfits.cut_off),
        dividing,
    ]
    if whole is not None:
        lines.append(rings_as_lines(np.asarray([whole], object)))
    progress.tick(3, 6)
    # Gaps were found between rounded borders, and lines that divide them shall meet these.
    rounded = shapely.transform(np.concatenate(lines), on_grid)
    once = np.unique(first_equals(rounded))  # each line is held against each other one on it
    polygons = node_and_polygonize(rounded[once])
    claims = make_claims(polygons, shapes, rank, reach)
    progress.tick(4, 6)
    owner = owners(claims, misfits, points, whole)
    return claims, absorb_fragments(claims, owner, reach.tolerance)


def _result(
    units: gpd.GeoDataFrame,
    ordered: Units,
    shapes: Geometries,
    changes: gpd.GeoDataFrame,
    params: RepairParams,
    certificate: Certificate,
) -> Repair:
    geometry = np.empty(len(shapes), object)
    geometry[ordered.row] = shapes
    lost = shapely.is_empty(shapes) | shapely.is_missing(shapes)
    kept = np.ones(len(shapes), bool)
    kept[ordered.row[lost]] = False
    repaired = units.assign(**{units.geometry.name: gpd.GeoSeries(geometry, units.index)})
    displacement = max_displacement(ordered.shapes, shapes)
    return Repair(
        units=repaired.set_crs(units.crs, allow_override=True)[kept],
        changes=changes,
        max_displacement=displacement.distance,
        gap_area=certificate.gap_area,
        overlap_area=certificate.overlap_area,
        certificate=certificate,
        notes=tuple(_notes(ordered, lost, changes, displacement, params)),
    )


def _notes(
    ordered: Units,
    lost: Any,
    changes: gpd.GeoDataFrame,
    displacement: Displacement,
    params: RepairParams,
) -> list[Notice]:
    notes = []
    if lost.any():
        notes.append(Notice("units_lost", {"units": ordered.codes[lost].tolist()}))
    for reason in ("gap_left", "outside_left"):
        area = changes.loc[changes["reason"] == reason, "area_m2"]
        if len(area):
            facts = {"count": len(area), "area_m2": float(area.sum())}
            notes.append(Notice(reason, {**facts, "tolerance": params.tolerance}))
    if displacement.distance > params.tolerance + GRID_SIZE:
        code = ordered.codes[displacement.unit]
        reason, codes = cause_of(displacement, code, changes)
        kind = "moved_to_boundary" if reason == "outside" else "moved_beyond_tolerance"
        facts = {"displacement": displacement.distance, "tolerance": params.tolerance}
        notes.append(Notice(kind, {**facts, "units": codes}))
    if not lost.any() and changes["reason"].isin(["gap_left", "outside_left"]).all():
        notes.append(Notice("nothing_to_repair", {}))
    return notes
