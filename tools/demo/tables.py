# SPDX-License-Identifier: GPL-2.0-or-later
"""Read and change layers of the demo's GeoPackage, with the GDAL that QGIS has loaded.

geopandas would bring a second GDAL into the process, and two in one crash.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely
from osgeo import ogr

ogr.UseExceptions()


def read_table(package: Path, name: str) -> gpd.GeoDataFrame:
    """Return layer or table `name` with all its fields; empty geometries where it has none."""
    source = ogr.Open(str(package))
    layer = source.GetLayerByName(name)
    fields = [field.GetName() for field in layer.schema]
    rows, shapes = [], []
    for feature in layer:
        rows.append([feature.GetField(field) for field in fields])
        shape = feature.GetGeometryRef()
        shapes.append(None if shape is None else bytes(shape.ExportToWkb()))
    columns = {field: [row[place] for row in rows] for place, field in enumerate(fields)}
    return gpd.GeoDataFrame(columns, geometry=shapely.from_wkb(shapes), crs="EPSG:4547")


def trim_table(package: Path, name: str, area: shapely.Geometry) -> None:
    """Keep of each feature of layer `name` only what lies in `area`."""
    source = ogr.Open(str(package), update=True)
    layer = source.GetLayerByName(name)
    shapely.prepare(area)
    for feature in list(layer):
        shape = shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))
        if not area.covers(shape):
            inside = shapely.intersection(shape, area)
            feature.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(inside)))
            layer.SetFeature(feature)
