# SPDX-License-Identifier: GPL-2.0-or-later
"""From QGIS layers to frames: one read, one metric CRS, canonical column names.

The first layer read decides the CRS of the whole run (`core.crs.working_crs`); all others are
brought into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
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
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameters,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..compat import chosen_fields, is_null
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
from .proj_context import hold_proj_context
from .shapes import DIMENSIONS, SHAPES_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qgis.core import QgsGeometry, QgsProcessingAlgorithm, QgsProcessingContext

    from ..core.progress import Progress

# invalid geometry is repaired here, so Processing shall not stop at it first
UNCHECKED = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
POLL_EVERY = 1000  # features
NO = frozenset({"", "0", "false", "f", "no", "n", "否"})  # texts that mean "not set" in a flag


@dataclass(frozen=True)
class Column:
    """Where a canonical column comes from: a field ("" = not chosen) read as `kind`.

    kind: text (codes; whole numbers become their digits), number (NaN where empty) or flag.
    """

    field: str
    kind: str = "text"


@dataclass(frozen=True)
class Input:
    """One vector input: where its features come from, and the layer when it is taken whole.

    `shapes`: what its features may be, of `shapes.DIMENSIONS`; empty where all is taken.
    """

    source: QgsProcessingFeatureSource
    layer: QgsVectorLayer | None
    shapes: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Name of the layer as the user knows it."""
        return GivenName(self.source.sourceName())


class Reader:
    """Reads the inputs of one run of an algorithm."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        progress: Progress,
    ) -> None:
        hold_proj_context()
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._progress = progress
        self._read = 0
        self.working: WorkingCrs | None = None

    def field(self, name: str) -> str:
        """Return the field chosen in the parameter `name`, "" where none is."""
        return QgsProcessingParameters.parameterAsString(
            self._algorithm.parameterDefinition(name), self._parameters, self._context
        )

    def fields(self, name: str) -> list[str]:
        """Return the fields chosen in the parameter `name`, in the order of choosing."""
        definition = self._algorithm.parameterDefinition(name)
        return chosen_fields(definition, self._parameters, self._context)

    def numeric_fields(self, name: str, candidates: Sequence[str]) -> list[str]:
        """Return which of `candidates` the layer `name` has as numbers, in their order."""
        entry = self._input(name)
        fields = entry.source.fields() if entry else []
        numeric = {field.name() for field in fields if field.isNumeric()}
        return [candidate for candidate in candidates if candidate in numeric]

    def first_field(self, name: str, candidates: Sequence[str]) -> str:
        """Return the first of `candidates` that the layer `name` has, "" where it has none."""
        entry = self._input(name)
        present = entry.source.fields().names() if entry else []
        return next((field for field in candidates if field in present), "")

    def file(self, name: str) -> Path | None:
        """Return the file chosen in the parameter `name`, None where none is."""
        chosen = self.field(name)
        return Path(chosen) if chosen else None

    def columns(self, wanted: Mapping[str, tuple[str, str]]) -> dict[str, Column]:
        """Return where the canonical columns come from, given parameter and kind of each."""
        return {name: Column(self.field(param), kind) for name, (param, kind) in wanted.items()}

    def frame(
        self, name: str, columns: Mapping[str, Column] | None = None, *, repair: bool = True
    ) -> gpd.GeoDataFrame | None:
        """Read the layer of the parameter `name`; None where none is given.

        Returns the columns asked for, `source_id` (feature id) and the geometry, in the working
        CRS and valid, unless `repair` is switched off. Raises MissingCrs, EmptyInput,
        MissingField, NotTheWantedType.
        """
        entry = self._input(name)
        return None if entry is None else self._frame(entry, columns or {}, repair)

    def frames(
        self, name: str, columns: Mapping[str, Column] | None = None
    ) -> gpd.GeoDataFrame | None:
        """Read all layers of the parameter `name` into one frame; a field one lacks is empty."""
        layers = QgsProcessingParameters.parameterAsLayerList(
            self._algorithm.parameterDefinition(name), self._parameters, self._context
        )
        read = []
        for layer in layers:
            source = QgsProcessingFeatureSource(layer, self._context)
            had = set(layer.fields().names())
            present = {key: c for key, c in (columns or {}).items() if c.field in had}
            read.append(self._frame(Input(source, layer, self._shapes(name)), present, True))
        if not read:
            return None
        joined = pd.concat(read, ignore_index=True)
        return joined.reindex(columns=[*(columns or {}), "source_id", "geometry"])

    def table(self, name: str, columns: Mapping[str, Column]) -> pd.DataFrame | None:
        """Read the attributes `columns` of the table `name`; None where none is given."""
        entry = self._input(name)
        if entry is None:
            return None
        raw = _raw_columns(entry, columns, self._poll)
        return pd.DataFrame(_canonical(entry, columns, raw))

    def source(self, name: str) -> QgsProcessingFeatureSource | None:
        """Return the features of the parameter `name` as they are; None where none is given."""
        entry = self._input(name)
        return entry.source if entry else None

    def _input(self, name: str) -> Input | None:
        definition = self._algorithm.parameterDefinition(name)
        source = QgsProcessingParameters.parameterAsSource(
            definition, self._parameters, self._context
        )
        if source is None:
            return None
        layer = None
        if _is_whole(self._parameters.get(name)):
            layer = QgsProcessingParameters.parameterAsVectorLayer(
                definition, self._parameters, self._context
            )
        return Input(source, layer, self._shapes(name))

    def _shapes(self, name: str) -> Sequence[str]:
        return self._algorithm.parameterDefinition(name).metadata().get(SHAPES_KEY, ())

    def _frame(self, entry: Input, columns: Mapping[str, Column], repair: bool) -> gpd.GeoDataFrame:
        crs = entry.source.sourceCrs()
        if not crs.isValid():
            raise MissingCrs(layer=entry.name)
        raw = _raw_columns(entry, columns, self._poll)
        self._read += 1
        self._poll()
        geometry = simplest(shapely.from_wkb(raw.wkb))
        if repair:
            geometry, repaired = mend(geometry)
            if repaired.any():
                self._note("geometry_repaired", entry, raw.ids[repaired])
        data = {**_canonical(entry, columns, raw), "source_id": raw.ids}
        frame = gpd.GeoDataFrame(data, geometry=geometry, crs=proj_crs(crs))
        missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
        frame = self._without(frame, missing, "geometry_missing", entry)
        other = ~np.isin(
            shapely.get_dimensions(frame.geometry.array),
            [DIMENSIONS[shape] for shape in entry.shapes or DIMENSIONS],
        )
        frame = self._without(frame, other, "geometry_other", entry)
        frame = self._to_working(frame, entry)
        astray = ~np.isfinite(shapely.bounds(frame.geometry.array)).all(axis=1)
        frame = self._without(frame, astray, "geometry_astray", entry)
        if frame.empty:
            if self._read == 1:
                raise EmptyInput(layer=entry.name)
            self._progress.note(Notice("layer_empty", {"layer": entry.name}))
        return frame

    def _without(
        self, frame: gpd.GeoDataFrame, wrong: np.ndarray, kind: str, entry: Input
    ) -> gpd.GeoDataFrame:
        """Leave out the rows that are `wrong`, and tell."""
        if not wrong.any():
            return frame
        self._note(kind, entry, frame["source_id"].to_numpy()[wrong])
        return frame[~wrong].reset_index(drop=True)

    def _to_working(self, frame: gpd.GeoDataFrame, entry: Input) -> gpd.GeoDataFrame:
        if self.working is None:
            if frame.empty:
                raise EmptyInput(layer=entry.name)
            west, south, east, north = frame.total_bounds
            bounds = (west, south, east, north)
            self.working = working_crs(frame.crs, bounds, layer=entry.name)
            if self.working.crs != self.working.source:
                facts = {"source": self.working.source.name, "crs": self.working.crs.name}
                self._progress.note(Notice("computed_in", facts))
        return to_working(frame, self.working)

    def _poll(self) -> None:
        """Show that another layer is read, of a number not known before, and hear of cancelling."""
        self._progress.tick(self._read, self._read + 1)

    def _note(self, kind: str, entry: Input, ids: np.ndarray) -> None:
        facts = {"layer": entry.name, "count": len(ids), "ids": ids.tolist()}
        self._progress.note(Notice(kind, facts))


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


def _is_whole(value: object) -> bool:
    """Tell whether a parameter value asks for all features of a layer as they are."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return True
    return (
        not value.selectedFeaturesOnly
        and value.featureLimit < 0
        and not getattr(value, "filterExpression", "")
    )


def _raw_columns(
    entry: Input, columns: Mapping[str, Column], poll: Callable[[], None]
) -> RawColumns:
    wanted = sorted({column.field for column in columns.values() if column.field})
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


def _canonical(entry: Input, columns: Mapping[str, Column], raw: RawColumns) -> dict[str, Any]:
    made = {}
    for name, column in columns.items():
        if not column.field:
            continue
        values = raw.values[column.field]
        if column.kind == "number":
            made[name] = _numbers(values, entry, column)
        elif column.kind == "flag":
            made[name] = np.array([str(_text(v) or "").lower() not in NO for v in values], bool)
        else:
            made[name] = _object_array([_text(value) for value in values])
    return made


def _numbers(values: np.ndarray, entry: Input, column: Column) -> np.ndarray:
    try:
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    except (TypeError, ValueError) as error:
        field = GivenName(column.field)
        raise NotTheWantedType(layer=entry.name, field=field, wanted="number") from error


def _text(value: Any) -> str | None:
    """Write a code as people write it: 3501 for 3501 and 3501.0; blank text and NaN are no code."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None
