# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan 510 grids of the 1,528-unit city that the peers were measured on, and judge the plan.

    python benchmarks/responsibility_grids_check.py CITY_DIR

CITY_DIR is the folder with the city's generator, `city.py`. The plan is judged by the generator's
own statistics, so the figures compare with those of the peers. Exits with 1 when the plan has
another number of grids, a grid in pieces, or one across communities. CPU seconds are those of the
whole of `plan_grids` and of the engine alone (split and annealing), after a first run that
compiles; with numba and without it. With PROVE, the gap to the proven optimum and the number of
communities closed within 60 s follow.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grid_planner.core import accelerate  # noqa: E402 - found only from here on
from grid_planner.core.params import PlanParams  # noqa: E402
from grid_planner.core.zoning import plan as planning  # noqa: E402

UNITS, GRIDS, CITY_SEED = 1528, 510, 7
PROOF_SECONDS = 60.0
PRIORITIES = ("balanced", "balance_first", "compact_first")
COLUMNS = {
    "pieces": "surplus pieces",
    "crossing": "crossing",
    "cv": "CV",
    "in10": "within 10 %",
    "in25": "within 25 %",
    "cut": "cut",
}


def load_city(folder: Path) -> ModuleType:
    """Import `city.py` from `folder` under a name of its own."""
    spec = importlib.util.spec_from_file_location("peers_city", folder / "city.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_units(city: dict) -> gpd.GeoDataFrame:
    """Return the city as the canonical frame of units."""
    return gpd.GeoDataFrame(
        {
            "unit_code": [f"{i:05d}" for i in range(city["n"])],
            "workload": city["w"],
            "parent_code": [f"441302001{i:03d}" for i in city["comm"]],
        },
        geometry=city["geom"],
        crs="EPSG:4547",
    )


class Stopwatch:
    """CPU seconds spent in the engine, whoever calls it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._solve = planning.solve
        planning.solve = self._timed

    def _timed(self, *args, **kwargs):
        start = time.process_time()
        zones = self._solve(*args, **kwargs)
        self.seconds = time.process_time() - start
        return zones


def measure(folder: Path, grids: int) -> list[dict]:
    """Plan with every priority and return one row of figures each."""
    generator = load_city(folder)
    city = generator.make_city(UNITS, seed=CITY_SEED)
    units = as_units(city)
    watch = Stopwatch()
    planning.plan_grids(units, PlanParams(grid_count=grids))
    rows = []
    for priority in PRIORITIES:
        start = time.process_time()
        plan = planning.plan_grids(units, PlanParams(grid_count=grids, priority=priority))
        seconds = time.process_time() - start
        labels = np.unique(plan.grid_of_unit.astype(str), return_inverse=True)[1]
        figures = generator.stats(city, labels, grids)
        row = {"priority": priority, "numba": accelerate.HAS_NUMBA, "grids": figures["zones"]}
        row |= {name: round(float(figures[key]), 3) for key, name in COLUMNS.items()}
        row |= {"engine s": round(watch.seconds, 2), "plan_grids s": round(seconds, 2)}
        rows.append(row)
    return rows


def measure_proof(folder: Path, grids: int) -> list[dict]:
    """Plan with proof and return one row of figures for each priority."""
    generator = load_city(folder)
    city = generator.make_city(UNITS, seed=CITY_SEED)
    units = as_units(city)
    planning.plan_grids(units, PlanParams(grid_count=grids, prove=True, time_limit=PROOF_SECONDS))
    rows = []
    for priority in PRIORITIES:
        params = PlanParams(
            grid_count=grids, priority=priority, prove=True, time_limit=PROOF_SECONDS
        )
        start, cpu = time.perf_counter(), time.process_time()
        plan = planning.plan_grids(units, params)
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
        labels = np.unique(plan.grid_of_unit.astype(str), return_inverse=True)[1]
        figures = generator.stats(city, labels, grids)
        facts = plan.notes[-1].facts
        row = {"priority": priority, "grids": figures["zones"]}
        row |= {name: round(float(figures[key]), 4) for key, name in COLUMNS.items()}
        row |= {"gap %": round(100 * plan.figures.optimality_gap, 3)}
        row |= {"closed": f"{facts['closed']}/{facts['parts']}"}
        rows.append(row | {"CPU s": round(cpu_seconds, 1), "wall s": round(seconds, 1)})
    return rows


def measure_without_numba(folder: Path, grids: int) -> list[dict]:
    """Do the same in a process that is not given numba."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), "--grids", str(grids), "--json"],
        env={**os.environ, accelerate.SWITCH: "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def main() -> int:
    """Print the table; return 1 when a plan breaks what every plan must keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("city_dir", type=Path)
    parser.add_argument("--grids", type=int, default=GRIDS)
    parser.add_argument("--json", action="store_true", help="print the rows of this process only")
    arguments = parser.parse_args()
    rows = measure(arguments.city_dir, arguments.grids)
    if arguments.json:
        print(json.dumps(rows))
        return 0
    if accelerate.HAS_NUMBA:
        rows += measure_without_numba(arguments.city_dir, arguments.grids)
    table = pd.DataFrame(rows)
    print(f"{UNITS} units, {arguments.grids} grids asked for, none across a community")
    print(table.to_string(index=False))
    proved = pd.DataFrame(measure_proof(arguments.city_dir, arguments.grids))
    print(f"With PROVE, {PROOF_SECONDS:g} s (gap -100: not proved)")
    print(proved.to_string(index=False))
    table = pd.concat([table, proved])
    kept = (
        (table["grids"] == arguments.grids)
        & (table["surplus pieces"] == 0)
        & (table["crossing"] == 0)
    )
    return 0 if kept.all() else 1


if __name__ == "__main__":
    sys.exit(main())
