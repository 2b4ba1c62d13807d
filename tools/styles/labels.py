# SPDX-License-Identifier: GPL-2.0-or-later
"""Labels: their look, and which of them stands at which scale."""

from __future__ import annotations

from qgis.core import (
    QgsLabelObstacleSettings,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor, QFont

FONTS = ["Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]


def text(
    expression: str, *, size: float, colour: str, bold: bool = False, priority: int = 5
) -> QgsPalLayerSettings:
    """Return label settings for `expression`, `size` in points, with a white halo.

    Where there is room for one label only, the one of the higher `priority` (0 to 10) stands.
    """
    settings = QgsPalLayerSettings()
    settings.setFormat(_letters(size, colour, bold))
    settings.fieldName = expression
    settings.isExpression = True
    settings.fitInPolygonOnly = False
    settings.centroidInside = True
    settings.priority = priority
    return settings


def _letters(size: float, colour: str, bold: bool) -> QgsTextFormat:
    look = QgsTextFormat()
    font = QFont(FONTS[0])
    font.setBold(bold)
    look.setFont(font)
    look.setFamilies(FONTS)
    look.setSize(size)
    look.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    look.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor(255, 255, 255, 200))
    look.setBuffer(halo)
    return look


def inside(settings: QgsPalLayerSettings) -> QgsPalLayerSettings:
    """Return `settings` for labels that stand in their polygon or not at all."""
    kept = QgsPalLayerSettings(settings)
    kept.placement = QgsPalLayerSettings.Placement.Horizontal
    kept.fitInPolygonOnly = True
    return kept


def around(settings: QgsPalLayerSettings, distance: float) -> QgsPalLayerSettings:
    """Return `settings` for labels beside their point, `distance` mm from it."""
    beside = QgsPalLayerSettings(settings)
    beside.placement = QgsPalLayerSettings.Placement.AroundPoint
    beside.dist = distance
    return beside


def wrapped(settings: QgsPalLayerSettings, latin: int, chinese: int) -> QgsPalLayerSettings:
    """Return `settings` for lines of at most so many characters, by the script of the note."""
    broken = QgsPalLayerSettings(settings)
    broken.autoWrapLength = latin
    width = QgsProperty.fromExpression(f"""if("note" ~ '[一-龥]', {chinese}, {latin})""")
    broken.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.AutoWrapLength, width)
    return broken


def kept_free() -> QgsPalLayerSettings:
    """Return settings that write nothing and keep the labels of other layers off the points."""
    settings = text("''", size=1, colour="#000000")
    settings.drawLabels = False
    room = QgsLabelObstacleSettings()
    room.setIsObstacle(True)
    room.setFactor(0.5)  # from 1 on, labels without a free place are left out
    settings.setObstacleSettings(room)
    return settings


def labels_by_scale(*rules: tuple[QgsPalLayerSettings, int, int]) -> QgsRuleBasedLabeling:
    """Return labels that change with scale: (settings, from 1:n zoomed out, to 1:n zoomed in)."""
    root = QgsRuleBasedLabeling.Rule(None)
    for number, (settings, far, near) in enumerate(rules):
        rule = QgsRuleBasedLabeling.Rule(QgsPalLayerSettings(settings), near, far)
        rule.setRuleKey(f"{{label-{number}}}")  # else a new random id on each run
        root.appendChild(rule)
    root.setRuleKey("{labels}")
    return QgsRuleBasedLabeling(root)
