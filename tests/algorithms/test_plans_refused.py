# SPDX-License-Identifier: GPL-2.0-or-later
"""Plans that cannot be made: one sentence says what is wrong, where, and what to do."""

from __future__ import annotations

import math

import pytest

from .conftest import PLAN, UNIT_CODES, UNIT_SCHEMA, memory_layer, square, unit_rows, units_with

BY_WORKLOAD = {"WORKLOAD_FIELD": "workload"}
BY_PARENT = {"PARENT_FIELD": "parent_code"}
WITH_LOCKS = {"CURRENT_FIELD": "grid_code", "LOCKED_FIELD": "locked"}


@pytest.fixture
def refuse(refusal):
    """Refuse a plan of four grids with `parameters` in a sentence with `words`."""

    def plan(layer, parameters, *words):
        refusal("planresponsibilitygrids", {**PLAN, "UNITS": layer, **parameters}, *words)

    return plan


# --- fields ---------------------------------------------------------------------------------------


def test_a_field_that_is_not_there_is_named(refuse, units_layer):
    refuse(units_layer, {"WORKLOAD_FIELD": "nowhere"}, "nowhere", "units")


def test_a_field_is_named_as_it_was_typed_and_not_by_its_label(refuse):
    bare = memory_layer("Polygon", [(square(0, 0), ("a",))], "field=code:string", name="units")
    refuse(bare, BY_WORKLOAD, "The layer units has no field workload:", "|layername=")


def test_two_units_never_share_a_code(refuse):
    refuse(units_with({("0010001", "unit_code"): "0010000"}), {}, "0010000", "unit_code")


# --- workload -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "word"), [(None, "empty"), (-1.0, "below zero")])
def test_every_unit_needs_a_workload_of_zero_or_more(refuse, value, word):
    refuse(units_with({("0010000", "workload"): value}), BY_WORKLOAD, word, "0010000")


def test_a_workload_of_zero_everywhere_cannot_be_shared_out(refuse):
    idle = units_with({(code, "workload"): 0.0 for code in UNIT_CODES})
    refuse(idle, BY_WORKLOAD, "zero")


def test_a_workload_of_text_is_refused_before_reading(refuse, units_layer):
    refuse(units_layer, {"WORKLOAD_FIELD": "name"}, "name", "numbers")


def test_no_unit_is_heavier_than_the_maximum(refuse):
    layer = units_with({("0010000", "workload"): 99.0})
    refuse(layer, {**BY_WORKLOAD, "GRID_COUNT": 6, "MAX_WORKLOAD": 20}, "0010000", "20")


# --- number of grids, parents, units to keep together ---------------------------------------------


def test_a_plan_needs_a_number_of_grids(refuse, units_layer):
    refuse(units_layer, {"GRID_COUNT": 0}, "number of grids")


def test_there_are_at_most_as_many_grids_as_units(refuse, units_layer):
    refuse(units_layer, {"GRID_COUNT": 25}, "25", "24")


def test_every_parent_needs_a_grid(refuse, units_layer):
    refuse(units_layer, {**BY_PARENT, "GRID_COUNT": 1}, "1", "2")


def test_islands_need_more_grids_or_a_bridge(refuse, run):
    rows = [*unit_rows(3, 2), (square(900, 0), ("island", "001", 1.0, "g", None, 0, "岛"))]
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    refuse(layer, {"GRID_COUNT": 1}, "bridge distance")
    bridged = {**PLAN, "UNITS": layer, "GRID_COUNT": 1, "BRIDGE_DISTANCE": 700}
    joined = run("planresponsibilitygrids", bridged)
    assert joined.ok, joined.text
    assert joined.results["PIECES_TOO_MANY"] == 0


@pytest.mark.parametrize("without", [["0010000"], UNIT_CODES], ids=["one", "all"])
def test_every_unit_needs_its_parent(refuse, without):
    """Found by a user: a field without any value was said to be missing."""
    layer = units_with({(code, "parent_code"): None for code in without})
    refuse(layer, BY_PARENT, f"{len(without)} features", "Parent", "no code")


def test_a_number_that_is_none_is_no_parent(refuse):
    schema = "field=unit_code:string&field=parent:double"
    rows = [
        (wkt, (code, math.nan if code == "0010000" else 1.0)) for wkt, (code, *_) in unit_rows()
    ]
    layer = memory_layer("Polygon", rows, schema, name="units")
    refuse(layer, {"PARENT_FIELD": "parent"}, "1 features", "Parent")


def test_units_to_keep_together_lie_in_one_parent(refuse):
    layer = units_with({("0010200", "group"): "小区", ("0020300", "group"): "小区"})
    refuse(layer, {**BY_PARENT, "KEEP_TOGETHER_FIELD": "group"}, "小区")


# --- locks ----------------------------------------------------------------------------------------


def test_a_locked_grid_is_of_one_piece(refuse):
    layer = units_with({("0020503", "grid_code"): "001-S", ("0010000", "locked"): 1})
    refuse(layer, WITH_LOCKS, "001-S", "2 pieces")


def test_a_lock_needs_a_current_grid(refuse):
    refuse(units_with({("0010000", "locked"): 1}), {"LOCKED_FIELD": "locked"}, "current grid")


@pytest.mark.parametrize(("locked", "count"), [(["0010000"], 1), (UNIT_CODES, 7), (UNIT_CODES, 2)])
def test_locks_that_leave_no_room_are_named(refuse, locked, count):
    layer = units_with({(code, "locked"): 1 for code in locked})
    refuse(layer, {**WITH_LOCKS, "GRID_COUNT": count}, "locked", "unlock", str(count))


# --- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value", "words"), [
    ("TOLERANCE", 120, ["Tolerance", "between 0 and 100"]),
    ("STABILITY", -0.5, ["Stability", "between 0 and 1"]),
    ("GRID_COUNT", -3, ["Number of grids", "0 or more"]),
    ("PRIORITY", "cheapest", ["Priority"]),
    ("BRIDGE_DISTANCE", math.nan, ["Bridge distance"]),
])  # fmt: skip
def test_a_setting_out_of_range_is_named_as_in_the_dialog(refuse, units_layer, name, value, words):
    refuse(units_layer, {name: value}, *words)
