# SPDX-License-Identifier: GPL-2.0-or-later
"""Which feature gets which symbol: all the same, by value, by range."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsClassificationCustom,
    QgsFeatureRenderer,
    QgsGraduatedSymbolRenderer,
    QgsRendererCategory,
    QgsRendererRange,
    QgsSymbol,
)


def categories(field: str, rows: Iterable[tuple[object, QgsSymbol, str]]) -> QgsFeatureRenderer:
    """Return one symbol and legend entry per value of `field`; "" stands for all other values."""
    return QgsCategorizedSymbolRenderer(field, [QgsRendererCategory(*row) for row in rows])


def ranges(field: str, rows: Iterable[tuple[float, float, QgsSymbol, str]]) -> QgsFeatureRenderer:
    """Return one symbol per range of `field` with bounds that no reclassification moves."""
    renderer = QgsGraduatedSymbolRenderer(field, [QgsRendererRange(*row) for row in rows])
    renderer.setClassificationMethod(QgsClassificationCustom())
    return renderer
