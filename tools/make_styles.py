# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the QML files of `grid_planner/styles`, with the oldest QGIS the plugin supports (3.22).

A QML written by an old QGIS loads in every newer one, never the other way round, so run this
with 3.22. The same script gives the same bytes; a test keeps the files and this script in step.
Texts in legends and labels are English here; `bridge.styling` translates them when a layer is
styled.

usage: make_styles.py [FOLDER]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # the order of XML attributes follows it

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsClassificationCustom,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLabelObstacleSettings,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsRendererRange,
    QgsRuleBasedLabeling,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

STYLES = Path(__file__).resolve().parent.parent / "grid_planner" / "styles"
NBSP = "\u00a0"  # keeps a number and its unit on one line
SIGN = 3.2  # mm, of points that a planner has to look at: they must stand out at 1:50,000
UNIT_EDGE = {"edge": "#4f5d68", "width": 0.18}  # seen over coloured ground as well
FONTS = ["Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei"]

# Six pale fills, none the blue of water, that keep labels readable on screen and in print.
GRID_FILLS = ["#b9c4ea", "#f9e2a6", "#c3dfae", "#efc0d2", "#f6c79c", "#e3dfd0"]
NEIGHBOURS = "Responsibility grid (fills only set neighbours apart)"
# Blue - white - red of ColorBrewer RdBu: below, near and above the wanted workload.
DEVIATION = [
    (-1e9, -25.0, "#4393c3", "more than 25 % below the wanted workload"),
    (-25.0, -10.0, "#a6cfe3", "10 to 25 % below"),
    (-10.0, 10.0, "#f3f1ec", "within 10 % of the wanted workload"),
    (10.0, 25.0, "#f6b79a", "10 to 25 % above"),
    (25.0, 1e9, "#d6604d", "more than 25 % above the wanted workload"),
]
WORKLOAD = [
    (-1e9, 0.25, "#fff7e0", "under 0.25"),
    (0.25, 0.75, "#fde0a6", "0.25 to 0.75"),
    (0.75, 1.25, "#fdbb63", "0.75 to 1.25 (mean 1)"),
    (1.25, 2.0, "#f07f3c", "1.25 to 2"),
    (2.0, 1e9, "#c23b22", "over 2"),
]
CLASSES = {
    "RES": ("#f6e3b4", "Residential grid"),
    "COM": ("#f2b5a7", "Business grid"),
    "UNIT": ("#b9cfe8", "Institutional grid"),
    "MIX": ("#d9c7e3", "Mixed grid"),
    "OTH": ("#dcdcd6", "Other grid"),
}
USES = {
    "RES": ("#ead6b0", "Residential"),
    "COM": ("#e39a8a", "Commercial"),
    "OFF": ("#a9bbdc", "Office"),
    "IND": ("#bda9cc", "Industrial"),
    "PUB": ("#9fcdb9", "Public"),
    "TMP": ("#c9c9c9", "Temporary"),
    "OTH": ("#dedbd4", "Other"),
}
COMPOUNDS = {
    "RES": ("#7fae54", "Residential compound"),
    "CAMP": ("#4a90b8", "School or campus"),
    "HOSP": ("#c9605a", "Hospital"),
    "GOV": ("#8d6bb0", "Government or offices"),
    "FAC": ("#9a7f55", "Factory"),
    "PARK": ("#3f9b6a", "Park"),
}
FINDINGS = {
    "gap": ("#d7301f", "Gap"),
    "overlap": ("#e6820e", "Overlap"),
    "sliver": ("#c2a000", "Sliver"),
    "duplicate": ("#8856a7", "Duplicate"),
    "invalid": ("#111111", "Invalid geometry"),
    "multipart": ("#2b8cbe", "Several parts"),
    "not_nested": ("#238b45", "Not nested in its parent"),
    "outside": ("#737373", "Outside the boundary"),
}
CHANGES = {
    "gap": ("#3f9b6a", "Gap filled"),
    "overlap": ("#e6820e", "Overlap settled"),
    "duplicate": ("#8856a7", "Duplicate"),
    "sliver": ("#c2a000", "Piece cut off"),
    "outside": ("#2b8cbe", "Cut off at the boundary"),
    "invalid": ("#111111", "Invalid geometry"),
    "gap_left": ("#d7301f", "Wide gap left"),
    "outside_left": ("#737373", "Left outside the boundary"),
}
EXCEPTIONS = {
    "building_on_area_border": ("#d7301f", "diamond", "Building astride a community border"),
    "area_below_minimum": ("#7b3294", "square", "Community smaller than the minimum"),
    "unit_below_minimum": ("#e6820e", "triangle", "Unit smaller than the minimum"),
    "unit_above_maximum": ("#2166ac", "pentagon", "Unit larger than the maximum"),
    "unit_around_body": ("#4393c3", "pentagon", "Unit around a large compound or building"),
    "unit_across_barrier": ("#0b7285", "star", "Unit with a railway or river inside"),
    "area_without_unit": ("#111111", "cross_fill", "Community without a unit"),
    "areas_overlap": ("#1b7837", "cross_fill", "Overlapping communities"),
}
RULES = {
    "UnitWithoutGrid": ("#111111", "cross_fill", "Unit without a grid"),
    "GridInPieces": ("#d7301f", "diamond", "Grid in several pieces"),
    "GridAcrossParents": ("#7b3294", "square", "Grid in several parents"),
    "GridAcrossBarrier": ("#0b7285", "star", "Grid across a barrier"),
    "KeptTogetherSplit": ("#1b7837", "pentagon", "Units to keep together divided"),
    "GridAboveMaximum": ("#b2182b", "triangle", "Workload above the maximum"),
    "GridBelowMinimum": ("#2166ac", "triangle", "Workload below the minimum"),
    "GridBeyondTolerance": ("#e6820e", "triangle", "Workload beyond the tolerance"),
    "GridCountMissed": ("#616161", "hexagon", "Number of grids missed"),
    "QuotaMissed": ("#8c510a", "hexagon", "Quota of a parent missed"),
    "LockChanged": ("#c51b7d", "square", "Locked grid changed"),
}
# Chinese has no spaces to break a line at: zero-width ones go behind every character that may end
# a line, which leaves numbers, codes and closing marks where they are.
BREAKABLE = """regexp_replace("note", '([一-龥，。：；、）”])(?![，。：；、）”])', '\\\\1\u200b')"""


def fill(
    colour: str, *, alpha: float = 1.0, edge: str = "#5b6770", width: float = 0.2, dash: str = ""
) -> QgsFillSymbol:
    """Return a polygon symbol; `width` of the outline in mm, `dash` a Qt pen style."""
    shade = QColor(colour)
    shade.setAlphaF(alpha)
    return QgsFillSymbol.createSimple(
        {
            "color": ",".join(str(part) for part in shade.getRgb()),
            "style": "solid" if alpha else "no",
            "outline_color": edge,
            "outline_width": str(width),
            "outline_style": dash or "solid",
            "joinstyle": "round",
        }
    )


def stroke(colour: str, width: float, dash: str = "") -> QgsLineSymbol:
    """Return a line symbol; `width` in mm, `dash` as `on;off` lengths in mm."""
    properties = {
        "line_color": colour,
        "line_width": str(width),
        "capstyle": "flat" if dash else "round",
        "joinstyle": "round",
    }
    if dash:
        properties.update({"use_custom_dash": "1", "customdash": dash})
    return QgsLineSymbol.createSimple(properties)


def cased(colour: str, width: float, casing: str, extra: float = 0.3, dash: str = "") -> QgsSymbol:
    """Return a line with a casing `extra` mm wider than itself."""
    symbol = stroke(casing, width + extra)
    inner = stroke(colour, width, dash)  # held: a layer dies with its symbol
    symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    return symbol


def dot(
    colour: str, size: float = 2.2, shape: str = "circle", edge: str = "#ffffff"
) -> QgsMarkerSymbol:
    """Return a point symbol; `size` in mm."""
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour,
            "size": str(size),
            "outline_color": edge,
            "outline_width": "0.25",
        }
    )


def sign(colour: str, shape: str = "circle") -> QgsMarkerSymbol:
    """Return a point that a planner has to look at; thin shapes are drawn larger to weigh alike."""
    return dot(colour, SIGN * (1.35 if shape in {"star", "cross_fill"} else 1.0), shape)


def categories(field: str, table: list[tuple[object, QgsSymbol, str]]) -> QgsFeatureRenderer:
    """Return one symbol per value of `field`; the row with value "" stands for all others."""
    return QgsCategorizedSymbolRenderer(
        field, [QgsRendererCategory(value, symbol, label) for value, symbol, label in table]
    )


def ranges(field: str, table: list[tuple[float, float, QgsSymbol, str]]) -> QgsFeatureRenderer:
    """Return one symbol per range of `field` with bounds that no reclassification moves."""
    renderer = QgsGraduatedSymbolRenderer(
        field, [QgsRendererRange(low, high, symbol, label) for low, high, symbol, label in table]
    )
    renderer.setClassificationMethod(QgsClassificationCustom())
    return renderer


def text(
    expression: str, *, size: float, colour: str, bold: bool = False, priority: int = 5
) -> QgsPalLayerSettings:
    """Return label settings for `expression`, `size` in points, with a white halo.

    Where there is room for one label only, the one of the higher `priority` (0 to 10) stands.
    """
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
    settings = QgsPalLayerSettings()
    settings.setFormat(look)
    settings.fieldName = expression
    settings.isExpression = True
    settings.fitInPolygonOnly = False
    settings.centroidInside = True
    settings.priority = priority
    return settings


def inside(settings: QgsPalLayerSettings) -> QgsPalLayerSettings:
    """Return `settings` for labels that stand in their polygon or not at all."""
    kept = QgsPalLayerSettings(settings)
    kept.placement = QgsPalLayerSettings.Placement.Horizontal
    kept.fitInPolygonOnly = True
    return kept


def kept_free() -> QgsPalLayerSettings:
    """Return settings that write nothing and keep the labels of other layers off the points."""
    settings = text("''", size=1, colour="#000000")
    settings.drawLabels = False
    room = QgsLabelObstacleSettings()
    room.setIsObstacle(True)
    room.setFactor(0.5)  # from 1 on, labels without a free place are left out
    settings.setObstacleSettings(room)
    return settings


def shown_from(symbol: QgsSymbol, scale: int) -> QgsSymbol:
    """Return `symbol`, hidden where the map is zoomed out beyond 1:`scale`."""
    near = QgsProperty.fromExpression(f"coalesce(@map_scale, 0) <= {scale}")  # legends have none
    for part in symbol.symbolLayers():
        part.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, near)
    return symbol


def labels_by_scale(*rules: tuple[QgsPalLayerSettings, int, int]) -> QgsRuleBasedLabeling:
    """Return labels that change with scale: (settings, from 1:n zoomed out, to 1:n zoomed in)."""
    root = QgsRuleBasedLabeling.Rule(None)
    for number, (settings, far, near) in enumerate(rules):
        rule = QgsRuleBasedLabeling.Rule(QgsPalLayerSettings(settings), near, far)
        rule.setRuleKey(f"{{label-{number}}}")  # else a new random id on each run
        root.appendChild(rule)
    root.setRuleKey("{labels}")
    return QgsRuleBasedLabeling(root)


def save(
    folder: Path,
    name: str,
    geometry: str,
    renderer: QgsFeatureRenderer,
    labels: QgsRuleBasedLabeling | QgsVectorLayerSimpleLabeling | None = None,
    *,
    visible_from: int = 0,
) -> None:
    """Write `name`.qml; `visible_from` hides the layer when zoomed out beyond 1:n."""
    layer = QgsVectorLayer(geometry, name, "memory")
    layer.setRenderer(renderer)
    if labels is not None:
        layer.setLabeling(labels)
        layer.setLabelsEnabled(True)
    if visible_from:
        layer.setScaleBasedVisibility(True)
        layer.setMinimumScale(visible_from)
    parts = (
        QgsMapLayer.StyleCategory.Symbology
        | QgsMapLayer.StyleCategory.Labeling
        | QgsMapLayer.StyleCategory.Rendering
    )
    message, saved = layer.saveNamedStyle(str(folder / f"{name}.qml"), parts)
    if not saved:
        raise SystemExit(message)


def units(folder: Path) -> None:
    """Base units: plain, by class, by workload."""
    # 12 digits of the community and 3 of the serial: the serial is enough to tell units apart.
    serial = """if(length("unit_code") = 15, right("unit_code", 3), "unit_code")"""
    short = text(serial, size=6, colour="#37474f")
    label = text('"unit_code"', size=6.5, colour="#37474f")

    def codes() -> QgsRuleBasedLabeling:
        return labels_by_scale((inside(short), 6000, 1500), (label, 1500, 0))

    plain = fill("#fbf6e9", alpha=0.55, **UNIT_EDGE)
    save(
        folder,
        "base_unit",
        "Polygon",
        QgsSingleSymbolRenderer(plain),
        codes(),
    )
    by_class = [
        (code, fill(colour, alpha=0.75, **UNIT_EDGE), name)
        for code, (colour, name) in CLASSES.items()
    ]
    by_class.append(("", fill("#ffffff", alpha=0.4, **UNIT_EDGE), "Not classed"))
    save(
        folder,
        "base_unit_class",
        "Polygon",
        categories("grid_class", by_class),
        codes(),
    )
    by_workload = [
        (low, high, fill(colour, alpha=0.85, edge="#8a8178", width=0.1), name)
        for low, high, colour, name in WORKLOAD
    ]
    number = text('format_number("workload", 2)', size=6.5, colour="#4a2c17")
    save(
        folder,
        "unit_workload",
        "Polygon",
        ranges("workload", by_workload),
        labels_by_scale((number, 4000, 0)),
    )
    thin = fill("#ffffff", alpha=0.0, edge="#4d5b66", width=0.18)
    save(
        folder,
        "unit_in_grid",
        "Polygon",
        QgsSingleSymbolRenderer(thin),
        codes(),
    )
    repaired = fill("#fbf6e9", alpha=0.55, **UNIT_EDGE)
    save(folder, "repaired_unit", "Polygon", QgsSingleSymbolRenderer(repaired))


def grids(folder: Path) -> None:
    """Responsibility grids: neighbours in different fills; second style by deviation."""
    # Own codes are 12 + role + 3 serial: the tail is enough to tell grids apart on an overview.
    tail = """if(length("grid_code") = 16, right("grid_code", 4), "grid_code")"""
    edge = {"edge": "#263238", "width": 0.5}
    look = {"colour": "#1b2b34", "bold": True, "priority": 7}

    def labels() -> QgsRuleBasedLabeling:
        return labels_by_scale(
            (inside(text(tail, size=6.5, **look)), 18000, 5000),
            (inside(text(tail, size=9, **look)), 5000, 1500),
            (text('"grid_code"', size=8, **look), 1500, 0),
        )

    neighbours = [
        ([f"fill {number}"], fill(colour, alpha=0.8, **edge), NEIGHBOURS)
        for number, colour in enumerate(GRID_FILLS)
    ]
    neighbours.append(("", fill("#eceff1", alpha=0.8, **edge), "Grid made since then"))
    save(folder, "responsibility_grid", "Polygon", categories("grid_code", neighbours), labels())
    by_deviation = [
        (low, high, fill(colour, alpha=0.85, **edge), name) for low, high, colour, name in DEVIATION
    ]
    save(
        folder,
        "responsibility_grid_deviation",
        "Polygon",
        ranges("deviation", by_deviation),
        labels(),
    )


def staff(folder: Path) -> None:
    """Grids by whether somebody answers for them; who, with the chiefs below each other."""
    unmanned = fill("#fbe3dd", alpha=0.85, edge="#b23a2a", width=0.5)
    hatch = QgsLinePatternFillSymbolLayer.create(
        {"angle": "45", "distance": "2", "color": "#d6604d", "line_width": "0.35"}
    )
    unmanned.appendSymbolLayer(hatch)
    table: list[tuple[object, QgsSymbol, str]] = [
        (1, fill("#e3ecd9", alpha=0.8, edge="#263238", width=0.5), "Grid with a chief"),
        (0, unmanned, "Grid without a chief"),
    ]
    manned = categories("""if("chief" is null, 0, 1)""", table)
    deputies = (f"""coalesce('\\n' || "{field}", '')""" for field in ("chief_2", "chief_3"))
    below = " || ".join(["""coalesce("chief", '')""", *deputies])
    chiefs = text(below, size=7, colour="#1b2b34")
    far = inside(text('"chief"', size=6.5, colour="#1b2b34"))
    labels = labels_by_scale((far, 15000, 5000), (chiefs, 5000, 0))
    save(folder, "grid_staff", "Polygon", manned, labels)


def levels(folder: Path) -> None:
    """All levels at once as lines, the coarser the thicker, with codes that come by scale."""
    table: list[tuple[object, QgsSymbol, str]] = [
        (level, outline(colour, width), name)
        for level, colour, width, name in (
            (1, "#3f2a6b", 1.5, "Level 1, the coarsest"),
            (2, "#5e3c99", 1.0, "Level 2"),
            (3, "#a23b72", 0.6, "Level 3"),
            (4, "#455a64", 0.3, "Level 4"),
        )
    ]
    table.append(("", outline("#90a4ae", 0.15), "Finer levels"))
    for number, (_, symbol, _) in enumerate(table):
        symbol.symbolLayer(0).setRenderingPass(len(table) - number)
    renderer = categories("level", table)
    renderer.setUsingSymbolLevels(True)
    codes = [
        (inside(code_of(level, size, colour)), far, near)
        for level, size, colour, far, near in (
            (1, 13, "#3f2a6b", 200000, 60000),
            (2, 11, "#5e3c99", 60000, 25000),
            (3, 9, "#a23b72", 25000, 8000),
            (4, 6.5, "#37474f", 8000, 0),
        )
    ]
    save(folder, "rolled_up", "Polygon", renderer, labels_by_scale(*codes))


def code_of(level: int, size: float, colour: str) -> QgsPalLayerSettings:
    """Return label settings for the codes of one level."""
    code = f"""if("level" = {level}, "code", '')"""
    return text(code, size=size, colour=colour, bold=True)


def outline(colour: str, width: float) -> QgsFillSymbol:
    """Return a polygon symbol of which only the border shows; `width` in mm."""
    return fill("#ffffff", alpha=0.0, edge=colour, width=width)


def place(colour: str) -> QgsFillSymbol:
    """Return a symbol for a spot that may be centimetres wide: zoomed out a sign marks it."""
    symbol = fill(colour, alpha=0.35, edge=colour, width=0.7)
    mark = QgsCentroidFillSymbolLayer()
    mark.setSubSymbol(sign(colour))
    mark.setPointOnSurface(True)
    mark.setPointOnAllParts(False)
    far = QgsProperty.fromExpression("coalesce(@map_scale, 0) > 5000")  # legends have none
    mark.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, far)
    symbol.appendSymbolLayer(mark)
    return symbol


def checks(folder: Path) -> None:
    """Exceptions and findings of the coverage audit: meant to be seen at any scale."""
    table: list[tuple[object, QgsSymbol, str]] = [
        (kind, place(colour), name) for kind, (colour, name) in FINDINGS.items()
    ]
    table.append(("", place("#ff00aa"), "Other finding"))
    save(folder, "coverage_finding", "Polygon", categories("kind", table))
    table = [(reason, place(colour), name) for reason, (colour, name) in CHANGES.items()]
    table.append(("", place("#ff00aa"), "Other change"))
    save(folder, "coverage_change", "Polygon", categories("reason", table))
    kinds: list[tuple[object, QgsSymbol, str]] = [
        (kind, sign(colour, shape), name) for kind, (colour, shape, name) in EXCEPTIONS.items()
    ]
    kinds.append(("", sign("#616161"), "Other exception"))
    note = text(BREAKABLE, size=7, colour="#7f1d1d")
    note.placement = QgsPalLayerSettings.Placement.AroundPoint
    note.autoWrapLength = 28
    wrap = QgsProperty.fromExpression("""if("note" ~ '[一-龥]', 16, 28)""")
    note.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.AutoWrapLength, wrap)
    note.dist = 2.0
    labels = labels_by_scale((note, 3000, 0), (kept_free(), 0, 3000))
    save(folder, "exception", "Point", categories("kind", kinds), labels)


def plans(folder: Path) -> None:
    """Rules that a plan breaks, and units that change their grid, with where from and where to."""
    rules: list[tuple[object, QgsSymbol, str]] = [
        (kind, sign(colour, shape), name) for kind, (colour, shape, name) in RULES.items()
    ]
    rules.append(("", sign("#616161"), "Other rule"))
    grid = text('"grid_code"', size=7, colour="#7f1d1d")
    grid.placement = QgsPalLayerSettings.Placement.AroundPoint
    grid.dist = 1.5
    codes = labels_by_scale((grid, 8000, 0))
    save(folder, "broken_rule", "MultiPoint", categories("kind", rules), codes)

    moved = fill("#f0a35e", alpha=0.7, edge="#a85b14", width=0.3)
    way = """coalesce("from_grid", '–') || ' → ' || coalesce("to_grid", '–')"""
    both = text(way, size=6.5, colour="#5c2e06")
    save(
        folder,
        "moved_unit",
        "Polygon",
        QgsSingleSymbolRenderer(moved),
        labels_by_scale((both, 4000, 0)),
    )


def ground(folder: Path) -> None:
    """Administrative areas, barriers and paths."""
    for name, colour, width, size, far in (
        ("admin_street", "#5e3c99", 1.2, 13, 60000),
        ("admin_community", "#a23b72", 0.7, 9.5, 45000),
    ):
        # The halo of one area must not hide the line of its neighbour: first all halos.
        outline = fill("#ffffff", alpha=0.0, edge="#ffffff", width=width + 0.6)
        inner = fill("#ffffff", alpha=0.0, edge=colour, width=width)
        outline.appendSymbolLayer(inner.symbolLayer(0).clone())
        outline.symbolLayer(1).setRenderingPass(1)
        borders = QgsSingleSymbolRenderer(outline)
        borders.setUsingSymbolLevels(True)
        named = text('"name"', size=size, colour=colour, bold=True, priority=10)
        save(folder, name, "Polygon", borders, labels_by_scale((named, far, 6000)))
    settled = fill("#ffffff", alpha=0.0, edge="#a23b72", width=0.7)
    amount = f"""format_number(abs("change_m2"), 0) || '{NBSP}m²'"""
    changed = f"""'\\nchange of area ' || if("change_m2" > 0, '+', '−') || {amount}"""
    change = text(
        f""""area_code" || if(abs("change_m2") >= 0.5, {changed}, '')""",
        size=8,
        colour="#a23b72",
        priority=8,
    )
    renderer = QgsSingleSymbolRenderer(settled)
    save(folder, "settled_area", "Polygon", renderer, labels_by_scale((change, 45000, 0)))
    rail = stroke("#444444", 0.9)
    sleepers = QgsSimpleLineSymbolLayer.create(
        {"line_color": "#ffffff", "line_width": "0.6", "use_custom_dash": "1",
         "customdash": "2.4;2.4", "capstyle": "flat"}
    )  # fmt: skip
    rail.appendSymbolLayer(sleepers)
    roads: list[tuple[object, QgsSymbol, str]] = [
        ("RD1", cased("#f2b36b", 1.1, "#b9772e"), "Arterial road"),
        ("RD2", cased("#f8d48a", 0.8, "#b99a5b"), "Secondary road"),
        ("RD3", cased("#ffffff", 0.55, "#a9a294"), "Branch road"),
        ("RD4", stroke("#b5ada0", 0.25), "Lane"),
        ("RLW", rail, "Railway"),
        ("RVR", stroke("#5aa0d0", 0.9), "River"),
        ("LAK", stroke("#3f86bd", 0.5), "Lake or sea shore"),
        ("WAL", shown_from(stroke("#8d6e4a", 0.35, "1.4;0.8"), 8000), "Wall"),
        ("GRN", stroke("#6a9f4a", 0.6), "Green belt"),
        ("ADM", stroke("#a23b72", 0.4, "2;1"), "Administrative border"),
        ("", stroke("#8a8a8a", 0.3), "Other barrier"),
    ]
    save(folder, "barrier", "LineString", categories("barrier_class", roads))
    save(
        folder, "path", "LineString",
        QgsSingleSymbolRenderer(stroke("#a89a85", 0.25, "1.2;0.8")), visible_from=15000,
    )  # fmt: skip
    # Lets grids and units show through: the river belongs to somebody too.
    water = fill("#8cc7e8", alpha=0.55, edge="#5a9cc4", width=0.15)
    save(folder, "water", "Polygon", QgsSingleSymbolRenderer(water))


def objects(folder: Path) -> None:
    """Buildings, compounds, points of interest and population points."""
    table: list[tuple[object, QgsSymbol, str]] = [
        (use, fill(colour, edge="#8b7f70", width=0.08), name)
        for use, (colour, name) in USES.items()
    ]
    table.append(("", fill("#e4e1da", edge="#8b7f70", width=0.08), "Use unknown"))
    save(folder, "building", "Polygon", categories("use", table), visible_from=12500)
    kinds: list[tuple[object, QgsSymbol, str]] = [
        (kind, fill(colour, alpha=0.14, edge=colour, width=0.35), name)
        for kind, (colour, name) in COMPOUNDS.items()
    ]
    kinds.append(("", fill("#888888", alpha=0.14, edge="#888888", width=0.35), "Other compound"))
    named = text('"name"', size=7, colour="#3d4a2f")
    named.fitInPolygonOnly = True
    save(
        folder, "compound", "Polygon", categories("kind", kinds), labels_by_scale((named, 6000, 0))
    )
    save(folder, "poi", "Point", QgsSingleSymbolRenderer(dot("#c0563f", 1.3)), visible_from=10000)
    save(
        folder, "population", "Point", QgsSingleSymbolRenderer(dot("#3d6f9e", 1.1)),
        visible_from=10000,
    )  # fmt: skip


def main(folder: Path) -> None:
    """Write every style file into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for write in (units, grids, staff, levels, checks, plans, ground, objects):
        write(folder)


if __name__ == "__main__":
    if Qgis.QGIS_VERSION_INT >= 32300:
        raise SystemExit("Styles are written with QGIS 3.22, so that every version reads them.")
    application = QgsApplication([], False)
    application.initQgis()
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else STYLES)
    application.exitQgis()
