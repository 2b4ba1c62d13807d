# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapter of a plan's report on what evenness costs in compactness: a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...core.report.charts.trade_off import pareto_front, trade_off
from ...core.report.html import Chart, Column, Section, Table
from ...i18n import translate
from ...messages.plan_words import priority_names
from .plan_measures import plan_measures

if TYPE_CHECKING:
    from ...core.zoning.trade_off import Variant

SHOWN = ("balance_cv", "max_deviation", "share_within_25", "cut_share", "compactness")


def trade_off_section(variants: Sequence[Variant]) -> Section:
    """Return the chapter on `variants`, those with the shortest borders first."""
    ordered = sorted(variants, key=lambda variant: variant.figures.cut_share)
    text = translate(
        "GridPlanner",
        "The same grids, planned with other priorities: further left the borders are shorter,"
        " further down the workload is more even. Each plan is the best that was found for its"
        " priority: one between two priorities need not lie between their plans, and one that"
        " another plan beats in both is hollow.",
    )
    title = translate("GridPlanner", "Even or compact")
    return Section(title, text, [_chart(ordered), _table(ordered)])


def _chart(variants: Sequence[Variant]) -> Chart:
    measures, names = plan_measures(), priority_names()
    return Chart(
        trade_off(
            [names.get(variant.priority, str(n)) for n, variant in enumerate(variants, 1)],
            *_weighed(variants),
            x=measures["cut_share"],
            y=measures["balance_cv"],
            chosen=next(i for i, variant in enumerate(variants) if variant.chosen),
            chosen_label=translate("GridPlanner", "this plan"),
        ),
        translate("GridPlanner", "What evenness costs in compactness"),
    )


def _weighed(variants: Sequence[Variant]) -> tuple[np.ndarray, np.ndarray]:
    """Return the two shares that are weighed against each other: borders and variation."""
    figures = [variant.figures for variant in variants]
    return (
        np.array([one.cut_share for one in figures]),
        np.array([one.balance_cv for one in figures]),
    )


def _table(variants: Sequence[Variant]) -> Table:
    measures, front = plan_measures(), pareto_front(*_weighed(variants))
    columns: list[Column] = [
        translate("GridPlanner", "Plan"),
        translate("GridPlanner", "Priority"),
        *(measures[name] for name in SHOWN),
    ]
    rows = [
        [str(i + 1), _named(variant, i in front), *(getattr(variant.figures, n) for n in SHOWN)]
        for i, variant in enumerate(variants)
    ]
    return Table(columns, rows)


def _named(variant: Variant, is_best: bool) -> str:
    between = translate("GridPlanner", "between two priorities")
    name = priority_names().get(variant.priority, between)
    if variant.chosen:
        name = translate("GridPlanner", "{priority} (this plan)").format(priority=name)
    if is_best:
        return name
    worse = translate("GridPlanner", "{plan}; another is better in both")
    return worse.format(plan=name)
