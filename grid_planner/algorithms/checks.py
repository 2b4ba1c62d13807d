# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be said about inputs and places of results before anything is read.

In the order a user would ask.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..bridge.declared import shapes_of
from ..bridge.destinations import file_of
from ..core.errors import (
    GivenName,
    InputsApart,
    InputsInTheWay,
    MissingCrs,
    MissingField,
    NotTheWantedType,
    OneFileForTwo,
    ResultNotWritten,
    WrongGeometry,
)

if TYPE_CHECKING:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsFeatureSource,
        QgsProcessingContext,
        QgsRectangle,
    )

    from ..bridge.run import Run

SAMPLES = {  # a type of each shape, because how kinds of geometry are spelled depends on QGIS
    "points": QgsWkbTypes.Type.Point,
    "lines": QgsWkbTypes.Type.LineString,
    "polygons": QgsWkbTypes.Type.Polygon,
}


def check_inputs(run: Run, main: str) -> None:
    """Check that layers are of the right kind, have a CRS and meet, and that fields exist and fit.

    Raises WrongGeometry, MissingCrs, InputsApart, MissingField, NotTheWantedType.
    """
    sources = _sources(run)
    located = {}  # a table is no place, even if its features have one
    for name, found in sources.items():
        shapes = shapes_of(run.definition(name))
        if shapes:
            located[name] = found
            _check_geometry(name, shapes, found)
    _check_that_inputs_meet(main, located, run.context)
    for definition in run.algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterField):
            found = sources[definition.parentLayerParameterName()]
            for field in run.fields(definition.name()):
                _check_field(definition, field, found)


def _sources(run: Run) -> dict[str, list[QgsFeatureSource]]:
    """Return the vector inputs by the parameter's name; what cannot be opened is left to QGIS."""
    found: dict[str, list[QgsFeatureSource]] = {}
    for name, many in run.vector_inputs():
        sources = run.layers(name) if many else [run.source(name)]
        found[name] = [source for source in sources if source is not None]
    return found


def _check_geometry(parameter: str, shapes: list[str], sources: list[QgsFeatureSource]) -> None:
    """Check that layers hold one of `shapes`, or a mixture, and know where they lie."""
    wanted = {QgsWkbTypes.geometryType(SAMPLES[shape]) for shape in shapes}
    mixed = QgsWkbTypes.geometryType(QgsWkbTypes.Type.Unknown)
    for source in sources:
        if QgsWkbTypes.geometryType(source.wkbType()) not in {*wanted, mixed}:
            raise WrongGeometry(
                layer=GivenName(source.sourceName()), parameter=parameter, wanted=tuple(shapes)
            )
        if not source.sourceCrs().isValid():
            raise MissingCrs(layer=GivenName(source.sourceName()))


def _check_that_inputs_meet(
    main: str, located: dict[str, list[QgsFeatureSource]], context: QgsProcessingContext
) -> None:
    """Compare extents: layers far apart have a wrong CRS or are of another place.

    A river beside the chosen communities is no mistake, so what lies nearer than the larger of
    both extents reaches is let through.
    """
    for first in located[main]:
        here = first.sourceExtent()
        others = [s for name, found in located.items() if name != main for s in found]
        for other in others:
            if here.isNull() or other.sourceExtent().isNull():
                continue  # no features, or none with a geometry; reading says so
            there = _extent_in(other, first.sourceCrs(), context)
            if there is not None and not _near(here, there):
                raise InputsApart(
                    layer=GivenName(first.sourceName()), other=GivenName(other.sourceName())
                )


def _near(here: QgsRectangle, there: QgsRectangle) -> bool:
    reach = max(math.hypot(extent.width(), extent.height()) for extent in (here, there))
    return bool(here.buffered(reach).intersects(there))


def _extent_in(
    source: QgsFeatureSource, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> QgsRectangle | None:
    transform = QgsCoordinateTransform(source.sourceCrs(), crs, context.transformContext())
    try:
        return transform.transformBoundingBox(source.sourceExtent())
    except QgsCsException:
        return None  # coordinates that cannot be in this CRS; reading says so


def _check_field(
    definition: QgsProcessingParameterField, name: str, sources: list[QgsFeatureSource]
) -> None:
    if not name or not sources:
        return
    having = [source for source in sources if source.fields().lookupField(name) >= 0]
    if not having:
        raise MissingField(layer=GivenName(sources[0].sourceName()), field=GivenName(name))
    numeric = definition.dataType() == QgsProcessingParameterField.DataType.Numeric
    field = having[0].fields().at(having[0].fields().lookupField(name))
    if numeric and not field.isNumeric():
        raise NotTheWantedType(
            layer=GivenName(having[0].sourceName()), field=GivenName(name), wanted="number"
        )


def check_destinations(run: Run) -> None:
    """Check that each result has a file of its own, in a folder that may be written to.

    Raises OneFileForTwo, InputsInTheWay, ResultNotWritten.
    """
    crowded = _files_of_several_layers(run)
    taken: dict[Path, str] = {}
    for definition in run.algorithm.destinationParameterDefinitions():
        name = definition.name()
        file = file_of(run.destination(name))
        if file is None:
            continue
        if file in taken:
            raise OneFileForTwo(output=taken[file], other=name, place=str(file))
        if file in crowded:
            raise InputsInTheWay(output=name, place=str(file))
        taken[file] = name
        folder = file.parent
        if isinstance(definition, QgsProcessingParameterFileDestination):  # makes its folder
            folder = next(above for above in file.parents if above.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise ResultNotWritten(output=name, place=str(file), reason=str(folder))


def _files_of_several_layers(run: Run) -> set[Path]:
    """Return the files that hold an input and layers besides, which a result must not replace."""
    registry = QgsProviderRegistry.instance()
    layers: list[Any] = []
    for name, many in run.vector_inputs():
        layers += run.layers(name) if many else [run.layer(name)]
    paths = {
        registry.decodeUri("ogr", layer.source()).get("path", "")
        for layer in layers
        if isinstance(layer, QgsVectorLayer) and layer.providerType() == "ogr"
    }
    return {
        Path(path).resolve()
        for path in paths
        if path and Path(path).is_file() and len(registry.querySublayers(path)) > 1
    }
