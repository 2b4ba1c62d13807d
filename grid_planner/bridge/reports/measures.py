# SPDX-License-Identifier: GPL-2.0-or-later
"""Every number that reports show: what it is called, its unit, decimals and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.report.html import Column, Table
from ...core.report.measure import Measure
from ...i18n import translate
from ..field_table import Field, field_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def frame_table(frame: pd.DataFrame, names: Sequence[str], **titles: str) -> Table:
    """Return the columns `names` of a frame, called as in its layer or by `titles`."""
    fields = field_table()
    columns = [_column(fields[name], titles.get(name, fields[name].alias)) for name in names]
    shown = frame[list(names)].astype(object)
    return Table(columns, shown.where(shown.notna(), None).to_numpy().tolist())


def _column(field: Field, title: str) -> Column:
    if field.kind == "number":
        return Measure(title, digits=field.digits, signed=field.signed)
    return Measure(title) if field.kind == "integer" else title


def plan_measures() -> dict[str, Measure]:
    """Return the measures of `PlanFigures` by their names there, and those told beside them."""
    within = translate("GridPlanner", "Grids within {limit} % of the wanted workload")
    wanted = translate("GridPlanner", "The ideal workload, else the mean.")
    return {
        "grids": Measure(translate("GridPlanner", "Number of grids")),
        "pieces_too_many": Measure(
            translate("GridPlanner", "Surplus pieces of grids"),
            definition=translate("GridPlanner", "0: every grid is in one piece."),
            must_be=0,
        ),
        "balance_cv": _percent(
            translate("GridPlanner", "Coefficient of variation of the workload"),
            translate("GridPlanner", "Standard deviation over mean: 0 is perfectly even."),
        ),
        "max_deviation": _percent(
            translate("GridPlanner", "Largest deviation of the workload"),
            translate("GridPlanner", "From the ideal workload, else from the mean."),
        ),
        "share_within_10": _percent(within.format(limit=10), wanted),
        "share_within_25": _percent(within.format(limit=25), wanted),
        "cut_share": _percent(
            translate("GridPlanner", "Unit borders that are grid borders"),
            translate("GridPlanner", "By length; less means more compact grids."),
        ),
        "compactness": Measure(
            translate("GridPlanner", "Mean compactness"),
            digits=2,
            definition=translate("GridPlanner", "4π times area over perimeter squared; circle: 1."),
        ),
        "units_moved": Measure(translate("GridPlanner", "Units moved to another grid")),
        "grids_locked": Measure(
            translate("GridPlanner", "Locked grids"),
            definition=translate("GridPlanner", "Kept as they were, with their code."),
        ),
        "optimality_gap": _percent(
            translate("GridPlanner", "Gap to the optimum"),
            translate("GridPlanner", "So far the plan can at most be from the best possible."),
        ),
    }


def parent_measures() -> dict[str, Measure]:
    """Return the measures of what a parent, such as a community, holds."""
    return {
        "asked": Measure(translate("GridPlanner", "Grids asked for")),
        "grids": Measure(translate("GridPlanner", "Number of grids")),
        "units": Measure(translate("GridPlanner", "Number of units")),
        "workload": Measure(
            translate("GridPlanner", "Mean workload of a grid"),
            digits=2,
            definition=translate("GridPlanner", "Workload of the parent over its grids."),
        ),
        "deviation": Measure(
            translate("GridPlanner", "Deviation"),
            "%",
            1,
            translate("GridPlanner", "Of this mean from the wanted workload of all grids."),
            signed=True,
        ),
        "furthest": _percent(
            translate("GridPlanner", "Largest deviation inside"),
            translate("GridPlanner", "Of a grid from the mean of its own parent."),
        ),
    }


def comparison_measures() -> dict[str, Measure]:
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
        "units_share": _percent(translate("GridPlanner", "Share of units that move")),
        "workload_share": _percent(translate("GridPlanner", "Share of the workload that moves")),
        "grids_kept": Measure(translate("GridPlanner", "Grids with the same units")),
        "grids_changed": Measure(translate("GridPlanner", "Grids changed")),
        "grids_new": Measure(translate("GridPlanner", "New grids")),
        "grids_dissolved": Measure(translate("GridPlanner", "Grids dissolved")),
    }


def _percent(title: str, definition: str = "") -> Measure:
    """Return the measure of a share of 1 that is read in %."""
    return Measure(title, "%", 1, definition, factor=100.0)
