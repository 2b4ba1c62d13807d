"""Codes of unified grids: told by community, read like a page, never given twice."""

from __future__ import annotations

import numpy as np

from grid_planner.core.merging.codes import Naming, communities_of, name_grids
from grid_planner.core.merging.incremental import codes_that_live_on

TOWN = ["441302001001", "441302001002", "441302002001"]


def naming(parents, places):
    return Naming([tuple(parent) for parent in parents], np.array(places, float), np.full(9, 100.0))


def test_serials_run_from_the_north_west_in_every_community():
    places = [(0, 0), (20, 0), (0, 20), (20, 20), (5, 5)]
    parents = [[TOWN[0]]] * 4 + [[TOWN[1]]]
    assert name_grids(naming(parents, places), {}, ()) == (
        "441302001001003",
        "441302001001004",
        "441302001001001",
        "441302001001002",
        "441302001002001",
    )


def test_a_code_that_was_ever_used_is_not_given_again():
    kept = {0: "441302001001001"}
    used = {"441302001001001", "441302001001004"}  # 002 and 003 went before anybody can remember
    parents = [[TOWN[0]]] * 3
    codes = name_grids(naming(parents, [(0, 0), (5, 0), (9, 0)]), kept, used)
    assert codes == ("441302001001001", "441302001001005", "441302001001006")


def test_a_grid_over_several_communities_counts_from_601_in_its_street():
    parents = [[TOWN[0], TOWN[1]], [TOWN[0], TOWN[1]], [TOWN[2]]]
    codes = name_grids(naming(parents, [(9, 0), (0, 0), (5, 0)]), {}, {"441302001601000"})
    assert codes == ("441302001603000", "441302001602000", "441302002001001")


def test_more_than_399_grids_over_several_communities_never_get_a_code_again():
    def across(count):
        places = np.column_stack([np.arange(count), np.zeros(count)])
        return Naming([(TOWN[0], TOWN[1])] * count, places, np.ones(count))

    used = name_grids(across(402), {}, ())
    assert len(set(used)) == 402
    assert not set(used) & set(name_grids(across(3), {}, used))


def test_without_communities_serials_stand_alone():
    assert name_grids(naming([[]] * 2, [(9, 0), (0, 0)]), {}, ()) == ("002", "001")


def test_serials_grow_beyond_three_digits():
    count = 1_200
    grids = Naming(
        [()] * count, np.column_stack([np.arange(count), np.zeros(count)]), np.ones(count)
    )
    codes = name_grids(grids, {}, ())
    assert len(set(codes)) == count
    assert codes[0] == "0001"


def test_communities_are_read_from_the_first_departments_codes():
    codes = tuple(f"{community}{number:03d}" for community in TOWN for number in (1, 2))
    zone = np.array([0, 0, 1, 1, 2])
    label = np.array([0, 1, 1, 2, -1])
    area = np.array([50.0, 50.0, 96.0, 4.0, 10.0])
    parents = communities_of(zone, label, codes, area, 3)
    assert parents == [(TOWN[0],), (TOWN[0],), ()]  # 4 % is how two surveyors differ
    area[3] = 40.0
    assert communities_of(zone, label, codes, area, 3)[1] == (TOWN[0], TOWN[1])
    assert communities_of(zone, label, ("A1", *codes[1:]), area, 3) == [()] * 3


def test_a_code_lives_on_where_most_ground_is_common_to_all_together():
    before = np.array([0, 0, 1, 1, 2, -1])
    zone = np.array([0, 1, 1, 2, 2, 3])
    area = np.array([60.0, 40.0, 55.0, 45.0, 100.0, 10.0])
    kept = codes_that_live_on(zone, before, area, ("A", "B", "C"))
    assert kept == {0: "A", 1: "B", 2: "C"}


def test_a_code_does_not_live_on_in_a_crumb():
    """A fifth of its ground is not the grid of before, though nobody else would have the code."""
    before, zone = np.array([0, 1, 0]), np.array([0, 0, 1])
    assert codes_that_live_on(zone, before, np.array([80.0, 100.0, 20.0]), ("A", "B")) == {0: "B"}
