# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapter of a plan's report on what evenness costs in compactness: a chart and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .. import i18n
from ..core.report.charts import has_cjk_font
from ..core.report.html import Column, Picture, Section, Table
from ..core.report.trade_off import trade_off
from ..i18n import translate
from ..messages.plan_words import priority_names
from .chart_words import chart_translate

if TYPE_CHECKING:
    from ..core.zoning.trade_off import Variant


def trade_off_section(variants: Sequence[Variant]) -> Section:
    """Return the chapter on `variants`, in their order from even to compact."""
    return Section(
        translate("GridPlanner", "Even or compact"),
        translate(
            "GridPlanner",
            "The same grids, planned with other priorities: further left the borders are shorter,"
            " further down the workload is more even. A plan above and to the right of another is"
            " the worse one.",
        ),
        [_chart(variants), _table(variants)],
    )


def _chart(variants: Sequence[Variant]) -> Picture:
    translate = chart_translate()
    names = priority_names() if has_cjk_font() else {}  # else the number, as in the table
    uri = trade_off(
        [100 * variant.figures.cut_share for variant in variants],
        [100 * variant.figures.balance_cv for variant in variants],
        [names.get(variant.priority, str(n)) for n, variant in enumerate(variants, 1)],
        chosen=next(i for i, variant in enumerate(variants) if variant.chosen),
        x_label=translate("GridPlanner", "Unit borders that are grid borders (%)"),
        y_label=translate("GridPlanner", "Coefficient of variation of the workload (%)"),
        chosen_label=translate("GridPlanner", "this plan"),
    )
    return Picture(uri, i18n.translate("GridPlanner", "What evenness costs in compactness"))


def _table(variants: Sequence[Variant]) -> Table:
    columns = [
        Column(translate("GridPlanner", "Plan"), digits=0),
        Column(translate("GridPlanner", "Priority")),
        Column(
            translate("GridPlanner", "Variation"),
            "%",
            translate("GridPlanner", "Coefficient of variation of the workload"),
            digits=1,
        ),
        Column(translate("GridPlanner", "Largest deviation"), "%", digits=1),
        Column(translate("GridPlanner", "Grids within ±25 %"), "%", digits=1),
        Column(
            translate("GridPlanner", "Cut borders"),
            "%",
            translate("GridPlanner", "Unit borders that are grid borders"),
            digits=1,
        ),
        Column(translate("GridPlanner", "Compactness"), digits=2),
    ]
    rows = [[number, _named(variant), *_row(variant)] for number, variant in enumerate(variants, 1)]
    return Table(columns, rows)


def _named(variant: Variant) -> str:
    name = priority_names().get(variant.priority, translate("GridPlanner", "between"))
    chosen = translate("GridPlanner", "{priority} (this plan)")
    return chosen.format(priority=name) if variant.chosen else name


def _row(variant: Variant) -> list[float]:
    figures = variant.figures
    return [
        100 * figures.balance_cv,
        100 * figures.max_deviation,
        100 * figures.share_within_25,
        100 * figures.cut_share,
        figures.compactness,
    ]
