# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run was asked to do, in the words of its dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameters as Values

from ...compat import chosen_fields, is_null
from ...i18n import translate
from ...messages.plan_words import option_names

if TYPE_CHECKING:
    from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext


# How to read a value by the type of its parameter; any other is read as text.
READ: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "source": lambda *place: Values.parameterAsSource(*place).sourceName(),
        "multilayer": lambda *place: _joined(
            layer.name() for layer in Values.parameterAsLayerList(*place)
        ),
        "field": lambda *place: _joined(chosen_fields(*place)),
        "boolean": lambda *place: _said(Values.parameterAsBoolean(*place)),
        "number": lambda *place: f"{Values.parameterAsDouble(*place):,.10g}",
        "distance": lambda *place: f"{Values.parameterAsDouble(*place):,.10g} m",
        "enum": lambda *place: _option(Values.parameterAsString(*place)),
    }
)


def read_settings(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> list[tuple[str, str]]:
    """Return name and value of each parameter that has a value, but those of the outputs."""
    settings = []
    for definition in algorithm.parameterDefinitions():
        given = parameters.get(definition.name(), definition.defaultValue())
        if definition.isDestination() or is_null(given) or given in ("", []):
            continue
        read = READ.get(definition.type(), Values.parameterAsString)
        settings.append((definition.description(), read(definition, parameters, context)))
    return settings


def _joined(names: Iterable[str]) -> str:
    return translate("GridPlanner", ", ").join(names)


def _said(yes: bool) -> str:
    return translate("GridPlanner", "yes") if yes else translate("GridPlanner", "no")


def _option(key: str) -> str:
    return option_names().get(key, key)
