# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of two plans in words: what moves, how both plans measure, where, every grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .. import i18n
from ..core.report.before_after import histogram_pair, paired_bars
from ..core.report.charts import MapClass, polygon_map
from ..core.report.html import (
    Column,
    Part,
    Picture,
    Remark,
    Report,
    Section,
    Table,
    Tile,
    Tiles,
    render,
)
from ..i18n import language, translate
from .chart_words import chart_translate
from .field_table import field_aliases

if TYPE_CHECKING:
    from ..core.zoning.compare import Comparison
    from ..core.zoning.measure import PlanFigures

STAYS, OTHER, FRESH, BARE = "#eef1f2", "#f0a35e", "#7fbf7b", "#9e9ac8"
FINE = 3000  # units from which on their outlines would cover a map of this size
LINES = 300  # over the number of grids: the width of their outlines, in points


def comparison_report(result: Comparison, notes: Sequence[str]) -> str:
    """Return the report as HTML; `notes`: sentences about the comparison."""
    figures: list[Part] = [
        _figure_table(result.before, result.after),
        _bars(result),
        _histogram(result),
    ]
    sections = [
        Section(
            translate("GridPlanner", "What moves"),
            parts=[_tiles(result), *(Remark(note) for note in notes), _map(result)],
        ),
        Section(translate("GridPlanner", "Before and after"), parts=figures),
        _grids(result.grids),
    ]
    subtitle = translate("GridPlanner", "{before} grids before, {after} grids after")
    return render(
        Report(
            title=translate("GridPlanner", "Two plans compared"),
            subtitle=subtitle.format(before=result.before.grids, after=result.after.grids),
            sections=sections,
            language="zh-CN" if language() == "zh" else "en",
        )
    )


def _tiles(result: Comparison) -> Tiles:
    figures, units = result.figures, result.units
    load = float(units["workload"].sum())
    return Tiles(
        [
            Tile(
                translate("GridPlanner", "Units moved to another grid"),
                figures.units_moved,
                definition=translate(
                    "GridPlanner",
                    "Grids are matched by the workload they have in common: a new code alone moves"
                    " nothing.",
                ),
            ),
            Tile(
                translate("GridPlanner", "Share of units that move"),
                100 * figures.units_moved / len(units),
                "%",
                digits=1,
            ),
            Tile(
                translate("GridPlanner", "Share of the workload that moves"),
                100 * figures.workload_moved / load,
                "%",
                digits=1,
            ),
            Tile(translate("GridPlanner", "Grids with the same units"), figures.grids_kept),
            Tile(translate("GridPlanner", "Grids changed"), figures.grids_changed),
            Tile(translate("GridPlanner", "New grids"), figures.grids_new),
            Tile(translate("GridPlanner", "Grids dissolved"), figures.grids_dissolved),
        ]
    )


def _figure_table(before: PlanFigures, after: PlanFigures) -> Table:
    rows = [
        (translate("GridPlanner", "Number of grids"), "grids", 1, ""),
        (translate("GridPlanner", "Surplus pieces of grids"), "pieces_too_many", 1, ""),
        (
            translate("GridPlanner", "Coefficient of variation of the workload"),
            "balance_cv", 100, "%",
        ),
        (translate("GridPlanner", "Largest deviation of the workload"), "max_deviation", 100, "%"),
        (
            translate("GridPlanner", "Grids within {limit} % of the mean").format(limit=10),
            "share_within_10", 100, "%",
        ),
        (
            translate("GridPlanner", "Grids within {limit} % of the mean").format(limit=25),
            "share_within_25", 100, "%",
        ),
        (translate("GridPlanner", "Unit borders that are grid borders"), "cut_share", 100, "%"),
        (translate("GridPlanner", "Mean compactness"), "compactness", 1, ""),
    ]  # fmt: skip
    columns = [
        Column(translate("GridPlanner", "Figure")),
        Column(translate("GridPlanner", "Unit")),
        Column(translate("GridPlanner", "Before"), digits=2),
        Column(translate("GridPlanner", "After"), digits=2),
        Column(translate("GridPlanner", "Change"), digits=2),
    ]
    table = []
    for title, name, factor, unit in rows:
        old, new = factor * getattr(before, name), factor * getattr(after, name)
        table.append([title, unit, old, new, new - old])
    return Table(columns, table)


def _bars(result: Comparison) -> Picture:
    translate = chart_translate()
    names = {
        "balance_cv": translate("GridPlanner", "Variation of the workload"),
        "share_within_10": translate("GridPlanner", "Grids within 10 %"),
        "share_within_25": translate("GridPlanner", "Grids within 25 %"),
        "cut_share": translate("GridPlanner", "Borders between grids"),
        "compactness": translate("GridPlanner", "Compactness (circle: 100)"),
    }
    uri = paired_bars(
        list(names.values()),
        [100 * getattr(result.before, name) for name in names],
        [100 * getattr(result.after, name) for name in names],
        labels=(translate("GridPlanner", "Before"), translate("GridPlanner", "After")),
        x_label="%",
    )
    caption = i18n.translate("GridPlanner", "How even and compact the grids are before and after")
    return Picture(uri, caption)


def _histogram(result: Comparison) -> Picture:
    translate = chart_translate()
    uri = histogram_pair(
        result.grids_before["workload"],
        result.grids_after["workload"],
        labels=(translate("GridPlanner", "Before"), translate("GridPlanner", "After")),
        x_label=translate("GridPlanner", "Workload of a grid"),
        y_label=translate("GridPlanner", "Number of grids"),
    )
    caption = i18n.translate("GridPlanner", "How the workload is spread before and after")
    return Picture(uri, caption)


def _map(result: Comparison) -> Picture:
    translate = chart_translate()
    classes = [
        MapClass(translate("GridPlanner", "Stays in its grid"), STAYS),
        MapClass(translate("GridPlanner", "To another grid"), OTHER),
        MapClass(translate("GridPlanner", "To a new grid"), FRESH),
        MapClass(translate("GridPlanner", "Without a grid before or after"), BARE),
    ]
    present, place = np.unique(_kinds_of_moves(result), return_inverse=True)
    uri = polygon_map(
        result.units.geometry.to_numpy(),
        place,
        [classes[kind] for kind in present],
        outlines=result.grids_after.geometry.to_numpy(),
        edge_width=0.3 if len(result.units) < FINE else 0.0,
        outline_width=float(np.clip(LINES / len(result.grids_after), 0.15, 1.3)),
    )
    caption = i18n.translate("GridPlanner", "Units that move, within the grids of after")
    return Picture(uri, caption)


def _kinds_of_moves(result: Comparison) -> np.ndarray:
    """Return the place of each unit among the classes of the map."""
    units = result.units
    fresh = set(result.grids["grid_after"][result.grids["kind"] == "new"])
    to_new = units["to_grid"].isin(fresh | {f"{code}*" for code in fresh})
    bare = units["from_grid"].isna() | units["to_grid"].isna()
    conditions = [~units["moved"] & ~bare, bare, to_new]
    return np.select([c.to_numpy() for c in conditions], [0, 3, 2], 1)


def _grids(grids: pd.DataFrame) -> Section:
    """Return a row for each grid that is not as it was, those that exchange most units first."""
    changed = grids[grids["kind"] != "kept"]
    words = {
        "changed": translate("GridPlanner", "changed"),
        "new": translate("GridPlanner", "new"),
        "dissolved": translate("GridPlanner", "dissolved"),
    }
    digits = {
        "grid_before": None, "grid_after": None, "kind": None,
        "units_before": 0, "units_after": 0, "units_came": 0, "units_left": 0,
        "workload_before": 2, "workload_after": 2, "change_pct": 1,
    }  # fmt: skip
    aliases = field_aliases()
    columns = [Column(aliases.get(name, name), digits=d) for name, d in digits.items()]
    shown = changed.assign(kind=changed["kind"].map(words))[list(digits)]
    shown = shown.astype(object).where(shown.notna(), None)
    order = (changed["units_came"] + changed["units_left"]).sort_values(
        ascending=False, kind="stable"
    )
    rows = [list(row) for row in shown.loc[order.index].itertuples(index=False, name=None)]
    kept = translate("GridPlanner", "{count} grids keep all their units and are not listed.")
    text = kept.format(count=int((grids["kind"] == "kept").sum()))
    return Section(
        translate("GridPlanner", "Grids that change"), text, [Table(columns, rows)] if rows else []
    )
