# SPDX-License-Identifier: GPL-2.0-or-later
"""The table and the chart of the base unit benchmark, for the screen and for docs/."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, CHART = DOCS / "benchmarks.md", DOCS / "images" / "base_units_benchmark.png"

_whole: Callable[[float], str] = "{:,.0f}".format
_percent: Callable[[float], str] = lambda share: f"{100 * share:.1f}"  # noqa: E731
_two: Callable[[float], str] = "{:.2f}".format
_one: Callable[[float], str] = "{:,.1f}".format
Columns = dict[str, tuple[str, Callable[..., str]]]
COLUMNS: Columns = {
    "city": ("input", str),
    "tolerance": ("tolerance m", "{:g}".format),
    "method": ("method", str),
    "units": ("units", _whole),
    "left": ("units left", _whole),
    "blocks": ("blocks", _whole),
    "buildings": ("buildings", _whole),
    "cells": ("cells", _whole),
    "too_small": ("too small", _whole),
    "in_range": ("in range %", _percent),
    "area_in_range": ("area in range %", _percent),
    "cut": ("buildings cut %", lambda share: f"{100 * share:.2f}"),
    "gap": ("gap m²", _one),
    "overlap": ("overlap m²", _one),
    "proved": ("proved", lambda valid: "yes" if valid else "no"),
    "moved": ("moved at most m", "{:,.2f}".format),
    "over_border": ("cells over a border", _whole),
    "compactness": ("Polsby-Popper", _two),
    "strips": ("strips (below .15)", _whole),
    "vertices": ("vertices, mean", _one),
    "median_vertices": ("vertices, median", _whole),
    "cpu_s": ("CPU s", _one),
    "peak_mb": ("peak MB", _whole),
    "ms_a_cell": ("ms a cell", _two),
    "ms_a_block": ("ms a block", _two),
    "kb_a_block": ("kB a block", _one),
    "time_growth": ("time", "×{:.2f}".format),
    "memory_growth": ("memory", "×{:.2f}".format),
    "times": ("times ours", "×{:.1f}".format),
}
PANELS = ("area_in_range", "cut", "compactness", "cpu_s")
LEGEND = 0.08  # of the height
COLOURS = ("#0b6e4f", "#9aa5b1", "#5b6b7b", "#c98b2b", "#b5525c", "#7b6ba8")


def markdown(table: pd.DataFrame, columns: Columns = COLUMNS) -> str:
    """Return the table with those of `columns` it has; a dash where there is no figure."""
    names = [name for name in columns if name in table]
    lines = [[columns[name][0] for name in names], ["---"] * len(names)]
    for _, row in table.iterrows():
        lines.append(["–" if pd.isna(row[name]) else columns[name][1](row[name]) for name in names])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_section(name: str, table: pd.DataFrame, columns: Columns = COLUMNS) -> None:
    """Put the table between the marks of its section of docs/benchmarks.md."""
    page = PAGE.read_text(encoding="utf-8")
    section = f"<!-- {name} -->\n{markdown(table, columns)}\n<!-- end of {name} -->"
    pattern = rf"<!-- {name} -->.*?<!-- end of {name} -->"
    if not re.search(pattern, page, re.DOTALL):
        raise LookupError(f"{PAGE} has no section {name}")
    PAGE.write_text(re.sub(pattern, lambda _: section, page, flags=re.DOTALL), encoding="utf-8")


def chart(table: pd.DataFrame) -> None:
    """Draw the figures that decide, one panel each, cities side by side."""
    cities = table["city"].unique()
    # The city that every method could do gives their order.
    methods = max((rows["method"].to_numpy() for _, rows in table.groupby("city")), key=len)
    figure = Figure(figsize=(11, 6.4), dpi=110, layout="constrained")
    panels = figure.subplots(2, 2).ravel()
    width = 0.8 / len(methods)
    for axes, column in zip(panels, PANELS):
        values = table.pivot(index="method", columns="city", values=column)
        for place, (method, colour) in enumerate(zip(methods, COLOURS)):
            heights = values.loc[method, cities].to_numpy(float)
            heights = heights * 100 if column in {"area_in_range", "cut"} else heights
            middle = [
                city + (place - (len(methods) - 1) / 2) * width for city in range(len(cities))
            ]
            axes.bar(middle, heights, width, color=colour, label=method)
            for x, height in zip(middle, heights):
                if column == "cut" and height == 0:
                    axes.text(x, 0, "0", ha="center", va="bottom", color=colour, fontsize=8)
        for city, name in enumerate(cities):
            if values[name].isna().all():
                axes.text(city, 0, "no buildings", ha="center", va="bottom", fontsize=8)
        axes.set_xlim(-0.5, len(cities) - 0.5)
        axes.set_title(COLUMNS[column][0], loc="left", fontsize=11)
        axes.set_xticks(range(len(cities)), cities)
        axes.spines[["top", "right"]].set_visible(False)
        if column == "cpu_s":
            axes.set_yscale("log")
    panels[0].set_ylim(0, 100)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.get_layout_engine().set(rect=(0, LEGEND, 1, 1 - LEGEND))
    figure.legend(handles, labels, loc="lower center", ncol=3, frameon=False)
    figure.savefig(CHART)
