# SPDX-License-Identifier: GPL-2.0-or-later
"""Result layers come styled: QML loads, words are translated, neighbours differ, stylers live."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeModel,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from grid_planner.algorithms.zoning.grid_outputs import plan_figures
from grid_planner.bridge import field_table, layer_texts, styling
from grid_planner.bridge.colouring import colour_neighbours
from grid_planner.compat import LoadOrder

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "grid_planner" / "styles"
GEOMETRY = {
    "exception": "Point",
    "broken_rule": "MultiPoint",
    "poi": "Point",
    "population": "Point",
} | {
    "barrier": "LineString",
    "path": "LineString",
}


def chessboard_layer(
    side: int = 6, step: float = 1.0, crs: str = "EPSG:4547", gap: float = 0.0
) -> QgsVectorLayer:
    """Return `side` x `side` squares `gap` apart, one grid code each."""
    layer = QgsVectorLayer(
        f"Polygon?crs={crs}&field=grid_code:string&field=deviation:double&field=chief:string",
        "grids layer",
        "memory",
    )
    features = []
    for number in range(side * side):
        feature = QgsFeature(layer.fields())
        x, y = number % side, number // side
        west, south, east, north = x * step, y * step, (x + 1) * step - gap, (y + 1) * step - gap
        corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        ring = ",".join(f"{a!r} {b!r}" for a, b in corners)
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({ring}))"))
        feature.setAttributes([f"441302001001U{number:03d}", 0.0, None])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def fill_of(layer: QgsVectorLayer) -> dict[str, str]:
    """Return the fill colour that the renderer gives to each grid code."""
    colours = {}
    for category in layer.renderer().categories():
        values = category.value() if isinstance(category.value(), list) else [category.value()]
        for value in values:
            colours[value] = category.symbol().color().name()
    return colours


@pytest.mark.parametrize("kind", styling.KINDS)
def test_every_kind_has_a_style_that_loads_and_a_title(kind, qgis_app):
    layer = QgsVectorLayer(f"{GEOMETRY.get(kind, 'Polygon')}?crs=EPSG:4547", kind, "memory")
    message, loaded = layer.loadNamedStyle(str(STYLES / f"{kind}.qml"))
    assert loaded, message
    assert styling.layer_spec(kind).title


def test_every_style_file_is_reached_by_a_kind(qgis_app):
    used = set()
    for kind in styling.KINDS:
        spec = styling.layer_spec(kind)
        used |= {spec.qml, *spec.others.values(), *spec.by_field.values()}
    assert used == {file.stem for file in STYLES.glob("*.qml")}


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("exception", layer_texts.EXCEPTION_TITLES),
        ("coverage_finding", layer_texts.FINDING_TITLES),
        ("broken_rule", layer_texts.RULE_TITLES),
    ],
)
def test_the_log_and_the_legend_call_a_kind_the_same(kind, titles, qgis_app):
    layer = QgsVectorLayer(GEOMETRY.get(kind, "Polygon"), kind, "memory")
    layer.loadNamedStyle(str(STYLES / f"{kind}.qml"))
    shown = {part.value(): part.label() for part in layer.renderer().categories() if part.value()}
    assert shown == titles


def test_every_text_in_a_legend_has_a_translation(qgis_app):
    known = layer_texts.legend_texts()
    for kind in styling.KINDS:
        spec = styling.layer_spec(kind)
        for qml in (spec.qml, *spec.others.values(), *spec.by_field.values()):
            layer = QgsVectorLayer(GEOMETRY.get(kind, "Polygon"), kind, "memory")
            layer.loadNamedStyle(str(STYLES / f"{qml}.qml"))
            labels = {item.label() for item in layer.renderer().legendSymbolItems()} - {""}
            assert labels <= set(known), qml


@pytest.mark.parametrize("kind", ["exception", "unit_workload", "barrier"])
def test_the_layer_tree_shows_the_legend_in_the_users_language(kind, qgis_app, monkeypatch):
    """Found on a desktop: the renderer was translated, the tree kept the English of the QML."""
    words = {english: f"译{english}" for english in layer_texts.legend_texts()}
    monkeypatch.setattr(styling, "legend_texts", lambda: words)
    layer = QgsVectorLayer(GEOMETRY.get(kind, "Polygon"), "a layer", "memory")
    project = QgsProject()
    project.addMapLayer(layer)
    model = QgsLayerTreeModel(project.layerTreeRoot())
    node = project.layerTreeRoot().findLayer(layer.id())
    model.layerLegendNodes(node)
    styling.layer_spec(kind).apply(layer)
    QgsApplication.processEvents()
    shown = [str(item.data(0)) for item in model.layerLegendNodes(node)]
    wanted = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert [text for text in shown if text] == [text for text in wanted if text]
    assert all(text.startswith("译") for text in wanted if text)


def test_labels_are_written_in_the_users_language(qgis_app, monkeypatch):
    monkeypatch.setattr(styling, "label_texts", lambda: {"change of area": "面积变化"})
    layer = settled_layer(485.2)
    styling.layer_spec("settled_area").apply(layer)
    assert label_of(layer) == "441302001001\n面积变化 +485\u00a0m²"


@pytest.mark.parametrize(
    ("change", "written"), [(-12_498.4, "−12,498\u00a0m²"), (0.0, None), (0.3, None), (None, None)]
)
def test_a_settled_area_says_its_change_only_where_there_is_one(qgis_app, change, written):
    """Found by a user: `001 / 0 m²` reads as if the area were 0."""
    layer = settled_layer(change)
    styling.layer_spec("settled_area").apply(layer)
    lines = ["441302001001", *([f"change of area {written}"] if written else [])]
    assert label_of(layer) == "\n".join(lines)


def settled_layer(change: float | None) -> QgsVectorLayer:
    """Return one area as a division has settled it."""
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4547&field=area_code:string&field=change_m2:double",
        "settled layer",
        "memory",
    )
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((0 0, 1 0, 1 1, 0 0))"))
    feature.setAttributes(["441302001001", change])
    layer.dataProvider().addFeatures([feature])
    return layer


def label_of(layer: QgsVectorLayer) -> str:
    """Return what the only label of a layer says on its only feature."""
    labeling = layer.labeling()
    (rule,) = labeling.rootRule().children()
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    (feature,) = layer.getFeatures()
    context.setFeature(feature)
    return QgsExpression(rule.settings().fieldName).evaluate(context)


def test_neighbouring_grids_get_different_fills(qgis_app):
    layer = chessboard_layer()
    styling.layer_spec("responsibility_grid").apply(layer)
    colours = fill_of(layer)
    codes = [feature["grid_code"] for feature in layer.getFeatures()]
    side = 6
    for number, code in enumerate(codes):
        right = number + 1 if number % side < side - 1 else None
        above = number + side if number + side < len(codes) else None
        for other in (right, above):
            if other is not None:
                assert colours[code] != colours[codes[other]]
    assert len({colours[code] for code in codes}) >= 4


@pytest.mark.parametrize(
    ("crs", "metre"), [("EPSG:4547", 1.0), ("EPSG:4490", 1 / 111_320), ("EPSG:2263", 1 / 0.3048)]
)
def test_neighbours_drawn_by_hand_are_found_in_any_unit_of_length(qgis_app, crs, metre):
    """Strips of 1 cm are borders, strips of 30 cm are none, be it degrees, metres or feet."""
    rows = {}
    for gap in (0.01, 0.3):
        layer = chessboard_layer(8, 100 * metre, crs, gap * metre)
        rows[gap] = styling._neighbours(styling._shapes(layer), layer)
    assert [len(row) for row in rows[0.01]].count(4) == 36
    assert sum(len(row) for row in rows[0.3]) == 0


def test_the_neighbours_of_20_000_grids_are_found_at_once(qgis_app):
    layer = chessboard_layer(141, 0.001, "EPSG:4490")
    shapes = styling._shapes(layer)
    styling._neighbours({}, layer)  # imports
    before = time.process_time()
    styling._neighbours(shapes, layer)
    assert time.process_time() - before < 1.0  # a fifth of it with nothing else to do


def test_six_colours_are_enough_for_any_map():
    from scipy.spatial import Delaunay

    points = np.random.default_rng(7).random((3000, 2))
    rows = [set() for _ in points]
    for corners in Delaunay(points).simplices:
        for corner in corners:
            rows[corner].update(set(corners.tolist()) - {int(corner)})
    colours = colour_neighbours([sorted(row) for row in rows], 6)
    assert set(colours) == set(range(6))
    assert all(colours[node] != colours[other] for node, row in enumerate(rows) for other in row)


def test_too_few_colours_are_still_given_out():
    assert sorted(colour_neighbours([[1, 2], [0, 2], [0, 1]], 2)) in ([0, 0, 1], [0, 1, 1])


def test_grids_offer_the_deviation_as_a_second_style(qgis_app):
    layer = chessboard_layer()
    styling.layer_spec("responsibility_grid").apply(layer)
    spec = styling.layer_spec("responsibility_grid")
    manager = layer.styleManager()
    assert set(manager.styles()) == {spec.title, *spec.others}
    assert layer.renderer().type() == "categorizedSymbol"
    manager.setCurrentStyle(*spec.others)
    assert layer.renderer().type() == "graduatedSymbol"
    assert layer.renderer().classAttribute() == "deviation"


def test_deviations_are_said_to_be_from_the_wanted_workload(qgis_app):
    """The deviation is taken from the ideal workload where one is given, not from the mean."""
    layer = chessboard_layer()
    layer.loadNamedStyle(str(STYLES / "responsibility_grid_deviation.qml"))
    labels = [part.label() for part in layer.renderer().ranges()]
    figures = {figure.name(): figure.description() for figure in plan_figures()}
    labels += [figures["SHARE_WITHIN_10"], figures["SHARE_WITHIN_25"]]
    assert [label for label in labels if "mean" in label] == []
    assert sum("wanted workload" in label for label in labels) == 5


def test_fields_are_shown_under_their_readable_names(qgis_app):
    layer = chessboard_layer()
    styling.layer_spec("responsibility_grid").apply(layer)
    assert layer.attributeDisplayName(0) == field_table.field_aliases()["grid_code"]
    assert layer.attributeDisplayName(2) == field_table.field_aliases()["chief"]


def test_units_with_a_class_are_shown_by_class(qgis_app):
    plain_layer = QgsVectorLayer("Polygon?field=unit_code:string", "units", "memory")
    class_layer = QgsVectorLayer("Polygon?field=grid_class:string", "units", "memory")
    for layer in (plain_layer, class_layer):
        styling.layer_spec("base_unit").apply(layer)
    assert plain_layer.renderer().type() == "singleSymbol"
    assert class_layer.renderer().classAttribute() == "grid_class"


def test_a_styler_lives_until_its_layer_is_loaded_and_no_longer(qgis_app):
    layer = chessboard_layer(2)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.addLayerToLoadOnCompletion(
        layer.id(), QgsProcessingContext.LayerDetails("grids", QgsProject.instance(), "OUTPUT")
    )
    styling.style_on_load(
        context, layer.id(), styling.layer_spec("responsibility_grid"), LoadOrder()
    )
    assert layer.id() in styling._ALIVE
    details = context.layerToLoadOnCompletionDetails(layer.id())
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.id() not in styling._ALIVE


@pytest.mark.parametrize(("given", "shown"), [("Grids", "Groups"), ("my plan", "my plan")])
def test_a_layer_is_called_by_what_it_holds_unless_somebody_named_it(qgis_app, given, shown):
    layer, context = chessboard_layer(2), QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails(given, QgsProject.instance(), "OUTPUT")
    context.addLayerToLoadOnCompletion(layer.id(), details)
    styling.rename_on_load(context, layer.id(), "Grids", "Groups")
    context.layerToLoadOnCompletionDetails(layer.id()).setOutputLayerName(layer)
    assert layer.name() == shown


NAMES = [
    "exception",
    "coverage_finding",
    "moved_unit",
    "base_unit",
    "responsibility_grid",
    "settled_area",
]


@pytest.mark.parametrize("loaded", [NAMES, NAMES[::-1], [NAMES[i] for i in (3, 0, 5, 2, 4, 1)]])
def test_points_lie_above_units_and_units_above_areas(qgis_app, loaded):
    """Found on a desktop: layers came in the order of random ids, units hid exceptions."""
    project, context = QgsProject(), QgsProcessingContext()
    project.addMapLayer(QgsVectorLayer("Polygon", "an older layer", "memory"))
    order = LoadOrder()
    keys = {}
    for kind in loaded:
        layer = QgsVectorLayer(GEOMETRY.get(kind, "Polygon"), kind, "memory")
        details = QgsProcessingContext.LayerDetails(kind, project, "OUTPUT")
        context.addLayerToLoadOnCompletion(layer.id(), details)
        styling.style_on_load(context, layer.id(), styling.layer_spec(kind), order)
        details = context.layerToLoadOnCompletionDetails(layer.id())
        keys[kind] = getattr(details, "layerSortKey", 0)
        project.addMapLayer(layer)
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    if any(keys.values()):
        assert sorted(keys, key=keys.get, reverse=True) == NAMES
    else:
        shown = [node.name() for node in project.layerTreeRoot().findLayers()]
        assert shown == [*NAMES, "an older layer"]
        assert len(project.mapLayers()) == 7


def test_an_output_that_is_not_loaded_leaves_nothing_behind(qgis_app):
    spec = styling.layer_spec("base_unit")
    styling.style_on_load(QgsProcessingContext(), "nowhere", spec, LoadOrder())
    assert "nowhere" not in styling._ALIVE


@pytest.mark.skipif(Qgis.QGIS_VERSION_INT >= 32300, reason="styles are written with QGIS 3.22")
def test_the_committed_styles_are_what_their_script_writes(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, ROOT / "tools" / "make_styles.py", tmp_path],
        check=True,
        env=environment,
        capture_output=True,
    )
    names = sorted(file.name for file in STYLES.glob("*.qml"))
    assert names == sorted(file.name for file in tmp_path.glob("*.qml"))
    _, different, errors = filecmp.cmpfiles(STYLES, tmp_path, names, shallow=False)
    assert (different, errors) == ([], [])
