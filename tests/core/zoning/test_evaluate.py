# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan is judged alike whoever made it: figures, and notes on units that do not fit together."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from grid_planner.core import errors
from grid_planner.core.params import EvaluationParams, PlanParams
from grid_planner.core.zoning.evaluate import evaluate_plan
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, squares
from tests.core.zoning.asking import town


def test_our_own_plans_break_nothing_and_measure_the_same():
    units = city(12, 12, 1, 4)
    plan = plan_grids(units, PlanParams(grid_count=40))
    evaluation = evaluate_plan(units.assign(grid_code=plan.grid_of_unit))
    assert evaluation.broken_rules.empty
    assert evaluation.figures == plan.figures
    assert evaluation.grids.drop(columns="geometry").equals(plan.grids.drop(columns="geometry"))


def test_our_own_plan_within_limits_measures_the_same_when_judged():
    units = town(1).assign(patrol_m=100.0)
    units["manager"] = np.where(units["households"] > 20, "x", "y")
    mean = units["households"].sum() / 22
    limits = f"households={0.6 * mean}..{1.4 * mean}"
    plan = plan_grids(units, PlanParams(grid_count=22, limits=limits))
    judged = evaluate_plan(
        units.assign(grid_code=plan.grid_of_unit), EvaluationParams(limits=limits)
    )
    assert judged.broken_rules.empty
    assert judged.figures == plan.figures


def test_figures_of_a_known_plan():
    units = squares([(0, 0), (1, 0), (0, 1), (1, 1)], [1, 1, 2, 2])
    units["grid_code"] = ["s", "s", "n", "n"]
    units["current_grid"] = ["s", "n", "n", None]
    figures = evaluate_plan(units).figures
    assert (figures.grids, figures.pieces_too_many, figures.units_moved) == (2, 0, 1)
    assert np.isclose(figures.balance_cv, 1 / 3)
    assert np.isclose(figures.max_deviation, 1 / 3)
    assert (figures.share_within_10, figures.share_within_25) == (0, 0)
    assert figures.cut_share == 0.5
    assert np.isclose(figures.compactness, 4 * np.pi * 2 / 36)
    assert figures.optimality_gap == -1


def test_a_plan_needs_its_field():
    units = city(4, 4, 1)
    with pytest.raises(errors.MissingField) as caught:
        evaluate_plan(units)
    assert caught.value.facts["field"] == "grid_code"
    with pytest.raises(errors.MissingCodes) as caught:
        evaluate_plan(units.assign(grid_code=None))
    assert caught.value.facts == {"layer": "units", "field": "grid_code", "count": len(units)}


def test_units_that_lie_over_each_other_are_noted():
    units = squares([(0, 0), (0.5, 0), (3, 0)]).assign(grid_code=["a", "b", "c"])
    notes = evaluate_plan(units).notes
    assert [(note.kind, note.facts) for note in notes] == [
        ("units_overlap", {"count": 2, "units": ["A", "B"]})
    ]
    assert not evaluate_plan(city(5, 5, 1).assign(grid_code="a")).notes


def test_grids_of_units_a_few_centimetres_apart_are_noted():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)])
    units["geometry"] = [
        shapely.affinity.translate(shape, 0.03 * i) for i, shape in enumerate(units.geometry)
    ]
    plan = plan_grids(units, PlanParams(grid_count=2))
    assert plan.grids["is_contiguous"].all()
    assert set(plan.grids.geom_type) == {"MultiPolygon"}
    assert [(note.kind, note.facts) for note in plan.notes] == [
        ("units_do_not_touch", {"count": 2})
    ]
    evaluation = evaluate_plan(units.assign(grid_code=["a", "a", "b", "c"]))
    assert evaluation.notes[0].facts == {"count": 1}


def test_islands_and_pieces_are_not_taken_for_gaps():
    units = squares([(0, 0), (1.2, 0), (1.2, 1), (3, 3)]).assign(grid_code=["a", "a", "a", "b"])
    params = EvaluationParams(bridge_distance=25)
    assert not evaluate_plan(units, params).notes
    assert not plan_grids(units, PlanParams(grid_count=2, bridge_distance=25)).notes
    apart = units.assign(grid_code=["a", "b", "b", "a"])
    assert not evaluate_plan(apart).notes
    far = shapely.affinity.translate(units.geometry[3], 0, 500)
    units["geometry"] = [*units.geometry[:3], units.geometry[3].union(far)]
    assert not evaluate_plan(units, params).notes
