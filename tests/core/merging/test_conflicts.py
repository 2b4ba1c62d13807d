# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground that one department gave to two of its grids goes where the evidence says."""

import numpy as np
import pytest
import shapely

from grid_planner.core.coverage.shapes import ordered_units
from grid_planner.core.errors import GridsOverlapEachOther
from grid_planner.core.merging.atoms import make_atoms
from grid_planner.core.merging.conflicts import settle_conflicts
from grid_planner.core.progress import Cancelled
from tests.core.cancelling import cancel_beyond

from .department_town import blocks, layer

TOLERANCE = 4.0


def settle(*layers):
    names = [str(number) for number in range(len(layers))]
    return settle_conflicts(names, [ordered_units(grids) for grids in layers], TOLERANCE)


def overdrawn(at=5, by=15.0):
    town = blocks(4)
    grids = town.copy()
    grids[at] = shapely.buffer(town[at], by, join_style="mitre")
    return town, layer(grids)


def test_the_border_that_other_departments_have_is_the_right_one():
    town, wrong = overdrawn()
    (settled, *_), (table, _) = settle(wrong, layer(town))
    assert shapely.area(shapely.symmetric_difference(settled, town)).max() < 0.2
    assert set(table["cut"]) == {"G005"}
    assert set(table["reason"]) == {"departments"}
    assert (table["support_kept"] > table["support_cut"]).all()


def test_where_nobody_else_has_a_border_the_overdrawn_grid_gives_way():
    town, wrong = overdrawn()
    (settled, _), (table, _) = settle(wrong, layer(np.array([shapely.union_all(town)])))
    assert set(table["reason"]) == {"overdrawn"}
    assert shapely.area(shapely.symmetric_difference(settled, town)).max() < 0.2


def test_a_grid_that_lies_in_another_one_keeps_its_ground():
    town = blocks(1)
    small = shapely.buffer(shapely.centroid(town[0]), 20)
    (settled, _), (table, _) = settle(layer(np.array([town[0], small])), layer(town))
    assert shapely.area(settled[1]) == pytest.approx(shapely.area(small), rel=1e-4)
    assert table["kept"].tolist() == ["G001"]
    assert table["reason"].tolist() == ["inside"]


def test_a_duplicate_is_named_and_left_without_ground():
    town = blocks(3)
    (settled, _), (table, _) = settle(layer(np.append(town, town[4])), layer(town))
    assert shapely.is_empty(settled[9])
    row = table.iloc[0]
    assert (row["kind"], row["kept"], row["cut"]) == ("duplicate", "G004", "G009")
    assert row["area_m2"] == pytest.approx(shapely.area(town[4]))


def test_ground_in_conflict_is_given_to_exactly_one_grid():
    rng = np.random.default_rng(2)
    town = blocks(3)
    grids = shapely.buffer(town, rng.uniform(0, 30, len(town)), join_style="mitre")
    (settled, _), _ = settle(layer(grids), layer(town))
    assert shapely.area(settled).sum() == pytest.approx(shapely.union_all(grids).area, rel=1e-3)


def test_what_is_narrower_than_the_tolerance_is_left_to_conflation():
    town, wrong = overdrawn(by=1.5)
    _, (table, _) = settle(wrong, layer(town))
    assert table.empty


def test_a_clean_layer_comes_back_as_it_is():
    town = blocks(4)
    (settled, _), tables = settle(layer(town), layer(town[:8]))
    assert (settled == town).all()
    assert all(table.empty for table in tables)


def test_a_layer_in_which_all_grids_overlap_is_refused_by_name():
    town = blocks(6)
    pile = layer(shapely.buffer(shapely.centroid(town), 400))
    with pytest.raises(GridsOverlapEachOther) as raised:
        make_atoms({"city": layer(town), "police": pile}, TOLERANCE)
    assert raised.value.facts["layer"] == "police"


def test_settling_many_conflicts_can_be_cancelled_within_a_layer():
    town = blocks(4)
    grids = shapely.buffer(town, 15.0, join_style="mitre")
    layers = [ordered_units(layer(grids))]
    with pytest.raises(Cancelled):
        settle_conflicts(["0"], layers, TOLERANCE, cancel_beyond(0.5))


def test_a_frame_around_the_country_does_not_fill_the_memory(monkeypatch):
    places = []
    monkeypatch.setattr(
        "grid_planner.core.merging.conflicts.shapely.points",
        lambda place, points=shapely.points: places.append(len(place)) or points(place),
    )
    settle(layer(np.array([shapely.box(0, 0, 1e7, 1e7)])), layer(blocks(2)))
    assert max(places) <= 400_000
