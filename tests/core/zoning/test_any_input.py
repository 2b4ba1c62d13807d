# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, codes and shapes that nobody means: each gets a plan that keeps the rules, or a name."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
import shapely

from grid_planner.core import errors
from grid_planner.core.params import PRIORITIES, EvaluationParams, PlanParams
from grid_planner.core.zoning.compare import compare_plans
from grid_planner.core.zoning.evaluate import evaluate_plan
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.table import labelled
from tests.core.blocks import city, squares
from tests.core.zoning.asking import refusal


@pytest.fixture(autouse=True)
def no_silent_overflow():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def block(workload=None):
    """Return twelve units in three rows."""
    return squares([(i % 4, i // 4) for i in range(12)], workload)


def judges(units):
    """Return what reads the workload of units: planning, evaluating and comparing."""
    planned = units.assign(grid_code="a", before_grid="a", after_grid="b")
    return (
        lambda: plan_grids(units, PlanParams(grid_count=4)),
        lambda: evaluate_plan(planned),
        lambda: compare_plans(planned),
    )


def test_bad_units_are_refused_with_their_codes():
    units = city(5, 5, 1)
    assert refusal(errors.EmptyInput, units.iloc[:0])["layer"] == "units"
    for value, problem in ((np.nan, "null"), (-1.0, "negative")):
        wrong = units.copy()
        wrong.loc[[2, 5], "workload"] = value
        facts = refusal(errors.BadWorkload, wrong)
        assert facts == {"problem": problem, "units": ["U0002", "U0005"]}
    assert refusal(errors.BadWorkload, units.assign(workload=0))["problem"] == "zero"
    twice = units.assign(unit_code=["A", "A", *units["unit_code"][2:]])
    assert refusal(errors.DuplicateCodes, twice)["codes"] == ["A"]
    bare = units.assign(unit_code=["", None, *units["unit_code"][2:]])
    assert refusal(errors.MissingCodes, bare)["count"] == 2
    orphan = units.assign(parent_code=[None, *units["parent_code"][1:]])
    facts = refusal(errors.MissingCodes, orphan)
    assert (facts["field"], facts["units"]) == ("parent_code", ["U0000"])
    shapeless = units.copy()
    shapeless.loc[3, "geometry"] = None
    assert refusal(errors.UnitsWithoutShape, shapeless)["units"] == ["U0003"]
    with pytest.raises(errors.OutOfRange):
        plan_grids(units, PlanParams(grid_count=3, stability=2.0))


@pytest.mark.parametrize("filler", [np.inf, 3.4e38, 1e300, np.finfo(float).max])
def test_fillers_for_no_value_are_named_as_too_large(filler):
    for ask in judges(block([1.0] * 11 + [filler])):
        with pytest.raises(errors.BadWorkload) as refused:
            ask()
        assert refused.value.facts == {"problem": "huge", "units": ["L"]}


@pytest.mark.parametrize("dust", [1e-200, 5e-324])
def test_workloads_too_small_to_be_any_are_zero(dust):
    for ask in judges(block([dust] * 12)):
        with pytest.raises(errors.BadWorkload) as refused:
            ask()
        assert refused.value.facts["problem"] == "zero"


@pytest.mark.parametrize("unit", [1e-20, 1e20])
@pytest.mark.parametrize("priority", PRIORITIES)
def test_the_unit_of_the_workload_does_not_matter(unit, priority):
    loads = [1.0, 0.0, 2.0, 3.0, 1.0, 1.0, 8.0, 2.0, 1.0, 0.0, 1.0, 4.0]
    params = PlanParams(grid_count=4, priority=priority)
    plans = [plan_grids(block([scale * x for x in loads]), params) for scale in (1.0, unit)]
    assert np.isclose(plans[0].figures.balance_cv, plans[1].figures.balance_cv)


@pytest.mark.parametrize("little", [1e-300, 1e-18])
def test_a_minimum_that_everything_reaches_is_no_obstacle(little):
    plan = plan_grids(block(), PlanParams(grid_count=4, min_workload=little))
    assert plan.figures.grids == 4


@pytest.mark.parametrize("little", [1e-29, 1e-18])
def test_an_ideal_workload_of_next_to_nothing_asks_for_every_unit_alone(little):
    plan = plan_grids(block(), PlanParams(ideal_workload=little))
    assert plan.figures.grids == 12
    assert np.isfinite(plan.grids["deviation"]).all()
    assert plan.notes[0].kind == "GridCountAdjusted"


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Polygon([(0, 0), (1, 1), (2, 2)]),
        shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
        shapely.Point(0, 0),
        None,
    ],
    ids=["flat", "bow tie", "point", "none"],
)
def test_units_without_area_are_named(shape):
    units = block()
    units.loc[3, "geometry"] = shape
    with pytest.raises(errors.UnitsWithoutShape) as refused:
        plan_grids(units, PlanParams(grid_count=2))
    assert refused.value.facts == {"units": ["D"]}


def test_codes_beyond_whole_numbers_stay_apart():
    frame = block().iloc[:3].assign(parent=pd.Series([1e300, 2e300, 3.0]))
    assert len(labelled(frame, "parent").names) == 3


def _random_wishes(rng, units):
    """Return units with fields and parameters of any kind, sensible or not."""
    count = len(units)
    loads = {
        "none": np.r_[5.0, np.zeros(count - 1)],
        "few": rng.integers(0, 3, count).astype(float),
        "one": np.r_[3.0 * count, np.ones(count - 1)],
        "uneven": rng.pareto(0.5, count),
    }
    units = units.assign(workload=loads[rng.choice(list(loads))])
    if rng.random() < 0.4:
        units = units.drop(columns="parent_code")
    if rng.random() < 0.5:
        units["current_grid"] = rng.choice(np.array(["a", "b", "c", None], object), count)
    if rng.random() < 0.3:
        units["keep_together"] = np.where(rng.random(count) < 0.8, None, "g").astype(object)
    grids = int(rng.integers(1, count + 1))
    mean = units["workload"].sum() / grids
    return units, PlanParams(
        grid_count=grids,
        stability=float(rng.choice([0, 0.5, 1])),
        priority=str(rng.choice(PRIORITIES)),
        tolerance=float(rng.choice([0, 5, 50])),
        max_workload=[None, None, 1.7 * mean][rng.integers(3)],
        min_workload=[None, None, 0.5 * mean][rng.integers(3)],
        bridge_distance=[None, 400.0][rng.integers(2)],
    )


@pytest.mark.parametrize("seed", range(25))
def test_any_wish_gets_a_plan_that_keeps_the_rules_or_a_named_error(seed):
    rng = np.random.default_rng(seed)
    units = city(5, 4, seed, communities=4)
    units = units[rng.random(len(units)) < 0.9].reset_index(drop=True)
    units, params = _random_wishes(rng, units)
    try:
        plan = plan_grids(units, params)
    except errors.PlanBreaksRules:
        raise
    except errors.GridPlannerError:
        return
    rules = {name: getattr(params, name) for name in ("grid_count", "min_workload", "max_workload")}
    rules["bridge_distance"] = params.bridge_distance
    judged = evaluate_plan(units.assign(grid_code=plan.grid_of_unit), EvaluationParams(**rules))
    assert judged.broken_rules.empty
    shuffled = units.sample(frac=1, random_state=seed)
    assert (plan_grids(shuffled, params).grid_of_unit == plan.grid_of_unit[shuffled.index]).all()
