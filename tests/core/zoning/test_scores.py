# SPDX-License-Identifier: GPL-2.0-or-later
"""The four scores of a grid: proximity, size, affinity, manageability, each as it is defined."""

from __future__ import annotations

import numpy as np
import pytest

from grid_planner.core.params import EvaluationParams, PlanParams
from grid_planner.core.zoning.evaluate import evaluate_plan
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import squares
from tests.core.zoning.asking import town, wall


def test_scores_of_known_grids():
    units = squares([(0, 0), (1, 0), (0, 1), (1, 1)], [1, 1, 2, 2])
    units["grid_code"] = "a"
    units["unit_class"] = ["RES", "RES", "COM", "COM"]
    units["keep_together"] = ["G", "G", None, None]
    grid = evaluate_plan(units, EvaluationParams(ideal_workload=5)).grids.iloc[0]
    assert np.isclose(grid["score_proximity"], 100)  # a square in one piece
    assert np.isclose(grid["score_size"], 80)  # 6 instead of 5
    assert np.isclose(grid["score_affinity"], 100 * (4 / 6 + 1) / 2)
    assert np.isclose(grid["score_manageability"], 70 * np.sqrt(2 / np.pi) + 30)


def test_the_score_of_size_counts_every_limited_quantity():
    units = squares([(i, 0) for i in range(4)]).assign(households=[4, 4, 2, 2])
    units["grid_code"] = ["a", "a", "b", "b"]
    params = EvaluationParams(limits="households=..5; unit_count=1..2")
    grids = evaluate_plan(units, params).grids.set_index("grid_code")
    over = 1 - (8 - 5) / 5
    assert grids["score_size"].to_dict() == pytest.approx(
        {"a": 100 * (1 + over + 1) / 3, "b": 100.0}
    )


def test_one_manager_a_grid_is_preferred_and_scored():
    units = squares([(i, j) for i in range(4) for j in range(4)])
    assert len(units) == 16
    managers = ["north" if k % 4 >= 2 else "south" for k in range(16)]
    managed = units.assign(manager=managers)
    plan = plan_grids(managed, PlanParams(grid_count=2, priority="compact_first"))
    assert (managed.groupby(plan.grid_of_unit)["manager"].nunique() == 1).all()
    assert plan.figures.score_affinity == 100
    across = units.assign(manager=["north" if k >= 8 else "south" for k in range(16)])
    judged = evaluate_plan(across.assign(grid_code=plan.grid_of_unit))
    assert judged.figures.score_affinity == pytest.approx(50)


def test_what_nobody_manages_goes_with_all():
    units = squares([(i, 0) for i in range(4)])
    units["grid_code"] = ["a", "a", "b", "b"]
    units["manager"] = ["x", None, None, None]
    assert evaluate_plan(units).figures.score_affinity == 100
    units["manager"] = ["x", "y", None, "x"]
    scores = evaluate_plan(units).grids.set_index("grid_code")["score_affinity"]
    assert scores.to_dict() == {"a": 50.0, "b": 100.0}


def test_manageability_counts_clear_borders_and_short_patrols_where_they_are_given():
    units = squares([(0, 0), (1, 0), (2, 0)]).assign(grid_code=["a", "b", "c"])
    plain = 70 * np.sqrt(2 / np.pi) + 30
    scores = evaluate_plan(units).grids["score_manageability"]
    assert np.allclose(scores, plain)
    barrier = wall((1, -1), (1, 2))
    scores = evaluate_plan(units, barriers=barrier).grids["score_manageability"]
    assert np.allclose(scores, (plain * 10 + 100 * 3 * np.array([1, 0.5, 0])) / 13)
    result = evaluate_plan(units.assign(patrol_m=[100.0, 400.0, None]))
    scores = result.grids["score_manageability"]
    assert np.allclose(scores, (plain * 10 + 100 * 7 * np.array([1, 500 / 3 / 400, 1])) / 17)
    assert [note.kind for note in result.notes] == ["amounts_missing"]
    assert np.isclose(result.figures.score_manageability, scores.mean())


def test_patrols_count_in_a_new_plan_as_in_an_evaluation():
    units = town(2, 8)
    rng = np.random.default_rng(1)
    walked = units.assign(patrol_m=rng.lognormal(6, 1, len(units)))
    bare, plan = (plan_grids(u, PlanParams(grid_count=12)) for u in (units, walked))
    assert (bare.grid_of_unit == plan.grid_of_unit).all()
    assert bare.figures.score_manageability != plan.figures.score_manageability
    judged = evaluate_plan(walked.assign(grid_code=plan.grid_of_unit))
    assert judged.figures.score_manageability == plan.figures.score_manageability
    wrong = walked.assign(patrol_m=[-1.0, *walked["patrol_m"][1:]])
    notes = plan_grids(wrong, PlanParams(grid_count=12)).notes
    assert [note.kind for note in notes if note.kind.startswith("amounts")] == ["amounts_negative"]
