# SPDX-License-Identifier: GPL-2.0-or-later
"""Results keep what the user gave, and fit the format they go to."""

from __future__ import annotations

import json
import sys

import pytest
from qgis.core import QgsVectorLayer

from grid_planner.bridge.field_names import shapefile_names

from .conftest import PLAN, UNIT_SCHEMA, memory_layer, save, unit_rows


def test_all_attributes_of_the_units_are_kept_and_an_old_field_is_replaced(run, units_layer):
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer})
    assert outcome.ok, outcome.text
    made = outcome.layer("UNITS_OUTPUT")
    names = [name for name in units_layer.fields().names() if name != "grid_code"]
    assert made.fields().names() == [*names, "grid_code"]
    before = {row["unit_code"]: row["workload"] for row in units_layer.getFeatures()}
    assert {row["unit_code"]: row["workload"] for row in outcome.rows("UNITS_OUTPUT")} == before
    assert len({row["grid_code"] for row in outcome.rows("UNITS_OUTPUT")}) == 4


def test_grids_lie_where_their_units_lie(run, units_layer):
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer})
    grids = {f["grid_code"]: f.geometry() for f in outcome.layer("GRIDS_OUTPUT").getFeatures()}
    for unit in outcome.layer("UNITS_OUTPUT").getFeatures():
        assert grids[unit["grid_code"]].contains(unit.geometry().centroid())


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


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson"])
def test_fields_that_collide_with_those_of_the_result_are_renamed_or_replaced(
    run, data_folder, suffix
):
    schema = (
        "field=unit_code:string&field=GRID_CODE:string&field=fid:integer&field=geom:string"
        "&field=ogc_fid:integer"
    )
    rows = [(wkt, (values[0], "X", 1, "old", 5)) for wkt, values in unit_rows()]
    layer = memory_layer("Polygon", rows, schema, name="units")
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": layer, "UNITS_OUTPUT": str(data_folder / f"单元.{suffix}")},
    )
    assert outcome.ok, outcome.text
    written = outcome.rows("UNITS_OUTPUT")
    assert len(written) == 24
    assert all(row["grid_code"] != "X" for row in written)
    assert all("old" in row.values() for row in written)


def test_a_field_fid_of_unique_numbers_stays(run, data_folder):
    rows = [(wkt, (values[0], 100 + i)) for i, (wkt, values) in enumerate(unit_rows())]
    layer = memory_layer("Polygon", rows, "field=unit_code:string&field=fid:integer")
    place = str(data_folder / "单元.gpkg")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": layer, "UNITS_OUTPUT": place})
    assert outcome.ok, outcome.text
    assert sorted(row["fid"] for row in outcome.rows("UNITS_OUTPUT")) == list(range(100, 124))


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


def test_without_a_report_the_charts_are_not_even_loaded(run, units_layer, monkeypatch):
    monkeypatch.setitem(sys.modules, "grid_planner.bridge.reports.plan", None)  # cannot be imported
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer})
    assert outcome.ok, outcome.text
