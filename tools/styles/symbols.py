# SPDX-License-Identifier: GPL-2.0-or-later
"""Symbols of polygons, lines and points; all widths and sizes in mm."""

from __future__ import annotations

from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

SIGN = 3.2  # of points that a planner has to look at: they must stand out at 1:50,000
SCALE = "coalesce(@map_scale, 0)"  # legends have no scale


def fill(
    colour: str, *, alpha: float = 1.0, edge: str = "#5b6770", width: float = 0.2
) -> QgsFillSymbol:
    """Return a polygon symbol; `alpha` is the opacity of the ground, `width` of the outline."""
    shade = QColor(colour)
    shade.setAlphaF(alpha)
    return QgsFillSymbol.createSimple(
        {
            "color": ",".join(str(part) for part in shade.getRgb()),
            "style": "solid" if alpha else "no",
            "outline_color": edge,
            "outline_width": str(width),
            "outline_style": "solid",
            "joinstyle": "round",
        }
    )


def outline(colour: str, width: float) -> QgsFillSymbol:
    """Return a polygon symbol of which only the border shows."""
    return fill("#ffffff", alpha=0.0, edge=colour, width=width)


def place(colour: str) -> QgsFillSymbol:
    """Return a symbol for a spot that may be centimetres wide: zoomed out a sign marks it."""
    symbol = fill(colour, alpha=0.35, edge=colour, width=0.7)
    mark = QgsCentroidFillSymbolLayer()
    mark.setSubSymbol(sign(colour))
    mark.setPointOnSurface(True)
    mark.setPointOnAllParts(False)
    _show_if(mark, f"{SCALE} > 5000")
    symbol.appendSymbolLayer(mark)
    return symbol


def stroke(colour: str, width: float, dash: str = "") -> QgsLineSymbol:
    """Return a line symbol; `dash` as `on;off` lengths."""
    properties = {
        "line_color": colour,
        "line_width": str(width),
        "capstyle": "flat" if dash else "round",
        "joinstyle": "round",
    }
    if dash:
        properties.update({"use_custom_dash": "1", "customdash": dash})
    return QgsLineSymbol.createSimple(properties)


def cased(colour: str, width: float, casing: str) -> QgsLineSymbol:
    """Return a line with a casing that shows at both sides."""
    symbol = stroke(casing, width + 0.3)
    inner = stroke(colour, width)  # held: a layer dies with its symbol
    symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    return symbol


def dot(colour: str, size: float, shape: str = "circle") -> QgsMarkerSymbol:
    """Return a point symbol."""
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour,
            "size": str(size),
            "outline_color": "#ffffff",
            "outline_width": "0.25",
        }
    )


def sign(colour: str, shape: str = "circle") -> QgsMarkerSymbol:
    """Return a point that a planner has to look at; thin shapes are drawn larger to weigh alike."""
    return dot(colour, SIGN * (1.35 if shape in {"star", "cross_fill"} else 1.0), shape)


def shown_from(symbol: QgsSymbol, scale: int) -> QgsSymbol:
    """Return `symbol`, hidden where the map is zoomed out beyond 1:`scale`."""
    for part in symbol.symbolLayers():
        _show_if(part, f"{SCALE} <= {scale}")
    return symbol


def _show_if(layer: QgsSymbolLayer, condition: str) -> None:
    enabled = QgsSymbolLayer.Property.PropertyLayerEnabled
    layer.setDataDefinedProperty(enabled, QgsProperty.fromExpression(condition))
