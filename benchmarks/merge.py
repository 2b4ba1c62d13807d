# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging departments' grids against overlays, cleaners, consensus and crosswalks, in one run.

    python benchmarks/merge.py [DATA_FOLDER] [--only atoms grids crosswalk chain real large]
        [--sizes 1500 10000] [--times 3] [--docs]

DATA_FOLDER holds seattle_depts.gpkg, cambridge_ma.gpkg and bad_coverage_maup.gpkg; without it only
made-up towns are merged. `atoms` compares the pieces that all borders cut the ground into, `grids`
the unified grids with METIS, `crosswalk` the crosswalks; `chain` tells what the whole way takes,
`large` the same for 5 × 100,000 grids, `real` what it makes of real departments. The peers go into
build/peers-merging-venv and build/peers-merging-node. Every method runs alone in a process, ours
--times times (the median counts). All figures of quality are counted by `merge_quality.py`, none by
grid_planner. --docs writes the tables into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from base_units_report import markdown, write_section
from merge_cases import Cases
from merge_report import COLUMNS, verdicts
from merge_runs import Runs

SECTIONS = ("atoms", "grids", "crosswalk", "chain", "real", "large")
SIZES = (1_500, 10_000)


def said(rows: Iterator[dict[str, object]]) -> pd.DataFrame:
    """Return the rows as a table, said as they come."""
    kept = []
    for row in rows:
        kept.append(row)
        told = {COLUMNS[name][0]: row[name] for name in COLUMNS if name in row}
        print(", ".join(f"{name} {value}" for name, value in told.items()), flush=True)
    return pd.DataFrame(kept)


def main() -> int:
    """Run what was chosen; 1 when a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--docs", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder), arguments.times)
        cases = Cases(runs, arguments.data, tuple(arguments.sizes))
        tables = {name: said(getattr(cases, name)()) for name in arguments.only}
    goals = pd.DataFrame(verdicts(tables))
    for name, table in {**tables, "goals": goals}.items():
        print(f"\n{name}\n{markdown(table, COLUMNS)}")
        if arguments.docs and name != "goals":
            write_section(f"merge-{name}", table, COLUMNS)
    if arguments.docs and set(SECTIONS) <= set(tables):
        write_section("merge-goals", goals, COLUMNS)
    return 0 if goals.empty or goals["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
