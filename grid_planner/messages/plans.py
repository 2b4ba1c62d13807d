# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on plans that were made or compared."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

NOTICES: Sentences = {
    "GridCountAdjusted": lambda: translate(
        "GridPlanner",
        "The ideal workload asks for {asked} grids; {used} were made, because every separate part"
        " needs at least one and the limits of the workload hold.",
    ),
    "parents_change_their_number": lambda: translate(
        "GridPlanner",
        "{count} of {total} parents have another number of grids than at present ({parents}): a"
        " quota table keeps the numbers, or a stability above 0 and as many grids as now.",
    ),
    "stability_without_current": lambda: translate(
        "GridPlanner",
        "The stability of {stability} has no effect, because no unit that can move is in a current"
        " grid: choose the field of the current grid, or set the stability to 0.",
    ),
    "grids_of_one_heavy_unit": lambda: translate(
        "GridPlanner",
        "{count} grids are one unit each that alone has over {percent} % more workload than wanted"
        " ({grids}); units are not divided. Larger grids or smaller units make the plan more even.",
    ),
    "units_do_not_touch": lambda: translate(
        "GridPlanner",
        "{count} grids are in one piece by their units, but come out as several polygons, because"
        " these units are drawn some centimetres apart: run Audit coverage and close the gaps.",
    ),
    "optimum_known": lambda: translate(
        "GridPlanner",
        "Proved: no plan with as many grids in each part is better by more than {gap} %. {closed}"
        " of {parts} separate parts are at their best.",
    ),
    "optimum_unknown": lambda: translate(
        "GridPlanner",
        "{closed} of {parts} separate parts are proved to be at their best. In {seconds} s nothing"
        " could be said about {open}, so no gap is given: allow more time or ask for smaller"
        " grids.",
    ),
    "finish_stopped": lambda: translate(
        "GridPlanner",
        "The time limit of {seconds} s ended the last improvements, so the plan depends on the"
        " speed of the computer: allow more time for one that does not.",
    ),
    "units_are_grids": lambda: translate(
        "GridPlanner",
        "Each of the {count} units is a grid of its own: check whether {field} is the field with"
        " the codes of the grids.",
    ),
    "units_overlap": lambda: translate(
        "GridPlanner",
        "{count} units lie over other units ({units}), so their ground is counted twice: run Repair"
        " coverage first.",
    ),
    "nothing_moved": lambda: translate(
        "GridPlanner",
        "No unit moved: both plans divide the units alike.",
    ),
    "grids_renamed": lambda: translate(
        "GridPlanner",
        "{count} grids live on under another code ({codes}); units that stay in them do not count"
        " as moved.",
    ),
    "units_without_grid_before": lambda: translate(
        "GridPlanner",
        "{count} units had no grid before ({units}): they count as moved where they have one now.",
    ),
    "units_without_grid_after": lambda: translate(
        "GridPlanner",
        "{count} units have no grid after ({units}): they count as moved where they had one; give"
        " each one a grid.",
    ),
    "priority_compared": lambda: translate(
        "GridPlanner",
        "With the priority {priority}: coefficient of variation of the workload {cv} %, {cut} % of"
        " unit borders are grid borders.",
    ),
    "between_priorities": lambda: translate(
        "GridPlanner",
        "Between two priorities: coefficient of variation of the workload {cv} %, {cut} % of unit"
        " borders are grid borders.",
    ),
}

PLANS = Subject(
    notices=NOTICES,
    information=frozenset(
        {
            "between_priorities",
            "grids_of_one_heavy_unit",
            "grids_renamed",
            "nothing_moved",
            "priority_compared",
        }
    ),
)
