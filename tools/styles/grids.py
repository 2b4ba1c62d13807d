# SPDX-License-Identifier: GPL-2.0-or-later
"""Responsibility grids: neighbours in different fills; second style by deviation."""

from __future__ import annotations

from qgis.core import QgsRuleBasedLabeling

from .labels import inside, labels_by_scale, text
from .renderers import categories, ranges
from .style import Style, style
from .symbols import fill

EDGE = {"edge": "#263238", "width": 0.5}
# Six pale fills, none the blue of water, that keep labels readable on screen and in print.
FILLS = ["#b9c4ea", "#f9e2a6", "#c3dfae", "#efc0d2", "#f6c79c", "#e3dfd0"]
NEIGHBOURS = "Responsibility grid (fills only set neighbours apart)"
# Blue - white - red of ColorBrewer RdBu: below, near and above the wanted workload.
DEVIATION = [
    (-1e9, -25.0, "#4393c3", "more than 25 % below the wanted workload"),
    (-25.0, -10.0, "#a6cfe3", "10 to 25 % below"),
    (-10.0, 10.0, "#f3f1ec", "within 10 % of the wanted workload"),
    (10.0, 25.0, "#f6b79a", "10 to 25 % above"),
    (25.0, 1e9, "#d6604d", "more than 25 % above the wanted workload"),
]
# Own codes are 12 + role + 3 serial: the tail is enough to tell grids apart on an overview.
TAIL = """if(length("grid_code") = 16, right("grid_code", 4), "grid_code")"""


def codes() -> QgsRuleBasedLabeling:
    """Return the codes of grids: far off their tails, near by whole."""
    look = {"colour": "#1b2b34", "bold": True, "priority": 7}
    return labels_by_scale(
        (inside(text(TAIL, size=6.5, **look)), 18000, 5000),
        (inside(text(TAIL, size=9, **look)), 5000, 1500),
        (text('"grid_code"', size=8, **look), 1500, 0),
    )


@style
def responsibility_grid() -> Style:
    """Grids of a plan; `bridge.styling` puts the codes of the plan under the fills."""
    rows = [
        ([f"fill {number}"], fill(colour, alpha=0.8, **EDGE), NEIGHBOURS)
        for number, colour in enumerate(FILLS)
    ]
    rows.append(("", fill("#eceff1", alpha=0.8, **EDGE), "Grid made since then"))
    return Style("Polygon", categories("grid_code", rows), codes())


@style
def responsibility_grid_deviation() -> Style:
    """Grids by how far their workload lies from the wanted one."""
    rows = [
        (low, high, fill(colour, alpha=0.85, **EDGE), name) for low, high, colour, name in DEVIATION
    ]
    return Style("Polygon", ranges("deviation", rows), codes())
