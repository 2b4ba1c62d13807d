# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands on the ground: buildings, compounds, points of interest and population points."""

from __future__ import annotations

from qgis.core import QgsSingleSymbolRenderer

from .labels import labels_by_scale, text
from .renderers import categories
from .style import Style, style
from .symbols import dot, fill

USES = {
    "RES": ("#ead6b0", "Residential"),
    "COM": ("#e39a8a", "Commercial"),
    "OFF": ("#a9bbdc", "Office"),
    "IND": ("#bda9cc", "Industrial"),
    "PUB": ("#9fcdb9", "Public"),
    "TMP": ("#c9c9c9", "Temporary"),
    "OTH": ("#dedbd4", "Other"),
    "": ("#e4e1da", "Use unknown"),
}
COMPOUNDS = {
    "RES": ("#7fae54", "Residential compound"),
    "CAMP": ("#4a90b8", "School or campus"),
    "HOSP": ("#c9605a", "Hospital"),
    "GOV": ("#8d6bb0", "Government or offices"),
    "FAC": ("#9a7f55", "Factory"),
    "PARK": ("#3f9b6a", "Park"),
    "": ("#888888", "Other compound"),
}


@style
def building() -> Style:
    """Buildings by use."""
    rows = [
        (use, fill(colour, edge="#8b7f70", width=0.08), name)
        for use, (colour, name) in USES.items()
    ]
    return Style("Polygon", categories("use", rows), visible_from=12500)


@style
def compound() -> Style:
    """Compounds by kind, with their names where there is room."""
    rows = [
        (kind, fill(colour, alpha=0.14, edge=colour, width=0.35), name)
        for kind, (colour, name) in COMPOUNDS.items()
    ]
    named = text('"name"', size=7, colour="#3d4a2f")
    named.fitInPolygonOnly = True
    return Style("Polygon", categories("kind", rows), labels_by_scale((named, 6000, 0)))


@style
def poi() -> Style:
    """Points of interest."""
    return Style("Point", QgsSingleSymbolRenderer(dot("#c0563f", 1.3)), visible_from=10000)


@style
def population() -> Style:
    """Points with numbers of persons."""
    return Style("Point", QgsSingleSymbolRenderer(dot("#3d6f9e", 1.1)), visible_from=10000)
