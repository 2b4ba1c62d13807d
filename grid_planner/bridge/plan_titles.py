# SPDX-License-Identifier: GPL-2.0-or-later
"""What the layers and the report of a plan are called: grids or groups of them, and their role."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import translate
from ..messages.plan_words import role_names


@dataclass(frozen=True)
class PlanTitles:
    """Names of what a plan is made of (`units`) and of what it makes (`grids`), and their number.

    `count`: a sentence with the place {count}; `number`, `plural`: a heading for the number of
    grids, and for a table of them.
    """

    units: str
    grids: str
    count: str
    number: str
    plural: str


def plan_titles(role: str, *, of_grids: bool = False) -> PlanTitles:
    """Return the names for a plan of `role` (UNI, SUP, DIS); `of_grids`: it joins grids."""
    if of_grids:
        units = translate("GridPlanner", "Grids with group code")
        grids = translate("GridPlanner", "Grid groups")
        count = translate("GridPlanner", "{count} groups of grids")
        number, plural = translate("GridPlanner", "Number of grid groups"), grids
    else:
        units = translate("GridPlanner", "Base units with grid code")
        grids = translate("GridPlanner", "Responsibility grids")
        count = translate("GridPlanner", "{count} grids")
        number = translate("GridPlanner", "Number of grids")
        plural = translate("GridPlanner", "Grids")
    if role in role_names():
        named = translate("GridPlanner", "{layer} ({role})")
        units = named.format(layer=units, role=role_names()[role])
        grids = named.format(layer=grids, role=role_names()[role])
    return PlanTitles(units, grids, count, number, plural)
