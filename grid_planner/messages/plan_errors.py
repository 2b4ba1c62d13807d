# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on plans that cannot be made as they were asked for."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

ERRORS: Sentences = {
    "BadWorkload/null": lambda: translate(
        "GridPlanner",
        "The workload of some units is empty ({units}): fill it in, 0 included, or run Measure"
        " workload first.",
    ),
    "BadWorkload/huge": lambda: translate(
        "GridPlanner",
        "The workload of some units is too large to be meant ({units}): correct it, tables fill"
        " such numbers in where there is no value.",
    ),
    "BadWorkload/negative": lambda: translate(
        "GridPlanner",
        "The workload of some units is below zero ({units}): correct it, a workload is zero or"
        " more.",
    ),
    "BadWorkload/zero": lambda: translate(
        "GridPlanner",
        "The workload of all units is zero: choose another workload field, or none to balance"
        " the area.",
    ),
    "NoGridCount": lambda: translate(
        "GridPlanner",
        "It is not known how many grids to make: enter a number of grids, a quota table, an ideal"
        " workload or the field of the current grid.",
    ),
    "TooManyGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but there are only {units} units (or groups kept together)"
        " to give out ({where}): ask for fewer grids or make smaller units.",
    ),
    "LocksLeaveNoRoom": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but with {locked} locked grids there can be {needed} to"
        " {possible} ({where}): change the number, or unlock grids.",
    ),
    "TooFewGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but {needed} are needed because every separate part needs"
        " at least one ({where}; areas in several parts first): ask for more grids, leave out"
        " borders, or set a bridge distance for islands.",
    ),
    "QuotaWithoutFields": lambda: translate(
        "GridPlanner",
        "It is not known how to read the quota table: choose the parent field of the units, and in"
        " the table the field with the code of the parent and the field with the number of grids.",
    ),
    "UnknownQuotaParent": lambda: translate(
        "GridPlanner",
        "The quota table names parents that no unit has ({parents}): correct the codes in the"
        " table or in the parent field of the units.",
    ),
    "ParentWithoutQuota": lambda: translate(
        "GridPlanner",
        "The quota table has no row for parents that have units ({parents}): add a row for each.",
    ),
    "BadQuota": lambda: translate(
        "GridPlanner",
        "The quota of some parents is not a whole number above zero ({parents}): correct the"
        " table.",
    ),
    "QuotaSumDiffers": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but the quota adds up to {total}: correct one of them, or"
        " set the number of grids to 0 to follow the quota.",
    ),
    "WorkloadLimitsCrossed": lambda: translate(
        "GridPlanner",
        "The minimum workload of a grid ({minimum}) exceeds the maximum ({maximum}): exchange or"
        " correct them.",
    ),
    "BadLimit/text": lambda: translate(
        "GridPlanner",
        "The limit {entry} cannot be read: write the name of the quantity, = and the least and the"
        " most of it with two dots between, one of which may be left out, like {example}.",
    ),
    "BadLimit/twice": lambda: translate(
        "GridPlanner",
        "The limit {entry} is for a quantity that was limited before: write both ends in one, like"
        " {example}.",
    ),
    "BadLimit/crossed": lambda: translate(
        "GridPlanner",
        "In the limit {entry} the least exceeds the most: exchange or correct them, like"
        " {example}.",
    ),
    "UnitAboveLimit": lambda: translate(
        "GridPlanner",
        "Some units (or groups kept together) alone exceed the most of {quantity} that a grid may"
        " hold, {maximum} ({units}): raise the limit or split these units.",
    ),
    "TooMuchForGrids": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot stay within {quantity} of {maximum} each ({where}): there are {total}"
        " and room for {room}, so ask for at least {needed} grids or raise the limit.",
    ),
    "TooLittleForGrids": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot all reach {quantity} of {minimum} ({where}): there are {total} and"
        " {demand} would be needed, so ask for at most {possible} grids or lower the limit.",
    ),
    "LimitsExcludeEachOther": lambda: translate(
        "GridPlanner",
        "No number of grids suits {where}: with {above} there must be at least {needed}, with"
        " {below} at most {possible}, so widen one of the two limits.",
    ),
    "LockedGridApart": lambda: translate(
        "GridPlanner",
        "The locked grid {grid} is in {pieces} pieces: unlock it, mend it, or set a bridge"
        " distance.",
    ),
    "LockNeedsCurrent": lambda: translate(
        "GridPlanner",
        "Units are locked, but it is not known to which grid they belong: choose the field of the"
        " current grid, or leave the lock field out.",
    ),
    "KeptTogetherApart/parents": lambda: translate(
        "GridPlanner",
        "The units of {group} must stay together but lie in different parents: give them one"
        " parent or take them out of the group.",
    ),
    "KeptTogetherApart/pieces": lambda: translate(
        "GridPlanner",
        "The units of {group} must stay together but do not touch each other: take the separate"
        " ones out of the group, or set a bridge distance.",
    ),
    "KeptTogetherApart/locked": lambda: translate(
        "GridPlanner",
        "Some units of {group}, which must stay together, are in a locked grid and some are not:"
        " unlock the grid or take units out of the group.",
    ),
    "UnitTooHeavy": lambda: translate(
        "GridPlanner",
        "Some units (or groups kept together) alone exceed the maximum workload of {maximum}"
        " ({units}): raise the maximum or split these units.",
    ),
    "MaximumUnreachable": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot stay under the maximum workload of {maximum} ({where}): ask for at"
        " least {needed} grids or raise the maximum.",
    ),
    "MinimumUnreachable": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot all reach the minimum workload of {minimum} ({where}): ask for at"
        " most {possible} grids or lower the minimum.",
    ),
    "LimitsNotMet": lambda: translate(
        "GridPlanner",
        "No plan of {grids} grids within the limits ({limits}) was found, {broken} is beyond them"
        " and the hard places are {where}: widen the limits, change the number of grids there, or"
        " divide heavy units.",
    ),
    "PlanBreaksRules": lambda: translate(
        "GridPlanner",
        "The check of the finished plan found broken rules, so nothing was written; please report"
        " this with your data: {rules}",
    ),
    "NoStaffMatches": lambda: translate(
        "GridPlanner",
        "None of the {count} rows of the staff table names a grid of the layer (there: {codes}; in"
        " the layer: {examples}): choose the fields that hold the same codes.",
    ),
    "NoLevels": lambda: translate(
        "GridPlanner",
        "Nothing says which levels to sum up by: choose the fields of the levels, or a code whose"
        " first digits name them.",
    ),
}

PLAN_ERRORS = Subject(errors=ERRORS)
