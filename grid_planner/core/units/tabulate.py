# SPDX-License-Identifier: GPL-2.0-or-later
"""The codes of units or grids as a table for another system, with size and centre of each."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Geometries, shapes_of
from ..codes import check_codes
from ..crs import in_degrees
from ..errors import GivenName, Notice
from ..progress import NULL_PROGRESS, Progress

LAYER = "input"
STEPS = 3  # of the progress: codes, centres, degrees


@dataclass(frozen=True)
class TableFigures:
    """Number of rows of the table."""

    rows: int


@dataclass(frozen=True)
class CodeTable:
    """A row of each table a shape, sorted by code.

    `codes`: named as its field; `carried`: the columns to carry along, as they came; `measured`:
    `area_m2`, and `longitude` and `latitude` of the centre (degrees).
    """

    codes: pd.Series
    carried: pd.DataFrame
    measured: pd.DataFrame
    figures: TableFigures
    notes: tuple[Notice, ...] = ()


def tabulate_codes(
    shapes: gpd.GeoSeries,
    codes: pd.Series,
    carried: pd.DataFrame,
    *,
    progress: Progress = NULL_PROGRESS,
) -> CodeTable:
    """List `codes`, `carried`, area and centre of `shapes`, sorted by code.

    `shapes` (n,): polygons in a metric CRS (m). `codes`: text, named as the field it comes from.
    `carried`: any columns. Raises MissingCodes, DuplicateCodes.
    """
    check_codes(codes, layer=LAYER, field=GivenName(codes.name))
    order = np.argsort(codes.to_numpy(str), kind="stable")
    polygons = shapes_of(shapes)[order]
    progress.tick(1, STEPS)
    middle = centres(polygons)
    progress.tick(2, STEPS)
    longitude, latitude = in_degrees(middle, shapes.crs)
    measured = pd.DataFrame(
        {"area_m2": shapely.area(polygons), "longitude": longitude, "latitude": latitude}
    )
    progress.tick(3, STEPS)
    return CodeTable(
        codes.iloc[order].reset_index(drop=True),
        carried.iloc[order].reset_index(drop=True),
        measured,
        TableFigures(len(order)),
    )


def centres(polygons: Geometries) -> Geometries:
    """Return the centre of gravity of each polygon, or a point inside where that lies outside."""
    middle = np.asarray(shapely.centroid(polygons), dtype=object)
    outside = ~shapely.intersects(polygons, middle)
    middle[outside] = shapely.point_on_surface(polygons[outside])
    return middle
