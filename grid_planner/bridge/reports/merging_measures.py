# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of merged grids, and the words for what became of grids and conflicts."""

from __future__ import annotations

from ...core.report.measure import Measure, percent
from ...i18n import translate
from .plan_measures import plan_measures


def merging_measures() -> dict[str, Measure]:
    """Return the measures of `MergeFigures`, of its violations and of the proof."""
    plan = plan_measures()
    return {
        "departments": Measure(translate("GridPlanner", "Departments")),
        "before": Measure(translate("GridPlanner", "Grids before, of all departments")),
        "grids": Measure(translate("GridPlanner", "Unified grids")),
        "max_displacement": Measure(
            translate("GridPlanner", "Largest displacement"),
            "m",
            2,
            translate(
                "GridPlanner",
                "How far a place of a border was moved at most: the tolerance, or twice as far"
                " where grids of one department overlapped.",
            ),
        ),
        "across_hard": Measure(
            translate("GridPlanner", "Grids across a community border"), must_be=0
        ),
        "pieces_too_many": plan["pieces_too_many"],
        "uncovered": Measure(
            translate("GridPlanner", "Ground without a grid"),
            "m²",
            2,
            translate("GridPlanner", "Measured in whole square millimetres."),
            must_be=0,
        ),
        "overlap": Measure(
            translate("GridPlanner", "Ground in two unified grids"),
            "m²",
            2,
            translate("GridPlanner", "Measured in whole square millimetres."),
            must_be=0,
        ),
        "border_on_department": percent(
            translate("GridPlanner", "Borders that are some department's"),
            translate(
                "GridPlanner",
                "Share of the length of all borders between unified grids along which at least one"
                " department had a border.",
            ),
        ),
        "in_band": percent(
            translate("GridPlanner", "Grids of even workload"),
            translate("GridPlanner", "With 0.5 to 1.5 times the mean workload."),
        ),
        "balance_cv": plan["balance_cv"],
    }


def department_measures() -> dict[str, Measure]:
    """Return the measures of a department, by the columns of `MergedGrids.departments`."""
    words = relation_names()
    meanings = {
        "kept": translate("GridPlanner", "Goes on as one unified grid, alone."),
        "split": translate("GridPlanner", "Divided among several unified grids."),
        "merged": translate("GridPlanner", "Joined whole with others of the department."),
        "mixed": translate("GridPlanner", "Divided, and its parts joined with others."),
        "dissolved": translate(
            "GridPlanner", "Has no ground of its own: another one lies over it, or it lies outside."
        ),
    }
    return {
        "grids": Measure(translate("GridPlanner", "Grids before")),
        **{
            fate: Measure(words[fate].capitalize(), definition=meaning)
            for fate, meaning in meanings.items()
        },
        "border_kept": percent(
            translate("GridPlanner", "Border kept"),
            translate(
                "GridPlanner",
                "Share of the length of the department's borders that are borders of the unified"
                " grid.",
            ),
        ),
        "grids_nested": percent(
            translate("GridPlanner", "Unified grid within one old grid"),
            translate(
                "GridPlanner",
                "Share of the ground of the unified grids that lies in the old grid which has most"
                " of each.",
            ),
        ),
        "variation_of_information": Measure(
            translate("GridPlanner", "Variation of information"),
            "nats",
            2,
            translate(
                "GridPlanner",
                "How little one division of the ground tells about the other: 0 where both are"
                " equal, about 0.7 where every grid was halved.",
            ),
        ),
    }


def relation_names() -> dict[str, str]:
    """Return what became of an old grid, or of the ground it shares with a new one, in words."""
    return {
        "kept": translate("GridPlanner", "kept whole"),
        "split": translate("GridPlanner", "split"),
        "merged": translate("GridPlanner", "merged"),
        "mixed": translate("GridPlanner", "split and merged"),
        "moved": translate("GridPlanner", "border moved"),
        "outside": translate("GridPlanner", "outside the unified grid"),
        "dissolved": translate("GridPlanner", "dissolved"),
    }


def conflict_names() -> dict[str, str]:
    """Return the kinds of conflicts within a department, and why they were settled so."""
    return {
        "duplicate": translate("GridPlanner", "drawn twice"),
        "overlap": translate("GridPlanner", "overlap"),
        "departments": translate("GridPlanner", "other departments have this border"),
        "inside": translate("GridPlanner", "it lies mostly inside the other grid"),
        "overdrawn": translate("GridPlanner", "more of the other's border is in conflicts"),
        "smaller": translate("GridPlanner", "it is the smaller one"),
    }
