# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of a plan: figures, rules, parents, how even it is, a map, scores, every grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...core.report.charts.histogram import histogram
from ...core.report.charts.polygon_map import MapClass, polygon_map
from ...core.report.html import Chart, Column, Part, Remark, Report, Section, Table, Tiles
from ...core.report.measure import Measure
from ...core.report.theme import DIVERGING
from ...i18n import translate
from ..field_table import field_aliases
from .parents import parents_section
from .plan_measures import plan_measures
from .rules import rules_section
from .tables import frame_table
from .trade_off import trade_off_section

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.zoning.evaluate import Evaluation
    from ...core.zoning.measure import PlanFigures
    from ...core.zoning.trade_off import Variant
    from ..plan_titles import PlanTitles
    from .terms import Terms

NEAR, FAR = 10.0, 25.0  # % off the wanted workload, as SHARE_WITHIN_10 and SHARE_WITHIN_25
SHOWN = (
    "pieces_too_many", "balance_cv", "max_deviation", "share_within_10", "share_within_25",
    "cut_share", "compactness",
)  # fmt: skip
GRID_COLUMNS = (
    "grid_code", "parent_code", "unit_count", "workload", "deviation", "area_m2", "compactness",
    "score_proximity", "score_size", "score_affinity", "score_manageability",
)  # fmt: skip


def plan_report(
    grids: gpd.GeoDataFrame,
    figures: PlanFigures,
    titles: PlanTitles,
    terms: Terms,
    *,
    notes: Sequence[str] = (),
    judged: Evaluation | None = None,
    variants: Sequence[Variant] = (),
) -> Report:
    """Return the chapters on a plan.

    `notes`: sentences about it. `judged`: where it was judged by rules, its broken ones with a
    `note`. `variants`: plans of other priorities to compare with, where they were asked for.
    """
    first: list[Part] = [_tiles(figures, titles, terms), *map(Remark, notes)]
    sections = [Section(translate("GridPlanner", "Figures"), parts=first)]
    if judged is not None:
        sections.append(rules_section(judged, grids))
    if grids["parent_code"].notna().any():
        sections.append(parents_section(grids, terms))
    workload = [_histogram(grids), _map(grids)]
    sections.append(Section(translate("GridPlanner", "Workload"), parts=workload))
    sections.append(Section(translate("GridPlanner", "Scores"), parts=[_scores(grids)]))
    if variants:
        sections.append(trade_off_section(variants))
    sections.append(Section(titles.plural, parts=[_table(grids, terms.names)]))
    return Report(titles.grids, titles.count.format(count=figures.grids), sections)


def _tiles(figures: PlanFigures, titles: PlanTitles, terms: Terms) -> Tiles:
    measures = plan_measures()
    tiles: list[tuple[Measure, float]] = [(Measure(titles.number), figures.grids)]
    tiles += [(measures[name], getattr(figures, name)) for name in SHOWN]
    if terms.has_current:
        tiles.append((measures["units_moved"], figures.units_moved))
    if terms.locked is not None:
        tiles.append((measures["grids_locked"], terms.locked))
    if figures.optimality_gap >= 0:
        tiles.append((measures["optimality_gap"], figures.optimality_gap))
    return Tiles(tiles)


def _histogram(grids: gpd.GeoDataFrame) -> Chart:
    return Chart(
        histogram(
            grids["deviation"],
            x=Measure(translate("GridPlanner", "Deviation of the workload"), "%"),
            y=Measure(translate("GridPlanner", "Number of grids")),
            limits=(-NEAR, NEAR),
            limit_labels=(f"-{NEAR:g} %", f"+{NEAR:g} %"),
        ),
        translate("GridPlanner", "How far the grids are from the wanted workload"),
    )


def _map(grids: gpd.GeoDataFrame) -> Chart:
    labels = [
        f"< -{FAR:g} %",
        f"-{FAR:g} … -{NEAR:g} %",
        f"±{NEAR:g} %",
        f"+{NEAR:g} … +{FAR:g} %",
        f"> +{FAR:g} %",
    ]
    return Chart(
        polygon_map(
            grids.geometry.to_numpy(),
            np.digitize(grids["deviation"], [-FAR, -NEAR, NEAR, FAR]),
            [MapClass(label, colour) for label, colour in zip(labels, DIVERGING)],
            legend_title=translate("GridPlanner", "Deviation of the workload"),
        ),
        translate("GridPlanner", "Where the workload is below or above the wanted"),
    )


def _scores(grids: gpd.GeoDataFrame) -> Table:
    """Return the four principles: the mean score of the grids, the lowest one and whose it is."""
    aliases = field_aliases()
    meanings = {
        "score_proximity": translate("GridPlanner", "In one piece and compact."),
        "score_size": translate("GridPlanner", "Near the wanted workload."),
        "score_affinity": translate(
            "GridPlanner", "One class of units, compounds whole; 100 where neither was given."
        ),
        "score_manageability": translate(
            "GridPlanner",
            "Short ways, few neighbours; where given, borders along barriers and short patrols.",
        ),
    }
    columns: list[Column] = [
        translate("GridPlanner", "Score (0 to 100)"),
        Measure(translate("GridPlanner", "Mean"), digits=1),
        Measure(translate("GridPlanner", "Lowest"), digits=1),
        translate("GridPlanner", "Grid with the lowest"),
        translate("GridPlanner", "What gives a high score"),
    ]
    rows = []
    for name, meaning in meanings.items():
        lowest = grids.loc[grids[name].idxmin()]
        rows.append([aliases[name], grids[name].mean(), lowest[name], lowest["grid_code"], meaning])
    return Table(columns, rows)


def _table(grids: gpd.GeoDataFrame, names: Mapping[str, str]) -> Table:
    """Return a row a grid; parents by name where they have one: their chapter has both."""
    columns = [name for name in GRID_COLUMNS if grids[name].notna().any()]
    if not names:
        return frame_table(grids, columns)
    parents = grids["parent_code"]
    named = grids.assign(parent_code=parents.map(names).fillna(parents))
    return frame_table(named, columns, parent_code=translate("GridPlanner", "Parent"))
