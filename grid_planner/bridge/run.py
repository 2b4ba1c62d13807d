# SPDX-License-Identifier: GPL-2.0-or-later
"""What was asked of an algorithm, in the forms in which it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameters,
    QgsProperty,
    QgsVectorLayer,
)

from ..compat import chosen_fields, is_null


@dataclass(frozen=True)
class Run:
    """The values that a run gives to the parameters of an algorithm."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext

    def definition(self, name: str) -> QgsProcessingParameterDefinition:
        """Return the definition of the parameter `name`; None where there is none."""
        return self.algorithm.parameterDefinition(name)

    def text(self, name: str) -> str:
        """Return the text, field or file chosen in the parameter `name`, "" where none is."""
        return QgsProcessingParameters.parameterAsString(
            self.definition(name), self.parameters, self.context
        )

    def number(self, name: str) -> float:
        """Return the number given in the parameter `name`, else its default."""
        return QgsProcessingParameters.parameterAsDouble(
            self.definition(name), self.parameters, self.context
        )

    def yes(self, name: str) -> bool:
        """Tell whether the parameter `name` is switched on."""
        return QgsProcessingParameters.parameterAsBoolean(
            self.definition(name), self.parameters, self.context
        )

    def fields(self, name: str) -> list[str]:
        """Return the fields chosen in the parameter `name`, in the order of choosing."""
        return chosen_fields(self.definition(name), self.parameters, self.context)

    def source(self, name: str) -> QgsProcessingFeatureSource | None:
        """Return the features of the parameter `name` as chosen; None where no layer is."""
        return QgsProcessingParameters.parameterAsSource(
            self.definition(name), self.parameters, self.context
        )

    def layer(self, name: str) -> QgsVectorLayer | None:
        """Return the layer of the parameter `name` as a whole."""
        return QgsProcessingParameters.parameterAsVectorLayer(
            self.definition(name), self.parameters, self.context
        )

    def crs(self, name: str) -> QgsCoordinateReferenceSystem:
        """Return the reference system of the parameter `name`, of its first layer if of many."""
        source = self.source(name)
        return source.sourceCrs() if source else self.layers(name)[0].crs()

    def layers(self, name: str) -> list[QgsVectorLayer]:
        """Return the layers of a parameter that takes many."""
        found = QgsProcessingParameters.parameterAsLayerList(
            self.definition(name), self.parameters, self.context
        )
        return list(found or [])

    def vector_inputs(self) -> Iterator[tuple[str, bool]]:
        """Yield the parameters that take layers of features, and whether each takes many."""
        for definition in self.algorithm.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterFeatureSource):
                yield definition.name(), False
            elif isinstance(definition, QgsProcessingParameterMultipleLayers):
                yield definition.name(), True

    def destination(self, name: str) -> str:
        """Return where the result `name` goes: a path, `memory:`, `TEMPORARY_OUTPUT` or ""."""
        value = self.parameters.get(name)
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            return str(value.valueAsString(self.context.expressionContext())[0])
        return "" if is_null(value) else str(value)

    def file(self, name: str) -> str:
        """Return the path of a result file, "" where it is not asked for."""
        return QgsProcessingParameters.parameterAsFileOutput(
            self.definition(name), self.parameters, self.context
        )
