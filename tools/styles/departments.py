# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids of departments: outlines in a colour of each, which can lie over one another."""

from __future__ import annotations

from qgis.core import QgsSingleSymbolRenderer

from .labels import inside, labels_by_scale, text
from .style import Style, style
from .symbols import outline


@style
def dept_city_management() -> Style:
    """City management."""
    return outlined("#c0392b")


@style
def dept_police() -> Style:
    """Public security."""
    return outlined("#1f4e9c")


@style
def dept_sanitation() -> Style:
    """Sanitation."""
    return outlined("#c77700")


@style
def dept_greening() -> Style:
    """Parks and greening."""
    return outlined("#2a8f3c")


@style
def dept_residents() -> Style:
    """Residents' committees."""
    return outlined("#6d3d94")


def outlined(colour: str) -> Style:
    """Return areas as thin lines with their codes, both in one colour."""
    code = text('"grid_code"', size=7, colour=colour, priority=6)
    return Style(
        "Polygon",
        QgsSingleSymbolRenderer(outline(colour, 0.5)),
        labels_by_scale((inside(code), 18000, 3000), (code, 3000, 0)),
    )
