# SPDX-License-Identifier: GPL-2.0-or-later
"""The check finds every broken rule, says where, and shares no code with the planner."""

from __future__ import annotations

import ast
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from grid_planner.core import errors
from grid_planner.core.params import EvaluationParams, PlanParams
from grid_planner.core.zoning import draft
from grid_planner.core.zoning.check import Rules, _wrong_counts
from grid_planner.core.zoning.evaluate import evaluate_plan
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.table import Labelled, read_units
from tests.core.blocks import city, pieces, squares
from tests.core.zoning.asking import wall

ZONING = Path(draft.__file__).parent


def broken(units, *args, **wishes):
    rules = evaluate_plan(units, *args, **wishes).broken_rules
    return dict(zip(rules["kind"], rules["facts"]))


def test_every_broken_rule_is_found_and_says_where():
    units = squares([(i, 0) for i in range(6)])
    units["grid_code"] = ["a", "b", "a", "c", "c", None]
    units["parent_code"] = ["P", "P", "P", "P", "Q", "Q"]
    units["keep_together"] = ["G", "G", None, None, None, None]
    found = broken(units, EvaluationParams(min_workload=1.5, max_workload=1.9))
    assert found["UnitWithoutGrid"] == {"units": ["F"]}
    assert found["GridInPieces"] == {"grid": "a", "pieces": 2, "units": ["C"]}
    assert found["GridAcrossParents"] == {"grid": "c", "parents": ["P", "Q"], "units": ["E"]}
    assert found["KeptTogetherSplit"] == {"group": "G", "grids": ["a", "b"], "units": ["B"]}
    assert found["GridBelowMinimum"] == {"grid": "b", "workload": 1.0, "limit": 1.5}
    assert found["GridAboveMaximum"]["limit"] == 1.9


def test_the_main_parent_of_a_grid_is_where_most_of_its_work_is():
    """Found by a user: of one unit each, the rule pointed at the heavy one."""
    units = squares([(i, 0) for i in range(4)], [1, 5, 5, 1])
    units["parent_code"] = ["P", "Q", "P", "Q"]
    units["grid_code"] = ["a", "a", "b", "b"]
    evaluation = evaluate_plan(units)
    strays = {facts["grid"]: facts["units"] for facts in evaluation.broken_rules["facts"]}
    assert strays == {"a": ["A"], "b": ["D"]}
    assert evaluation.grids["parent_code"].tolist() == ["Q", "P"]


def test_ties_for_the_main_parent_go_by_area_then_number_of_units_then_code():
    units = squares([(i, 0) for i in range(7)], [2, 2, 2, 1, 1, 3, 3])
    units["parent_code"] = ["P", "Q", "P", "Q", "Q", "Q", "P"]
    units["grid_code"] = ["area", "area", "units", "units", "units", "code", "code"]
    x, y = units.geometry.iloc[1].bounds[2:]
    thin = shapely.box(x - 100, y, x, y + 10)
    units.loc[1, "geometry"] = shapely.union(units.geometry.iloc[1], thin)
    units.loc[2, "geometry"] = shapely.union(
        units.geometry.iloc[2], shapely.box(x, y, x + 100, y + 100)
    )
    homes = evaluate_plan(units).grids.set_index("grid_code")["parent_code"].to_dict()
    assert homes == {"area": "Q", "units": "Q", "code": "P"}


def test_a_grid_that_only_a_barrier_joins_is_found():
    units = squares([(0, 0), (1, 0)]).assign(grid_code="a")
    assert broken(units) == {}
    barrier = wall((1, -1), (1, 2))
    assert broken(units, barriers=barrier) == {
        "GridAcrossBarrier": {"grid": "a", "pieces": 2, "units": ["B"]}
    }


def test_a_changed_lock_is_found():
    units = squares([(i, 0) for i in range(4)])
    units["current_grid"] = ["a", "a", "b", "b"]
    units["locked"] = [True, False, False, False]
    units["grid_code"] = ["a", "b", "b", "b"]
    assert broken(units) == {"LockChanged": {"grid": "a", "units": ["B"]}}
    units["grid_code"] = ["a", "a", "a", "b"]
    assert broken(units) == {"LockChanged": {"grid": "a", "units": ["C"]}}


def test_the_check_shares_no_code_with_the_making_of_a_plan():
    """Of this domain it sees, at any depth, the tables of units and borders, and limits as text."""
    seen, waiting = set(), ["check"]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        tree = ast.parse((ZONING / f"{module}.py").read_text(encoding="utf-8"))
        waiting += [
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level == 1
            for name in ([node.module] if node.module else [one.name for one in node.names])
        ]
    assert seen == {"check", "limits", "links", "barriers", "bridges", "table"}


@pytest.mark.parametrize("seed", range(6))
def test_pieces_are_those_that_geometry_shows(seed):
    """Counted from the polygons themselves, without the borders that the check was given."""
    units = city(7, 7, seed)
    rng = np.random.default_rng(seed)
    codes = np.array([f"g{k}" for k in rng.integers(0, 6, len(units))], object)
    rules = evaluate_plan(units.assign(grid_code=codes)).broken_rules
    found = {facts["grid"]: facts["pieces"] for facts in rules["facts"]}
    assert found == {code: n for code, n in pieces(units, codes).items() if n > 1}


def test_limits_counts_and_quotas_are_judged_where_asked_for():
    units = squares([(i, 0) for i in range(4)], [1, 2, 3, 6])
    units["grid_code"] = ["a", "a", "b", "c"]
    units["parent_code"] = ["P", "P", "P", "Q"]
    assert broken(units) == {}
    params = EvaluationParams(grid_count=4, ideal_workload=3, tolerance=50)
    found = broken(units, params, quota={"P": 2, "Q": 2})
    assert found == {
        "GridBeyondTolerance": {
            "grid": "c", "workload": 6.0, "wanted": 3.0, "deviation": 100.0, "tolerance": 50,
        },
        "GridCountMissed": {"asked": 4, "got": 3},
        "QuotaMissed": {"parent": "Q", "asked": 2, "got": 1},
    }  # fmt: skip
    with pytest.raises(errors.WorkloadLimitsCrossed):
        evaluate_plan(units, EvaluationParams(min_workload=3, max_workload=2))
    with pytest.raises(errors.UnknownQuotaParent):
        evaluate_plan(units, quota={"P": 2, "Q": 1, "R": 1})


def test_a_plan_beyond_limits_is_found_out():
    units = squares([(i, 0) for i in range(6)]).assign(households=[3, 3, 3, 1, 1, 1])
    units["grid_code"] = ["a", "a", "a", "b", "b", "c"]
    params = EvaluationParams(limits="households=2..8; unit_count=2..")
    evaluation = evaluate_plan(units, params)
    rules = evaluation.broken_rules
    found = [(kind, *facts.values()) for kind, facts in zip(rules["kind"], rules["facts"])]
    assert found == [
        ("QuantityAboveMaximum", "a", "households", 9.0, 8.0),
        ("QuantityBelowMinimum", "c", "households", 1.0, 2.0),
        ("QuantityBelowMinimum", "c", "unit_count", 1.0, 2.0),
    ]
    assert rules.geometry.notna().all()
    judged = evaluation.checklist.set_index("rule")["judged"]
    assert judged["QuantityAboveMaximum"]
    assert not evaluate_plan(units).checklist.set_index("rule")["judged"]["QuantityAboveMaximum"]


def test_the_checklist_says_what_could_not_be_judged():
    units = squares([(0, 0), (1, 0)]).assign(grid_code=["a", None])
    rules = evaluate_plan(units).checklist.set_index("rule")
    assert rules.index[rules["judged"]].tolist() == ["UnitWithoutGrid", "GridInPieces"]
    assert rules["broken"].to_dict()["UnitWithoutGrid"] == 1
    units = units.assign(parent_code="P", keep_together="G", current_grid="a", locked=[1, 0])
    params = EvaluationParams(
        min_workload=0, max_workload=9, limits="unit_count=0..9", tolerance=0, grid_count=1
    )
    barrier = wall((1, -1), (1, 2))
    everything = evaluate_plan(units, params, quota={"P": 1}, barriers=barrier).checklist
    assert everything["judged"].all()


def test_broken_rules_lie_where_the_units_do():
    units = squares([(i, 0) for i in range(6)])
    units["grid_code"] = ["a", "b", "a", "b", None, "b"]
    units["parent_code"] = ["P", "P", "P", "P", "Q", "Q"]
    params = EvaluationParams(max_workload=2, grid_count=7)
    found = evaluate_plan(units, params, quota={"P": 3, "Q": 4}).broken_rules
    assert set(found.columns) == {"kind", "facts", "grid_code", "geometry"}
    assert found.crs == units.crs
    inside = {
        row.kind: [] if row.geometry is None else units["unit_code"][units.intersects(row.geometry)]
        for row in found[found["grid_code"] != "a"].itertuples()
    }
    assert {kind: "".join(codes) for kind, codes in inside.items()} == {
        "UnitWithoutGrid": "E",
        "GridAcrossParents": "F",
        "GridInPieces": "DF",
        "GridAboveMaximum": "B",
        "GridCountMissed": "",
        "QuotaMissed": "E",
    }


def test_islands_in_one_grid_need_a_bridge():
    units = squares([(0, 0), (1.2, 0)]).assign(grid_code="a")
    assert "GridInPieces" in broken(units)
    assert broken(units, EvaluationParams(bridge_distance=25)) == {}


def test_a_plan_that_breaks_a_rule_is_never_a_result(monkeypatch):
    """Whatever goes wrong inside, the check stands between it and the user."""
    units = city(6, 6, 1, 4)

    def careless(problem, grids, params, progress):
        return np.arange(len(problem)) % int(grids.sum())

    monkeypatch.setattr(draft, "solve", careless)
    with pytest.raises(errors.PlanBreaksRules) as caught:
        plan_grids(units, PlanParams(grid_count=8))
    kinds = {rule["rule"] for rule in caught.value.facts["rules"]}
    assert {"GridInPieces", "GridAcrossParents"} <= kinds


def test_a_large_quota_is_counted_in_one_pass():
    count = 100_000
    units = squares([(i, 0) for i in range(4)])
    names = tuple(f"{i:06d}" for i in range(count))
    every = np.arange(count)
    table = replace(
        read_units(units),
        shapes=np.resize(units.geometry.to_numpy(), count),
        workload=np.ones(count),
        parent=Labelled(every // 2, names[: count // 2]),
    )
    grid = Labelled(every, names)
    rules = Rules(quota=dict.fromkeys(names[: count // 2], 2))
    before = time.perf_counter()
    assert _wrong_counts(table, grid, rules) == []
    assert time.perf_counter() - before < 2
