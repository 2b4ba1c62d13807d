# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of areas, settled before anything is divided.

Overlaps and narrow gaps between areas go first, the lower code keeps its ground, so that two areas
meet in one line. Where that was drawn along a street it is laid on the street (`hand_over`).
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...arrays import Floats, Geometries, Ints
from ...coverage.arrangement import holders, long_lines
from ...coverage.displacement import max_displacement
from ...coverage.repair import repair_coverage
from ...errors import Notice
from ...params import RepairParams
from ...progress import NULL_PROGRESS, Progress
from ...shape_measures import width_of
from ..bodies import NEGLIGIBLE
from ..faces import label_borders, make_faces
from .hand_over import hand_over
from .needless_corners import without_needless_corners
from .strip_ends import common_borders, segments_near, strip_ends

NO_AREA = -1


@dataclass(frozen=True)
class SettledAreas:
    """Areas without overlap, and what they were before.

    `polygons`, `drawn` (k,) belong to `codes` (k,), `polygons` is empty where other areas cover
    all of it. `overlaps`: ground that two areas claimed, wider than the snap distance, with the
    `code` of the area that keeps it and `area_m2`. `displacement` (m): how far a border was moved
    onto a line at most.
    """

    codes: Geometries
    polygons: Geometries
    drawn: Geometries
    overlaps: gpd.GeoDataFrame
    displacement: float

    @property
    def change(self) -> Floats:
        """Return the ground that each area (k,) won, m²; negative where it lost some."""
        return np.asarray(shapely.area(self.polygons) - shapely.area(self.drawn))

    def notes(self) -> list[Notice]:
        """Return what is to be said of borders that were moved."""
        change = self.change
        changed = int((np.abs(change) > NEGLIGIBLE).sum())
        if not changed:
            return []
        largest = int(np.argmax(np.abs(change)))
        facts = {
            "count": changed,
            "code": str(self.codes[largest]),
            "change_m2": round(float(change[largest]), 1),
            "displacement": round(self.displacement, 2),
        }
        return [Notice("area_borders_moved", facts)]

    def table(self, unit_areas: pd.Series, crs: object) -> gpd.GeoDataFrame:
        """Return one row an area; `unit_areas` names the area of each unit."""
        units = unit_areas.astype(str).value_counts()
        names = self.codes.astype(str)
        before = shapely.area(self.drawn)
        columns = {
            "area_code": names,
            "area_m2": shapely.area(self.polygons),
            "area_before_m2": before,
            "change_m2": self.change,
            "change_share": np.divide(
                self.change, before, out=np.zeros(len(before)), where=before > 0
            ),
            "units": units.reindex(names, fill_value=0).to_numpy(np.int64),
        }
        return gpd.GeoDataFrame(columns, geometry=self.polygons, crs=crs)


def settle_areas(
    codes: Geometries,
    drawn: Geometries,
    lines: Geometries,
    distance: float,
    *,
    progress: Progress = NULL_PROGRESS,
) -> SettledAreas:
    """Settle the borders between the areas `drawn` (k,) and lay them on the `lines` beside them.

    A border moves where it runs along a line within `distance` (m; 0: never). The outer border of
    all areas stays, and so do the number of pieces and the neighbours of every area.

    Raises Cancelled.
    """
    apart, overlaps = _without_overlaps(codes, drawn, distance, progress.sub(0.2))
    laid = _laid_on_lines(apart, lines, distance, progress.sub(0.8)) if distance > 0 else apart
    return SettledAreas(codes, laid, drawn, overlaps, max_displacement(apart, laid).distance)


def _without_overlaps(
    codes: Geometries, drawn: Geometries, distance: float, progress: Progress
) -> tuple[Geometries, gpd.GeoDataFrame]:
    """Return the areas without overlaps and narrow gaps, and the overlaps that were wide."""
    frame = gpd.GeoDataFrame({"code": codes, "priority": -np.arange(len(codes))}, geometry=drawn)
    repair = repair_coverage(frame, RepairParams(tolerance=distance), progress=progress)
    polygons = np.full(len(codes), shapely.Polygon(), object)
    polygons[repair.units.index.to_numpy()] = repair.units.geometry.to_numpy()
    lost = repair.changes[repair.changes["reason"].isin(["overlap", "duplicate"])]
    wide = lost[width_of(lost.geometry.to_numpy()) > distance]
    return polygons, wide.rename(columns={"to_id": "code"})[["code", "area_m2", "geometry"]]


def _laid_on_lines(
    areas: Geometries, lines: Geometries, distance: float, progress: Progress
) -> Geometries:
    """Return the `areas` with their common borders on the `lines` beside them."""
    borders = common_borders(areas)
    near = segments_near(lines, borders, distance)
    if not len(near):
        return areas
    ends = strip_ends(borders, near, distance)
    progress.tick(1, 5)
    faces = make_faces(areas, np.concatenate([long_lines(near), ends]))
    progress.tick(3, 5)
    settled = hand_over(faces.polygons, faces.area, near, distance)
    if (settled == faces.area).all():
        return areas
    progress.tick(4, 5)
    outlines, owner = _outlines(faces.polygons, settled)
    known = shapely.get_coordinates(np.concatenate([areas, near]))
    return _grouped(without_needless_corners(outlines, known), owner, len(areas))


def _outlines(faces: Geometries, area: Ints) -> tuple[Geometries, Ints]:
    """Return the polygons that `faces` (n,) of one `area` (n,) make together, and the area of each.

    Their borders are noded already, so this is several times faster than a union.
    """
    outlines = shapely.get_parts(shapely.polygonize(label_borders(faces, area)))
    outline, face = holders(outlines, faces)
    owner = np.full(len(outlines), NO_AREA)
    owner[outline] = area[face]
    order = np.argsort(owner, kind="stable")[(owner == NO_AREA).sum() :]
    return outlines[order], owner[order]


def _grouped(outlines: Geometries, area: Ints, areas: int) -> Geometries:
    """Return one polygon or multipolygon an area; `area` is ascending."""
    together = np.full(areas, shapely.Polygon(), object)
    first = np.diff(area, prepend=-1) > 0
    together[area[first]] = outlines[first]
    several = np.bincount(area, minlength=areas) > 1
    parts = several[area]
    owner, index = np.unique(area[parts], return_inverse=True)
    if len(owner):
        together[owner] = shapely.multipolygons(outlines[parts], indices=index)
    return together
