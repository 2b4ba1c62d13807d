"""What is told of borders and grids adds up: kept, given up, new; given, got."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from grid_planner.core.merging.changes import atom_borders, border_fates, grid_changes
from tests.core.merging.label_town import SIDE, squares

ROW = squares(4, 1)
OLD = np.array(["a", "a", "b", None], object)


def atoms(old, new, workload=(1.0, 1.0, 1.0, 1.0)):
    columns = {"code_city": old, "grid_code": new, "workload": workload, "area_m2": SIDE**2}
    return gpd.GeoDataFrame(columns, geometry=ROW)


@pytest.mark.parametrize(
    ("new", "kept", "gave_up", "fresh"),
    [
        (["1", "1", "2", "3"], 2, 0, 0),
        (["1", "2", "2", "2"], 0, 2, 1),
        (["1", "1", "1", "1"], 0, 2, 0),
        (["1", "1", "2", None], 1, 0, 0),  # what no unified grid has does not count
    ],
)
def test_each_border_is_kept_given_up_or_new(new, kept, gave_up, fresh):
    fates = border_fates(atom_borders(ROW), OLD, np.array(new, object))
    lengths = [fate.length.sum() for fate in (fates.kept, fates.gave_up, fates.new)]
    assert lengths == [kept * SIDE, gave_up * SIDE, fresh * SIDE]


def test_borders_of_atoms_are_each_found_once_with_both_ends():
    borders = atom_borders(ROW)
    assert sorted(zip(borders.left, borders.right)) == [(0, 1), (1, 2), (2, 3)]
    assert borders.ends.shape == (3, 2, 2)
    assert set(borders.ends[..., 0].ravel()) == {SIDE, 2 * SIDE, 3 * SIDE}


def test_a_grid_lives_on_where_it_has_most_of_the_new_one():
    table = grid_changes(atoms(OLD, ["1", "1", "1", "1"], (1.0, 2.0, 3.0, 4.0)), "code_city")
    of = table.set_index("old_code")
    assert of.loc["a", "new_code"] == "1"
    assert of.loc["a", ["gave_m2", "got_m2"]].tolist() == [0, 2 * SIDE**2]
    assert of.loc["a", ["workload_before", "workload_after"]].tolist() == [3, 10]
    assert of.loc["b", "new_code"] is None
    assert of.loc["b", ["gave_m2", "got_m2"]].tolist() == [SIDE**2, 0]
    assert np.isnan(of.loc["b", "area_after"])


def test_a_split_grid_gives_what_its_other_parts_have():
    table = grid_changes(atoms(["a"] * 4, ["1", "1", "1", "2"]), "code_city")
    row = table.iloc[0]
    assert [row["new_code"], row["gave_m2"], row["got_m2"]] == ["1", SIDE**2, 0]


def test_ground_that_no_unified_grid_has_is_given_away():
    table = grid_changes(atoms(["a", "a", "b", "b"], ["1", "1", None, None]), "code_city")
    assert table["old_code"].tolist() == ["b", "a"]  # the largest change first
    assert table["gave_m2"].tolist() == [2 * SIDE**2, 0]
    assert table["new_code"].tolist() == [None, "1"]


def test_what_is_given_and_got_balances():
    rng = np.random.default_rng(0)
    shapes = squares(12, 12)
    label = [rng.integers(0, 9, 144).astype(str) for _ in range(2)]
    frame = gpd.GeoDataFrame(
        {"code_city": label[0], "grid_code": label[1], "workload": 1.0, "area_m2": SIDE**2},
        geometry=shapes,
    )
    table = grid_changes(frame, "code_city")
    assert table["area_before"].sum() == shapely.area(shapes).sum()
    lives = table["new_code"].notna()
    after = table["area_before"] - table["gave_m2"] + table["got_m2"]
    pd.testing.assert_series_equal(after[lives], table["area_after"][lives], check_names=False)
