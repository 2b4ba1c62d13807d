# SPDX-License-Identifier: GPL-2.0-or-later
"""Who answers for a grid, and all levels from street to unit in one layer."""

from __future__ import annotations

from qgis.core import QgsFillSymbol, QgsLinePatternFillSymbolLayer

from .labels import inside, labels_by_scale, text
from .renderers import categories
from .style import Style, style
from .symbols import fill, outline

# Colour and width of the line of each level; then size, colour and scales of its codes.
LEVELS = {
    1: ("#3f2a6b", 1.5, "Level 1, the coarsest"),
    2: ("#5e3c99", 1.0, "Level 2"),
    3: ("#a23b72", 0.6, "Level 3"),
    4: ("#455a64", 0.3, "Level 4"),
    "": ("#90a4ae", 0.15, "Finer levels"),
}
LEVEL_CODES = [
    (1, 13, "#3f2a6b", 200000, 60000),
    (2, 11, "#5e3c99", 60000, 25000),
    (3, 9, "#a23b72", 25000, 8000),
    (4, 6.5, "#37474f", 8000, 0),
]


@style
def grid_staff() -> Style:
    """Grids by whether somebody answers for them; who, with the chiefs below each other."""
    manned = fill("#e3ecd9", alpha=0.8, edge="#263238", width=0.5)
    rows = [(1, manned, "Grid with a chief"), (0, unmanned(), "Grid without a chief")]
    renderer = categories("""if("chief" is null, 0, 1)""", rows)
    deputies = (f"""coalesce('\\n' || "{field}", '')""" for field in ("chief_2", "chief_3"))
    below = " || ".join(["""coalesce("chief", '')""", *deputies])
    chiefs = text(below, size=7, colour="#1b2b34")
    far = inside(text('"chief"', size=6.5, colour="#1b2b34"))
    return Style("Polygon", renderer, labels_by_scale((far, 15000, 5000), (chiefs, 5000, 0)))


def unmanned() -> QgsFillSymbol:
    """Return the hatched symbol of a grid without a chief."""
    symbol = fill("#fbe3dd", alpha=0.85, edge="#b23a2a", width=0.5)
    hatch = {"angle": "45", "distance": "2", "color": "#d6604d", "line_width": "0.35"}
    symbol.appendSymbolLayer(QgsLinePatternFillSymbolLayer.create(hatch))
    return symbol


@style
def rolled_up() -> Style:
    """All levels at once as lines, the coarser the thicker, with codes that come by scale."""
    rows = [
        (level, outline(colour, width), name) for level, (colour, width, name) in LEVELS.items()
    ]
    for number, (_, symbol, _) in enumerate(rows):
        symbol.symbolLayer(0).setRenderingPass(len(rows) - number)  # the coarsest on top
    renderer = categories("level", rows)
    renderer.setUsingSymbolLevels(True)
    codes = []
    for level, size, colour, far, near in LEVEL_CODES:
        code = f"""if("level" = {level}, "code", '')"""
        codes.append((inside(text(code, size=size, colour=colour, bold=True)), far, near))
    return Style("Polygon", renderer, labels_by_scale(*codes))
