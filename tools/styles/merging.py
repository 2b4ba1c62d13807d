# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids of several departments: what they cut the ground into, what they share, what became one."""

from __future__ import annotations

from .grids import EDGE, FILLS, codes
from .renderers import categories, ranges
from .style import Style, style
from .symbols import fill, outline, place, stroke

# Purples of ColorBrewer: the more departments share a border, the stronger it stands out.
SHARED = [
    (0.5, 1.5, "#9e9ac8", 0.25, "Border of one department"),
    (1.5, 2.5, "#756bb1", 0.5, "Border of two departments"),
    (2.5, 1e9, "#3f007d", 0.9, "Border of three or more departments"),
]
# Oranges by how far a border has moved.
MOVED = [
    (0.0, 1.0, "#fdbe85", 0.35, "moved by less than 1 m"),
    (1.0, 3.0, "#fd8d3c", 0.55, "moved by 1 to 3 m"),
    (3.0, 1e9, "#d94701", 0.8, "moved by 3 m or more"),
]


@style
def unified_grid() -> Style:
    """The one grid of all departments; `bridge.styling` puts its codes under the fills."""
    name = "Unified grid (fills only set neighbours apart)"
    rows = [
        ([f"fill {number}"], fill(colour, alpha=0.8, **EDGE), name)
        for number, colour in enumerate(FILLS)
    ]
    rows.append(("", fill("#eceff1", alpha=0.8, **EDGE), "Grid made since then"))
    return Style("Polygon", categories("grid_code", rows), codes())


@style
def atom() -> Style:
    """The pieces over which no department changes its grid."""
    rows = [("", outline("#6b7a84", 0.18), "Piece of ground")]
    return Style("Polygon", categories("grid_code", rows))


@style
def fragment() -> Style:
    """What borders as drawn cut the ground into: slivers marked, they are what costs."""
    rows = [
        (True, place("#d6604d"), "Sliver between two borders"),
        ("", fill("#f3f1ec", alpha=0.5, edge="#6b7a84", width=0.15), "Fragment"),
    ]
    return Style("Polygon", categories("sliver", rows))


@style
def shared_border() -> Style:
    """Borders by the number of departments that have them."""
    rows = [(low, high, stroke(colour, width), name) for low, high, colour, width, name in SHARED]
    return Style("LineString", ranges("departments", rows))


@style
def moved_border() -> Style:
    """Borders that were laid on another one, by how far."""
    rows = [(low, high, stroke(colour, width), name) for low, high, colour, width, name in MOVED]
    return Style("LineString", ranges("distance_m", rows))


@style
def department_conflict() -> Style:
    """Ground that a department had given to two of its grids."""
    rows = [
        ("duplicate", place("#7b3294"), "Grid drawn twice"),
        ("", place("#b23a2a"), "Ground given to two grids"),
    ]
    return Style("Polygon", categories("kind", rows))
