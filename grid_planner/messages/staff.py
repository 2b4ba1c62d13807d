# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on the staff of grids."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

NOTICES: Sentences = {
    "grids_without_chief": lambda: translate(
        "GridPlanner",
        "{count} of {total} grids have no chief ({grids}): name one for each in the staff table.",
    ),
    "staff_but_no_chief": lambda: translate(
        "GridPlanner",
        "{count} grids have staff but no chief, because these posts make none ({posts}): name a"
        " chief, or add the post to {parameter}.",
    ),
    "chiefs_of_one_rank": lambda: translate(
        "GridPlanner",
        "{count} grids have several chiefs of the same post ({grids}), of whom the first of the"
        " table is taken: give each its own post, or put them in order.",
    ),
    "person_on_several_grids": lambda: translate(
        "GridPlanner",
        "{count} names stand at several grids ({persons}): check whether it is one person.",
    ),
    "features_of_one_grid": lambda: translate(
        "GridPlanner",
        "Several features carry the same code and count as one grid ({codes}): check that they are"
        " parts of one.",
    ),
    "staff_unmatched": lambda: translate(
        "GridPlanner",
        "{count} rows of the staff table belong to no grid: see the table of rows left over.",
    ),
    "staff_without_grid": lambda: translate(
        "GridPlanner", "The row names no grid: fill in its code."
    ),
    "staff_of_unknown_grid": lambda: translate(
        "GridPlanner", "There is no grid {grid} in the layer: correct the code."
    ),
    "post_without_person": lambda: translate(
        "GridPlanner", "The post at the grid {grid} is vacant: fill in who has it."
    ),
}

STAFF = Subject(notices=NOTICES)
