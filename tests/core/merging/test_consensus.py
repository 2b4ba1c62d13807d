"""The rules of a unified grid, whatever the departments drew."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import TooFewGrids, TooManyGrids
from grid_planner.core.labels import sum_by_label
from grid_planner.core.merging.adopt import adopt_grids
from grid_planner.core.merging.balance import grids_of_parts
from grid_planner.core.merging.consensus import divide_ground
from grid_planner.core.merging.ground import lay_out
from grid_planner.core.merging.measures import evenness, measure_borders, variation_of_information
from grid_planner.core.params import MergeParams
from grid_planner.core.unions import coverage_union_by_label
from tests.core.merging.label_town import shuffled, squares, town

NAMES = [str(number) for number in range(50)]


def unify(arrangement, workload=None, weights=None, **wishes):
    """Return the zone of each atom and how many zones there are."""
    params = MergeParams(**wishes)
    workload = shapely.area(arrangement.atoms) if workload is None else workload
    weights = np.ones(arrangement.labels.shape[1]) if weights is None else np.array(weights)
    ground = lay_out(arrangement, workload, weights)
    grids = grids_of_parts(ground, params, 30, NAMES)
    zone = divide_ground(ground, grids, params)
    return np.where(ground.node >= 0, zone[ground.node], -1), int(zone.max()) + 1


def check_rules(arrangement, zone, count):
    inside = arrangement.hard >= 0
    assert (zone >= 0).tolist() == inside.tolist()  # every atom of the hard layer once, no other
    assert set(zone[inside]) == set(range(count))
    for grid in range(count):
        assert len(set(arrangement.hard[zone == grid])) == 1
    shapes = coverage_union_by_label(arrangement.atoms[inside], zone[inside], count)
    assert (shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON).all()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    grids=st.integers(12, 60),
    balance=st.floats(0, 1),
    hard=st.integers(1, 6),
    bare=st.floats(0, 0.5),
)
def test_every_grid_is_one_piece_of_one_community(seed, grids, balance, hard, bare):
    arrangement = town(10, 9, hard=hard, bare=bare, grids=12, seed=seed)
    with suppress(TooFewGrids, TooManyGrids):
        zone, count = unify(arrangement, grid_count=grids, balance=balance, seed=seed)
        assert count == grids
        check_rules(arrangement, zone, count)


def test_the_rows_of_the_atoms_do_not_matter():
    arrangement = town(seed=3)
    workload = np.random.default_rng(1).lognormal(0, 0.5, len(arrangement.atoms))
    zone, _ = unify(arrangement, workload, grid_count=35)
    for seed in (1, 2):
        other, order = shuffled(arrangement, seed)
        again, _ = unify(other, workload[order], grid_count=35)
        assert again.tolist() == zone[order].tolist()


def test_without_balance_grids_follow_the_borders_that_departments_agree_on():
    arrangement = town(20, 18, departments=1, bare=0, outside=0, hard=1, grids=40, seed=4)
    alike = replace(arrangement, labels=np.repeat(arrangement.labels, 3, axis=1))
    drawn = adopt_grids(lay_out(alike, shapely.area(alike.atoms), np.ones(3)), 0)
    on_border = []
    for balance in (0.0, 0.5, 1.0):
        zone, count = unify(alike, grid_count=int(drawn.max()) + 1, balance=balance)
        borders = measure_borders(alike, zone, count)
        on_border.append(borders.on_department / borders.length)
    assert on_border[0] > on_border[1] > on_border[2]
    assert on_border[0] > 0.9


def test_more_balance_makes_workloads_more_even():
    arrangement = town(20, 18, hard=2, grids=40, seed=7)
    workload = np.random.default_rng(2).lognormal(0, 0.5, len(arrangement.atoms))
    spread = []
    for balance in (0.0, 0.5, 1.0):
        zone, count = unify(arrangement, workload, grid_count=60, balance=balance)
        spread.append(evenness(sum_by_label(zone[zone >= 0], workload[zone >= 0], count))[0])
    assert spread[0] > spread[1] > spread[2]


def test_a_heavier_department_is_followed_more():
    arrangement = town(20, 18, hard=1, grids=40, bare=0, outside=0, seed=9)
    area = shapely.area(arrangement.atoms)
    distance = []
    for weight in (0.1, 1.0, 10.0):
        zone, _ = unify(arrangement, weights=[1, 1, 1, weight], grid_count=60, balance=0.25)
        distance.append(variation_of_information(zone, arrangement.labels[:, 3], area))
    assert distance[0] > distance[1] > distance[2]


def test_ground_of_nobody_falls_to_the_neighbour_with_the_longest_border():
    arrangement = town(3, 1, departments=1, grids=2, bare=0, outside=0, hard=1)
    atoms = np.array([shapely.box(0, 0, 1, 9), shapely.box(1, 0, 2, 3), shapely.box(1, 3, 2, 9)])
    arrangement = replace(
        arrangement,
        atoms=atoms,
        labels=np.array([[-1], [0], [1]]),
        hard=np.zeros(3, int),
        left=np.array([0, 0, 1]),
        right=np.array([1, 2, 2]),
        length=np.array([3.0, 6.0, 1.0]),
    )
    zone, count = unify(arrangement, grid_count=2)
    assert count == 2
    assert zone[0] == zone[2] != zone[1]


def test_ground_of_nobody_does_not_fall_across_the_hard_layer():
    arrangement = town(2, 1, departments=1, grids=1, bare=0, outside=0, hard=1)
    apart = replace(arrangement, labels=np.array([[0], [-1]]), hard=np.array([0, 1]))
    zone, count = unify(apart, grid_count=2)
    assert count == 2
    assert zone[0] != zone[1]


def test_a_maximum_workload_holds_where_atoms_allow_it():
    arrangement = town(20, 18, hard=3, grids=40, bare=0, seed=11)
    workload = np.random.default_rng(3).lognormal(0, 0.5, len(arrangement.atoms))
    zone, count = unify(arrangement, workload, max_workload=8.0)
    load = sum_by_label(zone[zone >= 0], workload[zone >= 0], count)
    alone = np.bincount(zone[zone >= 0]) == 1
    assert (load[~alone] <= 8.0 + 1e-9).all()
    check_rules(arrangement, zone, count)


def test_without_a_number_there_are_as_many_grids_as_departments_have():
    _, count = unify(town(seed=1))
    assert count == 30


@pytest.mark.parametrize(("asked", "error"), [(1, TooFewGrids), (10_000, TooManyGrids)])
def test_an_impossible_number_of_grids_is_refused(asked, error):
    with pytest.raises(error):
        unify(town(), grid_count=asked)


def test_workload_may_be_nothing_in_whole_communities():
    arrangement = town(hard=3, seed=2)
    workload = (arrangement.hard == 0).astype(float)
    zone, count = unify(arrangement, workload, grid_count=40)
    check_rules(arrangement, zone, count)


def test_one_atom_is_one_grid():
    arrangement = replace(
        town(1, 1, departments=1, grids=1, hard=1, bare=0, outside=0), atoms=squares(1, 1)
    )
    zone, count = unify(arrangement, grid_count=1)
    assert (zone.tolist(), count) == ([0], 1)
