# SPDX-License-Identifier: GPL-2.0-or-later
"""The towns that the benchmark of merging runs on, made up and real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
from merge_quality import edges_of
from merge_task import Task
from synthetic_departments import Departments, draw_departments

WEIGHTS = "1.5,1,1,1,1"  # those of the prototype
GRIDS = 0.7  # of those that a department has

SEATTLE, CAMBRIDGE = "seattle_depts.gpkg", "cambridge_ma.gpkg"
METRIC: Mapping[str, int] = {SEATTLE: 32610, CAMBRIDGE: 26986, "bad_coverage_maup.gpkg": 26913}
REAL: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "Seattle": (SEATTLE, {
        "beats": "spd_beats", "neighbourhoods": "spd_mcpp_areas",
        "schools": "sps_attendance_area_es", "council": "city_council_districts",
        "tracts": "census_tracts", "zips": "zip_codes",
    }),
    "Cambridge": (CAMBRIDGE, {
        "police": "publicsafety_policesectors", "fire": "publicsafety_fireenginedistricts",
        "sweeping": "dpw_streetsweepingdistricts", "wards": "elections_wardsprecincts",
        "parking": "traffic_visitorpermitboundaries",
    }),
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A task, and what is known of the truth: its borders (lines) and its number of atoms."""

    task: Task
    truth: np.ndarray | None = None
    atoms: int | None = None


def made_up(grids: int, *, departments: int = 5, dirty: bool = True) -> Case:
    """Return departments of `grids` grids each with communities and workload."""
    town = draw_departments(grids, departments=departments, dirty=dirty)
    task = Task(
        town.layers,
        town.communities(),
        town.workload(),
        weights=WEIGHTS if departments == 5 else "",
        grids=round(GRIDS * grids),
    )
    return Case(task, true_borders(town), town.atoms)


def true_borders(town: Departments) -> np.ndarray:
    """Return the borders that the departments meant, as straight pieces."""
    together = np.unique(town.labels, axis=0, return_inverse=True)[1].ravel()
    edges = edges_of(town.blocks)
    return edges.lines(edges.between(together))


def real(data: Path, name: str) -> Case:
    """Return departments of a real town as they were published."""
    file, layers = REAL[name]
    return Case(Task({short: layer(data, file, long) for short, long in layers.items()}))


def layer(data: Path, file: str, name: str) -> gpd.GeoDataFrame:
    """Return a published layer in metres, with its rows numbered as codes."""
    frame = gpd.read_file(data / file, layer=name).to_crs(METRIC[file])
    frame = frame[frame.geometry.notna() & ~frame.geometry.is_empty].reset_index(drop=True)
    return frame.assign(code=[f"{row:06d}" for row in range(len(frame))])
