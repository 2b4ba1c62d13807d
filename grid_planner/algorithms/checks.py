# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be said about the inputs before anything is read, in the order a user would ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsWkbTypes,
)

from ..core.errors import InputsApart, MissingCrs, MissingField, NotTheWantedType

if TYPE_CHECKING:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsFeatureSource,
        QgsProcessingContext,
        QgsRectangle,
    )

    from .base import GridPlannerAlgorithm


def check_inputs(
    algorithm: GridPlannerAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> None:
    """Check that layers have a CRS and meet, and that fields exist and hold what is needed.

    Raises MissingCrs, InputsApart, MissingField, NotTheWantedType.
    """
    sources = _sources(algorithm, parameters, context)
    located = {name: [s for s in found if _has_geometry(s)] for name, found in sources.items()}
    for found in located.values():
        for source in found:
            if not source.sourceCrs().isValid():
                raise MissingCrs(layer=source.sourceName())
    _check_that_inputs_meet(algorithm.MAIN, located, context)
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterField):
            field = algorithm.parameterAsString(parameters, definition.name(), context)
            _check_field(definition, field, sources[definition.parentLayerParameterName()])


def _sources(
    algorithm: GridPlannerAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, list[QgsFeatureSource]]:
    """Return the vector inputs by the parameter's name; what cannot be opened is left to QGIS."""
    found: dict[str, list[QgsFeatureSource]] = {}
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if isinstance(definition, QgsProcessingParameterFeatureSource):
            source = algorithm.parameterAsSource(parameters, name, context)
            found[name] = [] if source is None else [source]
        elif isinstance(definition, QgsProcessingParameterMultipleLayers):
            found[name] = list(algorithm.parameterAsLayerList(parameters, name, context) or [])
    return found


def _has_geometry(source: QgsFeatureSource) -> bool:
    return source.wkbType() not in {QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Unknown}


def _check_that_inputs_meet(
    main: str, located: dict[str, list[QgsFeatureSource]], context: QgsProcessingContext
) -> None:
    """Compare extents: layers far apart have a wrong CRS or are of another place."""
    for first in located[main]:
        here = first.sourceExtent()
        others = [s for name, found in located.items() if name != main for s in found]
        for other in others:
            if first.featureCount() == 0 or other.featureCount() == 0:
                continue
            there = _extent_in(other, first.sourceCrs(), context)
            if there is not None and not here.intersects(there):
                raise InputsApart(layer=first.sourceName(), other=other.sourceName())


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
        raise MissingField(layer=sources[0].sourceName(), field=name)
    numeric = definition.dataType() == QgsProcessingParameterField.DataType.Numeric
    field = having[0].fields().at(having[0].fields().lookupField(name))
    if numeric and not field.isNumeric():
        raise NotTheWantedType(layer=having[0].sourceName(), field=name, wanted="number")
