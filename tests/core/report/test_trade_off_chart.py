# SPDX-License-Identifier: GPL-2.0-or-later
"""The chart of plans shows which of them no other one beats."""

from __future__ import annotations

import numpy as np
import pytest
from grid_planner.core.report.trade_off import pareto_front, trade_off


@pytest.mark.parametrize(
    ("x", "y", "front"),
    [
        ([1, 2, 3], [3, 2, 1], [0, 1, 2]),
        ([1, 2, 3], [3, 4, 1], [0, 2]),
        ([3, 1, 2], [1, 3, 3], [1, 0]),
        ([2, 1, 1], [5, 5, 5], [1]),
        ([7], [7], [0]),
    ],
)
def test_the_front_leaves_out_what_another_plan_beats_or_equals(x, y, front):
    assert pareto_front(np.array(x, float), np.array(y, float)).tolist() == front


def test_the_same_plans_give_the_same_chart():
    words = {"x_label": "x", "y_label": "y", "chosen_label": "this"}
    chart = trade_off([1, 2, 3], [3, 4, 1], "abc", chosen=1, **words)
    assert chart.startswith("data:image/svg+xml;base64,")
    assert chart == trade_off([1, 2, 3], [3, 4, 1], "abc", chosen=1, **words)
    assert chart != trade_off([1, 2, 3], [3, 4, 1], "abc", chosen=2, **words)
