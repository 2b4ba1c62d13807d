# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of areas, settled before anything is divided: one line where two areas meet, and that
line on the street where it was drawn along one.

Overlaps and narrow gaps between areas are settled first: the lower code keeps its ground. Then the
strips between drawn borders and streets change hands (`border_strips`).
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..coverage.arrangement import holders, joined_by_label, node_and_polygonize, rings_as_lines
from ..coverage.repair import repair_coverage
from ..coverage.shapes import width_of
from ..errors import Notice
from ..graph import Floats, Geometries
from ..params import RepairParams
from .bodies import NEGLIGIBLE
from .border_strips import hand_over
from .needless_corners import without_needless_corners
from .strip_ends import common_borders, segments_near, strip_ends


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
    codes: Geometries, drawn: Geometries, lines: Geometries, distance: float
) -> SettledAreas:
    """Settle the borders between the areas `drawn` (k,) and lay them on the `lines` beside them.

    A border moves where it runs along a line within `distance` (m; 0: never). The outer border of
    all areas stays, and so do the number of pieces and the neighbours of every area.
    """
    polygons, overlaps = _without_overlaps(codes, drawn, distance)
    polygons, displacement = _laid_on_lines(polygons, lines, distance)
    return SettledAreas(codes, polygons, drawn, overlaps, displacement)


def _without_overlaps(
    codes: Geometries, drawn: Geometries, distance: float
) -> tuple[Geometries, gpd.GeoDataFrame]:
    """Return the areas without overlaps and narrow gaps, and the overlaps that were wide."""
    frame = gpd.GeoDataFrame({"code": codes, "priority": -np.arange(len(codes))}, geometry=drawn)
    repair = repair_coverage(frame, RepairParams(tolerance=distance))
    polygons = np.full(len(codes), shapely.Polygon(), object)
    polygons[repair.units.index.to_numpy()] = repair.units.geometry.to_numpy()
    lost = repair.changes[repair.changes["reason"].isin(["overlap", "duplicate"])]
    wide = lost[width_of(lost.geometry.to_numpy()) > distance]
    return polygons, wide.rename(columns={"to_id": "code"})[["code", "area_m2", "geometry"]]


def _laid_on_lines(
    areas: Geometries, lines: Geometries, distance: float
) -> tuple[Geometries, float]:
    """Return the `areas` with their common borders on `lines`, and how far one moved at most."""
    borders = common_borders(areas)
    near = segments_near(lines, borders, distance) if distance > 0 else lines[:0]
    if not len(near):
        return areas, 0.0
    ends = strip_ends(borders, near, distance)
    polygons = node_and_polygonize(np.concatenate([rings_as_lines(areas), near, ends]))
    area, face = holders(areas, polygons)
    polygons = polygons[face]
    settled = hand_over(polygons, area, near, distance)
    if (settled.area == area).all():
        return areas, 0.0
    joined = joined_by_label(polygons, settled.area, len(areas))
    known = shapely.get_coordinates(np.concatenate([areas, near]))
    return without_needless_corners(joined, known), settled.displacement
