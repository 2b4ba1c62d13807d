# SPDX-License-Identifier: GPL-2.0-or-later
"""The chart of how far apart the borders of departments lie, and where they count as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.report.charts.histogram import counted
from ...core.report.html import Chart, Part
from ...core.report.measure import Measure
from ...i18n import translate

if TYPE_CHECKING:
    from ...core.merging.tolerance import Suggestion


def tolerance_charts(suggestion: Suggestion) -> list[Part]:
    """Return the distances between the departments' borders, with the suggested tolerance.

    None where no border is near another one.
    """
    if not suggestion.counts.any():
        return []
    label = translate("GridPlanner", "tolerance: {tolerance} m")
    drawn = Chart(
        counted(
            suggestion.edges,
            suggestion.counts,
            x=Measure(
                translate("GridPlanner", "Distance to the border of another department"), "m"
            ),
            y=Measure(translate("GridPlanner", "Number of corners looked at")),
            limit=suggestion.tolerance,
            limit_label=label.format(tolerance=f"{suggestion.tolerance:g}"),
        ),
        translate("GridPlanner", "How far apart the borders of the departments lie"),
    )
    return [drawn]


def tolerance_meaning(suggestion: Suggestion) -> str:
    """Return in plain words what the chart shows."""
    meanings = {
        "valley": translate(
            "GridPlanner",
            "Corners on the left are the same border drawn twice, a few metres apart; those on the"
            " right belong to borders that have nothing to do with each other. The tolerance lies"
            " where hardly any are in between.",
        ),
        "elbow": translate(
            "GridPlanner",
            "Corners on the left are mostly the same border drawn twice, those on the right belong"
            " to other borders, but there is no clear gap between them. The tolerance lies where"
            " they become rare: check it against what you know of the surveys.",
        ),
        "none": translate(
            "GridPlanner",
            "Hardly any border lies near another one without being equal to it, so that only what"
            " is all but equal counts as one.",
        ),
    }
    equal = translate("GridPlanner", "{count} more corners lie exactly on the other border.")
    text = meanings[suggestion.kind]
    if not suggestion.equal:
        return text
    return f"{text} {equal.format(count=f'{suggestion.equal:,d}')}"
