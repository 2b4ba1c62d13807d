"""The rules of a crosswalk: all of an old grid is somewhere, and nothing is counted twice."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import BadWorkload, EmptyInput
from grid_planner.core.merging.crosswalk import Pieces, common_ground, crosswalk_table
from grid_planner.core.merging.measures import grid_fates
from grid_planner.core.merging.overlay import crosswalk_layers
from grid_planner.core.params import CrosswalkParams
from tests.core.merging.label_town import town

SHARES = ["share_area_old", "share_workload_old"]


def pieces_of(arrangement, workload=None) -> Pieces:
    area = shapely.area(arrangement.atoms)
    return Pieces(
        area,
        shapely.length(arrangement.atoms),
        area if workload is None else workload,
        arrangement.left,
        arrangement.right,
        arrangement.length,
    )


def strip(*borders: float, height: float = 10.0) -> gpd.GeoDataFrame:
    """Grids A, B, … side by side, between the given distances along x."""
    shapes = [shapely.box(a, 0, b, height) for a, b in zip(borders, borders[1:])]
    codes = [chr(ord("A") + number) for number in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes)


def rows(table):
    columns = ["old_code", "new_code", "relation", "share_area_old", "share_area_new"]
    return [tuple(row) for row in table[columns].astype(object).where(table[columns].notna(), None)
            .itertuples(index=False)]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), sliver=st.floats(0, 30))
def test_the_shares_of_every_old_grid_sum_to_one(seed, sliver):
    arrangement = town(8, 7, grids=9, seed=seed)
    workload = np.random.default_rng(seed).poisson(0.5, len(arrangement.atoms)).astype(float)
    new = np.where(arrangement.hard >= 0, arrangement.labels[:, 1], -1)
    old = arrangement.labels[:, 0]
    shares = common_ground(pieces_of(arrangement, workload), old, new, sliver)
    codes = [f"{number:03d}" for number in range(int(max(old.max(), new.max())) + 1)]
    table = crosswalk_table([shares], ["police"], [codes], codes)
    sums = table.groupby("old_code")[SHARES].sum()
    assert np.abs(sums.to_numpy() - 1).max() < 1e-9
    assert set(sums.index) == set(codes)  # also those that have lost all their ground
    assert (table.loc[table["new_code"].isna(), "relation"].isin(["outside", "dissolved"])).all()
    assert not table.duplicated(["old_code", "new_code"]).any()


def test_shares_are_those_of_the_polygons():
    arrangement = town(12, 10, grids=15, bare=0, outside=0, seed=4)
    old, new = arrangement.labels[:, 0], arrangement.labels[:, 1]
    shares = common_ground(pieces_of(arrangement), old, new, 0.0)
    ground = {label: shapely.union_all(arrangement.atoms[old == label]) for label in np.unique(old)}
    other = {label: shapely.union_all(arrangement.atoms[new == label]) for label in np.unique(new)}
    for a, b, of_old, of_new in zip(shares.old, shares.new, shares.of_old, shares.of_new):
        common = shapely.intersection(ground[a], other[b]).area
        assert of_old == pytest.approx(common / ground[a].area)
        assert of_new == pytest.approx(common / other[b].area)


def test_a_strip_narrower_than_a_sliver_has_no_row():
    """Its share goes to the others, so that nothing is missing."""
    table = crosswalk_layers(strip(0, 10, 20), strip(0, 10.4, 20), CrosswalkParams(1.0))
    assert rows(table) == [
        ("A", "A", "kept", 1.0, pytest.approx(10 / 10.4)),
        ("B", "B", "kept", 1.0, 1.0),
    ]


def test_relations_say_what_became_of_a_grid():
    old, new = strip(0, 10, 20, 30, 40, 50), strip(0, 10, 30, 35, 40, 50.2)
    kinds = {(a, b): kind for a, b, kind, *_ in rows(crosswalk_layers(old, new, CrosswalkParams()))}
    assert kinds == {
        ("A", "A"): "kept",
        ("B", "B"): "merged",
        ("C", "B"): "merged",
        ("D", "C"): "split",
        ("D", "D"): "split",
        ("E", "E"): "kept",
    }


def test_a_border_that_moved_a_little_makes_no_merger():
    table = crosswalk_layers(
        strip(0, 100, 200, height=100), strip(0, 104, 200, height=100), CrosswalkParams()
    )
    kinds = {(a, b): kind for a, b, kind, *_ in rows(table)}
    assert kinds == {("A", "A"): "kept", ("B", "A"): "moved", ("B", "B"): "kept"}


def test_what_no_new_grid_covers_has_a_row_without_a_code():
    table = crosswalk_layers(strip(0, 10, 20), strip(0, 10, 15), CrosswalkParams())
    assert rows(table)[-1] == ("B", None, "outside", 0.5, 0.0)
    assert table.groupby("old_code")["share_area_old"].sum().tolist() == [1.0, 1.0]


def test_rows_of_one_code_are_one_grid():
    old = strip(0, 10, 20, 30)
    old["code"] = ["A", "B", "A"]
    table = crosswalk_layers(old, strip(0, 30), CrosswalkParams())
    assert rows(table) == [
        ("A", "A", "merged", 1.0, pytest.approx(2 / 3)),
        ("B", "A", "merged", 1.0, pytest.approx(1 / 3)),
    ]


def test_workload_is_counted_by_points():
    points = gpd.GeoDataFrame(
        {"workload": [3.0, 1.0, 5.0]}, geometry=shapely.points([[1, 5], [7, 5], [90, 5]])
    )
    table = crosswalk_layers(strip(0, 10), strip(0, 5, 10), CrosswalkParams(), points=points)
    assert table["share_workload_old"].tolist() == [0.75, 0.25]
    points["workload"] = [1.0, -1.0, 0.0]
    with pytest.raises(BadWorkload):
        crosswalk_layers(strip(0, 10), strip(0, 5, 10), CrosswalkParams(), points=points)


def test_new_grids_that_overlap_do_not_count_ground_twice():
    new = gpd.GeoDataFrame(
        {"code": ["A", "B"]}, geometry=[shapely.box(0, 0, 8, 10), shapely.box(2, 0, 9, 10)]
    )
    table = crosswalk_layers(strip(0, 10), new, CrosswalkParams(0.0))
    assert table["share_area_old"].sum() == pytest.approx(1)
    assert table["new_code"].isna().sum() == 1


def test_the_order_of_rows_does_not_matter():
    old, new = strip(0, 7, 20, 30), strip(0, 12, 25)
    table = crosswalk_layers(old, new, CrosswalkParams())
    again = crosswalk_layers(old[::-1], new[::-1], CrosswalkParams())
    assert rows(table) == rows(again)


def test_an_empty_layer_is_refused():
    with pytest.raises(EmptyInput):
        crosswalk_layers(strip(0, 10), strip(0, 10).iloc[:0], CrosswalkParams())


def test_the_fate_of_a_grid_is_that_of_most_of_its_ground():
    old, new = strip(0, 100, 200, height=100), strip(0, 104, 150, 200, height=100)
    table = crosswalk_layers(old, new, CrosswalkParams()).assign(department="police")
    fates = dict(zip(grid_fates(table)["old_code"], grid_fates(table)["fate"]))
    assert fates == {"A": "kept", "B": "split"}
