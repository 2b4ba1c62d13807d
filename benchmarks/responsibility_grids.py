# SPDX-License-Identifier: GPL-2.0-or-later
"""Responsibility grids against the programs that partition maps and graphs, in one run.

    python benchmarks/responsibility_grids.py CITY_DIR [DATA_FOLDER]
        [--only grids grid-seeds grid-optimum grid-targets] [--target NAME ...] [--docs]
    GRID_PLANNER_NO_NUMBA=1 python benchmarks/responsibility_grids.py CITY_DIR \\
        --only grid-targets --target balanced

CITY_DIR is the folder with the city's generator, `city.py` (seed 7); DATA_FOLDER that of
`real_cities.py`, without it only made-up towns are planned. `grids` compares us with the peers,
`grid-seeds` over several seeds, `grid-optimum` with the proven optimum of small towns,
`grid-targets` holds us to what we promise. The peers go into a venv of their own,
build/peers-zoning-venv. Every method runs alone in a process; CPU seconds are those of the method
without reading and writing, peak memory is that of the whole process. --docs writes tables and
chart into docs/. Exits with 1 when a plan of ours breaks what every plan must keep.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))

from base_units_report import markdown, write_section
from grid_cases import compare, compare_optimum, compare_seeds
from grid_report import COLUMNS, OURS, chart, keeps_all
from grid_runs import Runs
from grid_targets import ALWAYS, EVERY, measure
from grid_towns import load_generator

SECTIONS = ("grids", "grid-seeds", "grid-optimum", "grid-targets")


def said(rows: Iterator[dict[str, object]]) -> pd.DataFrame:
    """Return the rows as a table, said as they come."""
    kept = []
    for row in rows:
        kept.append(row)
        print(markdown(pd.DataFrame([row]), COLUMNS).splitlines()[-1], flush=True)
    return pd.DataFrame(kept)


def sound(tables: dict[str, pd.DataFrame]) -> bool:
    """Say whether every plan of ours keeps what every plan must keep."""
    kept = True
    if "grids" in tables:
        ours = tables["grids"][tables["grids"]["method"].str.startswith(OURS)]
        kept &= bool(ours.apply(keeps_all, axis=1).all())
    if "grid-targets" in tables:
        always = tables["grid-targets"][tables["grid-targets"]["goal"] == ALWAYS]
        kept &= bool(always["met"].all())
    return kept


def main() -> int:
    """Run what was chosen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("city_dir", type=Path)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS)
    parser.add_argument("--target", nargs="+", choices=EVERY, default=EVERY)
    parser.add_argument("--docs", action="store_true")
    arguments = parser.parse_args()
    generator = load_generator(arguments.city_dir)
    tables = {}
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder))
        sections = {
            "grids": lambda: compare(runs, generator, arguments.data),
            "grid-seeds": lambda: compare_seeds(runs, generator),
            "grid-optimum": lambda: compare_optimum(runs, generator),
            "grid-targets": lambda: chain.from_iterable(
                measure(runs, generator, target) for target in arguments.target
            ),
        }
        for name in arguments.only:
            tables[name] = said(sections[name]())
    for name, table in tables.items():
        print(markdown(table, COLUMNS))
        if arguments.docs:
            write_section(name, table, COLUMNS)
    if arguments.docs and "grids" in tables:
        chart(tables["grids"])
    return 0 if sound(tables) else 1


if __name__ == "__main__":
    sys.exit(main())
