# SPDX-License-Identifier: GPL-2.0-or-later
"""Staff of grids, sums by level, and groups of grids, as the toolbox gives them."""

from __future__ import annotations

import pytest
from qgis.core import QgsVectorLayer

from .conftest import UNIT_SCHEMA, memory_layer, save, square, unit_rows

STAFF_SCHEMA = "field=code:string&field=name:string&field=post:string&field=duty:string"
STAFF = {
    "CODE_FIELD": "grid_code",
    "STAFF_CODE_FIELD": "code",
    "STAFF_NAME_FIELD": "name",
    "STAFF_POST_FIELD": "post",
    "STAFF_DUTY_FIELD": "duty",
    "OUTPUT": "memory:",
    "MISSING": "memory:",
    "UNMATCHED": "memory:",
}
ROSTER = [
    ("001-S", "李四", "网格员", "巡查"),
    ("001-S", "张三", "网格长", "负责"),
    ("001-N", "王五", "网格员", None),
    ("002-S", "赵六", "网格长", None),
    ("009-X", "孙七", "网格长", None),
    (None, "周八", "网格员", None),
]


def roster(rows=ROSTER, schema=STAFF_SCHEMA):
    return memory_layer("None", [(None, row) for row in rows], f"{schema}&field=phone:string", "")


@pytest.fixture
def grids_layer(run, units_layer):
    """Return the four grids of the town as a layer with their codes, as a plan gives them."""
    outcome = run(
        "evaluateplan",
        {
            "UNITS": units_layer,
            "GRID_FIELD": "grid_code",
            "WORKLOAD_FIELD": "workload",
            "PARENT_FIELD": "parent_code",
            "GRIDS_OUTPUT": "memory:",
        },
    )
    layer = outcome.layer("GRIDS_OUTPUT")
    outcome.context.takeResultLayer(layer.id())
    return layer


# --- staff ----------------------------------------------------------------------------------------


def test_every_grid_has_its_people_and_the_rest_is_listed(run, grids_layer):
    outcome = run("assignstaff", {**STAFF, "GRIDS": grids_layer, "STAFF": roster()})
    assert outcome.ok, outcome.text
    chiefs = {row["grid_code"]: row["chief"] or None for row in outcome.rows("OUTPUT")}
    assert chiefs == {"001-S": "张三", "001-N": None, "002-S": "赵六", "002-N": None}
    assert [row["grid_code"] for row in outcome.rows("MISSING")] == ["001-N", "002-N"]
    assert [row["posts"] for row in outcome.rows("MISSING")] == [1, 0]
    left = {row["person"]: row["note"] for row in outcome.rows("UNMATCHED")}
    assert set(left) == {"孙七", "周八"}
    assert "009-X" in left["孙七"]
    numbers = ("GRIDS", "WITH_CHIEF", "WITHOUT_CHIEF", "PERSONS", "ROWS_UNMATCHED")
    assert [outcome.results[name] for name in numbers] == [4, 2, 2, 4, 2]
    assert any("2 of 4 grids have no chief" in text for text in outcome.feedback.warnings)
    assert any("Posts of chiefs" in text for text in outcome.feedback.warnings)


def test_fields_that_were_not_chosen_are_read_nowhere(run, grids_layer):
    rows = [(*row, "13800000000") for row in ROSTER]
    outcome = run("assignstaff", {**STAFF, "GRIDS": grids_layer, "STAFF": roster(rows)})
    said = [*outcome.feedback.infos, *outcome.feedback.warnings]
    written = [row for name in ("OUTPUT", "MISSING", "UNMATCHED") for row in outcome.rows(name)]
    assert "13800000000" not in repr([said, written])


def test_staff_of_communities_needs_no_grids(run, communities_layer):
    rows = [("441302001001", "甲", "书记", None), ("441302001002", "乙", "书记", None)]
    parameters = {**STAFF, "CODE_FIELD": "area_code", "CHIEF_POSTS": "书记，主任"}
    outcome = run("assignstaff", {**parameters, "GRIDS": communities_layer, "STAFF": roster(rows)})
    assert (outcome.results["WITH_CHIEF"], outcome.results["WITHOUT_CHIEF"]) == (2, 0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"CODE_FIELD": "parent_code"}, ("None of the 6 rows",)),
        ({"CODE_FIELD": "nowhere"}, ("has no field", "nowhere")),
        ({"STAFF_POST_FIELD": "rank"}, ("has no field", "rank")),
        ({"CODE_FIELD": "chief"}, ("have no code", "4 features")),
    ],
)
def test_wrong_codes_get_one_sentence(run, grids_layer, wrong, words):
    outcome = run("assignstaff", {**STAFF, "GRIDS": grids_layer, "STAFF": roster(), **wrong})
    assert outcome.says_what_to_do, outcome.text
    assert all(word in outcome.text for word in words), outcome.text


def test_a_staff_table_without_any_code_gets_one_sentence(run, grids_layer):
    rows = [(None, "甲", "网格长", None), (" ", "乙", "网格员", None)]
    outcome = run("assignstaff", {**STAFF, "GRIDS": grids_layer, "STAFF": roster(rows)})
    assert "2 features of the layer Staff table have no code in the field Staff: " in outcome.text
    assert outcome.says_what_to_do


def test_an_empty_staff_table_gets_one_sentence(run, grids_layer):
    outcome = run("assignstaff", {**STAFF, "GRIDS": grids_layer, "STAFF": roster([])})
    assert outcome.text.startswith("The table Staff table has no row: ")
    assert outcome.says_what_to_do


# --- levels ---------------------------------------------------------------------------------------


def coded_units():
    """Return 24 units in grids of 12-digit communities of one street."""
    rows = [
        (wkt, (code, f"441302081{parent}", load, f"441302081{grid}", *rest))
        for wkt, (code, parent, load, grid, *rest) in unit_rows()
    ]
    return memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")


ROLL = {"OUTPUT": "memory:", "TABLE": "memory:", "BROKEN": "memory:"}


def test_units_roll_up_by_fields_and_by_digits(run):
    outcome = run(
        "rollup",
        {
            **ROLL,
            "INPUT": coded_units(),
            "LEVEL_FIELDS": ["grid_code"],
            "CODE_FIELD": "parent_code",
        },
    )
    assert outcome.ok, outcome.text
    rows = outcome.rows("TABLE")
    assert [row["level"] for row in rows] == [1, 2, 3, 3, 4, 4, 4, 4]
    communities = ["441302081001", "441302081002"]
    assert [row["code"] for row in rows][:4] == ["441302", "441302081", *communities]
    assert rows[0]["level_name"] == "6 digits of parent_code"
    for level in (1, 2, 3, 4):
        of_level = [row for row in rows if row["level"] == level]
        assert sum(row["workload"] for row in of_level) == sum(v[2] for _, v in unit_rows())
        assert sum(row["area_m2"] for row in of_level) == pytest.approx(240_000)
        assert sum(row["features"] for row in of_level) == 24
    assert outcome.layer("OUTPUT").featureCount() == len(rows)
    assert not outcome.layer("TABLE").isSpatial()
    assert (outcome.results["ORPHANS"], outcome.results["ROWS"]) == (0, len(rows))
    assert any("workload: " in text for text in outcome.feedback.infos)


def test_one_level_can_be_drawn_by_itself(run):
    parameters = {**ROLL, "INPUT": coded_units(), "LEVEL_FIELDS": ["parent_code", "grid_code"]}
    drawn = run("rollup", {**parameters, "LEVEL": 1})
    assert sorted(row["code"] for row in drawn.rows("OUTPUT")) == ["441302081001", "441302081002"]
    assert drawn.layer("TABLE").featureCount() == 6
    beyond = run("rollup", {**parameters, "LEVEL": 3})
    assert beyond.says_what_to_do
    assert "Level to draw is 3" in beyond.text


def test_a_grid_in_two_communities_is_listed(run):
    rows = unit_rows()
    rows[0] = (rows[0][0], ("x", "002", 1.0, "001-S", None, 0, "一"))
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    parameters = {**ROLL, "INPUT": layer, "LEVEL_FIELDS": ["parent_code", "grid_code"]}
    outcome = run("rollup", parameters)
    (broken,) = outcome.rows("BROKEN")
    assert broken["code"] == "001-S"
    assert "001, 002" in broken["note"]
    assert outcome.results["ORPHANS"] == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "levels to sum up by"),
        ({"CODE_FIELD": "parent_code", "DIGITS": "six"}, "Digits of the levels"),
        ({"LEVEL_FIELDS": ["grid_code", "street"]}, "has no field street"),
        ({"LEVEL_FIELDS": ["grid_code"], "VALUE_FIELDS": ["name"]}, "does not hold numbers"),
    ],
)
def test_wrong_levels_get_one_sentence(run, units_layer, wrong, words):
    outcome = run("rollup", {**ROLL, "INPUT": units_layer, **wrong})
    assert outcome.says_what_to_do, outcome.text
    assert words in outcome.text


@pytest.mark.parametrize("name", ["children", "geometry"])
def test_values_named_like_a_field_of_the_table_keep_their_sum(run, name):
    rows = [(square(0, 0), ("a", 3)), (square(100, 0), ("b", 4))]
    layer = memory_layer("Polygon", rows, f"field=code:string&field={name}:integer", name="x")
    parameters = {"INPUT": layer, "LEVEL_FIELDS": ["code"], "VALUE_FIELDS": [name]}
    outcome = run("rollup", {**ROLL, **parameters})
    assert [row[f"sum_{name}"] for row in outcome.rows("TABLE")] == [3, 4]


# --- groups and roles -----------------------------------------------------------------------------

PLAN = {"WORKLOAD_FIELD": "workload", "UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:"}


def opened(outcome, name) -> QgsVectorLayer:
    layer = outcome.layer(name)
    outcome.context.takeResultLayer(layer.id())
    return layer


def test_grids_become_groups_of_whole_grids(run, units_layer, data_folder):
    parents = {**PLAN, "PARENT_FIELD": "parent_code"}
    first = run("planresponsibilitygrids", {**parents, "UNITS": units_layer, "GRID_COUNT": 12})
    units, grids = opened(first, "UNITS_OUTPUT"), opened(first, "GRIDS_OUTPUT")
    grids = save(grids, data_folder / "网格.gpkg")
    second = run("planresponsibilitygrids", {**parents, "UNITS": grids, "GRID_COUNT": 4})
    assert second.ok, second.text
    group_of = {row["grid_code"]: row["group_code"] for row in second.rows("UNITS_OUTPUT")}
    groups = {row["grid_code"]: row for row in second.rows("GRIDS_OUTPUT")}
    assert len(group_of) == 12
    assert set(group_of.values()) == set(groups)
    assert len(groups) == 4
    assert not set(groups) & set(group_of)
    assert all(row["is_contiguous"] for row in groups.values())
    assert sum(row["unit_count"] for row in groups.values()) == 12
    parent_of = {row["grid_code"]: row["parent_code"] for row in second.rows("UNITS_OUTPUT")}
    assert all(groups[group]["parent_code"] == parent_of[g] for g, group in group_of.items())
    assert all(unit["grid_code"] in group_of for unit in units.getFeatures())


def test_all_levels_of_the_chain_are_nested(run, units_layer):
    whole = {**PLAN, "UNITS": units_layer, "PARENT_FIELD": "parent_code", "GRID_COUNT": 12}
    grids = opened(run("planresponsibilitygrids", whole), "GRIDS_OUTPUT")
    second = run("planresponsibilitygrids", {**whole, "UNITS": grids, "GRID_COUNT": 4})
    levels = ["grid_code", "group_code", "parent_code"]
    outcome = run(
        "rollup", {**ROLL, "INPUT": opened(second, "UNITS_OUTPUT"), "LEVEL_FIELDS": levels}
    )
    assert (outcome.results["LEVELS"], outcome.results["ORPHANS"]) == (3, 0)
    assert outcome.results["ROWS"] == 12 + 4 + 2


def test_units_with_grids_of_before_are_no_grids(run):
    schema = UNIT_SCHEMA.replace("field=unit_code:string&", "")
    layer = memory_layer("Polygon", [(w, v[1:]) for w, v in unit_rows()], schema, name="units")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": layer, "GRID_COUNT": 6})
    assert outcome.ok, outcome.text
    row = outcome.rows("UNITS_OUTPUT")[0]
    assert "group_code" not in row
    assert row["grid_code"].startswith("U")


def test_supervision_and_disposal_share_the_units_and_no_code(run, units_layer):
    codes = {}
    for role, count in (("SUP", 6), ("DIS", 8)):
        outcome = run(
            "planresponsibilitygrids",
            {**PLAN, "UNITS": units_layer, "GRID_COUNT": count, "ROLE": role},
        )
        rows = outcome.rows("GRIDS_OUTPUT")
        assert {row["role"] for row in rows} == {role}
        assert sum(row["unit_count"] for row in rows) == 24
        codes[role] = {row["grid_code"] for row in rows}
        audit = run(
            "auditcoverage", {"INPUT": opened(outcome, "GRIDS_OUTPUT"), "OUTPUT": "memory:"}
        )
        assert (audit.results["GAP_AREA"], audit.results["OVERLAP_AREA"]) == (0, 0)
    assert not codes["SUP"] & codes["DIS"]


def test_the_report_compares_priorities_when_asked(run, units_layer, data_folder):
    pages = {}
    for asked in (False, True):
        place = data_folder / f"报告 {asked}.html"
        outcome = run(
            "planresponsibilitygrids",
            {
                **PLAN,
                "UNITS": units_layer,
                "GRID_COUNT": 6,
                "TRADE_OFF": asked,
                "REPORT": str(place),
            },
        )
        pages[asked] = place.read_text(encoding="utf-8")
        told = [text for text in outcome.feedback.infos if "% of unit borders" in text]
        assert len(told) == (5 if asked else 0)
    assert "Even or compact" not in pages[False]
    assert "even and compact alike (this plan)" in pages[True]
