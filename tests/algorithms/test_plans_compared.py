# SPDX-License-Identifier: GPL-2.0-or-later
"""Two plans of the same units: what moved, which grids live on, what a comparison cannot use."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject

from .conftest import UNIT_CODES, save, units_with

COMPARE = {
    "BEFORE_FIELD": "grid_code",
    "AFTER_FIELD": "name",
    "OUTPUT": "memory:",
    "GRID_TABLE": "memory:",
}


def town(changes=(), *, after=lambda unit: unit["grid_code"]):
    """Return the town's units with two plans and `changes`: `grid_code` before, `name` after."""
    plan = {(unit["unit_code"], "name"): after(unit) for unit in units_with({}).getFeatures()}
    return units_with({**plan, **dict(changes)})


def compare(run, layer, **given):
    outcome = run("compareplans", {"UNITS": layer, **COMPARE, **given})
    assert outcome.ok, outcome.text
    assert outcome.results["UNITS_MOVED"] == outcome.layer("OUTPUT").featureCount()
    return outcome


def test_moved_units_keep_their_fields_and_name_both_grids(run):
    layer = town({("0010000", "name"): "001-N"})
    outcome = compare(run, layer, WORKLOAD_FIELD="workload")
    (moved,) = outcome.rows("OUTPUT")
    assert moved["unit_code"] == "0010000"
    assert (moved["from_grid"], moved["to_grid"]) == ("001-S", "001-N")
    assert outcome.results["WORKLOAD_MOVED"] == 1.0
    table = {row["grid_before"]: row for row in outcome.rows("GRID_TABLE")}
    assert not outcome.layer("GRID_TABLE").isSpatial()
    assert [table[code]["kind"] for code in sorted(table)] == [
        "changed", "changed", "kept", "kept",
    ]  # fmt: skip
    assert (table["001-S"]["units_left"], table["001-N"]["units_came"]) == (1, 1)


def test_new_codes_move_nothing(run):
    outcome = compare(run, town(after=lambda unit: f"new {unit['grid_code']}"))
    assert outcome.results["UNITS_MOVED"] == 0
    assert outcome.results["GRIDS_KEPT"] == 4
    assert any("No unit moved" in text for text in outcome.feedback.infos)
    assert any("live on under another code" in text for text in outcome.feedback.infos)


def test_the_same_field_twice_is_said_to_move_nothing(run):
    outcome = compare(run, town(), AFTER_FIELD="grid_code")
    assert outcome.results["UNITS_MOVED"] == 0
    assert any("No unit moved" in text for text in outcome.feedback.infos)


def test_units_without_a_grid_are_named_and_count_where_they_get_one(run):
    layer = town({("0010000", "grid_code"): None, ("0010001", "name"): None})
    outcome = compare(run, layer)
    assert outcome.results["UNITS_MOVED"] == 2
    told = " ".join(outcome.feedback.warnings)
    assert "1 units had no grid before (0010000)" in told
    assert "1 units have no grid after (0010001)" in told


def test_all_units_may_move(run):
    layer = town({(code, "grid_code"): None for code in UNIT_CODES[1:]})
    outcome = compare(run, layer)
    assert outcome.results["UNITS_MOVED"] == 23
    assert outcome.results["GRIDS_NEW"] == 3


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({("0010000", "unit_code"): "0010001"}, "0010001"),
        ({(code, "name"): None for code in UNIT_CODES}, "Grid after"),
        ({("0010000", "workload"): None}, "empty"),
        ({("0010000", "workload"): -1.0}, "below zero"),
    ],
    ids=["duplicates", "no plan", "null workload", "negative workload"],
)
def test_plans_that_cannot_be_compared_are_refused(refusal, changes, word):
    given = {**COMPARE, "UNITS": town(changes), "WORKLOAD_FIELD": "workload"}
    refusal("compareplans", given, word)


def test_a_plan_with_a_grid_for_every_unit_is_asked_about(run):
    outcome = compare(run, town(after=lambda unit: unit["unit_code"]))
    assert "check whether Grid after is" in " ".join(outcome.feedback.warnings)


def test_the_report_of_a_comparison_is_one_page(run, data_folder):
    page = data_folder / "对比.html"
    layer = town({("0010000", "name"): "001-N", ("0020503", "name"): "new"})
    compare(run, layer, REPORT=str(page))
    text = page.read_text(encoding="utf-8")
    assert "4 grids before, 5 grids after" in text
    assert text.count("<svg") == 3
    assert "http" not in text.replace("http://www.w3.org", "")


def test_table_and_moves_go_into_files_and_tables_load_without_style(run, data_folder):
    layer = save(town({("0010000", "name"): "001-N"}), data_folder / "单元.gpkg")
    QgsProject.instance().addMapLayer(layer, False)
    places = {"OUTPUT": "移动.gpkg", "GRID_TABLE": "对照.csv"}
    given = {name: str(data_folder / file) for name, file in places.items()}
    compare(run, layer, **given)
    QgsProject.instance().takeMapLayer(layer)
    header = (data_folder / "对照.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.split(",")[:4] == ["grid_before", "grid_after", "matched", "kind"]
