# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapter of a plan's report on its parents, such as communities: grids, workload, evenness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from ...core.report.charts.bars import ranking
from ...core.report.html import Chart, Part, Section, Table
from ...core.report.measure import Measure, percent
from ...i18n import translate
from ..field_table import field_aliases

if TYPE_CHECKING:
    import geopandas as gpd

    from .terms import Terms

MOST_BARS = 40  # parents beyond which a chart of all is longer than a page


def parents_section(grids: gpd.GeoDataFrame, terms: Terms) -> Section:
    """Return the chapter; where there is a quota, what was asked for and what there is."""
    parents = _figures(grids, terms.quota)
    parts: list[Part] = [_table(parents, terms.names)]
    if 1 < len(parents) <= MOST_BARS:
        parts.append(_chart(parents, terms.names, float(grids["workload"].mean())))
    return Section(translate("GridPlanner", "Communities or other parents"), parts=parts)


def _figures(grids: gpd.GeoDataFrame, quota: Mapping[str, float] | None) -> pd.DataFrame:
    """Return a row for each parent with the columns of `_measures`."""
    by_parent = grids.groupby("parent_code")
    mean = by_parent["workload"].mean()
    off = grids["workload"] / grids["parent_code"].map(mean) - 1
    parents = pd.DataFrame(
        {
            "grids": by_parent.size(),
            "units": by_parent["unit_count"].sum(),
            "workload": mean,
            "deviation": by_parent["deviation"].mean(),
            "furthest": off.abs().groupby(grids["parent_code"]).max(),
        }
    )
    if quota is not None:
        asked = pd.Series(quota, dtype=float).astype(int)
        parents = parents.reindex(parents.index.union(asked.index)).fillna({"grids": 0, "units": 0})
        parents = parents.astype({"grids": int, "units": int})
        parents.insert(0, "asked", asked)
    return parents


def _table(parents: pd.DataFrame, names: Mapping[str, str]) -> Table:
    measures = _measures()
    aliases = field_aliases()
    code, name = aliases["parent_code"], aliases["name"]
    numbers = [measures[column] for column in parents.columns]
    rows = list(parents.itertuples())
    if not names:
        return Table([code, *numbers], rows)
    return Table([code, name, *numbers], [[row[0], names.get(row[0]), *row[1:]] for row in rows])


def _chart(parents: pd.DataFrame, names: Mapping[str, str], mean: float) -> Chart:
    measure = _measures()["workload"]
    label = translate("GridPlanner", "mean of all grids: {mean}")
    drawn = parents.dropna(subset=["workload"])
    return Chart(
        ranking(
            [names.get(code, code) for code in drawn.index],
            drawn["workload"],
            x=measure,
            reference=mean,
            reference_label=label.format(mean=measure.text(mean)),
        ),
        translate("GridPlanner", "Mean workload of a grid, by community or other parent"),
    )


def _measures() -> dict[str, Measure]:
    """Return the measures of what a parent, such as a community, holds, by column."""
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
        "furthest": percent(
            translate("GridPlanner", "Largest deviation inside"),
            translate("GridPlanner", "Of a grid from the mean of its own parent."),
        ),
    }
