# SPDX-License-Identifier: GPL-2.0-or-later
"""From results to layers and files; nothing is opened before the whole result is there."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameters,
    QgsProperty,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ..compat import LoadOrder, is_nested, is_null, make_field
from ..core.errors import Notice, ResultNotWritten
from ..messages import explain
from .field_names import shapefile_names, unique_names
from .layer_texts import field_aliases
from .styling import layer_spec, rename_on_load, style_on_load
from .written_features import FEATURE_ID, extended, has_unique_ids, make_feature, reshaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

    from ..core.crs import WorkingCrs
    from ..core.progress import Progress
    from ..core.report.html import Report

DATABASE_NAME = 255  # bytes a field name may have in a GeoPackage, and more than anyone writes
GEOMETRY_COLUMN = "geom"  # the column that every GeoPackage has for its shapes
BATCH = 1000  # features given to a sink at once
TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
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
        self._names_shown: dict[str, str] = {}
        self._begun: list[Path] = []
        self._order = LoadOrder()
        self.results: dict[str, Any] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        for file in self._begun if error else ():
            delete(file)

    def call(self, name: str, shown: str) -> None:
        """Let the layer of the output `name` be called `shown` when it is loaded.

        A name that the user or a model has given stays.
        """
        self._names_shown[name] = shown

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

    def sentence(self, notice: Notice) -> str:
        """Return a notice in the user's words, for a report."""
        return explain(notice, self._labels)

    def tell(self, notice: Notice) -> None:
        """Tell a notice about the result in the log."""
        self._progress.note(notice)

    def report(self, name: str, make: Callable[[], Report]) -> None:
        """Write the report `name`, where one is asked for; only then `make` is called.

        So matplotlib need not even be loaded without one.
        """

        def make_page() -> str:
            from .reports.page import page
            from .reports.settings import read_settings

            settings = read_settings(self._algorithm, self._parameters, self._context)
            return page(make(), settings)

        self.text(name, make_page)

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
        made = (make_feature(wkb, row, multi) for wkb, row in zip(shapes, rows))
        names = self._names(name, [spec.name for spec in fields])
        schema = self._schema(name, fields, names)
        self._write(name, schema, wkb_type, made, style)

    def table(self, name: str, frame: pd.DataFrame, fields: Sequence[FieldSpec]) -> None:
        """Write the table `name`, where it is asked for. Raises ResultNotWritten."""
        if not self._is_asked(name):
            return
        rows = zip(*(_values(frame, spec) for spec in fields))
        made = (make_feature(None, row, False) for row in rows)
        schema = self._schema(name, fields, self._names(name, [spec.name for spec in fields]))
        self._write(name, schema, QgsWkbTypes.Type.NoGeometry, made, "")

    def extended(
        self,
        name: str,
        source_name: str,
        columns: pd.DataFrame,
        fields: Sequence[FieldSpec],
        style: str,
        *,
        only_named: bool = False,
    ) -> None:
        """Write the features of the input `source_name`, all their attributes and new `fields`.

        `columns` is indexed by feature id; a feature it does not name gets empty values, or with
        `only_named` is left out. A field of the same name is replaced. Raises ResultNotWritten.
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
        rows = extended(source, kept, added, len(fields))
        if only_named:
            rows = (feature for feature in rows if feature.id() in added)
        made = self._before_writing(name, rows)
        wanted = [*schema.names(), *(spec.name for spec in fields)]
        names = self._names(name, wanted, [] if has_unique_ids(source) else [FEATURE_ID])
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
        made = self._before_writing(name, reshaped(source, shapes))
        self._write(name, schema, wkb_type, made, style)

    def _before_writing(self, name: str, made: Iterator[QgsFeature]) -> Iterable[QgsFeature]:
        """Read all features before the sink opens where it may overwrite what they come from."""
        return made if is_new(self._destination(name)) else list(made)

    def _write(
        self,
        name: str,
        fields: QgsFields,
        wkb_type: QgsWkbTypes.Type,
        features: Iterable[QgsFeature],
        style: str,
    ) -> None:
        """Open the sink and write; `style` is empty for tables, which have nothing to draw."""
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
        if style:
            style_on_load(self._context, written, layer_spec(style), self._order)
        if name in self._names_shown:
            given = self._algorithm.parameterDefinition(name).description()
            rename_on_load(self._context, written, given, self._names_shown[name])

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
    if place in {"", TEMPORARY} or re.match("[A-Za-z]{2,}:", place):
        return None
    return Path(place).resolve()


def is_new(place: str) -> bool:
    """Tell whether nothing is at a destination yet; False where that is not known."""
    if place == TEMPORARY or place.startswith("memory:"):
        return True
    file = file_of(place)
    return file is not None and not file.exists()


def delete(file: Path) -> None:
    """Delete a file with those that belong to it, as far as it is there and not held open."""
    if file.suffix.lower() == ".shp":
        QgsVectorFileWriter.deleteShapeFile(str(file))
        return
    for path in (file, *(Path(f"{file}{tail}") for tail in SQLITE_TAILS)):
        if path.is_file():
            with suppress(OSError):
                Path(path).unlink()


def _values(frame: pd.DataFrame, spec: FieldSpec) -> list[Any]:
    """Return one column as plain values that QGIS takes, None where there is none."""
    make = {"text": str, "integer": int, "number": float, "flag": bool}[spec.kind]
    column = frame[spec.name]
    return [None if empty else make(v) for v, empty in zip(column.tolist(), column.isna())]
