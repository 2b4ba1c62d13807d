# SPDX-License-Identifier: GPL-2.0-or-later
"""The inputs of one run: what was chosen, as frames, tables, fields and files.

Which columns a frame has is declared with the parameters (`declared`). The first layer read
decides the CRS of the whole run (`core.crs.working_crs`); all others are brought into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterField,
    QgsVectorLayer,
)

from ..core.errors import EmptyInput, GivenName, Notice
from .declared import Column, column_of, shapes_of, sought_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from ..core.crs import WorkingCrs
    from ..core.progress import Progress
    from .run import Run


@dataclass(frozen=True)
class Input:
    """One vector input: where its features come from, and the layer when it is taken whole.

    `shapes`: what its features may be, of `declared.DIMENSIONS`; empty where all is taken.
    """

    source: QgsProcessingFeatureSource
    layer: QgsVectorLayer | None
    shapes: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Name of the layer as the user knows it."""
        return GivenName(self.source.sourceName())

    @property
    def fields(self) -> list[str]:
        """Names of the fields of the layer."""
        return self.source.fields().names()


class Reader:
    """Reads the inputs of one run of an algorithm.

    `working`: the reference system of the computation, once the first layer is read.
    """

    def __init__(self, run: Run, progress: Progress) -> None:
        self._run = run
        self._progress = progress
        self._read = 0
        self._ids: dict[str, np.ndarray] = {}
        self.working: WorkingCrs | None = None

    def text(self, name: str) -> str:
        """Return the text or field chosen in the parameter `name`, "" where none is."""
        return self._run.text(name)

    def fields(self, name: str) -> list[str]:
        """Return the fields chosen in the parameter `name`, in the order of choosing."""
        return self._run.fields(name)

    def file(self, name: str) -> Path | None:
        """Return the file chosen in the parameter `name`, None where none is."""
        chosen = self._run.text(name)
        return Path(chosen) if chosen else None

    def source(self, name: str) -> QgsProcessingFeatureSource | None:
        """Return the features of the parameter `name` as they are; None where none is given."""
        return self._run.source(name)

    def numeric_fields(self, name: str) -> list[str]:
        """Return the names of the fields of the layer `name` that hold numbers."""
        return [field.name() for field in self.source(name).fields() if field.isNumeric()]

    def declared(self, name: str) -> list[Column]:
        """Return the columns of the input `name`, each with the field it comes from ("": none)."""
        return self._columns(name, self._input(name).fields)

    def frame(self, name: str, *more: Column, repair: bool = True) -> gpd.GeoDataFrame | None:
        """Read the layer of the parameter `name`; None where none is given.

        Returns its declared columns as far as there are fields for them, `more` columns,
        `source_id` (feature id) and the geometry, in the working CRS and valid, unless `repair` is
        switched off. Raises MissingCrs, EmptyInput, MissingField, NotTheWantedType.
        """
        entry = self._input(name)
        if entry is None:
            return None
        frame = self._frame(entry, [*self._columns(name, entry.fields), *more], repair)
        self._ids[name] = frame["source_id"].to_numpy()
        return frame

    def frames(self, name: str) -> gpd.GeoDataFrame | None:
        """Read all layers of the parameter `name` into one frame; a field one lacks is empty."""
        import pandas as pd

        wanted, read = [], []
        for entry in self.layers(name):
            wanted = self._columns(name, entry.fields)
            read.append(self.read(entry, *(c for c in wanted if c.field in entry.fields)))
        if not read:
            return None
        names = [*(column.name for column in wanted), "source_id", "geometry"]
        return pd.concat(read, ignore_index=True).reindex(columns=names)

    def layers(self, name: str) -> list[Input]:
        """Return the layers of the parameter `name`, which takes many, in the order chosen."""
        shapes = shapes_of(self._run.definition(name))
        return [
            Input(QgsProcessingFeatureSource(layer, self._run.context), layer, shapes)
            for layer in self._run.layers(name)
        ]

    def read(self, layer: Input, *columns: Column, repair: bool = True) -> gpd.GeoDataFrame:
        """Read one of `layers` with `columns`, as `frame` does."""
        return self._frame(layer, columns, repair)

    def table(self, name: str) -> pd.DataFrame | None:
        """Read the declared columns of the table `name`; None where none is given."""
        from .features import read_table

        entry = self._input(name)
        if entry is None:
            return None
        return read_table(entry, self._columns(name, entry.fields), self._poll)

    def ids(self, name: str) -> np.ndarray:
        """Return the feature ids of the rows that `frame` has read from the layer `name`."""
        return self._ids[name]

    def _input(self, name: str) -> Input | None:
        source = self._run.source(name)
        if source is None:
            return None
        layer = self._run.layer(name) if _is_whole(self._run.parameters.get(name)) else None
        return Input(source, layer, shapes_of(self._run.definition(name)))

    def _columns(self, name: str, present: Sequence[str]) -> list[Column]:
        """Return the columns declared for the input `name`, of which the fields `present` are."""
        columns = [sought.found_in(present) for sought in sought_in(self._run.definition(name))]
        for definition in self._run.algorithm.parameterDefinitions():
            if not isinstance(definition, QgsProcessingParameterField):
                continue
            filled = column_of(definition)
            if definition.parentLayerParameterName() == name and filled is not None:
                chosen = self.text(definition.name())
                asked = Column(filled.name, chosen, filled.kind)
                columns.append(asked if chosen else filled.found_in(present))
        return columns

    def _frame(self, entry: Input, columns: Sequence[Column], repair: bool) -> gpd.GeoDataFrame:
        from . import features

        frame = features.read_frame(entry, columns, self._poll, self._progress, repair=repair)
        self._read += 1
        self._poll()
        is_first = self.working is None
        if is_first:
            self.working = features.working_crs_of(frame, entry, self._progress)
        frame = features.in_working_crs(frame, self.working, entry, self._progress)
        if frame.empty and is_first:
            raise EmptyInput(layer=entry.name)
        if frame.empty:
            self._progress.note(Notice("layer_empty", {"layer": entry.name}))
        return frame

    def _poll(self) -> None:
        """Show that another layer is read, of a number not known before, and hear of cancelling."""
        self._progress.tick(self._read, self._read + 1)


def _is_whole(value: object) -> bool:
    """Tell whether a parameter value asks for all features of a layer as they are."""
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return True
    return (
        not value.selectedFeaturesOnly
        and value.featureLimit < 0
        and not getattr(value, "filterExpression", "")
    )
