# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of a plan in words: figures, rules, scores, how even it is, a map, every grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .. import i18n
from ..core.report.charts import MapClass, histogram, polygon_map
from ..core.report.html import (
    Column,
    Picture,
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
from .plan_titles import PlanTitles, plan_titles
from .rules_section import rules_section
from .trade_off_section import trade_off_section

if TYPE_CHECKING:
    import geopandas as gpd

    from ..core.zoning.measure import PlanFigures
    from ..core.zoning.trade_off import Variant
    from .judgement import Judgement

NEAR, FAR = 10.0, 25.0  # % off the wanted workload, as SHARE_WITHIN_10 and SHARE_WITHIN_25
# ColorBrewer RdBu, light in the middle: less than wanted is blue, more is red.
COLOURS = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")


def plan_report(
    grids: gpd.GeoDataFrame,
    figures: PlanFigures,
    judged: Judgement | None = None,
    variants: Sequence[Variant] = (),
    titles: PlanTitles | None = None,
) -> str:
    """Return the report as HTML; `judged` where the plan was judged by rules, else None.

    `variants`: plans of other priorities to compare with, where they were asked for.
    `titles`: what the grids are called, else responsibility grids.
    """
    titles = titles or plan_titles("UNI")
    sections = [
        Section(translate("GridPlanner", "Figures"), parts=[_tiles(figures, titles)]),
        Section(translate("GridPlanner", "Scores"), parts=[_scores(grids)]),
        Section(translate("GridPlanner", "Workload"), parts=[_histogram(grids), _map(grids)]),
        Section(titles.plural, parts=[_table(grids)]),
    ]
    if judged is not None:
        sections.insert(1, rules_section(judged, grids))
    if variants:
        sections.insert(-1, trade_off_section(variants))
    return render(
        Report(
            title=titles.grids,
            subtitle=titles.count.format(count=figures.grids),
            sections=sections,
            language="zh-CN" if language() == "zh" else "en",
        )
    )


def _tiles(figures: PlanFigures, titles: PlanTitles) -> Tiles:
    whole = "good" if figures.pieces_too_many == 0 else "bad"
    return Tiles(
        [
            Tile(titles.number, figures.grids),
            Tile(
                translate("GridPlanner", "Surplus pieces of grids"),
                figures.pieces_too_many,
                definition=translate("GridPlanner", "0: every grid is in one piece."),
                state=whole,
            ),
            Tile(
                translate("GridPlanner", "Coefficient of variation of the workload"),
                100 * figures.balance_cv,
                "%",
                translate("GridPlanner", "Standard deviation over mean: 0 is perfectly even."),
                digits=1,
            ),
            Tile(
                translate("GridPlanner", "Largest deviation of the workload"),
                100 * figures.max_deviation,
                "%",
                translate("GridPlanner", "From the ideal workload, else from the mean."),
                digits=1,
            ),
            *_more_tiles(figures),
        ]
    )


def _more_tiles(figures: PlanFigures) -> list[Tile]:
    within = translate("GridPlanner", "Grids within {limit} % of the wanted workload")
    return [
        Tile(within.format(limit=10), 100 * figures.share_within_10, "%", digits=1),
        Tile(within.format(limit=25), 100 * figures.share_within_25, "%", digits=1),
        Tile(
            translate("GridPlanner", "Unit borders that are grid borders"),
            100 * figures.cut_share,
            "%",
            translate("GridPlanner", "By length; less means more compact grids."),
            digits=1,
        ),
        Tile(
            translate("GridPlanner", "Mean compactness"),
            figures.compactness,
            definition=translate("GridPlanner", "4π times area over perimeter squared; circle: 1."),
            digits=2,
        ),
        Tile(translate("GridPlanner", "Units moved to another grid"), figures.units_moved),
    ]


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
    columns = [
        Column(translate("GridPlanner", "Score (0 to 100)")),
        Column(translate("GridPlanner", "Mean"), digits=1),
        Column(translate("GridPlanner", "Lowest"), digits=1),
        Column(translate("GridPlanner", "Grid with the lowest")),
        Column(translate("GridPlanner", "What gives a high score")),
    ]
    rows = []
    for name, meaning in meanings.items():
        lowest = grids.loc[grids[name].idxmin()]
        mean = float(grids[name].mean())
        rows.append([aliases[name], mean, float(lowest[name]), lowest["grid_code"], meaning])
    return Table(columns, rows)


def _histogram(grids: gpd.GeoDataFrame) -> Picture:
    translate = chart_translate()
    uri = histogram(
        grids["deviation"],
        x_label=translate("GridPlanner", "Deviation of the workload (%)"),
        y_label=translate("GridPlanner", "Number of grids"),
        limits=(-NEAR, NEAR),
        limit_labels=(f"-{NEAR:g} %", f"+{NEAR:g} %"),
    )
    caption = i18n.translate("GridPlanner", "How far the grids are from the wanted workload")
    return Picture(uri, caption)


def _map(grids: gpd.GeoDataFrame) -> Picture:
    translate = chart_translate()
    edges = [-FAR, -NEAR, NEAR, FAR]
    labels = [
        f"< -{FAR:g} %",
        f"-{FAR:g} … -{NEAR:g} %",
        f"±{NEAR:g} %",
        f"+{NEAR:g} … +{FAR:g} %",
        f"> +{FAR:g} %",
    ]
    uri = polygon_map(
        grids.geometry.to_numpy(),
        np.digitize(grids["deviation"], edges),
        [MapClass(label, colour) for label, colour in zip(labels, COLOURS)],
        legend_title=translate("GridPlanner", "Deviation of the workload"),
    )
    caption = i18n.translate("GridPlanner", "Where the workload is below or above the wanted")
    return Picture(uri, caption)


def _table(grids: gpd.GeoDataFrame) -> Table:
    digits = {
        "grid_code": None,
        "parent_code": None,
        "unit_count": 0,
        "workload": 2,
        "deviation": 1,
        "area_m2": 0,
        "compactness": 2,
        "score_proximity": 1,
        "score_size": 1,
        "score_affinity": 1,
        "score_manageability": 1,
    }
    aliases = field_aliases()
    columns = [Column(aliases.get(name, name), digits=d) for name, d in digits.items()]
    rows = grids[list(digits)].itertuples(index=False, name=None)
    return Table(columns, [list(row) for row in rows])
