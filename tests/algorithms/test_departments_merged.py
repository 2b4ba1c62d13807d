# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids of several departments become one: what is made, what lives on, what is refused."""

from __future__ import annotations

from collections import defaultdict

import pytest

from .conftest import at, memory_layer
from .department_town import (
    box,
    city,
    communities,
    departments,
    grids,
    in_crs,
    names_when_loaded,
    police,
    sanitation,
    to_be_loaded,
)

MERGE = {"CODE_FIELDS": "code", "OUTPUT": "memory:", "ATOMS": "memory:", "CROSSWALK": "memory:"}
TOWN = 600 * 400  # m²


@pytest.fixture
def merge(run):
    """Merge the grids of the departments; `given` parameters stand in for the usual ones."""

    def merged(**given):
        outcome = run("mergedepartmentgrids", {"LAYERS": departments(), **MERGE, **given})
        assert outcome.ok, outcome.text
        return outcome

    return merged


def codes(outcome):
    return sorted(row["grid_code"] for row in outcome.rows("OUTPUT"))


def shares(outcome, name="share_area_old"):
    """Return the sum of the shares of each old grid."""
    sums = defaultdict(float)
    for row in outcome.rows("CROSSWALK"):
        sums[row["department"], row["old_code"]] += row[name]
    return sums


def test_near_borders_become_one_and_the_town_is_covered(merge):
    outcome = merge()
    assert outcome.results["ATOMS_COUNT"] == 8
    assert outcome.results["MAX_DISPLACEMENT"] == pytest.approx(2)
    assert sum(row["area_m2"] for row in outcome.rows("OUTPUT")) == pytest.approx(TOWN)
    assert any("nearer to each other than 3.5\xa0m" in text for text in outcome.feedback.infos)


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_there_are_exactly_as_many_grids_as_asked_for(merge, count):
    outcome = merge(GRID_COUNT=count)
    assert outcome.results["GRIDS"] == len(codes(outcome)) == len(set(codes(outcome))) == count
    assert outcome.results["PIECES_TOO_MANY"] == 0


def test_every_old_grid_is_accounted_for(merge):
    outcome = merge(HARD=communities())
    for name in ("share_area_old", "share_workload_old"):
        sums = shares(outcome, name)
        assert len(sums) == 6 + 4 + 3
        assert list(sums.values()) == pytest.approx([1.0] * len(sums))


def test_no_grid_lies_over_two_communities(merge):
    outcome = merge(HARD=communities(), HARD_CODE_FIELD="community_code")
    assert outcome.results["HARD_VIOLATIONS"] == 0
    shapes = {row["community_code"]: row.geometry() for row in communities().getFeatures()}
    for grid in outcome.layer("OUTPUT").getFeatures():
        community = shapes[grid["parent_code"]]
        assert grid.geometry().difference(community).area() < 1e-3
        assert grid["grid_code"].startswith(grid["parent_code"])
    assert (outcome.results["GRIDS"], outcome.results["BALANCE_CV"]) == (4, 0)  # help page


def test_ground_outside_the_communities_gets_no_grid_but_a_row(merge):
    outcome = merge(HARD=memory_layer("Polygon", [(box(0, 0, 500, 400), ())], name="一个社区"))
    outside = [row for row in outcome.rows("CROSSWALK") if row["relation"] == "outside"]
    assert {row["department"] for row in outside} == {"城管网格", "公安网格", "环卫网格"}
    assert list(shares(outcome).values()) == pytest.approx([1.0] * 13)
    assert {row["parent_code"] for row in outcome.rows("OUTPUT")} == {"1"}  # the feature's number


def test_codes_are_kept_when_a_department_joins(merge):
    before = merge(LAYERS=[city(), police()], HARD=communities())
    after = merge(HARD=communities(), CURRENT=before.layer("OUTPUT"))
    assert codes(after) == codes(before)


def test_grids_of_before_need_their_codes(refusal):
    given = {"LAYERS": departments(), **MERGE, "CURRENT": police()}
    refusal("mergedepartmentgrids", given, "Unified grid of before", "grid_code")


def test_points_are_shared_out(merge):
    places = [(50, 50), (60, 60), (550, 50), (550, 350)]
    cases = memory_layer("Point", [(at(*place), (2,)) for place in places], "field=cases:double")
    assert sum(r["workload"] for r in merge(WORKLOAD=cases).rows("OUTPUT")) == 4
    outcome = merge(WORKLOAD=cases, WORKLOAD_FIELD="cases")
    assert sum(row["workload"] for row in outcome.rows("OUTPUT")) == 8


def test_the_maximum_workload_gives_the_number_of_grids(merge):
    outcome = merge(MAX_WORKLOAD=60_000)
    assert outcome.results["GRIDS"] >= 4
    assert max(row["workload"] for row in outcome.rows("OUTPUT")) <= 60_000


@pytest.mark.parametrize("fields", ["code", "code,code,code", "code，code、 code", ""])
def test_one_field_for_all_layers_or_one_a_layer_or_none(merge, fields):
    outcome = merge(CODE_FIELDS=fields)
    old = {row["old_code"] for row in outcome.rows("CROSSWALK")}
    assert ("C6" in old) == bool(fields)
    assert ("6" in old) != bool(fields)  # the number of the feature


def coded_at(*places):
    """Return a layer with a rectangle at each of the places."""
    rows = [(box(*place), (f"{number}",)) for number, place in enumerate(places, 1)]
    return memory_layer("Polygon", rows, "field=code:string", name="社区")


def cases_of(amount):
    """Return two cases of the same amount in different grids."""
    rows = [(at(50, 50), (amount,)), (at(350, 50), (amount,))]
    return memory_layer("Point", rows, "field=cases:double", name="案件")


@pytest.mark.parametrize(("amount", "word"), [(1e300, "too large"), (1e-300, "is zero")])
def test_a_workload_beyond_all_measure_is_refused(refusal, amount, word):
    given = {"LAYERS": departments(), **MERGE, "WORKLOAD_FIELD": "cases"}
    refusal("mergedepartmentgrids", {**given, "WORKLOAD": cases_of(amount)}, word)


def test_ground_left_outside_the_communities_is_told(merge):
    told = merge(HARD=coded_at((0, 0, 250, 400), (350, 0, 600, 400))).feedback.warnings
    assert any("16.67\xa0%" in text and "outside the communities" in text for text in told)
    inside = merge(HARD=communities()).feedback.warnings
    assert not any("outside the communities" in text for text in inside)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"CODE_FIELDS": "code,code"}, ("Fields of the codes", "like code,code,code.")),
        ({"CODE_FIELDS": "name"}, ("城管网格", "no field name")),
        ({"WEIGHTS": "2,much,1"}, ("Weights of the departments", "like 2,1,1.")),
        ({"WEIGHTS": "2,1"}, ("Weights of the departments", "like 2,1,1.")),
        ({"WEIGHTS": "2,1,-1"}, ("Weights of the departments", "like 2,1,1.")),
        ({"WEIGHTS": "inf,1,inf"}, ("城管网格", "环卫网格", "inf")),
        ({"GRID_COUNT": 500}, ("500 grids", "only 8 pieces", "in the whole area")),
        ({"GRID_COUNT": 1, "HARD": communities()}, ("2 are needed", "441302001002")),
        ({"LAYERS": [city()] * 41}, ("41 layers", "40")),
        ({"WEIGHTS": "1e308,1,1"}, ("Weights of the departments", "like 2,1,1.")),
        ({"TOLERANCE": 1000}, ("tolerance of 1,000\xa0m", "narrower than the grids.")),
        ({"TOLERANCE": 700}, ("tolerance of 700\xa0m", "narrower than the grids.")),
        ({"TOLERANCE": 1000, "WEIGHTS": "inf,1,1"}, ("tolerance of 1,000\xa0m",)),
        ({"HARD": coded_at((600, 0, 700, 400))}, ("城管网格", "do not overlap anywhere")),
    ],
)
def test_what_cannot_be_meant_gets_one_sentence(refusal, given, words):
    refusal("mergedepartmentgrids", {"LAYERS": departments(), **MERGE, **given}, *words)


def coded(*codes_given):
    """Return a layer with a strip of the town for each code."""
    width = 600 / len(codes_given)
    rows = [(box(n * width, 0, (n + 1) * width, 400), (c,)) for n, c in enumerate(codes_given)]
    return memory_layer("Polygon", rows, "field=code:string", name="园林网格")


def test_grids_without_a_code_are_refused(refusal):
    given = {"LAYERS": [city(), coded("A", None)], **MERGE}
    refusal(
        "mergedepartmentgrids", given, "1 features of the layer 园林网格", "Fields of the codes"
    )
    given = {"LAYERS": departments(), **MERGE, "HARD": coded("A", None)}
    refusal("mergedepartmentgrids", given, "the layer Communities", "Code of the community")


def test_several_features_of_one_code_are_one_grid(merge):
    outcome = merge(LAYERS=[coded("A", "B", "A"), city()])
    assert {old for name, old in shares(outcome) if name == "园林网格"} == {"A", "B"}


def test_a_layer_without_grids_is_named(refusal):
    empty = memory_layer("Polygon", [], "field=code:string", name="空图层")
    for layers in ([city(), empty], [empty, city()]):
        refusal("mergedepartmentgrids", {**MERGE, "LAYERS": layers}, "空图层")


def test_layers_that_do_not_meet_are_named(refusal):
    beside = grids("市政网格", [900, 1000], [0, 100], "M")
    given = {**MERGE, "LAYERS": [city(), police(), beside]}
    refusal("mergedepartmentgrids", given, "市政网格", "do not overlap anywhere")


def test_no_layer_at_all_is_refused(run):
    assert "LAYERS" in run("mergedepartmentgrids", {**MERGE, "LAYERS": []}).text


def test_one_department_is_adopted_whole(merge):
    outcome = merge(WEIGHTS="1,inf,1")
    kept = [row for row in outcome.rows("CROSSWALK") if row["department"] == "公安网格"]
    assert [row["relation"] for row in kept] == ["kept"] * 4
    assert [row["share_area_new"] for row in kept] == pytest.approx([1.0] * 4)


def test_equal_layers_are_their_own_unified_grid(merge):
    outcome = merge(LAYERS=[city(), city()])
    assert outcome.results["GRIDS"] == 6
    assert outcome.results["VARIATION_OF_INFORMATION"] == pytest.approx(0)
    rows = outcome.rows("CROSSWALK")
    assert {row["relation"] for row in rows} == {"kept"}
    assert len({row["department"] for row in rows}) == 2  # layers of one name stay apart


def test_layers_may_have_different_reference_systems(merge):
    mixed = [city(), in_crs(police(), "EPSG:4490"), in_crs(sanitation(), "EPSG:3857")]
    outcome, usual = merge(LAYERS=mixed), merge()
    assert outcome.layer("OUTPUT").crs() == city().crs()
    assert codes(outcome) == codes(usual)
    assert [r["area_m2"] for r in outcome.rows("OUTPUT")] == pytest.approx(
        [r["area_m2"] for r in usual.rows("OUTPUT")], rel=1e-4
    )


def test_forty_layers_are_merged(merge):
    assert merge(LAYERS=[city()] * 40).results["GRIDS"] == 6


def test_ground_given_to_two_grids_is_listed(merge):
    rows = [(box(0, 0, 320, 400), ("A",)), (box(300, 0, 600, 400), ("B",))]
    overdrawn = memory_layer("Polygon", rows, "field=code:string", name="园林网格")
    outcome = merge(LAYERS=[city(), overdrawn], CONFLICTS="memory:")
    (conflict,) = outcome.rows("CONFLICTS")
    assert (conflict["department"], conflict["kind"]) == ("园林网格", "overlap")
    assert {conflict["kept"], conflict["cut"]} == {"A", "B"}
    assert conflict["area_m2"] == pytest.approx(20 * 400)


def test_borders_that_moved_are_drawn(merge):
    outcome = merge(MOVES="memory:")
    moved = outcome.rows("MOVES")
    assert {row["department"] for row in moved} == {"公安网格", "环卫网格"}  # the city's stay
    assert max(row["distance_m"] for row in moved) == outcome.results["MAX_DISPLACEMENT"]


def test_pieces_carry_the_code_of_each_department(merge):
    outcome = merge(ATOMS=to_be_loaded())
    found = {row["code_1"] for row in outcome.rows("ATOMS")}
    assert found == {"C1", "C2", "C3", "C4", "C5", "C6"}
    assert names_when_loaded(outcome, "ATOMS") == ["城管网格", "公安网格", "环卫网格"]


def test_results_go_into_shapefiles_and_tables(merge, data_folder):
    places = {"OUTPUT": "一张网.shp", "ATOMS": "地块.shp", "CROSSWALK": "对照表.csv"}
    outcome = merge(**{name: str(data_folder / file) for name, file in places.items()})
    assert outcome.layer("OUTPUT").featureCount() == outcome.results["GRIDS"]
    assert outcome.layer("ATOMS").featureCount() == 8
    assert any("up to 10 characters" in text for text in outcome.feedback.warnings)
    table = (data_folder / "对照表.csv").read_text(encoding="utf-8").splitlines()
    assert table[0].startswith("department,old_code,new_code,relation")
    assert table[1].startswith("城管网格,C1,")


def test_texts_that_a_shapefile_cuts_are_told(merge, data_folder):
    long = coded(*(f"{'甲' * 84}{number}" for number in range(3)))
    places = {"HARD": long, "HARD_CODE_FIELD": "code", "OUTPUT": str(data_folder / "一张网.shp")}
    told = merge(**places).feedback.warnings
    assert any("up to 254 bytes" in text for text in told)
    assert not any(
        "bytes" in text for text in merge(**{**places, "OUTPUT": "memory:"}).feedback.warnings
    )


def test_coverage_is_certified(merge, data_folder):
    proof = data_folder / "证明.json"
    merge(CERTIFICATE=str(proof))
    assert '"valid": true' in proof.read_text(encoding="utf-8")


def test_the_report_names_every_department(merge, data_folder):
    page = data_folder / "多网合一.html"
    merge(REPORT=str(page), HARD=communities())
    text = page.read_text(encoding="utf-8")
    assert all(name in text for name in ("城管网格", "公安网格", "环卫网格", "441302001002002"))
    assert "http" not in text.replace("http://www.w3.org", "")
