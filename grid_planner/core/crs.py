# SPDX-License-Identifier: GPL-2.0-or-later
"""In which metric coordinate system an analysis is computed; decided here and nowhere else.

Lengths and areas need metres. Data in degrees, in web Mercator (areas +18 % in Huizhou, +70 % in
Beijing) or in feet are computed in the local CGCS2000 3-degree zone inside China and in UTM
elsewhere, and results go back in the source system.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_utm_crs_info
from pyproj.exceptions import ProjError

from .errors import CoordinatesOutsideCrs, MissingCrs

if TYPE_CHECKING:
    import geopandas as gpd

    from .arrays import Floats, Geometries

KEPT = "kept"
DEGREES = "degrees"
WEB_MERCATOR = "web_mercator"
UNITS = "units"

# Longitude, latitude. Generalised from Natural Earth 1:50m (public domain), widened by 0.3 degrees
# and out to sea. It only tells where CGCS2000 zones are in use; it is no statement about borders.
CHINA_OUTLINE = (
    (73.4, 39.0), (74.7, 40.8), (79.9, 42.3), (79.6, 45.1), (82.0, 45.5), (82.9, 47.5),
    (85.3, 47.3), (86.8, 49.4), (90.6, 47.9), (91.0, 45.5), (95.5, 44.6), (96.6, 43.0),
    (105.0, 41.9), (110.2, 43.0), (111.5, 43.8), (111.7, 45.3), (113.6, 45.1), (119.5, 46.9),
    (115.2, 48.2), (116.5, 50.1), (118.9, 50.3), (120.8, 53.6), (125.8, 53.3), (127.9, 49.9),
    (130.8, 49.1), (131.2, 48.0), (134.8, 48.5), (133.3, 44.9), (131.4, 44.7), (131.3, 42.7),
    (124.6, 39.9), (123.8, 29.5), (121.9, 21.5), (118.2, 20.0), (113.0, 15.3), (110.4, 15.7),
    (107.8, 18.2), (107.7, 21.2), (106.2, 22.6), (102.6, 22.4), (101.7, 20.8), (99.0, 21.9),
    (98.4, 23.8), (97.2, 23.9), (98.4, 27.2), (95.9, 29.0), (92.0, 27.4), (90.0, 28.0),
    (88.9, 27.0), (78.6, 31.1), (78.5, 34.3), (74.2, 36.9), (74.5, 38.3), (73.4, 39.0),
)  # fmt: skip

FULL_CIRCLE = 360  # degrees
ZONE_WIDTH = 3  # degrees
FIRST_MERIDIAN, LAST_MERIDIAN = 75, 135  # degrees east, EPSG:4534 to EPSG:4554
FIRST_ZONE_EPSG = 4534


@dataclass(frozen=True)
class WorkingCrs:
    """The system of the input, the metric system to compute in, and why they differ.

    `reason` is `kept`, `degrees`, `web_mercator` or `units` (projected, but not in metres).
    """

    source: CRS
    crs: CRS
    reason: str


def working_crs(
    crs: CRS | None, bounds: tuple[float, float, float, float], *, layer: str = ""
) -> WorkingCrs:
    """Choose the metric system to compute in.

    `bounds` (xmin, ymin, xmax, ymax) lie in `crs`, easting or longitude first; `layer` is the name
    used in errors. Raises MissingCrs, CoordinatesOutsideCrs.
    """
    if crs is None:
        raise MissingCrs(layer=layer)
    reason = _reason(crs)
    if reason == KEPT:
        return WorkingCrs(crs, crs, KEPT)
    longitude, latitude = _centre(crs, bounds, layer)
    return WorkingCrs(crs, _local_crs(longitude, latitude), reason)


def to_working(frame: gpd.GeoDataFrame, working: WorkingCrs) -> gpd.GeoDataFrame:
    """Return `frame`, whatever system it is in, in the working system.

    geopandas keeps easting or longitude first, also where the authority's order is northing first
    (EPSG:4490, EPSG:4547). Raises MissingCrs.
    """
    if frame.crs is None:
        raise MissingCrs(layer="")
    return frame if frame.crs == working.crs else frame.to_crs(working.crs)


def from_working(frame: gpd.GeoDataFrame, working: WorkingCrs) -> gpd.GeoDataFrame:
    """Return a result, which is in the working system, in the system of the input."""
    return frame if working.crs == working.source else frame.to_crs(working.source)


def in_degrees(points: Geometries, crs: CRS) -> tuple[Floats, Floats]:
    """Return longitude and latitude (WGS 84, degrees) of `points`, which lie in `crs`.

    CGCS2000 differs from it by centimetres, which six decimals of a degree do not show.
    """
    to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    longitude, latitude = to_degrees.transform(shapely.get_x(points), shapely.get_y(points))
    return np.atleast_1d(longitude), np.atleast_1d(latitude)


def _reason(crs: CRS) -> str:
    if crs.is_geographic:
        return DEGREES
    if _is_mercator(crs):
        return WEB_MERCATOR
    horizontal = crs.axis_info[:2]
    if all(math.isclose(axis.unit_conversion_factor, 1.0) for axis in horizontal):
        return KEPT
    return UNITS


def _is_mercator(crs: CRS) -> bool:
    """Whether lengths grow with latitude: EPSG:3857, its many custom twins, plain Mercator."""
    operation = crs.coordinate_operation
    if operation is None:
        return False
    return operation.method_name.startswith(("Popular Visualisation", "Mercator"))


def _centre(crs: CRS, bounds: tuple[float, float, float, float], layer: str) -> tuple[float, float]:
    x, y = float(bounds[0] + bounds[2]) / 2, float(bounds[1] + bounds[3]) / 2
    outside = CoordinatesOutsideCrs(layer=layer, crs=crs.name, x=x, y=y)
    degrees = crs.is_geographic and math.isclose(
        crs.axis_info[0].unit_conversion_factor, math.radians(1)
    )
    # PROJ folds longitudes, so metres under a label of degrees would land anywhere
    if degrees and not (abs(x) <= FULL_CIRCLE and abs(y) <= FULL_CIRCLE / 4):
        raise outside
    try:
        to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        longitude, latitude = to_degrees.transform(x, y)
    except ProjError as error:
        raise outside from error
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise outside
    return (longitude + FULL_CIRCLE / 2) % FULL_CIRCLE - FULL_CIRCLE / 2, latitude


def _local_crs(longitude: float, latitude: float) -> CRS:
    if shapely.contains_xy(shapely.Polygon(CHINA_OUTLINE), longitude, latitude):
        return _china_zone(longitude)
    here = AreaOfInterest(longitude, latitude, longitude, latitude)
    zones = query_utm_crs_info(datum_name="WGS 84", area_of_interest=here)
    if zones:
        return CRS.from_epsg(min(int(zone.code) for zone in zones))
    return CRS.from_epsg(5041 if latitude > 0 else 5042)  # the poles: WGS 84 / UPS


def _china_zone(longitude: float) -> CRS:
    meridian = ZONE_WIDTH * round(longitude / ZONE_WIDTH)
    meridian = min(max(meridian, FIRST_MERIDIAN), LAST_MERIDIAN)
    return CRS.from_epsg(FIRST_ZONE_EPSG + (meridian - FIRST_MERIDIAN) // ZONE_WIDTH)
