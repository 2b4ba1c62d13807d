# SPDX-License-Identifier: GPL-2.0-or-later
"""Where results go: only to places that may be written, and all of them or none."""

from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

from grid_planner.bridge.destinations import is_new
from grid_planner.core.units.workload import measure_workload

from .conftest import PLAN, Feedback, at, memory_layer, save


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_only_what_was_asked_for_is_written(run, units_layer, data_folder):
    path = data_folder / "单元.gpkg"
    parameters = {"UNITS": units_layer, "UNITS_OUTPUT": str(path), "GRID_COUNT": 4, "TIME_LIMIT": 1}
    outcome = run("planresponsibilitygrids", parameters)
    assert outcome.ok, outcome.text
    assert files(data_folder) == ["单元.gpkg"]
    assert "GRIDS_OUTPUT" not in outcome.results


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("memory:", True),
        ("TEMPORARY_OUTPUT", True),
        ("{folder}/新.gpkg", True),
        ("{folder}/旧.gpkg", False),
        ("ogr:dbname='{folder}/旧.gpkg' table='单元' (geom)", False),
        ("postgis:dbname=city table=units", False),
    ],
)
def test_only_a_place_that_holds_nothing_is_new(data_folder, place, expected):
    """Where something may be overwritten, all features are read before the result is opened."""
    (data_folder / "旧.gpkg").write_text("", encoding="utf-8")
    assert is_new(place.format(folder=data_folder)) is expected


def test_two_results_never_share_a_file(refusal, units_layer, data_folder):
    place = str(data_folder / "one.gpkg")
    for other in ("GRIDS_OUTPUT", "REPORT"):
        parameters = {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": place, other: place}
        refusal("planresponsibilitygrids", parameters, "one.gpkg", "another file")
    assert files(data_folder) == []


def test_a_file_with_other_layers_than_the_input_is_not_replaced(
    refusal, units_layer, streets_layer, data_folder
):
    place = data_folder / "city.gpkg"
    save(units_layer, place)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    options.layerName = "streets"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        streets_layer, str(place), QgsCoordinateTransformContext(), options
    )
    units = f"{place}|layername=city"
    parameters = {**PLAN, "UNITS": units, "UNITS_OUTPUT": str(place)}
    refusal("planresponsibilitygrids", parameters, "city.gpkg", "other layers")
    assert QgsVectorLayer(f"{place}|layername=streets", "streets", "ogr").featureCount() == 8


@pytest.fixture
def plan_into(run, units_layer, data_folder):
    """Plan into a folder that holds a file and a folder; give places by output."""
    (data_folder / "file").write_text("no folder", encoding="utf-8")
    (data_folder / "folder").mkdir()

    def plan(**places):
        places = {name: str(data_folder / place) for name, place in places.items()}
        return run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, **places})

    return plan


@pytest.mark.parametrize(("output", "place"), [
    ("UNITS_OUTPUT", "file/单元.gpkg"), ("UNITS_OUTPUT", "nowhere/单元.gpkg"),
    ("GRIDS_OUTPUT", "file/网格"), ("GRIDS_OUTPUT", "nowhere/网格.gpkg"),
    ("REPORT", "file/报告.html"), ("REPORT", "folder"),
])  # fmt: skip
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(
    plan_into, data_folder, output, place
):
    outcome = plan_into(**{"UNITS_OUTPUT": "u.gpkg", output: place})
    assert outcome.says_what_to_do, outcome.text
    assert place in outcome.text
    assert files(data_folder) == ["file"]


def test_a_layer_gets_the_suffix_it_lacks_and_a_report_its_folder(plan_into, data_folder):
    outcome = plan_into(GRIDS_OUTPUT="folder", REPORT="nowhere/报告.html")
    assert outcome.ok, outcome.text
    assert files(data_folder) == ["file", "folder.gpkg", "报告.html"]


def test_a_failure_while_writing_leaves_no_file(run, units_layer, data_folder, monkeypatch):
    monkeypatch.setattr("grid_planner.bridge.reports.page.page", lambda *_: "\udc00")
    places = {"UNITS_OUTPUT": "单元.gpkg", "GRIDS_OUTPUT": "grids.shp", "REPORT": "r.html"}
    parameters = {name: str(data_folder / file) for name, file in places.items()}
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, **parameters})
    assert not outcome.ok
    assert files(data_folder) == []


def test_cancelling_during_the_last_step_is_heard_before_anything_is_written(
    run, units_layer, data_folder, monkeypatch
):
    feedback = Feedback()

    def cancelled_meanwhile(*given, **named):
        feedback.cancel()
        return measure_workload(*given, **named)

    monkeypatch.setattr("grid_planner.core.units.workload.measure_workload", cancelled_meanwhile)
    place = str(data_folder / "单元.gpkg")
    shop = memory_layer("Point", [(at(250, 250), ())], name="shop")
    parameters = {"UNITS": units_layer, "POI": shop, "OUTPUT": place}
    assert run("measureworkload", parameters, feedback).results == {}
    assert files(data_folder) == []
