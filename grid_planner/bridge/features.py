# SPDX-License-Identifier: GPL-2.0-or-later
"""From a QGIS layer to a frame: one read, valid geometry, one metric CRS, canonical columns."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..compat import is_null
from ..core.crs import WorkingCrs, to_working, working_crs
from ..core.errors import (
    EmptyInput,
    GivenName,
    MissingCrs,
    MissingField,
    Notice,
    NotTheWantedType,
)
from .columnar import RawColumns, read_columns
from .declared import DIMENSIONS
from .proj_context import hold_proj_context
from .written_features import UNCHECKED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qgis.core import QgsGeometry

    from ..core.progress import Progress
    from .declared import Column
    from .reader import Input

POLL_EVERY = 1000  # features
NO = frozenset({"", "0", "false", "f", "no", "n", "否"})  # texts that mean "not set" in a flag


def read_frame(
    entry: Input,
    columns: Sequence[Column],
    poll: Callable[[], None],
    progress: Progress,
    *,
    repair: bool,
) -> gpd.GeoDataFrame:
    """Read a layer in its own CRS: `columns`, `source_id` (feature id) and the geometry.

    Only features of the shapes that the input takes stay, valid ones, unless `repair` is switched
    off. `poll` is called now and then and may raise Cancelled. Raises MissingCrs, MissingField,
    NotTheWantedType.
    """
    hold_proj_context()
    crs = entry.source.sourceCrs()
    if not crs.isValid():
        raise MissingCrs(layer=entry.name)
    raw = _raw_columns(entry, columns, poll)
    geometry = simplest(shapely.from_wkb(raw.wkb))
    if repair:
        geometry, repaired = mend(geometry)
        if repaired.any():
            _note(progress, "geometry_repaired", entry, raw.ids[repaired])
    data = {**_canonical(entry, columns, raw), "source_id": raw.ids}
    frame = gpd.GeoDataFrame(data, geometry=geometry, crs=proj_crs(crs))
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    frame = _without(frame, missing, "geometry_missing", entry, progress)
    taken = [DIMENSIONS[shape] for shape in entry.shapes or DIMENSIONS]
    other = ~np.isin(shapely.get_dimensions(frame.geometry.array), taken)
    return _without(frame, other, "geometry_other", entry, progress)


def read_table(entry: Input, columns: Sequence[Column], poll: Callable[[], None]) -> pd.DataFrame:
    """Read the attributes `columns` of a table. Raises MissingField, NotTheWantedType."""
    return pd.DataFrame(_canonical(entry, columns, _raw_columns(entry, columns, poll)))


def working_crs_of(frame: gpd.GeoDataFrame, entry: Input, progress: Progress) -> WorkingCrs:
    """Return the CRS to compute in for the first layer of a run. Raises EmptyInput."""
    if frame.empty:
        raise EmptyInput(layer=entry.name)
    west, south, east, north = frame.total_bounds
    working = working_crs(frame.crs, (west, south, east, north), layer=entry.name)
    if working.crs != working.source:
        facts = {"source": working.source.name, "crs": working.crs.name}
        progress.note(Notice("computed_in", facts))
    return working


def in_working_crs(
    frame: gpd.GeoDataFrame, working: WorkingCrs, entry: Input, progress: Progress
) -> gpd.GeoDataFrame:
    """Return the frame in the CRS of the computation, without what cannot be in it."""
    located = to_working(frame, working)
    astray = ~np.isfinite(shapely.bounds(located.geometry.array)).all(axis=1)
    return _without(located, astray, "geometry_astray", entry, progress)


def _without(
    frame: gpd.GeoDataFrame, wrong: np.ndarray, kind: str, entry: Input, progress: Progress
) -> gpd.GeoDataFrame:
    """Leave out the rows that are `wrong`, and tell."""
    if not wrong.any():
        return frame
    _note(progress, kind, entry, frame["source_id"].to_numpy()[wrong])
    return frame[~wrong].reset_index(drop=True)


def _note(progress: Progress, kind: str, entry: Input, ids: np.ndarray) -> None:
    facts = {"layer": entry.name, "count": len(ids), "ids": ids.tolist()}
    progress.note(Notice(kind, facts))


def proj_crs(crs: QgsCoordinateReferenceSystem) -> pyproj.CRS:
    """Return the same reference system for geopandas: by authority code, else by its WKT."""
    authority, _, code = crs.authid().partition(":")
    if authority and authority != "USER" and code:
        return pyproj.CRS.from_authority(authority, code)
    return pyproj.CRS.from_wkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def simplest(geometry: np.ndarray) -> np.ndarray:
    """Return flat geometry, multiparts of one part made single.

    Of a collection the parts of its highest dimension stay.
    """
    flat = geometry.copy()
    high = shapely.has_z(flat)
    flat[high] = shapely.force_2d(flat[high])
    several = shapely.get_type_id(flat) >= shapely.GeometryType.MULTIPOINT
    single = several & (shapely.get_num_geometries(flat) == 1)
    flat[single] = shapely.get_geometry(flat[single], 0)
    mixed = shapely.get_type_id(flat) == shapely.GeometryType.GEOMETRYCOLLECTION
    flat[mixed] = [_of_dimension(g, shapely.get_dimensions(g)) for g in flat[mixed]]
    return flat


def mend(geometry: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return valid geometry, and which had to be repaired.

    Parts of a lower dimension that a repair leaves behind (spikes) are dropped.
    """
    invalid = ~(shapely.is_valid(geometry) | shapely.is_missing(geometry))
    mended = geometry.copy()
    dimension = shapely.get_dimensions(geometry[invalid])
    parts = shapely.make_valid(geometry[invalid])
    mended[invalid] = [_of_dimension(part, d) for part, d in zip(parts, dimension)]
    return mended, invalid


def _of_dimension(geometry: shapely.Geometry, dimension: int) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(geometry))
    kept = parts[shapely.get_dimensions(parts) == dimension]
    return kept[0] if len(kept) == 1 else shapely.union_all(kept)


def _raw_columns(entry: Input, columns: Sequence[Column], poll: Callable[[], None]) -> RawColumns:
    wanted = sorted({column.field for column in columns if column.field})
    present = set(entry.source.fields().names())
    for name in wanted:
        if name not in present:
            raise MissingField(layer=entry.name, field=GivenName(name))
    raw = read_columns(entry.layer, wanted) if entry.layer is not None else None
    return loop_columns(entry.source, wanted, poll) if raw is None else raw


def loop_columns(
    source: QgsProcessingFeatureSource, fields: Sequence[str], poll: Callable[[], None]
) -> RawColumns:
    """Read ids, geometry and `fields` feature by feature: any source, any filter or selection.

    `poll` is called now and then and may raise Cancelled.
    """
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(list(fields), source.fields())
    indices = [source.fields().indexOf(name) for name in fields]
    ids: list[int] = []
    wkb: list[bytes | None] = []
    rows: list[list[Any]] = []
    for feature in source.getFeatures(request, UNCHECKED):
        if len(ids) % POLL_EVERY == 0:
            poll()
        attributes = feature.attributes()
        ids.append(feature.id())
        wkb.append(_wkb(feature.geometry()))
        rows.append([attributes[index] for index in indices])
    values = {
        name: _object_array([None if is_null(row[i]) else row[i] for row in rows])
        for i, name in enumerate(fields)
    }
    return RawColumns(np.array(ids, dtype=np.int64), _object_array(wkb), values)


def _wkb(geometry: QgsGeometry) -> bytes | None:
    if geometry.isNull():
        return None
    shape = geometry.constGet()
    if QgsWkbTypes.isCurvedType(shape.wkbType()):  # even without a single arc
        shape = shape.segmentize()
    if shape.isMeasure():
        shape = shape.clone()
        shape.dropMValue()
    return shape.asWkb().data()


def _object_array(items: list[Any]) -> np.ndarray:
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _canonical(entry: Input, columns: Sequence[Column], raw: RawColumns) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for column in columns:
        if not column.field:
            continue
        values = raw.values[column.field]
        if column.kind == "number":
            made[column.name] = _numbers(values, entry, column)
        elif column.kind == "flag":
            made[column.name] = np.array([_is_set(value) for value in values], dtype=bool)
        else:
            made[column.name] = _object_array([_text(value) for value in values])
    return made


def _numbers(values: np.ndarray, entry: Input, column: Column) -> np.ndarray:
    try:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    except (TypeError, ValueError) as error:
        field = GivenName(column.field)
        raise NotTheWantedType(layer=entry.name, field=field, wanted="number") from error


def _is_set(value: Any) -> bool:
    return str(_text(value) or "").lower() not in NO


def _text(value: Any) -> str | None:
    """Write a code as people write it: 3501 for 3501 and 3501.0; blank text and NaN are no code.

    Dates are written by ISO 8601.
    """
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (QDate, QTime, QDateTime)):
        value = value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, datetime):
        value = value.isoformat(timespec="seconds")
    return str(value).strip() or None
