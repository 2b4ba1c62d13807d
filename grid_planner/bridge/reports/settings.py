# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run was asked to do, in the words of its dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from ...compat import is_null
from ...i18n import translate
from ...messages.plan_words import option_names
from ..run import Run

# How to read a value by the type of its parameter; any other is read as text.
READ: Mapping[str, Callable[[Run, str], str]] = MappingProxyType(
    {
        "source": lambda run, name: run.source(name).sourceName(),
        "multilayer": lambda run, name: _joined(layer.name() for layer in run.layers(name)),
        "field": lambda run, name: _joined(run.fields(name)),
        "boolean": lambda run, name: _said(run.yes(name)),
        "number": lambda run, name: f"{run.number(name):,.10g}",
        "distance": lambda run, name: f"{run.number(name):,.10g} m",
        "enum": lambda run, name: _option(run.text(name)),
    }
)


def read_settings(run: Run) -> list[tuple[str, str]]:
    """Return name and value of each parameter that has a value, but those of the outputs."""
    settings = []
    for definition in run.algorithm.parameterDefinitions():
        name = definition.name()
        given = run.parameters.get(name, definition.defaultValue())
        if not (definition.isDestination() or is_null(given) or given in ("", [])):
            read = READ.get(definition.type(), Run.text)
            settings.append((definition.description(), read(run, name)))
    return settings


def _joined(names: Iterable[str]) -> str:
    return translate("GridPlanner", ", ").join(names)


def _said(yes: bool) -> str:
    return translate("GridPlanner", "yes") if yes else translate("GridPlanner", "no")


def _option(key: str) -> str:
    return option_names().get(key, key)
