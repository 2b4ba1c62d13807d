# SPDX-License-Identifier: GPL-2.0-or-later
"""From results to layers and files; nothing is opened before the whole result is there."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingException,
    QgsWkbTypes,
)

from ..compat import LoadOrder, is_nested, make_field
from ..core.errors import Notice, ResultNotWritten
from ..messages import explain
from .declared import Result, result_of
from .destinations import delete, file_of, is_new
from .field_names import shapefile_names, unique_names
from .field_table import Field, field_table
from .styling import layer_spec, rename_on_load, style_on_load
from .written_features import FEATURE_ID, extended, has_unique_ids, make_feature, reshaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    import pandas as pd

    from ..core.progress import Progress
    from ..core.report.html import Report
    from .reader import Reader
    from .run import Run

DATABASE_NAME = 255  # bytes a field name may have in a GeoPackage, and more than anyone writes
GEOMETRY_COLUMN = "geom"  # the column that every GeoPackage has for its shapes
SHAPEFILE_TEXT = 254  # bytes that a shapefile has room for in a text
BATCH = 1000  # features given to a sink at once
NOTHING_ELSE: Mapping[str, Field] = MappingProxyType({})


class Writer:
    """Writes the outputs of one run of an algorithm and keeps what Processing asks back.

    Used as a context, it deletes the files it has begun when an error ends it: all or nothing.

    What a result consists of is declared with its parameter (`declared.Result`). Layers are given
    back in the reference system of the input `main`. `labels`: the words the user sees for names
    of parameters.
    """

    def __init__(
        self, run: Run, reader: Reader, main: str, progress: Progress, labels: Mapping[str, str]
    ) -> None:
        self._run = run
        self._reader = reader
        self._main = main
        self._progress = progress
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

            return page(make(), read_settings(self._run))

        self.text(name, make_page)

    def text(self, name: str, make: Callable[[], str]) -> None:
        """Write the file output `name`, where one is asked for, with the text that `make` gives."""
        file = self._run.file(name)
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
        self, name: str, frame: pd.DataFrame, also: Mapping[str, Field] = NOTHING_ELSE
    ) -> None:
        """Write the layer or table `name`, where it is asked for, from rows of its fields.

        A field `note` that the frame lacks is the sentence of its `kind` and `facts`. `also`:
        fields that depend on the input, behind the declared ones. Raises ResultNotWritten.
        """
        if not self.wants(name):
            return
        result = self._result(name)
        if "note" in result.fields and "note" not in frame:
            frame = self.with_notes(frame)
        specs = {**_specs(result), **also}
        columns = [_values(frame, field, spec) for field, spec in specs.items()]
        rows = zip(*columns) if columns else repeat(())
        shapes = self._shapes(frame) if result.style else [None] * len(frame)
        multi = QgsWkbTypes.isMultiType(result.wkb_type)
        made = (make_feature(wkb, row, multi) for wkb, row in zip(shapes, rows))
        schema = self._schema(name, specs, self._names(name, list(specs)))
        self._write(name, schema, result.wkb_type, made)

    def extended(
        self,
        name: str,
        source_name: str,
        columns: pd.DataFrame,
        measured: Sequence[str] | None = None,
        *,
        only_named: bool = False,
    ) -> None:
        """Write the features of the input `source_name` with all their attributes and new fields.

        `columns` is indexed by the rows of the frame read from that input; a feature it does not
        name gets empty values, or with `only_named` is left out. A field of the same name is
        replaced. `measured`: which of the declared fields there are. Raises ResultNotWritten.
        """
        if not self.wants(name):
            return
        source = self._reader.source(source_name)
        specs = _specs(self._result(name))
        specs = {field: specs[field] for field in (specs if measured is None else measured)}
        kept = [i for i, old in enumerate(source.fields().names()) if old.lower() not in specs]
        schema = QgsFields()
        for index in kept:
            field = source.fields().at(index)
            schema.append(make_field(field.name(), "text") if is_nested(field) else field)
        values = zip(*(_values(columns, field, spec) for field, spec in specs.items()))
        added = dict(zip(self._reader.ids(source_name)[columns.index].tolist(), values))
        rows = extended(source, kept, added, len(specs))
        if only_named:
            rows = (feature for feature in rows if feature.id() in added)
        made = self._before_writing(name, rows)
        reserved = [] if has_unique_ids(source) else [FEATURE_ID]
        names = self._names(name, [*schema.names(), *specs], reserved)
        for index in range(schema.count()):
            schema.rename(index, names[index])
        for field in self._schema(name, specs, names[schema.count() :]):
            schema.append(field)
        self._write(name, schema, source.wkbType(), made)

    def reshaped(self, name: str, source_name: str, frame: gpd.GeoDataFrame) -> None:
        """Write the features of the input `source_name` with the geometry of `frame` instead.

        `frame` names the features in `source_id`; those it does not name are left out.
        Raises ResultNotWritten.
        """
        if not self.wants(name):
            return
        shapes = dict(zip(frame["source_id"].tolist(), self._shapes(frame)))
        source = self._reader.source(source_name)
        schema = QgsFields(source.fields())
        for index, short in enumerate(self._names(name, schema.names())):
            schema.rename(index, short)
        made = self._before_writing(name, reshaped(source, shapes))
        self._write(name, schema, self._result(name).wkb_type, made)

    def _shapes(self, frame: gpd.GeoDataFrame) -> Sequence[bytes]:
        """Return the geometry of a result as WKB in the reference system of the main input."""
        import shapely

        from ..core.crs import from_working

        working = self._reader.working
        located = from_working(frame.set_crs(working.crs, allow_override=True), working)
        return shapely.to_wkb(located.geometry.to_numpy())

    def _result(self, name: str) -> Result:
        return result_of(self._run.definition(name))

    def _before_writing(self, name: str, made: Iterator[QgsFeature]) -> Iterable[QgsFeature]:
        """Read all features before the sink opens where it may overwrite what they come from."""
        return made if is_new(self._run.destination(name)) else list(made)

    def _write(
        self,
        name: str,
        fields: QgsFields,
        wkb_type: QgsWkbTypes.Type,
        features: Iterable[QgsFeature],
    ) -> None:
        """Open the sink and write, and see to it that the layer is styled when it is loaded."""
        place = self._run.destination(name)
        crs = self._run.crs(self._main)
        try:
            sink, written = self._run.algorithm.parameterAsSink(
                self._run.parameters, name, self._run.context, fields, wkb_type, crs
            )
        except QgsProcessingException as error:
            raise ResultNotWritten(output=name, place=place, reason=str(error)) from error
        if sink is None:
            raise ResultNotWritten(output=name, place=place, reason="")
        file = file_of(written)
        if file is not None:
            self._begun.append(file)
        batch: list[QgsFeature] = []
        cut, may_cut = 0, self._is_shapefile(name)
        for feature in features:
            batch.append(feature)
            cut += may_cut and _is_cut(feature)
            if len(batch) == BATCH:
                self._add(name, sink, batch)
                batch = []
        self._add(name, sink, batch)
        sink.flushBuffer()
        if cut:
            self._progress.note(Notice("texts_cut", {"count": cut, "most": SHAPEFILE_TEXT}))
        self.results[name] = written
        style = self._result(name).style
        if style:
            look = layer_spec(style, {field.name(): field.alias() for field in fields})
            style_on_load(self._run.context, written, look, self._order)
        if name in self._names_shown:
            given = self._run.definition(name).description()
            rename_on_load(self._run.context, written, given, self._names_shown[name])

    def _add(self, name: str, sink: QgsFeatureSink, batch: list[QgsFeature]) -> None:
        if batch and not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise ResultNotWritten(
                output=name,
                place=self._run.destination(name),
                reason=" ".join(sink.lastError().split()),
            )

    def wants(self, name: str) -> bool:
        """Tell whether the output `name` is asked for: what nobody wants need not be made."""
        return bool(self._run.destination(name))

    def _is_shapefile(self, name: str) -> bool:
        return self._run.destination(name).lower().endswith(".shp")

    def _schema(self, name: str, specs: Mapping[str, Field], names: Sequence[str]) -> QgsFields:
        """Return the fields of an output; a shapefile has no place for the names people read."""
        fields = QgsFields()
        for spec, short in zip(specs.values(), names):
            alias = "" if self._is_shapefile(name) else spec.alias
            fields.append(make_field(short, spec.kind, alias))
        return fields

    def _names(self, name: str, wanted: Sequence[str], reserved: Sequence[str] = ()) -> list[str]:
        """Return the field names that the format of the output `name` can hold.

        `reserved`: names that a GeoPackage, which has columns of its own, cannot take here.
        """
        if self._is_shapefile(name):
            names, kind = shapefile_names(wanted), "fields_shortened"
        elif self._run.destination(name).lower().endswith(".gpkg"):
            taken = {GEOMETRY_COLUMN, *reserved}
            names, kind = unique_names(wanted, DATABASE_NAME, taken), "fields_renamed"
        else:
            return list(wanted)
        changed = {long: short for long, short in zip(wanted, names) if long != short}
        if changed:
            self._progress.note(Notice(kind, {"names": changed}))
        return names


def _is_cut(feature: QgsFeature) -> bool:
    """Tell whether a shapefile has no room for one of the texts of `feature`."""
    texts = (value for value in feature.attributes() if isinstance(value, str))
    return any(len(text.encode()) > SHAPEFILE_TEXT for text in texts)


def _specs(result: Result) -> dict[str, Field]:
    """Return what the fields of a result are."""
    table = field_table()
    return {name: table[name] for name in result.fields}


def _values(frame: pd.DataFrame, name: str, spec: Field) -> list[Any]:
    """Return one column as plain values that QGIS takes, None where there is none."""
    make = {"text": str, "integer": int, "number": float, "flag": bool}[spec.kind]
    column = frame[name]
    return [None if empty else make(v) for v, empty in zip(column.tolist(), column.isna())]
