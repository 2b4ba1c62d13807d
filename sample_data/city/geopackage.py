# SPDX-License-Identifier: GPL-2.0-or-later
"""A GeoPackage whose bytes depend on nothing but its content: no clock, no library version."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from .ground import EPSG

STAMP = "2026-07-01T00:00:00.000Z"
WRITER_VERSION = 3_040_000
"""SQLite notes which version of it wrote last; always this one, so that machines agree."""

WKT_4547 = (
    'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",'
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",'
    'SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],'
    'AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],'
    'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
    'PARAMETER["central_meridian",114],PARAMETER["scale_factor",1],'
    'PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,'
    'AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","4547"]]'
)
WKT_4326 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
SYSTEMS = (
    (
        "Undefined cartesian SRS",
        -1,
        "NONE",
        -1,
        "undefined",
        "undefined cartesian coordinate reference system",
    ),
    (
        "Undefined geographic SRS",
        0,
        "NONE",
        0,
        "undefined",
        "undefined geographic coordinate reference system",
    ),
    (
        "WGS 84 geodetic",
        4326,
        "EPSG",
        4326,
        WKT_4326,
        "longitude/latitude coordinates in decimal degrees",
    ),
    ("CGCS2000 / 3-degree Gauss-Kruger CM 114E", EPSG, "EPSG", EPSG, WKT_4547, None),
)
SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


@dataclass(frozen=True)
class Layer:
    """A table to write: `fields` are (name, SQL type, values).

    `geometry` lies in EPSG:4547; it is None for a plain table.
    """

    name: str
    title: str
    fields: Sequence[tuple[str, str, Iterable[object]]]
    geometry: np.ndarray | None = None
    geometry_type: str = ""


def write_geopackage(path: Path, layers: Sequence[Layer]) -> None:
    """Write `layers` to a new file at `path`."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY;"
            "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;"  # GPKG 1.3
        )
        database.execute("BEGIN")
        for statement in SCHEMA.split(";\n"):
            if statement.strip():
                database.execute(statement)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        for layer in layers:
            write_layer(database, layer)
        database.execute("COMMIT")
    finally:
        database.close()
    settle_header(path)


def write_layer(database: sqlite3.Connection, layer: Layer) -> None:
    """One table with its entries in the catalogue."""
    columns = ['"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL']
    values = [list(column) for _, _, column in layer.fields]
    bounds: tuple[float | None, ...] = (None, None, None, None)
    if layer.geometry is not None:
        columns.append(f'"geom" {layer.geometry_type}')
        values.insert(0, blobs(layer.geometry))
        bounds = tuple(float(v) for v in shapely.total_bounds(layer.geometry))
    columns += [f'"{name}" {kind}' for name, kind, _ in layer.fields]
    database.execute(f'CREATE TABLE "{layer.name}" ({", ".join(columns)})')
    kind = "attributes" if layer.geometry is None else "features"
    srs = None if layer.geometry is None else EPSG
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (layer.name, kind, layer.name, layer.title, STAMP, *bounds, srs),
    )
    if layer.geometry is not None:
        database.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (layer.name, layer.geometry_type, EPSG),
        )
    marks = ", ".join("?" * (len(values) + 1))
    database.executemany(
        f'INSERT INTO "{layer.name}" VALUES ({marks})',
        ((i + 1, *(plain(v) for v in row)) for i, row in enumerate(zip(*values))),
    )


def blobs(geometries: np.ndarray) -> list[bytes]:
    """GeoPackage geometry: header, envelope (not for points), little-endian WKB."""
    made = []
    for geometry, box, wkb in zip(
        geometries, shapely.bounds(geometries), shapely.to_wkb(geometries, byte_order=1)
    ):
        if geometry.geom_type == "Point":
            made.append(struct.pack("<2sBBi", b"GP", 0, 1, EPSG) + wkb)
        else:
            made.append(
                struct.pack("<2sBBi4d", b"GP", 0, 3, EPSG, box[0], box[2], box[1], box[3]) + wkb
            )
    return made


def plain(value: object) -> object:
    """A value SQLite takes."""
    return value.item() if isinstance(value, np.generic) else value


def settle_header(path: Path) -> None:
    """Fixed change counter and writer version in the file header (SQLite file format 1.3)."""
    with path.open("r+b") as file:
        file.seek(24)
        file.write(struct.pack(">I", 1))
        file.seek(92)
        file.write(struct.pack(">II", 1, WRITER_VERSION))
