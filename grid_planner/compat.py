# SPDX-License-Identifier: GPL-2.0-or-later
"""The only file that knows which QGIS runs; everything else is spelled alike from 3.22 to 4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import NULL, Qgis, QgsField, QgsProcessingContext, QgsProcessingParameters
from qgis.PyQt.QtCore import QMetaType, QVariant

if TYPE_CHECKING:
    from qgis.core import QgsLayerTree, QgsMapLayer, QgsProcessingParameterDefinition

if Qgis.QGIS_VERSION_INT >= 33800:  # the QVariant spelling of QgsField is deprecated from here
    FIELD_TYPES: dict[str, Any] = {
        "text": QMetaType.Type.QString,
        "integer": QMetaType.Type.LongLong,
        "number": QMetaType.Type.Double,
        "flag": QMetaType.Type.Bool,
    }
else:
    FIELD_TYPES = {
        "text": QVariant.Type.String,
        "integer": QVariant.Type.LongLong,
        "number": QVariant.Type.Double,
        "flag": QVariant.Type.Bool,
    }

# the older name is deprecated from here, the newer one unknown before
SEVERAL_FIELDS = "parameterAsStrings" if Qgis.QGIS_VERSION_INT >= 34000 else "parameterAsFields"

NESTED_TYPES = frozenset({8, 9, 11})  # map, list, list of texts: one number in Qt 5 and Qt 6


def make_field(name: str, kind: str, alias: str = "") -> QgsField:
    """Return a field of `kind`: text, integer, number or flag."""
    made = QgsField(name, FIELD_TYPES[kind])
    made.setAlias(alias)
    return made


def chosen_fields(
    definition: QgsProcessingParameterDefinition,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> list[str]:
    """Return the fields chosen in a parameter of one or several fields, in their order."""
    read = getattr(QgsProcessingParameters, SEVERAL_FIELDS)
    return [field for field in read(definition, parameters, context) if field]


def is_nested(field: QgsField) -> bool:
    """Tell whether a field holds lists or maps, which no file format takes as they are."""
    return int(field.type()) in NESTED_TYPES


def is_null(value: object) -> bool:
    """Tell whether an attribute or parameter has no value; 0, False and "" are values."""
    return value in (None, NULL)


def set_layer_group(details: QgsProcessingContext.LayerDetails, group: str) -> None:
    """Ask that the layer be loaded into the layer tree group `group` (from QGIS 3.32 on)."""
    if hasattr(details, "groupName"):
        details.groupName = group


class LoadOrder:
    """Puts the layers of one run above each other by their keys, the highest on top.

    QGIS loads them in the order of random ids. From 3.32 on it sorts them itself; before, each is
    moved to its place among those of the run when it has been loaded.
    """

    _SORTS = hasattr(QgsProcessingContext.LayerDetails, "layerSortKey")

    def __init__(self) -> None:
        self._loaded: dict[str, int] = {}  # key by the id of the layer

    def ask(self, details: QgsProcessingContext.LayerDetails, key: int) -> None:
        """Ask QGIS to sort a layer that it will load by `key`."""
        if self._SORTS:
            details.layerSortKey = key

    def place(self, tree: QgsLayerTree, layer: QgsMapLayer, key: int) -> None:
        """Move a loaded `layer` to its place in `tree`, where QGIS does not sort."""
        self._loaded[layer.id()] = key
        node = tree.findLayer(layer.id())
        if self._SORTS or node is None:
            return
        group = node.parent()
        run = [
            (place, self._loaded[other.layerId()])
            for place, other in enumerate(group.children())
            if getattr(other, "layerId", str)() in self._loaded and other != node
        ]
        if not run:
            return
        below = [place for place, other in run if other < key]
        # the copy comes first: a layer that is nowhere in the tree leaves the project
        group.insertChildNode(min(below, default=run[-1][0] + 1), node.clone())
        group.removeChildNode(node)
