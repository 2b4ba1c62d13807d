# SPDX-License-Identifier: GPL-2.0-or-later
"""The toolbox runs algorithms in a thread of their own and can stop them there."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer

from .conftest import UNIT_SCHEMA, Feedback, memory_layer, save, unit_rows

PLAN = {"GRID_COUNT": 60, "TIME_LIMIT": 20, "UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:"}


@pytest.fixture
def in_background(plugin):
    """Run as a task; `stop_after` milliseconds cancel it. Returns success, results and context."""

    def execute(name, parameters, stop_after=None):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        told = Feedback()
        algorithm = plugin.provider.algorithm(name).create()
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, told)
        done, loop = [], QEventLoop()
        task.executed.connect(lambda *outcome: (done.append(outcome), loop.quit()))
        if stop_after is not None:
            QTimer.singleShot(stop_after, task.cancel)
        QgsApplication.taskManager().addTask(task)
        QTimer.singleShot(60_000, loop.quit)
        loop.exec()
        assert done, "the task never ended"
        return *done[0], context

    return execute


def test_a_plan_is_made_in_the_background(in_background, data_folder):
    rows = unit_rows(12, 10)
    layer = save(memory_layer("Polygon", rows, UNIT_SCHEMA), data_folder / "单元.gpkg")
    QgsProject.instance().addMapLayer(layer, False)
    fine, results, context = in_background(
        "planresponsibilitygrids", {**PLAN, "UNITS": layer.id(), "TIME_LIMIT": 2}
    )
    QgsProject.instance().removeMapLayer(layer)
    assert fine
    assert results["GRIDS"] == 60
    made_layer = context.getMapLayer(results["GRIDS_OUTPUT"])
    assert made_layer.featureCount() == 60


def test_one_run_after_the_other_in_the_same_thread(in_background):
    """QGIS reuses its threads; pyproj up to 3.7.2 crashed there in the second run."""
    for step in range(4):
        degrees_layer = memory_layer(
            "Polygon",
            [("POLYGON((114 23,114.01 23,114.01 23.01,114 23.01,114 23))", ())],
            crs="EPSG:4490",
        )
        parameters = {"AREA": degrees_layer, "OUTPUT": "memory:"}
        fine, results, _ = in_background("buildbaseunits", parameters)
        assert fine, step
        assert results["GAP_AREA"] == 0


def test_a_cancelled_task_ends_soon_and_leaves_nothing(in_background, units_layer, data_folder):
    path = data_folder / "网格.gpkg"
    many_layer = memory_layer("Polygon", unit_rows(40, 40), UNIT_SCHEMA)
    _, results, _ = in_background(
        "planresponsibilitygrids", {**PLAN, "UNITS": many_layer, "UNITS_OUTPUT": str(path)}, 100
    )
    assert results == {}
    assert list(data_folder.iterdir()) == []
