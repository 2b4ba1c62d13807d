# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparisons with the peers: the same town and number of grids for every method."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import grid_towns
import pandas as pd
from grid_methods import Task
from grid_report import OURS, percent, ranged, three
from grid_runs import Runs, task_for

UNITS, GRIDS, LARGE_GRIDS = 1_528, 510, 60
TOLERANCE, SMALL_TOLERANCE = 0.03, 0.05  # .03: what METIS and KaHIP do by themselves
ROUNDING = 1e-9
SEEDS = range(1, 6)
SMALL_TOWNS = {(64, 8): 2.0, (60, 12): 10.0, (49, 5): 120.0}
"""Units and grids, and seconds within which the optimum shall be proved."""
TITLES: Mapping[str, str] = {
    "ours": OURS,
    "ours_balance_first": f"{OURS}, balance first",
    "ours_compact_first": f"{OURS}, compact first",
    "ours_within_tolerance": f"{OURS}, within ±3 %",
    "metis_recursive": "METIS recursive",
    "metis_kway": "METIS k-way, contiguous",
    "kahip": "KaHIP strong",
    "gerrychain": "GerryChain",
    "spopt_maxp": "spopt max-p",
    "spopt_azp": "spopt AZP",
    "spopt_ward": "spopt Ward",
    "geoda_maxp": "GeoDa max-p",
    "geoda_azp": "GeoDa AZP",
    "geoda_skater": "GeoDa SKATER",
}
OURS_SMALL_GRIDS = ("ours", "ours_balance_first", "ours_compact_first")
OURS_LARGE_GRIDS = ("ours", "ours_within_tolerance")
OPTIMUM_COLUMNS = (
    "case", "method", "grids", "surplus", "maxdev", "cut", "above", "keeps", "cpu_s", "note",
)  # fmt: skip
PEERS = tuple(method for method in TITLES if not method.startswith("ours"))
WITH_TOLERANCE = ("ours", "ours_within_tolerance", "metis_recursive", "metis_kway", "kahip")


def tasks(generator: ModuleType, data: Path | None) -> Iterator[tuple[str, Task]]:
    """Yield the cases; those of real streets where there are data."""
    town = grid_towns.made_up(generator, UNITS)
    for asked, communities in ((GRIDS, True), (GRIDS, False), (LARGE_GRIDS, False)):
        where = "in communities" if communities else "free"
        name = f"{UNITS:,} → {asked} {where}"
        yield name, task_for(town, asked, communities=communities, tolerance=TOLERANCE)
    if data is None:
        return
    for make, communities in ((grid_towns.shanghai, False), (grid_towns.cambridge, True)):
        town = make(data)
        asked = round(len(town) / grid_towns.UNITS_A_GRID)
        name = f"{make.__name__.capitalize()}, {len(town):,} → {asked}"
        yield name, task_for(town, asked, communities=communities, tolerance=TOLERANCE)


def compare(runs: Runs, generator: ModuleType, data: Path | None) -> Iterator[dict[str, object]]:
    """Yield a row of figures for each case and method."""
    for name, task in tasks(generator, data):
        large = len(task.town) > grid_towns.UNITS_A_GRID * 2 * task.asked
        for method in (*(OURS_LARGE_GRIDS if large else OURS_SMALL_GRIDS), *PEERS):
            yield {"case": name, "method": TITLES[method], **runs.row(method, task)}


def compare_seeds(runs: Runs, generator: ModuleType) -> Iterator[dict[str, object]]:
    """Yield median and range over several seeds where grids are large."""
    town = grid_towns.made_up(generator, UNITS)
    task = task_for(town, LARGE_GRIDS, communities=False, tolerance=TOLERANCE)
    for method in WITH_TOLERANCE:
        found = pd.DataFrame([runs.row(method, task, seed) for seed in SEEDS])
        yield {
            "method": TITLES[method],
            "seeds": len(SEEDS),
            "surplus": found["surplus"].max(),
            "maxdev_range": ranged(found["maxdev"], percent),
            "cut_range": ranged(found["cut"], three),
            "cpu_s": found["cpu_s"].median(),
        }


def compare_optimum(runs: Runs, generator: ModuleType) -> Iterator[dict[str, object]]:
    """Yield how far from the shortest possible borders the plans of small towns are."""
    for (units, asked), seconds in SMALL_TOWNS.items():
        town = grid_towns.made_up_small(generator, units)
        task = task_for(
            town, asked, communities=False, tolerance=SMALL_TOLERANCE, seconds=2 * seconds
        )
        best = runs.row("ours_proved", task)
        proved = best.get("gap") == 0
        note = f"proved, goal {seconds:g} s" if proved else "not proved"
        rows = {f"{OURS}, proved": {**best, "note": note}}
        for method in ("metis_recursive", "metis_kway", "kahip", "gerrychain"):
            rows[TITLES[method]] = runs.row(method, task)
        for title, row in rows.items():
            named = {"case": f"{units} → {asked} ±5 %", "method": title, **row}
            if "cut" in row:
                named["keeps"] = keeps_tolerance(row, SMALL_TOLERANCE)
                comparable = proved and named["keeps"]
                named["above"] = row["cut"] / best["cut"] - 1 if comparable else None
            yield {name: named[name] for name in OPTIMUM_COLUMNS if name in named}


def keeps_tolerance(row: Mapping[str, object], tolerance: float) -> bool:
    """Say whether all grids asked for are there, in one piece and within the tolerance."""
    whole = row["grids"] == row["asked"] and row["surplus"] == 0
    return bool(whole and row["maxdev"] <= tolerance + ROUNDING)
