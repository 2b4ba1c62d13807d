# SPDX-License-Identifier: GPL-2.0-or-later
"""Base units: plain, by class, by workload, under a plan, repaired, moved."""

from __future__ import annotations

from qgis.core import QgsRuleBasedLabeling, QgsSingleSymbolRenderer

from .labels import inside, labels_by_scale, text
from .renderers import categories, ranges
from .style import Style, style
from .symbols import fill, outline

EDGE = {"edge": "#4f5d68", "width": 0.18}  # seen over coloured ground as well
CLASSES = {
    "RES": ("#f6e3b4", "Residential grid"),
    "COM": ("#f2b5a7", "Business grid"),
    "UNIT": ("#b9cfe8", "Institutional grid"),
    "MIX": ("#d9c7e3", "Mixed grid"),
    "OTH": ("#dcdcd6", "Other grid"),
}
WORKLOAD = [
    (-1e9, 0.25, "#fff7e0", "under 0.25"),
    (0.25, 0.75, "#fde0a6", "0.25 to 0.75"),
    (0.75, 1.25, "#fdbb63", "0.75 to 1.25 (mean 1)"),
    (1.25, 2.0, "#f07f3c", "1.25 to 2"),
    (2.0, 1e9, "#c23b22", "over 2"),
]
# 12 digits of the community and 3 of the serial: the serial is enough to tell units apart.
SERIAL = """if(length("unit_code") = 15, right("unit_code", 3), "unit_code")"""


def codes() -> QgsRuleBasedLabeling:
    """Return the codes of units: far off their serials, near by whole."""
    short = text(SERIAL, size=6, colour="#37474f")
    whole = text('"unit_code"', size=6.5, colour="#37474f")
    return labels_by_scale((inside(short), 6000, 1500), (whole, 1500, 0))


@style
def base_unit() -> Style:
    """Units as they were divided."""
    return Style("Polygon", QgsSingleSymbolRenderer(fill("#fbf6e9", alpha=0.55, **EDGE)), codes())


@style
def base_unit_class() -> Style:
    """Units by what stands in them."""
    rows = [
        (code, fill(colour, alpha=0.75, **EDGE), name) for code, (colour, name) in CLASSES.items()
    ]
    rows.append(("", fill("#ffffff", alpha=0.4, **EDGE), "Not classed"))
    return Style("Polygon", categories("grid_class", rows), codes())


@style
def unit_workload() -> Style:
    """Units by their work, 1 being the mean."""
    rows = [
        (low, high, fill(colour, alpha=0.85, edge="#8a8178", width=0.1), name)
        for low, high, colour, name in WORKLOAD
    ]
    number = text('format_number("workload", 2)', size=6.5, colour="#4a2c17")
    return Style("Polygon", ranges("workload", rows), labels_by_scale((number, 4000, 0)))


@style
def unit_in_grid() -> Style:
    """Units over the coloured grids of a plan."""
    return Style("Polygon", QgsSingleSymbolRenderer(outline("#4d5b66", 0.18)), codes())


@style
def repaired_unit() -> Style:
    """Units after the repair of a coverage, which may have no codes."""
    return Style("Polygon", QgsSingleSymbolRenderer(fill("#fbf6e9", alpha=0.55, **EDGE)))


@style
def moved_unit() -> Style:
    """Units that change their grid, with where from and where to."""
    moved = fill("#f0a35e", alpha=0.7, edge="#a85b14", width=0.3)
    way = """coalesce("from_grid", '–') || ' → ' || coalesce("to_grid", '–')"""
    both = text(way, size=6.5, colour="#5c2e06")
    return Style("Polygon", QgsSingleSymbolRenderer(moved), labels_by_scale((both, 4000, 0)))
