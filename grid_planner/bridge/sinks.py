# SPDX-License-Identifier: GPL-2.0-or-later
"""From results to layers and files; nothing is opened before the whole result is there."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameters,
    QgsProperty,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..compat import is_nested, is_null, make_field
from ..core.errors import Notice, ResultNotWritten
from ..messages import explain
from .field_names import shapefile_names, unique_names
from .layer_texts import field_aliases
from .styling import TABLE, layer_spec, style_on_load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

    from ..core.crs import WorkingCrs
    from ..core.progress import Progress

UNCHECKED = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
DATABASE_NAME = 255  # bytes a field name may have in a GeoPackage, and more than anyone writes
FEATURE_ID, GEOMETRY_COLUMN = "fid", "geom"  # columns that every GeoPackage has
BATCH = 1000  # features given to a sink at once
SQLITE_TAILS = ("-journal", "-wal", "-shm")  # what an unfinished GeoPackage leaves beside it


@dataclass(frozen=True)
class FieldSpec:
    """One field of an output: its name in the contract and its kind (text, integer, number, flag).

    The name a person reads stands in `layer_texts`.
    """

    name: str
    kind: str


class Writer:
    """Writes the outputs of one run of an algorithm and keeps what Processing asks back.

    Used as a context, it deletes the files it has begun when an error ends it: all or nothing.

    `crs`: reference system of the main layer, in which layers are given back; `working`: the one
    of the computation; `labels`: the words the user sees for names of parameters.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        progress: Progress,
        crs: QgsCoordinateReferenceSystem,
        working: WorkingCrs,
        labels: Mapping[str, str],
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._progress = progress
        self._crs = crs
        self._working = working
        self._labels = labels
        self._begun: list[Path] = []
        self.results: dict[str, Any] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        for file in self._begun if error else ():
            delete(file)

    def value(self, name: str, value: float | bool) -> None:
        """Give the output number or boolean `name`."""
        self.results[name] = value

    def values(self, figures: Any) -> None:
        """Give every figure of a dataclass as the output of the same name."""
        for figure in dataclass_fields(figures):
            self.results[figure.name.upper()] = getattr(figures, figure.name)

    def with_notes(self, found: pd.DataFrame) -> pd.DataFrame:
        """Return rows of `kind` and `facts` with a `note` in the user's words."""
        notes = [
            explain(Notice(kind, facts), self._labels)
            for kind, facts in zip(found["kind"], found["facts"])
        ]
        return found.assign(note=notes)

    def text(self, name: str, make: Callable[[], str]) -> None:
        """Write the file output `name`, where one is asked for, with the text that `make` gives."""
        file = QgsProcessingParameters.parameterAsFileOutput(
            self._algorithm.parameterDefinition(name), self._parameters, self._context
        )
        if not file:
            return
        path, text = Path(file), make()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8") as opened:
                self._begun.append(path)
                opened.write(text)
        except OSError as error:
            raise ResultNotWritten(
                output=name, place=file, reason=error.strerror or str(error)
            ) from error
        self.results[name] = file

    def frame(
        self,
        name: str,
        frame: gpd.GeoDataFrame,
        fields: Sequence[FieldSpec],
        wkb_type: QgsWkbTypes.Type,
        style: str,
    ) -> None:
        """Write the layer `name`, where it is asked for, from rows with their own geometry.

        `style`: one of `styling.KINDS`. Raises ResultNotWritten.
        """
        import shapely

        from ..core.crs import from_working

        if not self._is_asked(name):
            return
        located = from_working(frame.set_crs(self._working.crs, allow_override=True), self._working)
        shapes = shapely.to_wkb(located.geometry.to_numpy())
        rows = zip(*(_values(frame, spec) for spec in fields)) if fields else ([] for _ in shapes)
        multi = QgsWkbTypes.isMultiType(wkb_type)
        made = (_feature(wkb, row, multi) for wkb, row in zip(shapes, rows))
        names = self._names(name, [spec.name for spec in fields])
        schema = self._schema(name, fields, names)
        self._write(name, schema, wkb_type, made, style)

    def table(self, name: str, frame: pd.DataFrame, fields: Sequence[FieldSpec]) -> None:
        """Write the table `name`, rows without a geometry, where it is asked for.

        Raises ResultNotWritten.
        """
        if not self._is_asked(name):
            return
        rows = zip(*(_values(frame, spec) for spec in fields))
        made = (_feature(None, row, multi=False) for row in rows)
        names = self._names(name, [spec.name for spec in fields])
        schema = self._schema(name, fields, names)
        self._write(name, schema, QgsWkbTypes.Type.NoGeometry, made, TABLE)

    def extended(
        self,
        name: str,
        source_name: str,
        columns: pd.DataFrame,
        fields: Sequence[FieldSpec],
        style: str,
    ) -> None:
        """Write the features of the input `source_name`, all their attributes and new `fields`.

        `columns` is indexed by feature id; a feature it does not name gets empty values. A field
        of the same name is replaced. Raises ResultNotWritten.
        """
        if not self._is_asked(name):
            return
        source = self._algorithm.parameterAsSource(self._parameters, source_name, self._context)
        new = {spec.name.lower() for spec in fields}  # databases do not tell case apart
        kept = [i for i, old in enumerate(source.fields().names()) if old.lower() not in new]
        schema = QgsFields()
        for index in kept:
            field = source.fields().at(index)
            schema.append(make_field(field.name(), "text") if is_nested(field) else field)
        added = dict(zip(columns.index.tolist(), zip(*(_values(columns, s) for s in fields))))
        # all read before the sink opens, which may overwrite the very file
        made = list(_extended(source, kept, added, len(fields)))
        wanted = [*schema.names(), *(spec.name for spec in fields)]
        names = self._names(name, wanted, [] if _has_unique_ids(made, wanted) else [FEATURE_ID])
        for index in range(schema.count()):
            schema.rename(index, names[index])
        for field in self._schema(name, fields, names[schema.count() :]):
            schema.append(field)
        self._write(name, schema, source.wkbType(), made, style)

    def reshaped(
        self,
        name: str,
        source_name: str,
        frame: gpd.GeoDataFrame,
        wkb_type: QgsWkbTypes.Type,
        style: str,
    ) -> None:
        """Write the features of the input `source_name` with the geometry of `frame` instead.

        `frame` names the features in `source_id`; those it does not name are left out.
        Raises ResultNotWritten.
        """
        import shapely

        from ..core.crs import from_working

        if not self._is_asked(name):
            return
        located = from_working(frame.set_crs(self._working.crs, allow_override=True), self._working)
        shapes = dict(zip(frame["source_id"].tolist(), shapely.to_wkb(located.geometry.to_numpy())))
        source = self._algorithm.parameterAsSource(self._parameters, source_name, self._context)
        schema = QgsFields(source.fields())
        for index, short in enumerate(self._names(name, schema.names())):
            schema.rename(index, short)
        # all read before the sink opens, which may overwrite the very file
        made = [
            _feature(shapes[feature.id()], feature.attributes(), True)
            for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED)
            if feature.id() in shapes
        ]
        self._write(name, schema, wkb_type, made, style)

    def _write(
        self,
        name: str,
        fields: QgsFields,
        wkb_type: QgsWkbTypes.Type,
        features: Iterable[QgsFeature],
        style: str,
    ) -> None:
        place = self._destination(name)
        try:
            sink, written = self._algorithm.parameterAsSink(
                self._parameters, name, self._context, fields, wkb_type, self._crs
            )
        except QgsProcessingException as error:
            raise ResultNotWritten(output=name, place=place, reason=str(error)) from error
        if sink is None:
            raise ResultNotWritten(output=name, place=place, reason="")
        file = file_of(written)
        if file is not None:
            self._begun.append(file)
        batch: list[QgsFeature] = []
        for feature in features:
            batch.append(feature)
            if len(batch) == BATCH:
                self._add(name, sink, batch)
                batch = []
        self._add(name, sink, batch)
        sink.flushBuffer()
        self.results[name] = written
        style_on_load(self._context, written, layer_spec(style))

    def _add(self, name: str, sink: QgsFeatureSink, batch: list[QgsFeature]) -> None:
        if batch and not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise ResultNotWritten(
                output=name, place=self._destination(name), reason=sink.lastError()
            )

    def _is_asked(self, name: str) -> bool:
        return bool(self._destination(name))

    def _destination(self, name: str) -> str:
        return destination(self._parameters, name, self._context)

    def _is_shapefile(self, name: str) -> bool:
        return self._destination(name).lower().endswith(".shp")

    def _schema(self, name: str, specs: Sequence[FieldSpec], names: Sequence[str]) -> QgsFields:
        """Return the fields of an output; a shapefile has no place for the names people read."""
        aliases = {} if self._is_shapefile(name) else field_aliases()
        fields = QgsFields()
        for spec, short in zip(specs, names):
            fields.append(make_field(short, spec.kind, aliases.get(spec.name, "")))
        return fields

    def _names(self, name: str, wanted: Sequence[str], reserved: Sequence[str] = ()) -> list[str]:
        """Return the field names that the format of the output `name` can hold.

        `reserved`: names that a GeoPackage, which has columns of its own, cannot take here.
        """
        if self._is_shapefile(name):
            names, kind = shapefile_names(wanted), "fields_shortened"
        elif self._destination(name).lower().endswith(".gpkg"):
            taken = {GEOMETRY_COLUMN, *reserved}
            names, kind = unique_names(wanted, DATABASE_NAME, taken), "fields_renamed"
        else:
            return list(wanted)
        changed = {long: short for long, short in zip(wanted, names) if long != short}
        if changed:
            self._progress.note(Notice(kind, {"names": changed}))
        return names


def destination(parameters: Mapping[str, Any], name: str, context: QgsProcessingContext) -> str:
    """Return where the result `name` shall go: a path, `memory:`, `TEMPORARY_OUTPUT` or ""."""
    value = parameters.get(name)
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        return str(value.valueAsString(context.expressionContext())[0])
    return "" if is_null(value) else str(value)


def file_of(place: str) -> Path | None:
    """Return the file that a destination replaces; None for memory, databases and tables in one."""
    if place in {"", "TEMPORARY_OUTPUT"} or re.match("[A-Za-z]{2,}:", place):
        return None
    return Path(place).resolve()


def delete(file: Path) -> None:
    """Delete a file with those that belong to it, as far as it is there and not held open."""
    if file.suffix.lower() == ".shp":
        QgsVectorFileWriter.deleteShapeFile(str(file))
        return
    for path in (file, *(Path(f"{file}{tail}") for tail in SQLITE_TAILS)):
        if path.is_file():
            with suppress(OSError):
                Path(path).unlink()


def _has_unique_ids(features: Sequence[QgsFeature], names: Sequence[str]) -> bool:
    """Tell whether the field that a GeoPackage takes for its key, if there is one, can be one."""
    place = next((i for i, name in enumerate(names) if name.lower() == FEATURE_ID), None)
    if place is None:
        return True
    values = [feature.attributes()[place] for feature in features]
    return all(isinstance(value, int) for value in values) and len(set(values)) == len(values)


def _values(frame: pd.DataFrame, spec: FieldSpec) -> list[Any]:
    """Return one column as plain values that QGIS takes, None where there is none."""
    make = {"text": str, "integer": int, "number": float, "flag": bool}[spec.kind]
    column = frame[spec.name]
    return [None if empty else make(v) for v, empty in zip(column.tolist(), column.isna())]


def _feature(wkb: bytes | None, attributes: Sequence[Any], multi: bool) -> QgsFeature:
    feature = QgsFeature()
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        if multi:
            geometry.convertToMultiType()
        feature.setGeometry(geometry)
    feature.setAttributes(list(attributes))
    return feature


def _as_text(nested: object) -> str:
    """Write a list or map, as GeoJSON may have them, in a way that a text field holds."""
    return json.dumps(nested, ensure_ascii=False, default=str)


def _extended(
    source: QgsProcessingFeatureSource,
    kept: Sequence[int],
    added: Mapping[int, tuple[Any, ...]],
    count: int,
) -> Iterator[QgsFeature]:
    nothing = (None,) * count
    for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED):
        old = feature.attributes()
        plain = (_as_text(old[i]) if isinstance(old[i], (dict, list)) else old[i] for i in kept)
        feature.setAttributes([*plain, *added.get(feature.id(), nothing)])
        _fit(feature, source.wkbType())
        yield feature


def _fit(feature: QgsFeature, wkb_type: QgsWkbTypes.Type) -> None:
    """Make the geometry of a feature from a mixed layer one that an output of that type takes.

    What is no such geometry was left out in reading and is written as a row without one.
    """
    geometry = feature.geometry()
    wanted = QgsWkbTypes.geometryType(wkb_type)
    if geometry.isNull() or QgsWkbTypes.geometryType(geometry.wkbType()) == wanted:
        return
    fitting = [g for g in geometry.coerceToType(wkb_type) if g.type() == wanted]
    is_collection = geometry.isMultipart()
    feature.setGeometry(fitting[0] if is_collection and len(fitting) == 1 else QgsGeometry())
