# SPDX-License-Identifier: GPL-2.0-or-later
"""Compiled or plain, the kernels give the same plan, and compiling is told of once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grid_planner.core.accelerate import HAS_NUMBA, SWITCH

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import json
from grid_planner.core.accelerate import HAS_NUMBA
from grid_planner.core.params import PlanParams
from grid_planner.core.progress import Progress
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city

class Notes(Progress):
    kinds = []
    def note(self, notice):
        self.kinds.append(notice.kind)
    def sub(self, share):
        return self

units = city(12, 12, 5, 4)
plans = [
    plan_grids(
        units, PlanParams(grid_count=grids, priority=priority, **wishes), progress=Notes()
    ).grid_of_unit
    for grids, priority, wishes in (
        (40, "balanced", {}),
        (8, "balanced", {}),
        (10, "within_tolerance", {}),
        (30, "balance_first", {"max_workload": 900.0}),
        (30, "balanced", {"limits": "unit_count=2..6; area_m2=..70000"}),
        (36, "balanced", {"prove": True, "time_limit": 600.0}),
        (36, "balance_first", {"prove": True, "time_limit": 600.0}),
    )
]
units["current_grid"] = plans[0]
plans.append(plan_grids(units, PlanParams(grid_count=41, stability=0.3)).grid_of_unit)
told = Notes.kinds.count("compiling_kernels")
print(json.dumps([HAS_NUMBA, [list(plan) for plan in plans], told]))
"""


def run(**environment: str):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed")
def test_compiled_and_plain_runs_agree(tmp_path):
    compiled = run(NUMBA_CACHE_DIR=str(tmp_path), **{SWITCH: "0"})
    plain = run(**{SWITCH: "1"})
    assert (compiled[0], plain[0]) == (True, False)
    assert compiled[1] == plain[1]
    assert any(tmp_path.rglob("*.nbi"))
    assert not list((ROOT / "grid_planner").rglob("*.nbi"))
    assert (compiled[2], plain[2]) == (1, 0)  # the first run is told of, once
    assert run(NUMBA_CACHE_DIR=str(tmp_path), **{SWITCH: "0"})[2] == 0
