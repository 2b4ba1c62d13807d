# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a full coverage of polygons that overlap or leave gaps, and list every change.

All borders are noded into one arrangement; each of its faces gets one owner; units are the union of
their faces. Gaps and overlaps cannot be left over that way, and a border is only ever moved onto
another border, or to the middle of a gap (PEERS.md chapter 3: cleaners that snap corners move them
by up to a hundred times the tolerance, and drop duplicates without a word).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from ..errors import Notice
from ..graph import Geometries, Ints
from ..params import RepairParams
from ..progress import NULL_PROGRESS, Progress
from .arrangement import GRID_SIZE, joined_by_label, node_and_polygonize, rings_as_lines
from .certificate import Certificate, Faces, certify, prove
from .changes import list_changes, max_displacement
from .gaps import Misfits, find_misfits
from .ownership import NOBODY, Claims, absorb_fragments, make_claims, owners
from .shapes import Units, ordered_units
from .sharing import share_gaps


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
    rank = _ranks(units, ordered)
    certificate, faces = prove(ordered.shapes, whole)
    progress.tick(1, 6)
    misfits = find_misfits(faces, ordered.shapes, whole, tolerance)
    progress.tick(2, 6)
    if _needs_nothing(ordered, certificate, faces, misfits):
        changes = list_changes(ordered, None, None, misfits, units.crs)
        return _result(units, ordered, ordered.shapes, changes, params, certificate)
    claims, owner = _settle(ordered, rank, misfits, whole, tolerance, progress)
    held = owner != NOBODY
    shapes = joined_by_label(claims.polygons[held], owner[held], len(ordered.codes))
    progress.tick(5, 6)
    changes = list_changes(ordered, claims, owner, misfits, units.crs)
    return _result(units, ordered, shapes, changes, params, certify(shapes, whole))


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


def _settle(
    ordered: Units,
    rank: Ints,
    misfits: Misfits,
    whole: Any,
    tolerance: float,
    progress: Progress,
) -> tuple[Claims, Ints]:
    """Cut the ground into faces along all borders, and give each an owner."""
    points, dividing = share_gaps(misfits.narrow, ordered.shapes, rank, tolerance)
    lines = [
        rings_as_lines(ordered.shapes),
        rings_as_lines(np.concatenate([misfits.narrow, misfits.wide, misfits.beyond])),
        dividing,
    ]
    if whole is not None:
        lines.append(rings_as_lines(np.asarray([whole], object)))
    progress.tick(3, 6)
    polygons = node_and_polygonize(np.concatenate(lines))
    claims = make_claims(polygons, ordered.shapes, rank, tolerance)
    progress.tick(4, 6)
    owner = owners(claims, misfits, points, whole)
    return claims, absorb_fragments(claims, owner, tolerance)


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
        max_displacement=displacement,
        gap_area=certificate.gap_area,
        overlap_area=certificate.overlap_area,
        certificate=certificate,
        notes=tuple(_notes(ordered, lost, changes, displacement, params)),
    )


def _notes(
    ordered: Units,
    lost: Any,
    changes: gpd.GeoDataFrame,
    displacement: float,
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
    if displacement > params.tolerance:
        facts = {"displacement": displacement, "tolerance": params.tolerance}
        notes.append(Notice("moved_beyond_tolerance", facts))
    if changes["reason"].isin(["gap_left", "outside_left"]).all():
        notes.append(Notice("nothing_to_repair", {}))
    return notes
