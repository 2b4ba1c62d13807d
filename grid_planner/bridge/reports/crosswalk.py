# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapter of a merging report on the crosswalk: which new grids each old one went into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...core.merging.changes import grid_changes
from ...core.report.html import Column, Section, Table
from ...core.report.measure import percent
from ...i18n import translate
from ..field_table import field_aliases
from .merging_measures import relation_names

if TYPE_CHECKING:
    from ...core.arrays import Flags
    from ...core.merging.merge import MergedGrids

MOST_ROWS = 200  # a few printed pages
MOST_PARTS = 20  # rows of an old grid: one over the whole town would be all that is seen
TEXTS = ("department", "old_code", "new_code", "relation")
SHARES = ("share_area_old", "share_area_new", "share_workload_old")


def crosswalk_section(result: MergedGrids) -> Section:
    """Return the chapter: all rows, or those of the old grids that change most."""
    table = result.crosswalk
    text = translate("GridPlanner", "Where each old grid went: {rows} rows.")
    if len(table) > MOST_ROWS:
        table = table[_changes_most(result)]
        text = translate(
            "GridPlanner",
            "Here are {shown} of {rows} rows: of the old grids in at most {parts} new ones, those"
            " of which most ground changes. All stand in the table Crosswalk.",
        )
    text = text.format(
        shown=len(table), rows=f"{len(result.crosswalk):,d}", parts=f"{MOST_PARTS:d}"
    )
    return Section(translate("GridPlanner", "Crosswalk"), text, [_table(table)])


def _table(crosswalk: pd.DataFrame) -> Table:
    aliases = field_aliases()
    columns: list[Column] = [
        *(aliases[name] for name in TEXTS),
        percent(translate("GridPlanner", "Of the old grid's area")),
        percent(translate("GridPlanner", "Of the new grid's area")),
        percent(translate("GridPlanner", "Of the old grid's workload")),
    ]
    shown = crosswalk[[*TEXTS, *SHARES]].astype(object)
    shown["relation"] = shown["relation"].map(relation_names())
    shown.loc[shown["new_code"].isna(), "share_area_new"] = None
    return Table(columns, shown.where(shown.notna(), None).to_numpy().tolist())


def _changes_most(result: MergedGrids) -> Flags:
    """Tell which rows of the crosswalk belong to the old grids that change most, all or none."""
    keys = ["department", "old_code"]
    changes = pd.concat(
        grid_changes(result.atoms, f"code_{name}").assign(department=name)
        for name in result.departments["department"]
    )
    moved = changes["gave_m2"] + changes["got_m2"]
    ranked = changes.assign(moved=moved).sort_values("moved", ascending=False, kind="stable")
    parts = result.crosswalk.groupby(keys).size()
    parts = parts.reindex(pd.MultiIndex.from_frame(ranked[keys]))
    parts = parts[parts <= MOST_PARTS]
    shown = parts.index[parts.cumsum() <= MOST_ROWS]
    return np.asarray(pd.MultiIndex.from_frame(result.crosswalk[keys]).isin(shown))
