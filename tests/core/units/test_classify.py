# SPDX-License-Identifier: GPL-2.0-or-later
"""The class of units: what stands there decides, by rules that a city may edit."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import (
    BadTable,
    BadText,
    EmptyInput,
    MissingField,
    NothingToClassBy,
    UnknownOption,
)
from grid_planner.core.params import ClassifyParams
from grid_planner.core.progress import Cancelled
from grid_planner.core.units.class_rules import CLASSES, RULES, read_rules
from grid_planner.core.units.classify import OVERRIDDEN, SHARE_FIELDS, classify_units
from grid_planner.core.units.use_themes import TABLE, THEMES, read_themes
from tests.core.blocks import BLOCK, ORIGIN, frame, point, square
from tests.core.cancelling import cancel_at_once


def strip(units=1):
    codes = [f"U{i:02d}" for i in range(units)]
    return frame([square(i, 0) for i in range(units)], unit_code=codes)


def houses(*uses_and_floors, unit=0):
    """Return houses of 100 m² a floor in one unit."""
    shapes = [square(unit + 0.11 * n, 0.3, 10, 10) for n in range(len(uses_and_floors))]
    uses, floors = zip(*uses_and_floors)
    return frame(shapes, use=uses, floors=np.array(floors, float))


def places(*categories):
    return frame([point(0.3, 0.3) for _ in categories], category=categories)


def land(*uses_and_widths):
    shapes, left = [], 0.0
    for _, width in uses_and_widths:
        shapes.append(square(left, 0, BLOCK * width))
        left += width
    return frame(shapes, land_use=[use for use, _ in uses_and_widths])


def classify(units=None, weights=ClassifyParams.weights, **layers):
    units = strip() if units is None else units
    return classify_units(units, ClassifyParams(weights), **layers)


def first(result, name="grid_class"):
    return result.classes[name].iloc[0]


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ([("RES", 7), ("COM", 3)], "RES"),
        ([("RES", 3), ("OFF", 7)], "COM"),
        ([("PUB", 5), ("IND", 5)], "UNIT"),
        ([("RES", 5), ("COM", 5)], "MIX"),
        ([("TMP", 9), ("RES", 1)], "OTH"),
        ([("apartments", 6), ("retail", 1)], "RES"),
        ([("住宅楼", 6), ("商业", 1)], "RES"),
        ([("residential;retail", 6)], "RES"),
    ],
)
def test_the_use_that_prevails_by_floor_area_decides(uses, expected):
    assert first(classify(buildings=houses(*uses))) == expected


def test_floors_count_and_not_only_footprints():
    low = classify(buildings=houses(("RES", 1), ("COM", 1), ("COM", 1)))
    high = classify(buildings=houses(("RES", 9), ("COM", 1), ("COM", 1)))
    assert (first(low), first(high)) == ("COM", "RES")
    assert first(high, "share_res") == pytest.approx(9 / 11)


def test_exactly_at_the_threshold_is_enough():
    assert first(classify(buildings=houses(("RES", 6), ("COM", 4)))) == "RES"
    assert first(classify(buildings=houses(("PUB", 1), ("IND", 5), ("COM", 4)))) == "UNIT"


def test_poi_alone_can_decide_and_an_estate_outweighs_its_shops():
    assert first(classify(poi=places("餐饮服务;中餐厅", "零售", "金融"))) == "COM"
    assert first(classify(poi=places("住宅小区", "餐饮", "零售"))) == "RES"


def test_land_use_alone_can_decide():
    assert first(classify(land_use=land(("R2", 0.7), ("B1", 0.3)))) == "RES"
    assert first(classify(land_use=land(("08", 0.4), ("industrial", 0.4)))) == "UNIT"


def test_a_park_with_a_kiosk_is_not_business():
    result = classify(land_use=land(("PARK", 0.9)), buildings=houses(("COM", 1)))
    assert first(result) == "OTH"
    assert first(result, "class_rule").startswith("open ground")


def test_a_campus_stays_one_unit_with_its_own_housing():
    result = classify(land_use=land(("CAMP", 1.0)), buildings=houses(("PUB", 4), ("RES", 6)))
    assert first(result) == "UNIT"
    assert first(result, "class_rule").startswith("compound of one body")


def test_layers_are_put_together_by_their_weights():
    layers = {"buildings": houses(("RES", 1)), "poi": places("零售")}
    assert first(classify(**layers), "share_res") == pytest.approx(0.75)
    assert first(classify(weights="floor=1,poi=3", **layers), "share_com") == pytest.approx(0.75)
    assert first(classify(**layers), "evidence") == 2


def test_nothing_known_is_other_and_says_so():
    result = classify(strip(2), buildings=houses(("RES", 3)))
    assert result.classes["grid_class"].tolist() == ["RES", "OTH"]
    assert result.classes["class_rule"].iloc[1].startswith("nothing known")
    assert result.classes["share_res"].isna().tolist() == [False, True]


def test_unknown_uses_are_left_out_and_named():
    result = classify(buildings=houses(("RES", 2), ("yes", 9), ("yes", 9), (None, 5), ("zz", 1)))
    assert first(result) == "RES"
    facts = next(note.facts for note in result.notes if note.kind == "use_unknown")
    assert facts["values"] == ["yes", "zz"]
    assert (facts["count"], facts["total"]) == (4, 5)


@pytest.mark.parametrize("word", ["com", "COM", "商务", "商务网格"])
def test_a_planners_word_wins(word):
    units = strip(2).assign(override=[word, None])
    result = classify(units, buildings=houses(("RES", 3)))
    assert first(result) == "COM"
    assert first(result, "class_rule") == OVERRIDDEN
    assert first(result, "share_res") == 1
    assert result.classes["class_rule"].iloc[1] != OVERRIDDEN


def test_an_unknown_word_of_the_planner_is_refused():
    with pytest.raises(UnknownOption) as refused:
        classify(strip().assign(override=["shop"]), buildings=houses(("RES", 3)))
    assert refused.value.facts["options"] == CLASSES


def random_layers(rng, units):
    corners = ORIGIN + rng.uniform(-20, 420, (150, 2))
    shapes = shapely.box(*corners.T, *(corners + rng.uniform(3, 30, (150, 2))).T)
    uses = rng.choice(["RES", "COM", "PUB", "IND", "TMP", "yes"], 150)
    spots = shapely.points(np.round(ORIGIN + rng.uniform(0, 400, (80, 2)), -2))
    return {
        "buildings": frame(shapes, use=uses, floors=rng.integers(1, 9, 150).astype(float)),
        "poi": frame(spots, category=rng.choice(["零售", "医院", "住宅小区"], 80)),
        "land_use": land(*[(use, 0.5) for use in rng.choice(["R", "B", "A", "G", "M"], 8)]),
    }


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_the_same_input_gives_the_same_result_in_any_order(seed):
    rng = np.random.default_rng(seed)
    shapes = [square(i, j) for i in range(4) for j in range(4)]
    units = frame(shapes, unit_code=[f"U{n:02d}" for n in range(16)])
    layers = random_layers(rng, units)
    result = classify(units, **layers).classes.set_index(units["unit_code"])
    mixed = units.sample(frac=1, random_state=seed)
    shuffled = {name: f.sample(frac=1, random_state=seed) for name, f in layers.items()}
    again = classify(mixed, **shuffled).classes.set_index(mixed["unit_code"].to_numpy())
    again = again.loc[result.index]
    assert again["grid_class"].tolist() == result["grid_class"].tolist()
    assert again["class_rule"].tolist() == result["class_rule"].tolist()
    assert np.allclose(again[list(SHARE_FIELDS)], result[list(SHARE_FIELDS)], equal_nan=True)
    sums = result[list(SHARE_FIELDS)].sum(axis=1)[result["evidence"] > 0]
    assert np.allclose(sums, 1)


def rules_file(folder, *lines):
    file = folder / "规则.csv"
    file.write_text("\n".join(["# note", "rule,class,condition", *lines]), encoding="utf-8")
    return file


def test_a_city_may_write_its_own_rules(tmp_path):
    file = rules_file(tmp_path, "shops,COM,share_com > 0.1", "rest,RES,")
    result = classify(buildings=houses(("RES", 8), ("COM", 2)), rules=read_rules(file))
    assert (first(result), first(result, "class_rule")) == ("COM", "shops")


def test_where_no_rule_holds_the_unit_is_other_with_a_notice(tmp_path):
    rules = read_rules(rules_file(tmp_path, "shops,COM,share_com > 0.9"))
    result = classify(buildings=houses(("RES", 8)), rules=rules)
    assert first(result) == "OTH"
    assert "no_rule_holds" in [note.kind for note in result.notes]


@pytest.mark.parametrize(
    ("line", "problem", "column", "allowed"),
    [
        ("a,SHOP,share_com > 0.1", "value", "class", "COM"),
        ("a,COM,share_shop > 0.1", "value", "condition", "{share,floor,poi,land}_{res,com"),
        ("a,COM,share_com 0.1", "value", "condition", ">="),
        ("a,COM,share_com > 0.1 or 1 > 0", "value", "condition", "and"),
        ("a,COM,__import__('os') > 1", "value", "condition", "floor_ratio"),
        (",COM,share_com > 0.1", "value", "rule", "50"),
        ("a,COM,share_com > 0.1,x,y", "cells", "", "3"),
        ("ok,COM,", "twice", "rule", ""),
    ],
)
def test_a_bad_rule_is_named_by_its_line_with_what_is_allowed(
    tmp_path, line, problem, column, allowed
):
    with pytest.raises(BadTable) as fault:
        read_rules(rules_file(tmp_path, "ok,RES,share_res > 0.5", "", line))
    facts = fault.value.facts
    assert (facts["problem"], facts["line"], facts["column"]) == (problem, 5, column)
    assert allowed in str(facts["allowed"])


def test_a_file_that_is_no_table_is_refused(tmp_path):
    for name, content, problem in [
        ("a.csv", b"", "empty"),
        ("b.csv", b"x;y\n1;2\n", "columns"),
        ("c.csv", b"\xff\xfe\x81\x00\xff", "encoding"),
    ]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadTable) as fault:
            read_rules(tmp_path / name)
        assert fault.value.facts["problem"] == problem
    with pytest.raises(BadTable) as fault:
        read_rules(tmp_path / "nowhere.csv")
    assert fault.value.facts["problem"] == "missing"


def test_tables_saved_by_a_chinese_spreadsheet_are_read(tmp_path):
    text = RULES.read_text(encoding="utf-8")
    for encoding in ("gb18030", "utf-8-sig"):
        file = tmp_path / "规则.csv"
        file.write_text(text, encoding=encoding)
        assert read_rules(file) == read_rules()


def test_the_shipped_tables_are_sound():
    assert {rule.unit_class for rule in read_rules()} == set(CLASSES)
    assert read_rules()[-1].condition == ()
    themes = read_themes()
    assert {entry.theme for entry in themes.exact.values()} == set(range(len(THEMES)))
    assert THEMES[themes.of_value("Reservoir", "land_use").theme] == "open"
    assert themes.of_value("river bank", "land_use") is None


def test_a_bad_theme_is_named_by_its_line(tmp_path):
    text = TABLE.read_text(encoding="utf-8").replace("any,COM,com,1", "any,COM,com,-1")
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadTable) as fault:
        read_themes(tmp_path / "t.csv")
    assert fault.value.facts["column"] == "weight"


def test_no_layer_no_unit_no_field_are_refused():
    with pytest.raises(NothingToClassBy):
        classify()
    with pytest.raises(EmptyInput):
        classify(strip().iloc[:0], buildings=houses(("RES", 1)))
    with pytest.raises(MissingField):
        classify(buildings=houses(("RES", 1)).drop(columns="use"))
    with pytest.raises(BadText):
        classify(weights="floor", buildings=houses(("RES", 1)))
    with pytest.raises(UnknownOption):
        classify(weights="shops=1", buildings=houses(("RES", 1)))


def test_cancel_stops_the_work():
    with pytest.raises(Cancelled):
        classify_units(
            strip(), ClassifyParams(), buildings=houses(("RES", 1)), progress=cancel_at_once()
        )


def test_weights_that_cannot_be_read_are_answered_with_weights_of_classes():
    with pytest.raises(BadText) as told:
        classify(weights="floor=much", buildings=houses(("RES", 1)))
    classify(weights=told.value.facts["example"], buildings=houses(("RES", 1)))
