# SPDX-License-Identifier: GPL-2.0-or-later
"""The QGIS project of the demo: groups, Chinese names, styles, what is shown at first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayerLegendUtils,
    QgsMapThemeCollection,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)

from grid_planner.bridge import styling

CRS = "EPSG:4547"  # CGCS2000, 3-degree zone of 114° E


@dataclass(frozen=True)
class Entry:
    """A layer of the project: table in the GeoPackage, how it looks, whether it is shown."""

    table: str
    kind: str
    shown: bool = False
    title: str = ""


GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("核查", (
        Entry("exceptions", "exception", shown=True, title="例外（需人工核查）"),
        Entry("coverage_finding", "coverage_finding"),
    )),
    ("行政区划", (
        Entry("admin_street", "admin_street"),
        Entry("admin_community", "admin_community", shown=True),
        Entry("settled_area", "settled_area"),
    )),
    ("部门网格", (
        Entry("department_conflict", "department_conflict"),
        Entry("moved_border", "moved_border"),
        Entry("unified_grid", "unified_grid"),
        Entry("dept_city_management", "dept_city_management"),
        Entry("dept_police", "dept_police"),
        Entry("dept_sanitation", "dept_sanitation"),
        Entry("dept_greening", "dept_greening"),
        Entry("dept_residents", "dept_residents"),
    )),
    ("地物", (
        Entry("poi", "poi"),
        Entry("population", "population"),
        Entry("building", "building", shown=True),
        Entry("compound", "compound"),
        Entry("water", "water", shown=True),
    )),
    ("", (  # the plugin's own group name
        Entry("base_unit", "unit_in_grid", shown=True, title="基础单元格"),
        Entry("responsibility_grid", "responsibility_grid", shown=True),
        Entry("responsibility_grid_staff", "responsibility_grid", title="责任网格（按人员配置）"),
        Entry("base_unit_staff", "unit_in_grid", title="基础单元格（按人员配置）"),
        Entry("base_unit", "unit_workload", title="基础单元格工作量"),
        Entry("base_unit", "base_unit", title="基础单元格类别"),
    )),
    ("道路与障碍", (
        Entry("barrier", "barrier", shown=True),
        Entry("path", "path"),
    )),
)  # fmt: skip
TABLES = (
    ("staff_quota", "社区人员配置表"),
    ("staff", "人员表"),
    ("crosswalk", "新旧网格对照表"),
)
# What each map shows, from top to bottom; the names are those of the themes and layouts.
UNITS_MAP, WORKLOAD_MAP, GRIDS_MAP, CLOSE_UP = "基础单元格", "工作量", "责任网格", "局部放大"
THEMES = {
    UNITS_MAP: ("admin_community", "water", "base_unit", "barrier"),
    WORKLOAD_MAP: ("admin_community", "water", "base_unit/unit_workload"),
    GRIDS_MAP: ("admin_community", "water", "responsibility_grid"),
    CLOSE_UP: ("admin_community", "building", "water", "base_unit", "responsibility_grid",
               "barrier"),
}  # fmt: skip


# Walls and lanes would hide the units on the overview.
MAIN_BARRIERS = {UNITS_MAP: {"RD1", "RD2", "RLW", "RVR"}}


def build_project(package: Path, file: Path) -> QgsProject:
    """Write `file` (.qgz) beside `package`, with paths relative to it, and return the project."""
    project = QgsProject.instance()
    project.clear()
    project.setFileName(str(file))
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    project.setTitle("和美区责任网格规划（示例）")
    root = project.layerTreeRoot()
    for title, entries in GROUPS:
        group = root.addGroup(title or styling.group_name())
        for entry in entries:
            add_layer(project, group, package, entry)
        group.setExpanded(title == "")
    for table, title in TABLES:
        add_table(project, root, package, table, title)
    for name, keys in THEMES.items():
        add_theme(project, name, keys)
    show_at_first(project)
    return project


def add_layer(
    project: QgsProject, group: QgsLayerTreeGroup, package: Path, entry: Entry
) -> QgsVectorLayer:
    """Add one styled layer to `group`."""
    spec = styling.layer_spec(entry.kind)
    source = f"{package}|layername={entry.table}"
    layer = QgsVectorLayer(source, entry.title or spec.title, "ogr")
    if not layer.isValid():
        raise SystemExit(f"make demo: {entry.table} is not in {package}")
    spec.apply(layer)
    layer.setCustomProperty("grid_planner/entry", f"{entry.table}/{entry.kind}")
    project.addMapLayer(layer, addToLegend=False)
    node = group.addLayer(layer)
    node.setItemVisibilityChecked(entry.shown)
    node.setExpanded(False)
    if entry.kind == "responsibility_grid":
        show_one_swatch(node)
    return layer


def show_one_swatch(node: QgsLayerTreeLayer) -> None:
    """Show one of the fills in the legend: which grid has which fill means nothing."""
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, [0])


def add_table(
    project: QgsProject, root: QgsLayerTreeGroup, package: Path, table: str, title: str
) -> None:
    """Add a table without geometry, its fields under their readable names."""
    layer = QgsVectorLayer(f"{package}|layername={table}", title, "ogr")
    for index, field in enumerate(layer.fields()):
        layer.setFieldAlias(index, styling.field_aliases().get(field.name(), field.name()))
    project.addMapLayer(layer, addToLegend=False)
    root.addLayer(layer)


def layer_of(project: QgsProject, key: str) -> QgsVectorLayer:
    """Return the first layer of the table `key`, or of `table/kind`."""
    for node in project.layerTreeRoot().findLayers():
        entry = node.layer().customProperty("grid_planner/entry", "")
        if key in {entry, entry.partition("/")[0]}:
            return node.layer()
    raise KeyError(key)


def theme_layers(project: QgsProject, name: str) -> list[QgsVectorLayer]:
    """Return the layers of a theme, uppermost first."""
    return [layer_of(project, key) for key in THEMES[name]]


def add_theme(project: QgsProject, name: str, keys: tuple[str, ...]) -> None:
    """Store a map theme that shows just the layers `keys`."""
    record = QgsMapThemeCollection.MapThemeRecord()
    records = []
    for key in keys:
        layer = layer_of(project, key)
        one = QgsMapThemeCollection.MapThemeLayerRecord(layer)
        one.currentStyle = layer.styleManager().currentStyle()
        one.usingCurrentStyle = True
        if key == "barrier" and name in MAIN_BARRIERS:
            one.usingLegendItems = True
            one.checkedLegendItems = legend_keys(layer, MAIN_BARRIERS[name])
        records.append(one)
    record.setLayerRecords(records)
    project.mapThemeCollection().insert(name, record)


def legend_keys(layer: QgsVectorLayer, values: set[str]) -> set[str]:
    """Return the keys of the legend entries of `layer` that stand for `values`."""
    renderer = layer.renderer()
    items = zip(renderer.legendSymbolItems(), renderer.categories(), strict=True)
    return {item.ruleKey() for item, category in items if category.value() in values}


def show_at_first(project: QgsProject) -> None:
    """Open the project on the whole district."""
    extent = QgsRectangle(layer_of(project, "admin_community").extent())
    extent.scale(1.05)
    view = QgsReferencedRectangle(extent, QgsCoordinateReferenceSystem(CRS))
    project.viewSettings().setDefaultViewExtent(view)
