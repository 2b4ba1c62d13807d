# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies under the units: administrative areas, barriers, paths and water."""

from __future__ import annotations

from qgis.core import QgsLineSymbol, QgsSimpleLineSymbolLayer, QgsSingleSymbolRenderer

from .labels import labels_by_scale, text
from .renderers import categories
from .style import Style, style
from .symbols import cased, fill, outline, shown_from, stroke

STREET = "#5e3c99"
COMMUNITY = "#a23b72"
NBSP = "\u00a0"  # keeps a number and its unit on one line


@style
def admin_street() -> Style:
    """Street offices."""
    return named_borders(STREET, width=1.2, size=13, far=60000)


@style
def admin_community() -> Style:
    """Communities."""
    return named_borders(COMMUNITY, width=0.7, size=9.5, far=45000)


def named_borders(colour: str, width: float, size: float, far: int) -> Style:
    """Return areas as lines in a white halo, with names of `size` from 1:`far` on."""
    # The halo of one area must not hide the line of its neighbour: first all halos.
    symbol = outline("#ffffff", width + 0.6)
    inner = outline(colour, width)  # held: a layer dies with its symbol
    symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    symbol.symbolLayer(1).setRenderingPass(1)
    borders = QgsSingleSymbolRenderer(symbol)
    borders.setUsingSymbolLevels(True)
    named = text('"name"', size=size, colour=colour, bold=True, priority=10)
    return Style("Polygon", borders, labels_by_scale((named, far, 6000)))


@style
def settled_area() -> Style:
    """Communities as they were divided, with the change of their area where there is one."""
    amount = f"""format_number(abs("change_m2"), 0) || '{NBSP}m²'"""
    changed = f"""'\\nchange of area ' || if("change_m2" > 0, '+', '−') || {amount}"""
    words = f""""area_code" || if(abs("change_m2") >= 0.5, {changed}, '')"""
    change = text(words, size=8, colour=COMMUNITY, priority=8)
    borders = QgsSingleSymbolRenderer(outline(COMMUNITY, 0.7))
    return Style("Polygon", borders, labels_by_scale((change, 45000, 0)))


@style
def barrier() -> Style:
    """Roads, railways, rivers, walls and other lines that units do not cross."""
    rows = [
        ("RD1", cased("#f2b36b", 1.1, "#b9772e"), "Arterial road"),
        ("RD2", cased("#f8d48a", 0.8, "#b99a5b"), "Secondary road"),
        ("RD3", cased("#ffffff", 0.55, "#a9a294"), "Branch road"),
        ("RD4", stroke("#b5ada0", 0.25), "Lane"),
        ("RLW", railway(), "Railway"),
        ("RVR", stroke("#5aa0d0", 0.9), "River"),
        ("LAK", stroke("#3f86bd", 0.5), "Lake or sea shore"),
        ("WAL", shown_from(stroke("#8d6e4a", 0.35, "1.4;0.8"), 8000), "Wall"),
        ("GRN", stroke("#6a9f4a", 0.6), "Green belt"),
        ("ADM", stroke(COMMUNITY, 0.4, "2;1"), "Administrative border"),
        ("", stroke("#8a8a8a", 0.3), "Other barrier"),
    ]
    return Style("LineString", categories("barrier_class", rows))


def railway() -> QgsLineSymbol:
    """Return a dark line with white sleepers."""
    rail = stroke("#444444", 0.9)
    sleepers = QgsSimpleLineSymbolLayer.create(
        {"line_color": "#ffffff", "line_width": "0.6", "use_custom_dash": "1",
         "customdash": "2.4;2.4", "capstyle": "flat"}
    )  # fmt: skip
    rail.appendSymbolLayer(sleepers)
    return rail


@style
def path() -> Style:
    """Ways within a neighbourhood that divide nothing."""
    way = QgsSingleSymbolRenderer(stroke("#a89a85", 0.25, "1.2;0.8"))
    return Style("LineString", way, visible_from=15000)


@style
def water() -> Style:
    """Water that lets grids and units show through: the river belongs to somebody too."""
    blue = fill("#8cc7e8", alpha=0.55, edge="#5a9cc4", width=0.15)
    return Style("Polygon", QgsSingleSymbolRenderer(blue))
