# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark of grids judges right, gives every method the same task, and says what failed."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import base_units_report
import grid_cases
import grid_methods
import grid_quality
import grid_report
import grid_runs
import grid_targets
import grid_towns
import peer_venv
import responsibility_grids
from grid_ours import square_town

TOWN = square_town(4)
QUARTERS = np.array([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3])
HALVES = np.repeat([0, 1], 8)


def test_four_equal_squares_are_even_whole_and_compact():
    quality = grid_quality.judge(TOWN, QUARTERS, 4)
    assert (quality.grids, quality.surplus, quality.crossings) == (4, 0, 0)
    assert (quality.cv, quality.maxdev, quality.in10) == (0, 0, 1)
    assert quality.cut == pytest.approx(8 / 24)
    assert quality.compactness == pytest.approx(np.pi / 4)


def test_a_grid_in_two_places_is_a_surplus_piece():
    grid = QUARTERS.copy()
    grid[[0, 15]] = grid[[15, 0]]
    assert grid_quality.judge(TOWN, grid, 4).surplus == 2


def test_grids_in_two_communities_are_counted():
    town = replace(TOWN, community=np.array([0] * 6 + [1] * 10))
    assert grid_quality.judge(town, QUARTERS, 4).crossings == 1
    assert grid_quality.judge(town, HALVES, 2).crossings == 1


def test_making_fewer_grids_than_asked_for_shows_in_the_deviation():
    quality = grid_quality.judge(TOWN, HALVES, 4)
    assert quality.maxdev == pytest.approx(1)
    assert quality.in25 == 0


def test_units_left_over_count_as_grids_of_their_own():
    grid = np.where(np.arange(16) < 2, -1, 0)
    assert grid_quality.judge(TOWN, grid, 1).grids == 3


def test_parts_hold_all_units_and_only_pairs_within():
    town = replace(TOWN, community=HALVES)
    part = town.parts(communities=True)
    parts = list(grid_towns.split(town, part, np.array([3, 1]), 0.03))
    assert sorted(np.concatenate([one.units for one in parts])) == list(range(16))
    assert [len(one.town.left) for one in parts] == [10, 10]
    assert {one.mean for one in parts} == {400}
    for one in parts:
        assert (one.town.workload == town.workload[one.units]).all()
        far = np.abs(one.units[one.town.left] - one.units[one.town.right])
        assert set(far.tolist()) == {1, 4}


def test_a_peer_sees_only_parts_where_it_has_a_choice():
    asked = []

    def divide(part, seed):
        asked.append((len(part.town), part.grids, seed))
        return np.arange(len(part.town)) % part.grids

    task = grid_runs.task_for(replace(TOWN, community=HALVES), 4, communities=True, tolerance=0.03)
    plan = grid_methods.part_by_part(grid_methods.Peer(divide, (), "peer"), task)
    assert asked == [(8, 2, 1), (8, 2, 1)]
    assert set(plan[:8]) == {0, 1}
    assert set(plan[8:]) == {2, 3}
    asked.clear()
    whole = replace(task, grids=np.array([1, 8]))
    plan = grid_methods.part_by_part(grid_methods.Peer(divide, (), "peer"), whole)
    assert asked == []
    assert len(set(plan[8:])) == 8


def test_a_task_comes_back_from_its_file(tmp_path):
    task = grid_runs.task_for(TOWN, 4, communities=False, tolerance=0.05, seconds=2)
    task.save(tmp_path / "task.npz")
    again = grid_methods.Task.load(tmp_path / "task.npz")
    assert (again.asked, again.communities, again.tolerance, again.seconds) == (4, False, 0.05, 2)
    for name, values in vars(task.town).items():
        assert (getattr(again.town, name) == values).all()


def test_ours_divides_a_square_town_into_squares():
    task = grid_runs.task_for(TOWN, 4, communities=False, tolerance=0.05)
    plan, took = grid_methods.OURS["ours"](task)
    quality = grid_quality.judge(TOWN, plan, 4)
    assert (quality.grids, quality.surplus, quality.maxdev) == (4, 0, 0)
    assert took["search_s"] >= 0


def test_what_stopped_a_method_is_said():
    assert "CPU s" in grid_runs.failure(256 - signal.SIGXCPU, "")
    assert grid_runs.failure(256 - signal.SIGSEGV, "") == "crashed (SIGSEGV)"
    assert grid_runs.failure(1, "Traceback\nValueError: no\n\n") == "ValueError: no"


def test_what_pip_could_not_install_has_its_reason():
    complaint = "WARNING: x\nERROR: No matching distribution for y\nERROR: more\n"
    assert peer_venv.reason(complaint) == "No matching distribution for y"
    assert peer_venv.reason("") == "pip gave no reason"


def test_a_peer_that_is_not_there_has_a_row_with_the_reason(tmp_path):
    runs = object.__new__(grid_runs.Runs)
    runs.folder, runs.lacking = tmp_path, {"kahip": "no wheel"}
    task = grid_runs.task_for(TOWN, 4, communities=False, tolerance=0.05)
    row = {"method": "KaHIP strong", **runs.row("kahip", task)}
    line = base_units_report.markdown(pd.DataFrame([row]), grid_report.COLUMNS).splitlines()[-1]
    assert line == "| KaHIP strong | not installed: no wheel |"


def test_every_method_has_a_title_and_every_goal_a_name():
    for method in grid_methods.PEERS:
        assert method in grid_cases.TITLES
    for target in grid_targets.TARGETS.values():
        assert target.method in grid_methods.OURS
        assert set(target.goals) <= set(grid_targets.FIGURES)


@pytest.mark.parametrize(
    ("sign", "got", "met"), [("≤", 0.2, True), ("≤", 0.3, False), ("≥", 0.2, False)]
)
def test_a_goal_is_met_on_its_side(sign, got, met):
    assert grid_targets.verdict("CV", (sign, 0.25), got)["met"] is met


def test_a_gap_that_was_not_proved_meets_no_goal():
    found = grid_targets.verdict("gap", ("≤", 0.0), -1)
    assert (found["got"], found["met"]) == ("not proved", False)


def test_a_plan_of_ours_in_pieces_fails_the_run_and_one_of_a_peer_does_not():
    good = {"asked": 4, "grids": 4, "surplus": 0, "crossings": np.nan}
    rows = [{"method": "grid_planner", **good}, {"method": "METIS", **good, "surplus": 3}]
    assert responsibility_grids.sound({"grids": pd.DataFrame(rows)})
    rows[0]["surplus"] = 1
    assert not responsibility_grids.sound({"grids": pd.DataFrame(rows)})


def test_grids_with_other_names_have_not_moved():
    assert grid_targets.share_moved(QUARTERS, (QUARTERS + 1) % 4, 4) == 0
    moved = QUARTERS.copy()
    moved[0] = 1
    assert grid_targets.share_moved(QUARTERS, moved, 4) == pytest.approx(1 / 16)


def test_methods_of_one_family_share_the_colour_and_differ_in_the_mark():
    looks = grid_report.looks_of(np.array(["METIS recursive", "METIS k-way", "KaHIP strong"]))
    assert looks["METIS recursive"][0] == looks["METIS k-way"][0] != looks["KaHIP strong"][0]
    assert looks["METIS recursive"][1] != looks["METIS k-way"][1]


def test_median_and_range_stand_in_one_cell():
    values = pd.Series([0.3, 0.1, 0.2])
    assert grid_report.ranged(values, "{:.1f}".format) == "0.2 (0.1–0.3)"
