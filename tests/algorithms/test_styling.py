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
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from grid_planner.algorithms.zoning.grid_outputs import plan_figures
from grid_planner.bridge import layer_texts, styling
from grid_planner.bridge.colouring import colour_neighbours

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


def test_every_text_in_a_legend_has_a_translation(qgis_app):
    known = layer_texts.legend_texts()
    for kind in styling.KINDS:
        spec = styling.layer_spec(kind)
        for qml in (spec.qml, *spec.others.values(), *spec.by_field.values()):
            layer = QgsVectorLayer(GEOMETRY.get(kind, "Polygon"), kind, "memory")
            layer.loadNamedStyle(str(STYLES / f"{qml}.qml"))
            labels = {item.label() for item in layer.renderer().legendSymbolItems()} - {""}
            assert labels <= set(known), qml


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
    assert layer.attributeDisplayName(0) == layer_texts.field_aliases()["grid_code"]
    assert layer.attributeDisplayName(2) == layer_texts.field_aliases()["chief"]


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
    styling.style_on_load(context, layer.id(), styling.layer_spec("responsibility_grid"))
    assert layer.id() in styling._ALIVE
    details = context.layerToLoadOnCompletionDetails(layer.id())
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.id() not in styling._ALIVE


def test_an_output_that_is_not_loaded_leaves_nothing_behind(qgis_app):
    styling.style_on_load(QgsProcessingContext(), "nowhere", styling.layer_spec("base_unit"))
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
