# SPDX-License-Identifier: GPL-2.0-or-later
"""Results keep what the user gave, and fit the format they go to."""

from __future__ import annotations

import json
import sys

import pytest
from qgis.core import QgsVectorLayer

from grid_planner.bridge.destinations import is_new
from grid_planner.bridge.field_names import shapefile_names

from .conftest import UNIT_SCHEMA, memory_layer, save, unit_rows

PLAN = {"GRID_COUNT": 4, "TIME_LIMIT": 1, "PARENT_FIELD": "parent_code"}


def test_all_attributes_of_the_units_are_kept_and_an_old_field_is_replaced(run, units_layer):
    outcome = run(
        "planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": "memory:"}
    )
    assert outcome.ok, outcome.text
    made = outcome.layer("UNITS_OUTPUT")
    names = [name for name in units_layer.fields().names() if name != "grid_code"]
    assert made.fields().names() == [*names, "grid_code"]
    before = {row["unit_code"]: row["workload"] for row in units_layer.getFeatures()}
    assert {row["unit_code"]: row["workload"] for row in outcome.rows("UNITS_OUTPUT")} == before
    assert len({row["grid_code"] for row in outcome.rows("UNITS_OUTPUT")}) == 4


def test_grids_lie_where_their_units_lie(run, units_layer):
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:"},
    )
    grids = {f["grid_code"]: f.geometry() for f in outcome.layer("GRIDS_OUTPUT").getFeatures()}
    for unit in outcome.layer("UNITS_OUTPUT").getFeatures():
        assert grids[unit["grid_code"]].contains(unit.geometry().centroid())


def test_only_what_was_asked_for_is_written(run, units_layer, data_folder):
    path = data_folder / "单元.gpkg"
    outcome = run(
        "planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": str(path)}
    )
    assert outcome.ok, outcome.text
    assert [file.name for file in data_folder.iterdir()] == ["单元.gpkg"]
    assert "GRIDS_OUTPUT" not in outcome.results


def test_a_shapefile_gets_short_unique_names_and_a_warning(run, units_layer, data_folder):
    parameters = {"UNITS": units_layer, "GRID_FIELD": "grid_code", "PARENT_FIELD": "parent_code"}
    outcome = run("evaluateplan", {**parameters, "GRIDS_OUTPUT": str(data_folder / "网格.shp")})
    assert outcome.ok, outcome.text
    names = QgsVectorLayer(outcome.results["GRIDS_OUTPUT"], "", "ogr").fields().names()
    assert {"grid_code", "parent_cod", "unit_count", "compactnes"} <= set(names)
    assert len([text for text in outcome.feedback.warnings if "shapefile" in text.lower()]) == 1


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        (["score_proximity", "score_proxy"], ["score_prox", "score_pr_1"]),
        (["网格单元编号", "网格单元名称"], ["网格单", "网格_1"]),
        (["A", "a"], ["A", "a_1"]),
    ],
)
def test_shapefile_names_are_cut_at_characters_and_stay_unique(wanted, made):
    assert shapefile_names(wanted) == made


def test_the_report_is_one_page_with_every_grid(run, units_layer, data_folder):
    page = data_folder / "报告.html"
    outcome = run(
        "evaluateplan",
        {
            "UNITS": units_layer,
            "GRID_FIELD": "grid_code",
            "GRIDS_OUTPUT": "memory:",
            "REPORT": str(page),
        },
    )
    assert outcome.ok, outcome.text
    text = page.read_text(encoding="utf-8")
    assert all(f"00{n}-{side}" in text for n in (1, 2) for side in "NS")
    assert "The plan breaks none of the 2 rules that could be judged; for 11 rules" in text
    assert outcome.results["RULES_BROKEN"] == 0
    assert outcome.results["REPORT"] == str(page)


def test_the_certificate_is_json(run, units_layer, data_folder):
    proof = data_folder / "证明.json"
    outcome = run(
        "auditcoverage", {"INPUT": units_layer, "OUTPUT": "memory:", "CERTIFICATE": str(proof)}
    )
    assert outcome.ok, outcome.text
    assert outcome.results["VALID"] is True
    assert outcome.results["FINDINGS"] == 0
    assert isinstance(json.loads(proof.read_text(encoding="utf-8")), dict)


def test_a_place_that_cannot_be_written_is_named(run, units_layer, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    place = str(blocked / "单元.gpkg")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": place})
    assert not outcome.ok
    assert "单元.gpkg" in outcome.text


def test_a_file_may_be_replaced_by_its_own_result(run, data_folder):
    path = data_folder / "单元.gpkg"
    save(memory_layer("Polygon", unit_rows(), UNIT_SCHEMA), path)
    outcome = run(
        "planresponsibilitygrids", {**PLAN, "UNITS": str(path), "UNITS_OUTPUT": str(path)}
    )
    assert outcome.ok, outcome.text
    assert len({row["unit_code"] for row in outcome.rows("UNITS_OUTPUT")}) == 24


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


@pytest.mark.parametrize("place", ["{folder}/网格.gpkg", "{folder}/单元.gpkg", "memory:"])
def test_attributes_ids_and_shapes_are_copied_alike_to_any_place(run, data_folder, place):
    """To a new file feature by feature, to the file of the input itself after reading it all."""
    layer = save(memory_layer("Polygon", unit_rows(), UNIT_SCHEMA), data_folder / "单元.gpkg")
    kept = [name for name in layer.fields().names() if name != "grid_code"]
    before = {f.id(): ([f[name] for name in kept], f.geometry().asWkt()) for f in rows_of(layer)}
    place = place.format(folder=data_folder)
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": str(data_folder / "单元.gpkg"), "UNITS_OUTPUT": place},
    )
    assert outcome.ok, outcome.text
    made = rows_of(outcome.layer("UNITS_OUTPUT"))
    assert {f["fid"]: ([f[name] for name in kept], f.geometry().asWkt()) for f in made} == before
    assert len({f["grid_code"] for f in made}) == 4


def rows_of(layer):
    return list(layer.getFeatures())


def test_without_a_report_the_charts_are_not_even_loaded(run, units_layer, monkeypatch):
    monkeypatch.setitem(sys.modules, "grid_planner.bridge.plan_report", None)  # cannot be imported
    outcome = run(
        "planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": "memory:"}
    )
    assert outcome.ok, outcome.text


def test_selected_units_from_a_geopackage_keep_their_ids(run, data_folder):
    layer = save(memory_layer("Polygon", unit_rows(), UNIT_SCHEMA), data_folder / "单元.gpkg")
    outcome = run(
        "measureworkload",
        {"UNITS": layer, "POPULATION": layer, "POPULATION_FIELD": "workload", "OUTPUT": "memory:"},
    )
    assert outcome.ok, outcome.text
    for row in outcome.rows("OUTPUT"):
        column, number = int(row["unit_code"][3:5]), int(row["unit_code"][5:])
        assert row["persons"] == pytest.approx(1.0 + (column + number) % 3)
    mean = sum(row["workload"] for row in outcome.rows("OUTPUT")) / 24
    assert mean == pytest.approx(1.0)


def test_a_patrol_along_the_streets_is_written_and_weighs(run, units_layer, streets_layer):
    layers = {"UNITS": units_layer, "STREETS": streets_layer}
    outcome = run("measureworkload", {**layers, "WEIGHTS": "patrol=1", "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    rows = {row["unit_code"]: row for row in outcome.rows("OUTPUT")}
    assert rows["0010000"]["patrol_m"] == pytest.approx(400)  # two streets in and out
    mean = sum(row["patrol_m"] for row in rows.values()) / len(rows)
    for row in rows.values():
        assert row["workload"] == pytest.approx(row["patrol_m"] / mean)
    assert any("Patrol tours (patrol_m) of 24 units" in text for text in outcome.feedback.infos)
