# SPDX-License-Identifier: GPL-2.0-or-later
"""Columns of the benchmark of merging, and the goals that its figures are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from base_units_report import Columns

MOST, LEAST = "≤", "≥"
OURS = "grid_planner"

_whole: Callable[[float], str] = "{:,.0f}".format
_percent: Callable[[float], str] = lambda share: f"{100 * share:.1f}"  # noqa: E731
_one: Callable[[float], str] = "{:,.1f}".format
_two: Callable[[float], str] = "{:,.2f}".format
_three: Callable[[float], str] = "{:.3f}".format
_yes: Callable[[bool], str] = lambda is_so: "yes" if is_so else "**no**"  # noqa: E731
COLUMNS: Columns = {
    "case": ("case", str),
    "method": ("method", str),
    "goal": ("goal", str),
    "got": ("got", str),
    "met": ("met", _yes),
    "tolerance": ("tolerance m", "{:g}".format),
    "pieces": ("pieces", _whole),
    "of_truth": ("× truth", _two),
    "slivers": ("narrower than 6 m", _whole),
    "small": ("under 100 m²", _whole),
    "grids": ("grids", _whole),
    "across": ("across communities", _whole),
    "surplus": ("surplus pieces", _whole),
    "left": ("units left", _whole),
    "gap": ("gap m²", "{:,.6g}".format),
    "overlap": ("overlap m²", "{:,.6g}".format),
    "moved": ("moved at most m", _one),
    "within": ("within the tolerance %", lambda share: f"{100 * share:.2f}"),
    "within_sound": ("… of layers without overlaps %", lambda share: f"{100 * share:.2f}"),
    "truth_p50": ("to the true border, median m", _two),
    "truth_p95": ("95 % m", _two),
    "vi": ("variation of information", _three),
    "vi_below": ("below METIS %", _percent),
    "cv": ("CV", _three),
    "in_band": ("0.5–1.5 of the mean %", _percent),
    "on_department": ("on a department's border %", _percent),
    "before_p50": ("IoU before", _three),
    "before_p05": ("5 % before", _three),
    "iou_p50": ("IoU", _three),
    "iou_p05": ("5 %", _three),
    "iou_least": ("least", "{:.6f}".format),
    "rows": ("rows", _whole),
    "narrow": ("narrow rows", _whole),
    "off": ("totals off", "{:.1e}".format),
    "cpu_s": ("CPU s", _two),
    "wall_s": ("s on the clock", _one),
    "peak_mb": ("peak MB", _whole),
    "times": ("times ours", "×{:,.1f}".format),
    "note": ("remark", str),
}


@dataclass(frozen=True)
class Goal:
    """What issue 6 asks of our figure `column` in the rows of `section` whose case is `case`."""

    section: str
    case: str
    column: str
    sign: str
    limit: float


ALWAYS: Mapping[str, float] = {"gap": 0.0, "overlap": 0.0, "across": 0.0, "surplus": 0.0}
GOALS = (
    *(Goal("chain", "", column, MOST, most) for column, most in ALWAYS.items()),
    *(Goal("large", "", column, MOST, most) for column, most in ALWAYS.items()),
    *(Goal("real", "Seattle", column, MOST, most) for column, most in ALWAYS.items()),
    *(Goal("real", "Cambridge", column, MOST, most) for column, most in ALWAYS.items()),
    Goal("atoms", "clean", "within_sound", LEAST, 1.0),
    Goal("real", "Seattle", "within_sound", LEAST, 1.0),
    Goal("real", "Cambridge", "within_sound", LEAST, 1.0),
    Goal("atoms", "5 × 1,500", "of_truth", MOST, 1.05),
    Goal("atoms", "5 × 10,000", "of_truth", MOST, 1.05),
    Goal("atoms", "5 ×", "slivers", MOST, 0),
    Goal("atoms", "5 × 1,500", "truth_p50", MOST, 0.3),
    Goal("atoms", "5 × 1,500", "truth_p95", MOST, 2.5),
    Goal("grids", "5 × 10,000", "vi_below", LEAST, 0.20),
    Goal("grids", "5 × 10,000", "cv", MOST, 0.25),
    Goal("grids", "5 × 10,000", "in_band", LEAST, 0.95),
    Goal("grids", "5 × 10,000", "across", MOST, 0),
    Goal("grids", "5 × 10,000", "surplus", MOST, 0),
    Goal("real", "Seattle", "on_department", LEAST, 0.98),
    Goal("real", "Cambridge", "on_department", LEAST, 0.98),
    Goal("crosswalk", "5 ×", "off", MOST, 1e-9),
    Goal("crosswalk", "5 ×", "narrow", MOST, 0),
    Goal("chain", "audit", "cpu_s", MOST, 3.0),
    Goal("chain", "5 × 1,500", "cpu_s", MOST, 3.0),
    Goal("chain", "5 × 10,000", "cpu_s", MOST, 15.0),
    Goal("chain", "5 × 10,000", "peak_mb", MOST, 1_000),
    Goal("chain", "30 × 500", "cpu_s", MOST, 30.0),
    Goal("chain", "30 × 500", "peak_mb", MOST, 2_000),
    Goal("large", "5 × 100,000", "cpu_s", MOST, 240.0),
    Goal("large", "5 × 100,000", "peak_mb", MOST, 6_000),
    Goal("real", "census blocks", "iou_p50", LEAST, 0.985),
    Goal("real", "census blocks", "iou_p05", LEAST, 0.85),
    Goal("real", "car routes", "iou_least", LEAST, 0.99999),
    Goal("real", "bad coverage", "gap", MOST, 0.001),
    Goal("real", "bad coverage", "overlap", MOST, 0.001),
)


def verdicts(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, object]]:
    """Yield a row for each goal and each row of ours that it is asked of."""
    for goal in GOALS:
        for _, row in tables.get(goal.section, pd.DataFrame()).iterrows():
            asked = row["case"].startswith(goal.case)
            got = row.get(goal.column, np.nan)
            if asked and row["method"].startswith(OURS) and pd.notna(got):
                title, show = COLUMNS[goal.column]
                met = got <= goal.limit if goal.sign == MOST else got >= goal.limit
                yield {
                    "case": row["case"],
                    "goal": f"{title} {goal.sign} {show(goal.limit)}",
                    "got": show(got),
                    "met": bool(met),
                }
