# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns and chart of the benchmark of responsibility grids."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from base_units_report import DOCS, Columns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

CHART = DOCS / "images" / "responsibility_grids_benchmark.png"
OURS = "grid_planner"

_whole: Callable[[float], str] = "{:,.0f}".format
percent: Callable[[float], str] = lambda share: f"{100 * share:.1f}"  # noqa: E731
three: Callable[[float], str] = "{:.3f}".format
_two: Callable[[float], str] = "{:.2f}".format
COLUMNS: Columns = {
    "case": ("case", str),
    "method": ("method", str),
    "target": ("target", str),
    "seeds": ("seeds", _whole),
    "asked": ("asked", _whole),
    "grids": ("grids", _whole),
    "surplus": ("surplus pieces", _whole),
    "crossings": ("across communities", _whole),
    "cv": ("CV", three),
    "maxdev": ("max deviation %", percent),
    "maxdev_range": ("max deviation %", str),
    "in10": ("±10 %", percent),
    "in25": ("±25 %", percent),
    "cut": ("cut share", three),
    "cut_range": ("cut share", str),
    "above": ("above the optimum %", percent),
    "keeps": ("keeps ±5 %, in one piece", lambda kept: "yes" if kept else "no"),
    "compactness": ("Polsby-Popper", _two),
    "cpu_s": ("CPU s", _two),
    "peak_mb": ("peak MB", _whole),
    "goal": ("goal", str),
    "got": ("got", str),
    "met": ("met", lambda met: "yes" if met else "**no**"),
    "note": ("remark", str),
}
FAMILIES = {
    OURS: "#0b6e4f", "METIS": "#b5525c", "KaHIP": "#c98b2b", "GerryChain": "#7b6ba8",
    "spopt": "#4f7cac", "GeoDa": "#9aa5b1",
}  # fmt: skip
MARKS = "osD^v"
PANELS_A_ROW = 3


def chart(table: pd.DataFrame) -> None:
    """Draw balance against borders, a panel a case; open marks broke what was asked for."""
    cases = table["case"].unique()
    rows = -(-(len(cases) + 1) // PANELS_A_ROW)
    figure = Figure(figsize=(12, 4.2 * rows), dpi=110, layout="constrained")
    panels = figure.subplots(rows, PANELS_A_ROW, squeeze=False).ravel()
    looks = looks_of(table["method"].unique())
    for axes, case in zip(panels, cases):
        _draw_case(axes, table[table["case"] == case], looks)
        axes.set_title(case, loc="left", fontsize=11)
    for axes in panels[len(cases) :]:
        axes.axis("off")
    named = [
        Line2D([], [], linestyle="", marker=mark, color=colour, label=method)
        for method, (colour, mark) in looks.items()
    ]
    title = "open mark: another number of grids,\nsurplus pieces, or across communities"
    panels[len(cases)].legend(handles=named, title=title, loc="center", frameon=False, fontsize=9)
    figure.savefig(CHART)


def _draw_case(axes: Axes, rows: pd.DataFrame, looks: dict[str, tuple[str, str]]) -> None:
    for _, row in rows[rows["cv"].notna()].iterrows():
        colour, mark = looks[row["method"]]
        face = colour if keeps_all(row) else "none"
        size = 80 if row["method"].startswith(OURS) else 45
        axes.scatter(row["cv"], row["cut"], s=size, c=face, marker=mark, edgecolors=colour)
    axes.set_xlabel("CV of the workload (left is more even)")
    axes.set_ylabel("share of borders cut (low is more compact)")
    axes.set_xlim(left=0)
    axes.spines[["top", "right"]].set_visible(False)


def looks_of(methods: np.ndarray) -> dict[str, tuple[str, str]]:
    """Return colour and mark of each method: a colour a family, a mark a member."""
    seen: dict[str, int] = {}
    looks = {}
    for method in methods:
        family = next(name for name in FAMILIES if method.startswith(name))
        looks[method] = FAMILIES[family], MARKS[seen.get(family, 0)]
        seen[family] = seen.get(family, 0) + 1
    return looks


def keeps_all(row: pd.Series) -> bool:
    """Say whether a plan has the number asked for, no surplus piece and no grid across."""
    crossings = 0 if pd.isna(row["crossings"]) else row["crossings"]
    return bool(row["grids"] == row["asked"] and row["surplus"] == 0 and crossings == 0)


def ranged(values: pd.Series, write: Callable[[float], str]) -> str:
    """Return the median and, in brackets, the lowest and highest value."""
    low, middle, high = (write(value) for value in (values.min(), values.median(), values.max()))
    return f"{middle} ({low}–{high})"
