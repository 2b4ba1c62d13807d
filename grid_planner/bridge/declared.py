# SPDX-License-Identifier: GPL-2.0-or-later
"""What a parameter declares beyond what QGIS knows of it, so that it stands once.

An input says which shapes it takes and which columns its frame has; a field parameter says which
column it fills; a result says which fields it has and how it looks. `algorithms.definitions`
writes this down, `algorithms.checks`, `reader` and `sinks` go by it, tests and documents are made
from it. It travels in the metadata of the definition, as plain texts, wherever QGIS copies that to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsWkbTypes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsProcessingParameterDefinition

DIMENSIONS = {"points": 0, "lines": 1, "polygons": 2}


@dataclass(frozen=True)
class Column:
    """A column of a frame: its canonical name, and the user's field that it is read from.

    kind: text (codes; whole numbers become their digits), number (NaN where empty) or flag.
    """

    name: str
    field: str
    kind: str = "text"


@dataclass(frozen=True)
class Sought:
    """A column that is read where the layer has one of `fields`: the first that it has."""

    name: str
    kind: str
    fields: tuple[str, ...]

    def found_in(self, present: Sequence[str]) -> Column:
        """Return the column among the fields `present` of a layer; of field "" where none is."""
        field = next((name for name in self.fields if name in present), "")
        return Column(self.name, field, self.kind)


@dataclass(frozen=True)
class Result:
    """A result layer: its own fields, its look and its shape.

    `style`: one of `styling.KINDS`, "" for a table. `shape`: a type of geometry by its name in
    QgsWkbTypes; where a result carries on the features of an input, theirs is taken instead.
    """

    style: str
    fields: tuple[str, ...]
    shape: str = "MultiPolygon"

    @property
    def wkb_type(self) -> QgsWkbTypes.Type:
        """The type of geometry as QGIS knows it."""
        return getattr(QgsWkbTypes.Type, self.shape)


def fills(name: str, *otherwise: str, kind: str = "text") -> Sought:
    """Return a column that a field parameter fills, from one of `otherwise` if none is chosen."""
    return Sought(name, kind, otherwise)


def sought(name: str, *fields: str, kind: str = "text") -> Sought:
    """Return a column that is read from the first of `fields` there is, by default its own name."""
    return Sought(name, kind, fields or (name,))


def table(*fields: str) -> Result:
    """Return a result without geometry."""
    return Result("", fields, "NoGeometry")


def declare(definition: QgsProcessingParameterDefinition, **facts: Any) -> None:
    """Write `facts` (texts and lists of them) down in `definition`."""
    definition.setMetadata({**definition.metadata(), **facts})


def shapes_of(definition: QgsProcessingParameterDefinition) -> list[str]:
    """Return which of `DIMENSIONS` an input takes; none for a table."""
    return definition.metadata().get("shapes", [])


def sought_in(definition: QgsProcessingParameterDefinition) -> list[Sought]:
    """Return the columns that an input has without a parameter, as far as a layer has them."""
    return [
        Sought(name, kind, tuple(fields))
        for name, kind, *fields in definition.metadata().get("sought", [])
    ]


def column_of(definition: QgsProcessingParameterDefinition) -> Sought | None:
    """Return the column that a field parameter fills, with the fields to take if none is chosen."""
    said = definition.metadata().get("column")
    return Sought(said[0], said[1], tuple(said[2:])) if said else None


def result_of(definition: QgsProcessingParameterDefinition) -> Result:
    """Return what a result layer consists of."""
    style, shape, *fields = definition.metadata()["result"]
    return Result(style, tuple(fields), shape)
