# SPDX-License-Identifier: GPL-2.0-or-later
"""The crosswalk of two layers, whoever made them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from .conftest import at, memory_layer
from .department_town import box, city, grids, in_crs, police

CROSSWALK = {"FROM_FIELD": "code", "TO_FIELD": "code", "OUTPUT": "memory:"}


@pytest.fixture
def crosswalk(run):
    """Return the rows of a crosswalk from the city's grids to those of the police."""

    def rows(**given):
        outcome = run("crosswalk", {"FROM": city(), "TO": police(), **CROSSWALK, **given})
        assert outcome.ok, outcome.text
        return {(row["old_code"], row["new_code"]): row for row in outcome.rows("OUTPUT")}

    return rows


def sums(rows, name):
    made = defaultdict(float)
    for (old, _), row in rows.items():
        made[old] += row[name]
    return list(made.values())


def points(*places, weight=1.0):
    rows = [(at(*place), (weight,)) for place in places]
    return memory_layer("Point", rows, "field=weight:double", name="案件")


def test_shares_of_an_old_grid_sum_to_one(crosswalk):
    rows = crosswalk(POINTS=points((210, 50), (220, 50), (230, 150), (50, 50)))
    assert len(rows) == 12
    for name in ("share_area_old", "share_workload_old"):
        assert sums(rows, name) == pytest.approx([1.0] * 6)
    west, east = rows["C2", "P1"], rows["C2", "P2"]
    assert (west["relation"], east["relation"]) == ("mixed", "mixed")
    assert (west["share_area_old"], east["share_area_old"]) == pytest.approx((0.505, 0.495))
    assert (west["share_workload_old"], east["share_workload_old"]) == (1, 0)


def test_points_count_by_their_weight(crosswalk):
    cases = memory_layer(
        "Point", [(at(250, 50), (3,)), (at(350, 50), (1,))], "field=weight:double", name="案件"
    )
    rows = crosswalk(POINTS=cases, WEIGHT_FIELD="weight")
    assert rows["C2", "P1"]["share_workload_old"] == 0.75


def test_equal_layers_keep_every_grid(crosswalk):
    rows = crosswalk(TO=city())
    assert {(old, new) for old, new in rows if old == new} == set(rows)
    assert {row["relation"] for row in rows.values()} == {"kept"}


def test_drawing_errors_get_no_row(crosswalk):
    assert len(crosswalk(SLIVER_WIDTH=5)) == 8


def test_what_no_new_grid_covers_has_a_row(crosswalk):
    rows = crosswalk(TO=grids("半城", [0, 300], [0, 400], "H"))
    outside = [row for row in rows.values() if row["relation"] == "outside"]
    assert len(outside) == 4
    assert all(not row["new_code"] for row in outside)
    assert sums(rows, "share_area_old") == pytest.approx([1.0] * 6)


def test_the_layers_may_have_different_reference_systems(crosswalk):
    rows = crosswalk(TO=in_crs(police(), "EPSG:4490"))
    assert rows["C2", "P1"]["share_area_old"] == pytest.approx(0.505, abs=1e-4)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"TO": ("A", None)}, ("Grids of now", "no code", "Code of the new grid")),
        ({"FROM": (None,)}, ("Grids of before", "no code", "Code of the old grid")),
        ({"TO": ()}, ("Grids of now", "no feature")),
        ({"TO_FIELD": "name"}, ("公安网格", "name")),
        ({"WEIGHT_FIELD": "weight"}, ("below zero",)),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(refusal, given, words):
    for name in ("FROM", "TO"):
        if name in given:
            rows = [(box(0, 0, 600, 400), (code,)) for code in given[name]]
            given = {**given, name: memory_layer("Polygon", rows, "field=code:string", name="网格")}
    cases = points((50, 50), weight=-1.0)
    refusal(
        "crosswalk", {"FROM": city(), "TO": police(), **CROSSWALK, "POINTS": cases, **given}, *words
    )


def test_layers_that_only_touch_are_named(refusal):
    beside = grids("市政网格", [600, 700], [0, 400], "M")
    given = {"FROM": city(), "TO": beside, **CROSSWALK}
    refusal("crosswalk", given, "Grids of before", "Grids of now", "do not overlap anywhere")


def test_a_table_that_cannot_be_written_gets_one_line(refusal):
    given = {"FROM": city(), "TO": police(), **CROSSWALK, "OUTPUT": "/proc/对照表.csv"}
    assert "\n" not in refusal("crosswalk", given, "/proc/对照表.csv")
