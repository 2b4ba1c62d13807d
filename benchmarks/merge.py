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
grid_planner. Rows are kept in build/merge-results, newer ones in place of older ones, so a part can
be run again; --docs writes all that are kept into docs/benchmarks.md (with a bare --only: no more
than that).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from base_units_report import markdown, write_section
from merge_cases import Cases
from merge_peers import BUILD
from merge_report import COLUMNS, verdicts
from merge_runs import Runs

SECTIONS = ("atoms", "grids", "crosswalk", "chain", "real", "large")
SIZES = (1_500, 10_000)


KEPT = BUILD / "merge-results"


def kept(section: str) -> pd.DataFrame:
    """Return the rows of a section that runs have left."""
    file = KEPT / f"{section}.json"
    return pd.read_json(file, orient="records") if file.exists() else pd.DataFrame()


def keep(section: str, row: dict[str, object]) -> None:
    """Say the row and keep it, in place of one with the same case and method."""
    told = {COLUMNS[name][0]: COLUMNS[name][1](row[name]) for name in COLUMNS if name in row}
    print(", ".join(f"{name} {value}" for name, value in told.items()), flush=True)
    table = kept(section)
    if len(table):
        table = table[(table["case"] != row["case"]) | (table["method"] != row["method"])]
    KEPT.mkdir(parents=True, exist_ok=True)
    pd.concat([table, pd.DataFrame([row])]).to_json(
        KEPT / f"{section}.json", orient="records", double_precision=15
    )


def main() -> int:
    """Run what was chosen; 1 when a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--docs", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder), arguments.times)
        cases = Cases(runs, arguments.data, tuple(arguments.sizes))
        for section in arguments.only:
            for row in getattr(cases, section)():
                keep(section, row)
    tables = {section: kept(section) for section in SECTIONS}
    goals = pd.DataFrame(verdicts(tables))
    for section, table in {**tables, "goals": goals}.items():
        if section in arguments.only or section == "goals":
            print(f"\n{section}\n{markdown(table, COLUMNS)}")
        if arguments.docs and len(table):
            write_section(f"merge-{section}", table, COLUMNS)
    return 0 if goals.empty or goals["met"].all() else 1


if __name__ == "__main__":
    sys.exit(main())
