# SPDX-License-Identifier: GPL-2.0-or-later
"""Legends, labels, fields and names of result layers: in the user's words and language."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayerTreeModel,
    QgsProject,
    QgsVectorLayer,
)

from grid_planner.algorithms.zoning.grid_outputs import plan_figures
from grid_planner.bridge import field_table, layer_texts, styling

from .conftest import STYLES, layer_of, memory_layer, square


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("exception", layer_texts.EXCEPTION_TITLES),
        ("coverage_finding", layer_texts.FINDING_TITLES),
        ("broken_rule", layer_texts.RULE_TITLES),
    ],
)
def test_the_log_and_the_legend_call_a_kind_the_same(kind, titles, qgis_app):
    layer = layer_of(kind)
    layer.loadNamedStyle(str(STYLES / f"{kind}.qml"))
    shown = {part.value(): part.label() for part in layer.renderer().categories() if part.value()}
    assert shown == titles


def test_every_text_in_a_legend_has_a_translation(qgis_app):
    known = layer_texts.legend_texts()
    for kind in styling.KINDS:
        spec = styling.layer_spec(kind)
        for qml in (spec.qml, *spec.others.values(), *spec.by_field.values()):
            layer = layer_of(kind)
            layer.loadNamedStyle(str(STYLES / f"{qml}.qml"))
            labels = {item.label() for item in layer.renderer().legendSymbolItems()} - {""}
            assert labels <= set(known), qml


@pytest.mark.parametrize("kind", ["exception", "unit_workload", "barrier"])
def test_the_layer_tree_shows_the_legend_in_the_users_language(kind, qgis_app, monkeypatch):
    """Found on a desktop: the renderer was translated, the tree kept the English of the QML."""
    words = {english: f"译{english}" for english in layer_texts.legend_texts()}
    monkeypatch.setattr(styling, "legend_texts", lambda: words)
    layer = layer_of(kind)
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


def test_deviations_are_said_to_be_from_the_wanted_workload(qgis_app):
    """The deviation is taken from the ideal workload where one is given, not from the mean."""
    layer = layer_of("responsibility_grid")
    layer.loadNamedStyle(str(STYLES / "responsibility_grid_deviation.qml"))
    labels = [part.label() for part in layer.renderer().ranges()]
    figures = {figure.name(): figure.description() for figure in plan_figures()}
    labels += [figures["SHARE_WITHIN_10"], figures["SHARE_WITHIN_25"]]
    assert [label for label in labels if "mean" in label] == []
    assert sum("wanted workload" in label for label in labels) == 5


def settled_layer(change: float | None) -> QgsVectorLayer:
    """Return one area as a division has settled it."""
    schema = "field=area_code:string&field=change_m2:double"
    return memory_layer("Polygon", [(square(0, 0), ("441302001001", change))], schema)


def label_of(layer: QgsVectorLayer) -> str:
    """Return what the only label of a layer says on its only feature."""
    labeling = layer.labeling()
    (rule,) = labeling.rootRule().children()
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    (feature,) = layer.getFeatures()
    context.setFeature(feature)
    return QgsExpression(rule.settings().fieldName).evaluate(context)


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


def test_fields_are_shown_under_their_readable_names(qgis_app):
    fields = ["grid_code", "deviation", "chief"]
    schema = "&".join(f"field={name}:string" for name in fields)
    layer = memory_layer("Polygon", [(square(0, 0), ("a", None, None))], schema)
    styling.layer_spec("responsibility_grid").apply(layer)
    aliases = field_table.field_aliases()
    assert [layer.attributeDisplayName(n) for n in range(3)] == [aliases[name] for name in fields]
