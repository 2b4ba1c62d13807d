# SPDX-License-Identifier: GPL-2.0-or-later
"""Result layers that come into a project: styled once, named, points above units above areas."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from grid_planner.bridge import styling
from grid_planner.compat import LoadOrder

from .conftest import layer_of

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
        layer = layer_of(kind)
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


def test_a_styler_lives_until_its_layer_is_loaded_and_no_longer(units_layer):
    layer, context = units_layer, QgsProcessingContext()
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


def test_an_output_that_is_not_loaded_leaves_nothing_behind(qgis_app):
    spec = styling.layer_spec("base_unit")
    styling.style_on_load(QgsProcessingContext(), "nowhere", spec, LoadOrder())
    assert "nowhere" not in styling._ALIVE


@pytest.mark.parametrize(("given", "shown"), [("Grids", "Groups"), ("my plan", "my plan")])
def test_a_layer_is_called_by_what_it_holds_unless_somebody_named_it(qgis_app, given, shown):
    layer, context = layer_of("responsibility_grid"), QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails(given, QgsProject.instance(), "OUTPUT")
    context.addLayerToLoadOnCompletion(layer.id(), details)
    styling.rename_on_load(context, layer.id(), "Grids", "Groups")
    context.layerToLoadOnCompletionDetails(layer.id()).setOutputLayerName(layer)
    assert layer.name() == shown
