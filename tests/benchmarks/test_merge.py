# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark of merging judges right by itself, and draws the same departments every time."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import merge_cases
import merge_methods
import merge_ours
import merge_peers
import merge_quality
import merge_report
import merge_towns
from merge_task import Task, read
from synthetic_departments import NAMES, draw_departments

SQUARES = np.array([shapely.box(x, y, x + 100, y + 100) for x in (0, 100) for y in (0, 100)])
COLUMNS = np.array([0, 0, 1, 1])


def layer(*shapes, crs=32650):
    codes = [str(number) for number in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes}, geometry=list(shapes), crs=crs)


def halves(where=100):
    return layer(shapely.box(0, 0, where, 200), shapely.box(where, 0, 200, 200))


def test_departments_are_the_same_every_time_and_about_as_many_grids_as_asked():
    one, other = draw_departments(100), draw_departments(100)
    assert list(one.layers) == list(NAMES)
    for name in NAMES:
        assert one.layers[name].geom_equals(other.layers[name]).all()
        assert 95 <= len(one.layers[name]) <= 110


def test_clean_departments_have_clean_layers_of_the_true_grids():
    town = draw_departments(60, dirty=False)
    for number, frame in enumerate(town.layers.values()):
        assert len(frame) == len(town.truth[number])
        found = merge_quality.flaws(frame.geometry.to_numpy(), town.truth[number])
        assert found["overlap"] < 1e-3
        assert found["gap"] == 0


def test_communities_hold_whole_grids_of_the_first_department():
    town = draw_departments(100)
    hard = town.communities().geometry.to_numpy()
    assert shapely.coverage_is_valid(hard)
    assert shapely.area(hard).sum() == pytest.approx(shapely.area(town.blocks).sum())


def test_edges_between_two_squares_are_one():
    edges = merge_quality.edges_of(SQUARES)
    inner = edges.right != merge_quality.NOBODY
    assert (len(inner), inner.sum()) == (12, 4)
    assert edges.between(COLUMNS).sum() == 10  # the two between the columns and the outer eight


def test_overlap_and_gap_are_counted_in_whole_square_millimetres():
    apart = np.array([shapely.box(0, 0, 100.001, 200), shapely.box(100, 0, 200, 200)])
    found = merge_quality.flaws(apart, apart)
    assert (found["overlap"], found["whole"]) == (0.2, True)
    ring = shapely.box(0, 0, 300, 300) - shapely.box(100, 100, 200, 200)
    ground = np.array([shapely.box(0, 0, 300, 300)])
    assert merge_quality.flaws(np.array([ring]), ground)["gap"] == pytest.approx(10_000)
    assert merge_quality.flaws(np.array([ring]), np.array([ring]))["gap"] == 0


def test_a_border_that_was_laid_aside_has_moved():
    drawn = halves(104)
    layers = {"one": halves(), "two": drawn.set_geometry(drawn.segmentize(100))}
    labels = np.column_stack([COLUMNS, COLUMNS])
    found = merge_quality.judge_atoms(SQUARES, layers, labels, 5.0)
    assert found["moved"] == pytest.approx(4)
    assert found["within"] == 1
    assert (found["pieces"], found["slivers"], found["gap"]) == (4, 0, 0)


def test_grids_in_two_pieces_or_communities_are_counted():
    labels = COLUMNS[:, None]
    task = Task({"one": halves()}, hard=layer(*SQUARES[:2], shapely.box(100, 0, 200, 200)))
    good = merge_quality.judge_grids(SQUARES, np.arange(4), labels, task, 1.0)
    assert (good["surplus"], good["across"], good["gap"], good["cv"]) == (0, 0, 0, 0)
    assert good["on_department"] == pytest.approx(0.5)
    crossed = merge_quality.judge_grids(SQUARES, np.array([0, 1, 1, 0]), labels, task, 1.0)
    assert (crossed["surplus"], crossed["across"]) == (2, 2)


def test_variation_of_information_is_nought_for_equal_divisions_only():
    area = np.ones(4)
    assert merge_quality.variation_of_information(COLUMNS, 5 - COLUMNS, area) == pytest.approx(0)
    rows = np.array([0, 1, 0, 1])
    apart = merge_quality.variation_of_information(COLUMNS, rows, area)
    assert apart == pytest.approx(2 * np.log(2))


def test_ours_leaves_what_is_judged(tmp_path):
    case = merge_towns.made_up(40)
    case.task.save(tmp_path / "task")
    task = Task.load(tmp_path / "task")
    assert list(task.layers) == list(NAMES)
    found = merge_ours.ours(task, tmp_path)()
    atoms = read(tmp_path / "atoms.gpkg")
    zone, labels = atoms["zone"].to_numpy(), merge_cases._labels(atoms)
    shapes = atoms.geometry.to_numpy()
    tolerance = found["tolerance"]
    pieces = merge_quality.judge_atoms(shapes, task.layers, labels, tolerance, case.truth)
    assert (pieces["gap"], pieces["overlap"]) == (0, 0)
    grids = merge_quality.judge_grids(shapes, zone, labels, task, tolerance)
    assert (grids["surplus"], grids["across"], grids["gap"], grids["overlap"]) == (0, 0, 0, 0)
    table = pd.read_csv(tmp_path / "crosswalk.csv", dtype={"old_code": str, "new_code": str})
    judged = merge_quality.judge_crosswalk(table, atoms, 0.5 * tolerance)
    assert judged["off"] < 1e-9
    held = replace(task, more={"atoms": atoms[atoms["zone"] >= 0]})
    counted = merge_ours.ours_from_atoms(merge_ours.prepare_pieces(held, tmp_path), tmp_path)()
    dissolved = int((table["relation"] == "dissolved").sum())  # a row without ground
    assert counted["rows"] >= judged["rows"] - dissolved
    graph, work, grids_asked = merge_peers.atom_graph(held, tmp_path)
    assert (graph != graph.T).nnz == 0  # METIS asks for it
    assert len(work) == graph.shape[0]
    assert grids_asked == task.grids


@pytest.mark.parametrize("method", ["naive_union", "grid_union", "overlay"])
def test_overlays_cut_two_crossing_layers_into_four_pieces(method, tmp_path):
    rows = layer(shapely.box(0, 0, 200, 100), shapely.box(0, 100, 200, 200))
    getattr(merge_peers, method)(Task({"one": halves(), "two": rows}), tmp_path)()
    assert len(read(tmp_path / "atoms.gpkg")) == 4


def test_every_method_that_is_named_exists():
    for method in merge_methods.OURS:
        assert callable(getattr(merge_ours, method))
    for method in {*merge_cases.OVERLAYS, *merge_cases.CROSSWALKS} - set(merge_methods.OURS):
        assert callable(getattr(merge_peers, method))


def test_goals_are_asked_of_ours_alone_and_on_their_side():
    rows = [
        {"case": "5 × 1,500", "method": "grid_planner", "of_truth": 1.1},
        {"case": "5 × 1,500", "method": "union of all borders", "of_truth": 34.6},
    ]
    found = list(merge_report.verdicts({"atoms": pd.DataFrame(rows)}))
    assert [row["met"] for row in found] == [False]
    for goal in merge_report.GOALS:
        assert goal.column in merge_report.COLUMNS
