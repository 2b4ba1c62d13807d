# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of two plans: what moves, how both plans measure, where, every grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...core.report.charts.bars import paired_bars
from ...core.report.charts.histogram import histogram_pair
from ...core.report.charts.polygon_map import MapClass, polygon_map
from ...core.report.html import Chart, Part, Remark, Report, Section, Table, Tiles
from ...core.report.measure import Measure, percent
from ...core.report.theme import NEUTRAL
from ...i18n import translate
from .plan_measures import plan_measures
from .tables import frame_table

if TYPE_CHECKING:
    from ...core.zoning.compare import Comparison
    from ...core.zoning.measure import PlanFigures

OTHER, FRESH, BARE = "#f0a35e", "#7fbf7b", "#9e9ac8"
FINE = 3000  # units from which on their outlines would cover a map of this size
LINES = 300  # over the number of grids: the width of their outlines, in points

PERCENTAGES = ("balance_cv", "share_within_10", "share_within_25", "cut_share")
COMPARED = ("grids", "pieces_too_many", "max_deviation", *PERCENTAGES, "compactness")
GRID_COLUMNS = (
    "grid_before", "grid_after", "kind", "units_before", "units_after", "units_came", "units_left",
    "workload_before", "workload_after", "change_pct",
)  # fmt: skip


def comparison_report(result: Comparison, notes: Sequence[str]) -> Report:
    """Return the chapters on two plans; `notes`: sentences about the comparison."""
    moves: list[Part] = [_tiles(result), *map(Remark, notes), _map(result)]
    figures: list[Part] = [_table(result.before, result.after), _bars(result), _histogram(result)]
    subtitle = translate("GridPlanner", "{before} grids before, {after} grids after")
    return Report(
        translate("GridPlanner", "Two plans compared"),
        subtitle.format(before=result.before.grids, after=result.after.grids),
        [
            Section(translate("GridPlanner", "What moves"), parts=moves),
            Section(translate("GridPlanner", "Before and after"), parts=figures),
            _grids(result.grids),
        ],
    )


def _tiles(result: Comparison) -> Tiles:
    figures, units = result.figures, result.units
    values = {
        "units_moved": figures.units_moved,
        "units_share": figures.units_moved / len(units),
        "workload_share": figures.workload_moved / float(units["workload"].sum()),
        "grids_kept": figures.grids_kept,
        "grids_changed": figures.grids_changed,
        "grids_new": figures.grids_new,
        "grids_dissolved": figures.grids_dissolved,
    }
    return Tiles([(measure, values[name]) for name, measure in _measures().items()])


def _measures() -> dict[str, Measure]:
    """Return the measures of `ComparisonFigures` by their names there, and shares of the whole."""
    return {
        "units_moved": Measure(
            translate("GridPlanner", "Units moved to another grid"),
            definition=translate(
                "GridPlanner",
                "Grids are matched by the workload they have in common: a new code alone moves"
                " nothing.",
            ),
        ),
        "units_share": percent(translate("GridPlanner", "Share of units that move")),
        "workload_share": percent(translate("GridPlanner", "Share of the workload that moves")),
        "grids_kept": Measure(translate("GridPlanner", "Grids with the same units")),
        "grids_changed": Measure(translate("GridPlanner", "Grids changed")),
        "grids_new": Measure(translate("GridPlanner", "New grids")),
        "grids_dissolved": Measure(translate("GridPlanner", "Grids dissolved")),
    }


def _table(before: PlanFigures, after: PlanFigures) -> Table:
    measures = plan_measures()
    numbers = [Measure(title) for title in (*_states(), translate("GridPlanner", "Change"))]
    rows = []
    for name in COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        measure = measures[name]
        change = replace(measure, signed=True).text(new - old)
        rows.append([measure, measure.text(old), measure.text(new), change])
    return Table([translate("GridPlanner", "Figure"), *numbers], rows)


def _states() -> tuple[str, str]:
    return translate("GridPlanner", "Before"), translate("GridPlanner", "After")


def _bars(result: Comparison) -> Chart:
    measures = [plan_measures()[name] for name in PERCENTAGES]
    before, after = (
        [getattr(plan, name) for name in PERCENTAGES] for plan in (result.before, result.after)
    )
    percent = replace(measures[0], title="")
    return Chart(
        paired_bars([one.title for one in measures], before, after, x=percent, labels=_states()),
        translate("GridPlanner", "How even and compact the grids are before and after"),
    )


def _histogram(result: Comparison) -> Chart:
    return Chart(
        histogram_pair(
            result.grids_before["workload"],
            result.grids_after["workload"],
            x=Measure(translate("GridPlanner", "Workload of a grid")),
            y=Measure(translate("GridPlanner", "Number of grids")),
            labels=_states(),
        ),
        translate("GridPlanner", "How the workload is spread before and after"),
    )


def _map(result: Comparison) -> Chart:
    classes = [
        MapClass(translate("GridPlanner", "Stays in its grid"), NEUTRAL),
        MapClass(translate("GridPlanner", "To another grid"), OTHER),
        MapClass(translate("GridPlanner", "To a new grid"), FRESH),
        MapClass(translate("GridPlanner", "Without a grid before or after"), BARE),
    ]
    present, place = np.unique(_kinds_of_moves(result), return_inverse=True)
    return Chart(
        polygon_map(
            result.units.geometry.to_numpy(),
            place,
            [classes[kind] for kind in present],
            outlines=result.grids_after.geometry.to_numpy(),
            edge_width=0.3 if len(result.units) < FINE else 0.0,
            outline_width=float(np.clip(LINES / len(result.grids_after), 0.15, 1.3)),
        ),
        translate("GridPlanner", "Units that move, within the grids of after"),
    )


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
    exchanged = changed["units_came"] + changed["units_left"]
    order = exchanged.sort_values(ascending=False, kind="stable").index
    shown = changed.assign(kind=changed["kind"].map(words)).loc[order]
    kept = translate("GridPlanner", "{count} grids keep all their units and are not listed.")
    text = kept.format(count=int((grids["kind"] == "kept").sum()))
    parts = [frame_table(shown, GRID_COLUMNS)] if len(shown) else []
    return Section(translate("GridPlanner", "Grids that change"), text, parts)
