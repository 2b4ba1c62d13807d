# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps of the demo as print layouts: kept in the project, exported as PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor, QFont

from . import project as demo_project

FONT = "Noto Sans CJK SC"
RESOLUTION = 150  # dots an inch
PAGE, MARGIN, RIGHT = (420.0, 297.0), 10.0, 82.0  # mm: A3, and the column of the legend
HEAD, FOOT = 26.0, 9.0
NOTE = "和美区为虚构示例区 · CGCS2000 / 3 度带 114°E (EPSG:4547) · 由 Grid Planner 生成"


@dataclass(frozen=True)
class MapSheet:
    """One sheet: which theme, its texts, and how far it shows around which middle."""

    theme: str
    file: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    scale: float
    middle: QgsPointXY


def export_maps(project: QgsProject, folder: Path, sheets: list[MapSheet]) -> list[Path]:
    """Add a layout for each sheet to `project` and write it to `folder` as PNG."""
    files = []
    for sheet in sheets:
        layout = make_layout(project, sheet)
        project.layoutManager().addLayout(layout)
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = RESOLUTION
        settings.generateWorldFile = False
        file = folder / sheet.file
        outcome = QgsLayoutExporter(layout).exportToImage(str(file), settings)
        if outcome != QgsLayoutExporter.ExportResult.Success:
            raise SystemExit(f"make demo: {file} could not be written")
        files.append(file)
    return files


def make_layout(project: QgsProject, sheet: MapSheet) -> QgsPrintLayout:
    """Return an A3 sheet: title, map, legend, north arrow, scale bar, note."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(sheet.theme)
    layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Orientation.Landscape)
    width, height = PAGE
    place(layout, label(layout, sheet.title, 24, bold=True), MARGIN, 6, width - 2 * MARGIN, 12)
    place(layout, label(layout, sheet.subtitle, 12), MARGIN, 17.5, width - 2 * MARGIN, 7)
    picture = add_map(layout, sheet)
    column = width - MARGIN - RIGHT + 4
    add_legend(layout, project, sheet, picture, column)
    add_facts(layout, sheet, column)
    add_north(layout, column + RIGHT - 26, height - FOOT - 62)
    add_scale_bar(layout, picture, column + 2, height - FOOT - 26)
    note = label(layout, NOTE, 8, colour="#5d6b76")
    place(layout, note, MARGIN, height - FOOT + 1.5, width - 2 * MARGIN, 5)
    return layout


def place(
    layout: QgsPrintLayout, item: QgsLayoutItem, x: float, y: float, width: float, height: float
) -> None:
    """Put `item` on the page (mm)."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutUnit.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutUnit.LayoutMillimeters))


def font(size: float, *, bold: bool = False) -> QFont:
    """Return the font of the sheet, `size` in points."""
    made = QFont(FONT)
    made.setPointSizeF(size)
    made.setBold(bold)
    return made


def label(
    layout: QgsPrintLayout, text: str, size: float, *, bold: bool = False, colour: str = "#22303a"
) -> QgsLayoutItemLabel:
    """Return a line of text."""
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setFont(font(size, bold=bold))
    item.setFontColor(QColor(colour))
    return item


def add_map(layout: QgsPrintLayout, sheet: MapSheet) -> QgsLayoutItemMap:
    """Add the map, in the middle of the extent of `sheet` and at its scale."""
    item = QgsLayoutItemMap(layout)
    width, height = PAGE[0] - 2 * MARGIN - RIGHT, PAGE[1] - HEAD - FOOT
    place(layout, item, MARGIN, HEAD, width, height)
    item.setFollowVisibilityPreset(True)
    item.setFollowVisibilityPresetName(sheet.theme)
    # An extent of the item's own shape: setExtent would change the item to fit any other.
    across, along = (size * sheet.scale / 1000 for size in (width, height))
    x, y = sheet.middle.x() - across / 2, sheet.middle.y() - along / 2
    item.setExtent(QgsRectangle(x, y, x + across, y + along))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#8a96a0"))
    item.setBackgroundColor(QColor("#fbfaf7"))
    return item


def add_legend(
    layout: QgsPrintLayout,
    project: QgsProject,
    sheet: MapSheet,
    picture: QgsLayoutItemMap,
    x: float,
) -> None:
    """Add the legend of the layers on the map, without entries that do not occur on it."""
    item = QgsLayoutItemLegend(layout)
    item.setLinkedMap(picture)
    item.setAutoUpdateModel(False)
    tree = item.model().rootGroup()
    tree.clear()
    for layer in demo_project.theme_layers(project, sheet.theme):
        node = tree.addLayer(layer)
        node.setUseLayerName(False)
        node.setName(layer.name())
        if layer.customProperty("grid_planner/entry", "").endswith("/responsibility_grid"):
            demo_project.show_one_swatch(node)
    item.setTitle("图例")
    styles = {
        QgsLegendStyle.Style.Title: font(15, bold=True),
        QgsLegendStyle.Style.Subgroup: font(11, bold=True),
        QgsLegendStyle.Style.SymbolLabel: font(10),
    }
    for style, face in styles.items():
        item.setStyleFont(style, face)
    item.setLegendFilterByMapEnabled(True)
    place(layout, item, x, HEAD, RIGHT - 4, 120)
    item.adjustBoxSize()


def add_facts(layout: QgsPrintLayout, sheet: MapSheet, x: float) -> None:
    """Add what the map amounts to, below the legend."""
    y = PAGE[1] - FOOT - 72 - 7.5 * len(sheet.facts)
    for name, value in sheet.facts:
        place(layout, label(layout, name, 11, colour="#5d6b76"), x + 2, y, 42, 7)
        place(layout, label(layout, value, 11, bold=True), x + 44, y, RIGHT - 48, 7)
        y += 7.5


def add_north(layout: QgsPrintLayout, x: float, y: float) -> None:
    """Add the north arrow."""
    item = QgsLayoutItemPicture(layout)
    folders = [Path(folder) / "arrows" for folder in QgsApplication.svgPaths()]
    item.setPicturePath(str(next(f for f in folders if f.exists()) / "NorthArrow_02.svg"))
    place(layout, item, x, y, 20, 24)


def add_scale_bar(layout: QgsPrintLayout, picture: QgsLayoutItemMap, x: float, y: float) -> None:
    """Add the scale bar and the scale in figures."""
    item = QgsLayoutItemScaleBar(layout)
    item.setStyle("Single Box")
    item.setLinkedMap(picture)
    metres = 500 if picture.scale() > 8000 else 50
    item.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    item.setUnitLabel("m")
    item.setNumberOfSegmentsLeft(0)
    item.setNumberOfSegments(2)
    item.setUnitsPerSegment(metres)
    item.setTextFormat(QgsTextFormat.fromQFont(font(9)))
    place(layout, item, x, y, RIGHT - 8, 14)
    figures = label(layout, f"1:{picture.scale():,.0f}", 10)
    place(layout, figures, x + 1, y + 14, RIGHT - 8, 6)
