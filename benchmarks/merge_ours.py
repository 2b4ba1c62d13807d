# SPDX-License-Identifier: GPL-2.0-or-later
"""Ours: atoms, the whole chain, and the crosswalk once atoms exist.

A method works within the clock and returns what writes its result after it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import geopandas as gpd
import pandas as pd
from merge_task import Found, Task, write
from synthetic_departments import draw_departments

from grid_planner.core.coverage.audit import audit_coverage
from grid_planner.core.merging.atoms import make_atoms
from grid_planner.core.merging.crosswalk import common_ground, crosswalk_table
from grid_planner.core.merging.merge import merge_department_grids
from grid_planner.core.merging.overlay import crosswalk_layers
from grid_planner.core.params import AuditParams, CrosswalkParams, MergeParams

SMALL_TOWN = 25  # grids


def warm_up() -> None:
    """Compile what is compiled once, and load what is loaded late."""
    town = draw_departments(SMALL_TOWN)
    merge_department_grids(town.layers, MergeParams(), workload=town.workload())


def ours_atoms(task: Task, result: Path) -> Callable[[], Found]:
    laid = make_atoms(task.layers, task.tolerance, hard=task.hard)
    return partial(_leave_atoms, result, laid)


def ours(task: Task, result: Path) -> Callable[[], Found]:
    """Take the whole way."""
    params = MergeParams(
        weights=task.weights,
        grid_count=task.grids,
        balance=task.balance,
        tolerance=task.tolerance,
    )
    merged = merge_department_grids(task.layers, params, hard=task.hard, workload=task.workload)

    def leave() -> Found:
        merged.crosswalk.to_csv(result / "crosswalk.csv", index=False)
        zone = pd.factorize(merged.atoms["grid_code"])[0]
        found = _leave_atoms(result, merged.laid, merged.atoms.assign(zone=zone))
        write(merged.grids, result / "grids.gpkg")
        notes = sorted({notice.kind for notice in merged.notes})
        return {**found, "proved": merged.certificate.valid, "said": ", ".join(notes)}

    return leave


def _leave_atoms(result: Path, laid: object, atoms: gpd.GeoDataFrame | None = None) -> Found:
    arrangement = laid.arrangement
    if atoms is None:
        atoms = gpd.GeoDataFrame(geometry=arrangement.atoms)
    labels = {f"label_{number}": label for number, label in enumerate(arrangement.labels.T)}
    write(atoms.assign(**labels, hard=arrangement.hard), result / "atoms.gpkg")
    return {
        "tolerance": laid.tolerance,
        "suggested": laid.suggestion.kind if laid.suggestion else "given",
    }


def prepare_pieces(task: Task, _: Path) -> object:
    """Return what the chain holds once atoms exist: pieces and labels of the departments."""
    from grid_planner.core.graph import rook_adjacency
    from grid_planner.core.merging.crosswalk import Pieces

    atoms = task.more["atoms"]
    shapes = atoms.geometry.to_numpy()
    border = rook_adjacency(shapes)
    pieces = Pieces(
        atoms.area.to_numpy(),
        atoms.length.to_numpy(),
        atoms["workload"].to_numpy(),
        border.left,
        border.right,
        border.length,
    )
    labels = atoms.filter(regex=r"^label_\d+$").to_numpy()
    codes = [frame["code"].tolist() for frame in task.layers.values()]
    grids = [str(number) for number in range(int(atoms["zone"].max()) + 1)]
    return pieces, labels, atoms["zone"].to_numpy(), list(task.layers), codes, grids


def ours_from_atoms(prepared: object, result: Path) -> Callable[[], Found]:
    """Count the crosswalk of all departments."""
    pieces, labels, zone, names, codes, grids = prepared
    shares = [common_ground(pieces, label, zone, 0.0) for label in labels.T]
    table = crosswalk_table(shares, names, codes, grids)

    def leave() -> Found:
        table.to_csv(result / "crosswalk.csv", index=False)
        return {"rows": len(table)}

    return leave


def ours_layers(task: Task, result: Path) -> Callable[[], Found]:
    """Make the crosswalk of each department's layer as drawn to the unified grids."""
    grids = task.more["grids"].rename(columns={"grid_code": "code"})
    tables = [
        crosswalk_layers(frame, grids, CrosswalkParams(0.0)) for frame in task.layers.values()
    ]
    return lambda: {"rows": sum(len(table) for table in tables)}


def audit(task: Task, result: Path) -> Callable[[], Found]:
    """Find all flaws of the third layer."""
    found = audit_coverage(list(task.layers.values())[2], AuditParams())
    kinds = found.findings["kind"].value_counts()
    return lambda: {"said": ", ".join(f"{count} {kind}" for kind, count in kinds.items())}
