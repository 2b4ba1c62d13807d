# SPDX-License-Identifier: GPL-2.0-or-later
"""encodeunits and classifyunits as a user runs them: layers, tables and files in, fields out."""

from __future__ import annotations

import pytest

from grid_planner.compat import is_null

from .conftest import memory_layer, square

FIRST, SECOND = "441302001001", "441302001002"
TOWN = "field=area_code:string&field=unit_code:string&field=by_hand:string"


def units(*rows):
    """Return squares in a row from the west with (area, code, class set by hand)."""
    made = [(square(100 * n, 0), row) for n, row in enumerate(rows)]
    return memory_layer("Polygon", made, TOWN, name="units")


def buildings(*rows):
    """Return houses of 100 m² a floor, (unit, use, floors)."""
    made = [(square(100 * u + 12 * n, 30, 10), (use, f)) for n, (u, use, f) in enumerate(rows)]
    return memory_layer("Polygon", made, "field=use:string&field=floors:integer", name="houses")


def register(*codes, field="unit_code"):
    rows = [(None, (code,)) for code in codes]
    return memory_layer("NoGeometry", rows, f"field={field}:string", name="register")


@pytest.fixture
def encode(run):
    def ask(layer, **parameters):
        wanted = {"INPUT": layer, "AREA_CODE_FIELD": "area_code", "OUTPUT": "memory:"}
        return run("encodeunits", {**wanted, **parameters})

    return ask


@pytest.fixture
def classify(run):
    def ask(layer, **parameters):
        return run("classifyunits", {"UNITS": layer, "OUTPUT": "memory:", **parameters})

    return ask


def codes(outcome):
    assert outcome.ok, outcome.text
    return [row["unit_code"] for row in outcome.rows("OUTPUT")]


def test_codes_in_use_stay_and_retired_ones_are_not_given_again(encode):
    layer = units((FIRST, f"{FIRST}004", ""), (FIRST, None, ""), (SECOND, None, ""))
    outcome = encode(layer, KEEP_FIELD="unit_code", USED_CODES=register(f"{FIRST}009"))
    assert codes(outcome) == [f"{FIRST}004", f"{FIRST}010", f"{SECOND}001"]
    assert any("1 units keep their code, 2 units" in text for text in outcome.feedback.infos)
    names = outcome.layer("OUTPUT").fields().names()
    assert sorted(names) == ["area_code", "by_hand", "unit_code"]


def test_a_unit_over_two_communities_is_coded_601(encode):
    outcome = encode(units((FIRST, "", ""), (f"{FIRST},{SECOND}", "", "")))
    assert codes(outcome) == [f"{FIRST}001", "441302001601000"]


def test_profile_order_prefix_and_a_profile_table_of_ones_own(encode, data_folder):
    layer = units((FIRST, "", ""), (SECOND, "", ""))
    twenty = encode(layer, CODE_PROFILE="CJT349_2010", PREFIX="010200")
    assert codes(twenty) == [f"010200{FIRST}00", f"010200{SECOND}00"]
    table = data_folder / "方案.csv"
    head = "profile,parts,serial_digits,sole_serial,across_from,pattern"
    table.write_text(f"{head}\nCUSTOM,6+3+3,4,,,.{{16}}\n", encoding="gb18030")
    own = encode(layer, CODE_PROFILE="CUSTOM", PROFILE_FILE=str(table),
                 SERIAL_ORDER="snake_north_south")  # fmt: skip
    assert codes(own) == [f"{FIRST}0001", f"{SECOND}0001"]
    lacking = encode(layer, PROFILE_FILE=str(table))
    assert "GBT47678_2026" in lacking.text
    assert lacking.says_what_to_do


def test_what_cannot_be_encoded_gets_one_sentence(encode):
    empty = encode(units((FIRST, "", ""), (None, "", "")))
    assert "Code of the area" in empty.text
    full = encode(units((FIRST, "", "")), USED_CODES=register(f"{FIRST}999"))
    assert FIRST in full.text
    unread = encode(units((FIRST, "", "")), USED_CODES=register("1", field="number"))
    assert "Codes of before" in unread.text
    for outcome in (empty, full, unread):
        assert outcome.says_what_to_do, outcome.text


def test_units_get_class_rule_and_shares(classify):
    layer = units((FIRST, "1", ""), (FIRST, "2", ""), (FIRST, "3", "单位"), (FIRST, "4", ""))
    houses = buildings((0, "RES", 6), (0, "COM", 2), (1, "OFF", 3), (2, "RES", 3))
    outcome = classify(layer, BUILDINGS=houses, OVERRIDE_FIELD="by_hand")
    assert outcome.ok, outcome.text
    rows = outcome.rows("OUTPUT")
    assert [row["grid_class"] for row in rows] == ["RES", "COM", "UNIT", "OTH"]
    assert rows[0]["class_rule"] == "residential 居民"
    assert rows[0]["share_res"] == pytest.approx(0.75)
    assert rows[2]["class_rule"].startswith("override")
    assert is_null(rows[3]["share_res"])
    assert [row["evidence"] for row in rows] == [1, 1, 1, 0]
    assert any("RES: 1" in text for text in outcome.feedback.infos)


def test_rules_come_from_a_file_whose_faults_are_named_by_line(classify, data_folder):
    file = data_folder / "规则.csv"
    layer, houses = units((FIRST, "1", "")), buildings((0, "RES", 6), (0, "COM", 2))
    file.write_text("rule,class,condition\n沿街商铺,COM,floor_com > 0.2\n", encoding="utf-8")
    outcome = classify(layer, BUILDINGS=houses, RULES=str(file))
    assert outcome.rows("OUTPUT")[0]["class_rule"] == "沿街商铺"
    for line, *words in [
        ("商铺,SHOP,floor_com > 0.2", "class", "SHOP", "RES COM UNIT MIX OTH"),
        ("商铺,COM,floor_shops > 0.2", "condition", "floor_shops", "floor_ratio"),
    ]:
        file.write_text(f"# note\nrule,class,condition\n{line}\n", encoding="utf-8")
        refused = classify(layer, BUILDINGS=houses, RULES=str(file))
        assert refused.says_what_to_do, refused.text
        for word in ("line 3", "规则.csv", *words):
            assert word in refused.text


def test_what_cannot_be_classified_gets_one_sentence(classify, data_folder):
    layer = units((FIRST, "1", "shop"))
    houses = buildings((0, "RES", 6))
    unnamed = memory_layer("Polygon", [(square(0, 0), ("x",))], "field=name:string", name="land")
    refusals = {
        "nothing to classify by": classify(layer),
        "Class set by hand": classify(layer, BUILDINGS=houses, OVERRIDE_FIELD="by_hand"),
        "Kind of land use": classify(layer, LAND_USE=unnamed),
        "nowhere.csv": classify(layer, BUILDINGS=houses, RULES=str(data_folder / "nowhere.csv")),
        "Weights": classify(layer, BUILDINGS=houses, WEIGHTS="floor"),
    }
    for word, outcome in refusals.items():
        assert word in outcome.text
        assert outcome.says_what_to_do, outcome.text
