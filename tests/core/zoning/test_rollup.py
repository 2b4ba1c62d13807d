# SPDX-License-Identifier: GPL-2.0-or-later
"""What children have, their parents sum: to the last bit, at every level, whatever the codes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import BadText, MissingCodes, NoLevels
from grid_planner.core.zoning.rollup import exactly_summable, prefix_levels, read_digits, roll_up


def squares(count):
    west = np.arange(count) * 100.0
    return gpd.GeoSeries(shapely.box(west, 0, west + 100, 100), crs="EPSG:4547")


def town(seed=1, count=60):
    """Return units in grids in communities in streets in one district, and two quantities."""
    rng = np.random.default_rng(seed)
    grid = np.arange(count) // 3
    codes = pd.DataFrame(
        {
            "district": ["441302"] * count,
            "grid": [f"4413020{g // 10}00{g // 5}U{g:03d}" for g in grid],
            "street": [f"4413020{g // 10}" for g in grid],
            "community": [f"4413020{g // 10}00{g // 5}" for g in grid],
        },
        dtype=object,
    )
    values = pd.DataFrame(
        {"workload": rng.lognormal(0, 2, count), "cases": rng.integers(0, 50, count).astype(float)}
    )
    return squares(count), codes, values


def children_sums(rows, name, level):
    """Return what the children of each row of `level` sum up to, in the order of the rows."""
    below = rows[rows["level"] == level + 1]
    return below.groupby("parent_code")[name].agg(lambda values: values.to_numpy().sum())


@given(seed=st.integers(0, 1000))
@settings(max_examples=15)
def test_children_sum_up_to_their_parent_to_the_last_bit(seed):
    made = roll_up(*town(seed))
    assert made.figures.levels == 4
    assert made.figures.orphans == 0
    for name in ("workload", "cases", "features"):
        for level in (1, 2, 3):
            rows = made.rows[made.rows["level"] == level].set_index("code")[name]
            assert (children_sums(made.rows, name, level)[rows.index] == rows).all()
        by_level = made.rows.groupby("level")[name].agg(lambda values: values.to_numpy().sum())
        assert by_level.nunique() == 1


def test_the_rows_of_each_level_stand_from_the_district_down_to_the_grid():
    made = roll_up(*town())
    assert made.rows.groupby("level")["level_name"].first().tolist() == [
        "district", "street", "community", "grid",
    ]  # fmt: skip
    assert made.rows["level"].value_counts(sort=False).tolist() == [1, 2, 4, 20]
    assert made.rows["children"].tolist()[:7] == [2, 2, 2, 5, 5, 5, 5]
    assert made.rows["parent_code"].isna().tolist() == [True] + [False] * 26
    assert (made.rows["features"].to_numpy()[-20:] == 3).all()


def test_outlines_are_joined_and_keep_their_area():
    made = roll_up(*town())
    assert (made.rows.geom_type == "Polygon").all()
    assert made.rows.area.groupby(made.rows["level"]).sum().tolist() == pytest.approx([600_000] * 4)


@given(seed=st.integers(0, 100))
@settings(max_examples=5)
def test_rows_in_another_order_give_the_same_figures(seed):
    shapes, codes, values = town(seed)
    order = np.random.default_rng(seed).permutation(len(codes))
    made, again = (
        roll_up(shapes, codes, values),
        roll_up(
            shapes.iloc[order].reset_index(drop=True),
            codes.iloc[order].reset_index(drop=True),
            values.iloc[order].reset_index(drop=True),
        ),
    )
    pd.testing.assert_frame_equal(
        made.rows.drop(columns="geometry"), again.rows.drop(columns="geometry"), check_exact=True
    )


def test_a_grid_in_two_communities_is_listed_and_nothing_is_counted_twice():
    shapes, codes, values = town()
    codes.loc[0, "community"] = codes["community"].iloc[-1]
    codes.loc[0, "street"] = codes["street"].iloc[-1]
    made = roll_up(shapes, codes, values)
    assert made.orphans["kind"].tolist() == ["child_of_several"]
    assert made.orphans["code"].tolist() == [codes.loc[0, "grid"]]
    assert len(made.orphans["facts"][0]["parents"]) == 2
    assert (made.rows["code"] == codes.loc[0, "grid"]).sum() == 2
    assert made.rows.groupby("level")["cases"].sum().nunique() == 1


def test_codes_that_are_missing_are_listed_and_their_figures_stay():
    shapes, codes, values = town()
    codes.loc[0:2, "community"] = None
    codes.loc[10, "grid"] = None
    made = roll_up(shapes, codes, values)
    assert sorted(made.orphans["kind"]) == ["child_without_parent", "features_without_code"]
    assert made.rows.groupby("level")["cases"].sum().nunique() == 1
    assert made.figures.orphans == 2


def test_the_digits_of_a_code_are_levels_too():
    codes = pd.Series(["441302081001U001", "441302082001U002", "441302081"], dtype=object)
    levels = prefix_levels(codes, [6, 9, 12, 20])
    assert list(levels) == [12, 9, 6]
    assert levels[9].tolist()[:2] == ["441302081", "441302082"]
    assert pd.isna(levels[9][2])


def test_empty_values_count_nothing_and_are_pointed_out():
    shapes, codes, values = town()
    values.loc[3, "cases"] = np.nan
    made = roll_up(shapes, codes, values)
    (notice,) = [n for n in made.notes if n.kind == "amounts_missing"]
    assert notice.facts["count"] == 1
    assert made.totals["cases"] == np.nansum(values["cases"])


def test_a_sum_of_shares_is_called_in_question():
    shapes, codes, values = town()
    made = roll_up(shapes, codes, values.assign(compactness=0.5, share_res=1.0))
    (notice,) = [n for n in made.notes if n.kind == "shares_summed"]
    assert notice.facts["fields"] == ["compactness", "share_res"]


def test_no_level_at_all_is_refused():
    shapes, codes, values = town()
    with pytest.raises(NoLevels):
        roll_up(shapes, codes[[]], values)


def test_a_level_without_any_code_is_refused():
    shapes, codes, values = town()
    with pytest.raises(MissingCodes) as problem:
        roll_up(shapes, codes.assign(street=None), values)
    assert problem.value.facts["field"] == "street"


def test_no_value_at_all_still_counts_and_joins():
    shapes, codes, values = town()
    made = roll_up(shapes, codes, values[[]])
    assert made.totals == {}
    assert made.rows["features"].iloc[0] == 60


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50), st.randoms())
def test_summable_values_give_one_sum_in_any_order(values, random):
    made = exactly_summable(pd.Series(values)).tolist()
    shuffled = made.copy()
    random.shuffle(shuffled)
    assert sum(made) == sum(shuffled)
    scale = sum(map(abs, values))
    assert np.abs(np.array(made) - values).max() <= scale * 2.0**-52


def test_whole_numbers_stay_whole():
    values = pd.Series([1.0, 3.0, 1e9, 7.0])
    assert exactly_summable(values).tolist() == values.tolist()


def test_digits_are_read_as_people_write_them():
    assert read_digits(" 12、6， 9 ") == [6, 9, 12]
    for wrong in ("", "six", "6,-9", "0", "6.5", "9" * 5000):
        with pytest.raises(BadText):
            read_digits(wrong)


@pytest.mark.parametrize("filler", [np.inf, -np.inf, 1e308, -1.7e308])
def test_fillers_for_no_value_count_nothing_and_are_pointed_out(filler):
    shapes, codes, values = town()
    values.loc[[3, 7], "workload"] = filler
    result = roll_up(shapes, codes, values)
    assert np.isclose(result.totals["workload"], values["workload"].drop([3, 7]).sum())
    assert result.notes[0].kind == "amounts_missing"
    assert result.notes[0].facts["count"] == 2


def test_values_next_to_nothing_are_summed_too():
    values = pd.Series([5e-324, 1e-310, 0.0])
    assert (exactly_summable(values) == values).all()
