# SPDX-License-Identifier: GPL-2.0-or-later
"""What a style is, the list of all styles, and their way into QML files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsFeatureRenderer,
    QgsMapLayer,
    QgsRuleBasedLabeling,
    QgsVectorLayer,
)

PARTS = (
    QgsMapLayer.StyleCategory.Symbology
    | QgsMapLayer.StyleCategory.Labeling
    | QgsMapLayer.StyleCategory.Rendering
)
STYLES: dict[str, Callable[[], Style]] = {}


@dataclass
class Style:
    """The look of one kind of layer; `visible_from` hides it when zoomed out beyond 1:n."""

    geometry: str
    renderer: QgsFeatureRenderer
    labels: QgsRuleBasedLabeling | None = None
    visible_from: int = 0

    def save(self, file: Path) -> None:
        """Write the QML file."""
        layer = QgsVectorLayer(self.geometry, file.stem, "memory")
        layer.setRenderer(self.renderer)
        if self.labels is not None:
            layer.setLabeling(self.labels)
            layer.setLabelsEnabled(True)
        if self.visible_from:
            layer.setScaleBasedVisibility(True)
            layer.setMinimumScale(self.visible_from)
        message, saved = layer.saveNamedStyle(str(file), PARTS)
        if not saved:
            raise SystemExit(message)


def style(make: Callable[[], Style]) -> Callable[[], Style]:
    """Let what `make` returns become the QML file of its name."""
    STYLES[make.__name__] = make
    return make
