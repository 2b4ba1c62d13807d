# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare two plans over the same units: which grids live on, which units move, what it does.

Codes alone do not tell what moved, because a new plan may number its grids anew. So each grid of
after is first matched with the one of before that it continues; a unit moves when its grid of after
does not continue its grid of before.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Ints
from ..errors import MissingCodes, MissingField, Notice
from ..labels import count_by_label, sum_by_label
from ..partition.matching import match_pairs
from ..progress import NULL_PROGRESS, Progress
from .links import link_units
from .measure import PlanFigures, measure_plan
from .remarks import find_lone_units, find_overlaps
from .table import LAYER, NONE, Labelled, UnitTable, labelled, read_units

BEFORE, AFTER = "before_grid", "after_grid"

GRID_KINDS = ("kept", "changed", "new", "dissolved")

TIE = 1e-9
"""Of matchings with equal workload in common, to this share of it, the one with more codes kept,
then more units, is taken."""


@dataclass(frozen=True)
class ComparisonFigures:
    """What changes in all. `workload_moved` in the unit of the workload.

    Grids of both plans: `kept` with the same units, `changed`, `new`, `dissolved`.
    """

    units_moved: int
    workload_moved: float
    grids_kept: int
    grids_changed: int
    grids_new: int
    grids_dissolved: int


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side.

    `units`: one row a unit in the order of the input, `moved`, `from_grid`, `to_grid`, `workload`
    and its geometry. Both codes are of before: a grid that lives on is called as it was, and a new
    one whose code was another grid's before gets a `*`. `grids`: one row a grid, `grid_before`,
    `grid_after`, `matched`, `kind` (kept, changed, new, dissolved), units and workload of before
    and after, `units_came`, `units_left`, `change_pct`. `grids_before`, `grids_after`: as in
    `Evaluation.grids`.
    """

    units: gpd.GeoDataFrame
    grids: pd.DataFrame
    figures: ComparisonFigures
    before: PlanFigures
    after: PlanFigures
    grids_before: gpd.GeoDataFrame
    grids_after: gpd.GeoDataFrame
    notes: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class _Match:
    """Units by their grid `before` and `after`; `successor` (index of after) of each old grid."""

    table: UnitTable
    before: Labelled
    after: Labelled
    successor: Ints

    @property
    def predecessor(self) -> Ints:
        """Old grid that each grid of after continues, `NONE` for new ones."""
        old = np.full(len(self.after.names), NONE, np.int64)
        lives = np.flatnonzero(self.successor != NONE)
        old[self.successor[lives]] = lives
        return old

    @property
    def stays(self) -> Flags:
        """Tell which units stay in a grid that lives on."""
        old, new = self.before.index, self.after.index
        return np.asarray((old != NONE) & (new != NONE) & (self.successor[old] == new))

    @property
    def moved(self) -> Flags:
        """Tell which units change their grid, get one or lose one."""
        return np.asarray(~self.stays & ((self.before.index != NONE) | (self.after.index != NONE)))


def compare_plans(units: gpd.GeoDataFrame, *, progress: Progress = NULL_PROGRESS) -> Comparison:
    """Say which units change their grid between two plans, whatever the grids are called.

    `units`: `geometry` in a metric CRS (m), `before_grid`, `after_grid`; optional `unit_code` and
    `workload` (any additive measure, the area when absent). Grids are matched one to one such that
    the workload that stays is the largest possible.

    Raises MissingField, MissingCodes, and the errors of `read_units`.
    """
    for column in (BEFORE, AFTER):
        if column not in units:
            raise MissingField(layer=LAYER, field=column)
    table = read_units(units)
    before, after = (labelled(units.iloc[table.order], column) for column in (BEFORE, AFTER))
    for plan, column in ((before, BEFORE), (after, AFTER)):
        if not plan.used:
            raise MissingCodes(layer=LAYER, field=column, count=len(table))
    progress.tick(1, 5)
    match = _Match(table, before, after, match_grids(table.workload, before, after))
    progress.tick(2, 5)
    links = link_units(table, None, None)
    progress.tick(3, 5)
    grids_before, figures_before = measure_plan(table, links, before, "", None, units.crs)
    progress.tick(4, 5)
    grids_after, figures_after = measure_plan(table, links, after, "", None, units.crs)
    grids = _grid_table(match)
    progress.tick(5, 5)
    return Comparison(
        units=_units_in_input_order(match, units),
        grids=grids,
        figures=_figures(match, grids),
        before=figures_before,
        after=figures_after,
        grids_before=grids_before,
        grids_after=grids_after,
        notes=(
            *find_lone_units(before, BEFORE),
            *find_lone_units(after, AFTER),
            *_notes(match),
            *find_overlaps(table),
        ),
    )


def match_grids(workload: Floats, before: Labelled, after: Labelled) -> Ints:
    """Return the grid of after that continues each grid of before, `NONE` for dissolved ones."""
    both = (before.index != NONE) & (after.index != NONE)
    pairs, place, units = np.unique(
        np.stack([before.index, after.index], axis=1)[both],
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    old, new = pairs.T
    shared = sum_by_label(place.ravel(), workload[both], len(pairs))
    same = np.array(before.names, object)[old] == np.array(after.names, object)[new]
    tie = same + units / units.max(initial=1)
    gain = shared / (shared.max(initial=0.0) or 1.0) + TIE * tie / len(before.names)
    return match_pairs(old, new, gain, len(before.names))


def _units_in_input_order(match: _Match, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    place = np.argsort(match.table.order)
    old_names = np.array([*match.before.names, None], object)
    return gpd.GeoDataFrame(
        {
            "moved": match.moved[place],
            "from_grid": old_names[match.before.index][place],
            "to_grid": _names_of_before(match)[match.after.index][place],
            "workload": match.table.workload[place],
        },
        geometry=units.geometry.to_numpy(),
        index=units.index,
        crs=units.crs,
    )


def _names_of_before(match: _Match) -> NDArray[np.object_]:
    """Return what each grid of after is called in the codes of before; None at the end."""
    known = set(match.before.names)
    names = [f"{name}*" if name in known else name for name in match.after.names]
    for new, old in enumerate(match.predecessor.tolist()):
        if old != NONE:
            names[new] = match.before.names[old]
    return np.array([*names, None], object)


def _grid_table(match: _Match) -> pd.DataFrame:
    """Return a row for each grid of before, in the order of its codes, and after them new ones."""
    table, before, after = match.table, match.before, match.after
    new = np.flatnonzero(match.predecessor == NONE)
    rows = len(before.names)
    old = np.concatenate([np.arange(rows), np.full(len(new), NONE)])
    successor = np.concatenate([match.successor, new])
    matched = (old != NONE) & (successor != NONE)
    frame = pd.DataFrame(
        {
            "grid_before": np.array([*before.names, None], object)[old],
            "grid_after": np.array([*after.names, None], object)[successor],
            "matched": matched,
        }
    )
    stayed = count_by_label(before.index[match.stays], rows)
    frame["units_before"] = np.append(_count(before), 0)[old]
    frame["units_after"] = np.append(_count(after), 0)[successor]
    frame["units_came"] = frame["units_after"] - np.append(stayed, 0)[old]
    frame["units_left"] = frame["units_before"] - np.append(stayed, 0)[old]
    frame["workload_before"] = np.append(_load(before, table.workload), np.nan)[old]
    frame["workload_after"] = np.append(_load(after, table.workload), np.nan)[successor]
    load = frame["workload_before"].where(frame["workload_before"] > 0)
    frame["change_pct"] = 100 * (frame["workload_after"] / load - 1)
    same = matched & (frame["units_came"] == 0) & (frame["units_left"] == 0)
    kind = np.select([same, matched, old == NONE], ["kept", "changed", "new"], "dissolved")
    frame.insert(3, "kind", kind.astype(object))
    return frame


def _count(plan: Labelled) -> Ints:
    return count_by_label(plan.index[plan.index != NONE], len(plan.names))


def _load(plan: Labelled, workload: Floats) -> Floats:
    placed = plan.index != NONE
    return sum_by_label(plan.index[placed], workload[placed], len(plan.names))


def _figures(match: _Match, grids: pd.DataFrame) -> ComparisonFigures:
    kinds = grids["kind"].value_counts()
    return ComparisonFigures(
        units_moved=int(match.moved.sum()),
        workload_moved=float(match.table.workload[match.moved].sum()),
        **{f"grids_{kind}": int(kinds.get(kind, 0)) for kind in GRID_KINDS},
    )


def _notes(match: _Match) -> list[Notice]:
    notes = []
    if not match.moved.any():
        notes.append(Notice("nothing_moved"))
    lives = np.flatnonzero(match.successor != NONE)
    pairs = [(match.before.names[i], match.after.names[match.successor[i]]) for i in lives]
    renamed = {old: new for old, new in pairs if old != new}
    if renamed:
        notes.append(Notice("grids_renamed", {"count": len(renamed), "codes": renamed}))
    for kind, plan in (
        ("units_without_grid_before", match.before),
        ("units_without_grid_after", match.after),
    ):
        bare = np.flatnonzero(plan.index == NONE)
        if len(bare):
            facts = {"count": len(bare), "units": match.table.codes_of(bare)}
            notes.append(Notice(kind, facts))
    return notes
