"""Distances between divisions of one ground, and the search that makes them small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.accelerate import HAS_NUMBA, SWITCH
from grid_planner.core.merging.check import find_violations
from grid_planner.core.merging.measures import (
    evenness,
    measure_borders,
    nested_share,
    variation_of_information,
)
from grid_planner.core.partition.divisions import Divisions, distance_added, move_sizes
from tests.core.merging.label_town import town
from tests.core.merging.test_consensus import unify

ROOT = Path(__file__).resolve().parents[3]


def test_equal_divisions_tell_all_of_each_other():
    label = np.array([0, 0, 1, 2, 2])
    area = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert variation_of_information(label, 9 - label, area) == pytest.approx(0, abs=1e-12)
    assert nested_share(label, 9 - label, area) == 1


def test_the_distance_is_the_same_both_ways_and_that_of_the_textbook():
    one, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    area = np.ones(4)
    distance = variation_of_information(one, other, area)
    assert distance == variation_of_information(other, one, area)
    assert distance == pytest.approx(2 * np.log(2))  # independent halves: both entropies


def test_ground_that_a_department_leaves_out_does_not_count():
    one, other = np.array([0, 0, 1, -1]), np.array([0, 0, -1, 1])
    assert variation_of_information(one, other, np.ones(4)) == 0
    assert variation_of_information(one, np.full(4, -1), np.ones(4)) == 0


def test_borders_tell_how_many_departments_have_one_there():
    arrangement = town(2, 1, departments=3, grids=1, bare=0, outside=0, hard=1)
    arrangement.labels[:] = [[0, 0, 0], [1, 0, 1]]
    borders = measure_borders(arrangement, np.array([0, 1]), 2)
    assert (borders.length, borders.on_department) == (100.0, 100.0)
    assert borders.departments.tolist() == [2.0, 2.0]


def test_evenness_counts_grids_within_half_and_one_and_a_half_of_the_mean():
    assert evenness(np.array([10.0, 10.0, 10.0])) == (0.0, 1.0)
    assert evenness(np.array([1.0, 10.0, 19.0]))[1] == pytest.approx(1 / 3)


def test_the_check_finds_what_is_broken():
    grids = np.array(
        [
            shapely.box(0, 0, 1, 1),
            shapely.from_wkt("MULTIPOLYGON(((5 5,6 5,6 6,5 5)),((8 8,9 8,9 9,8 8)))"),
        ]
    )
    found = find_violations(
        grids, np.array([0, 0, 1, -1, 1]), np.array([0, 1, 1, 1, -1]), np.full(5, 7.0)
    )
    assert (found.across_hard, found.pieces_too_many) == (1, 1)
    assert (found.without_grid, found.outside) == (7.0, 7.0)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_move_changes_the_distance_by_what_it_says(seed):
    """Also after many moves, when the table of sums has been emptied and filled."""
    rng = np.random.default_rng(seed)
    nodes, zones, kinds = 40, 6, 3
    labels = rng.integers(-1, 5, (nodes, kinds))
    size = rng.integers(1, 50, nodes).astype(float)
    divisions = Divisions(labels, size, np.ones(kinds))
    zone = rng.integers(0, zones, nodes)
    told = divisions.told(zone, zones)

    def distance() -> float:
        total = 0.0
        for label in labels.T:
            own = label >= 0
            both = np.bincount(zone[own] * 5 + label[own], size[own])
            for sums, factor in ((np.bincount(zone[own], size[own]), 1), (both, -2)):
                total += factor * float((sums * np.log(np.maximum(sums, 1))).sum())
        return total

    for step in range(60):
        node = int(rng.integers(nodes))
        a, b = int(zone[node]), int(rng.integers(zones))
        if a == b:
            continue
        others = np.flatnonzero(zone == b)
        partner = int(rng.choice(others)) if step % 2 and len(others) else -1
        said = distance_added(node, partner, a, b, told)
        before = distance()
        zone[node] = b
        move_sizes(node, a, b, told)
        if partner >= 0:
            zone[partner] = a
            move_sizes(partner, b, a, told)
        assert said == pytest.approx(distance() - before, abs=1e-6)


PROGRAM = """
import json
from tests.core.merging.test_consensus import unify
from tests.core.merging.label_town import town
from tests.core.merging.test_consensus import unify
zone, _ = unify(town(8, 7, grids=12, seed=3), grid_count=14)
print(json.dumps(zone.tolist()))
"""


@pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed")
def test_compiled_and_plain_runs_agree():
    plain = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), SWITCH: "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    zone, _ = unify(town(8, 7, grids=12, seed=3), grid_count=14)
    assert json.loads(plain.stdout) == zone.tolist()
