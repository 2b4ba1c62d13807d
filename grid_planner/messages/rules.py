# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on the rules of a plan, each broken one and all together."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

NOTICES: Sentences = {
    "UnitWithoutGrid": lambda: translate(
        "GridPlanner",
        "Units belong to no grid ({units}): give each one the code of its grid.",
    ),
    "GridAcrossParents": lambda: translate(
        "GridPlanner",
        "The grid {grid} lies in several parents ({parents}): divide it along their border; the"
        " units outside its main parent are {units}.",
    ),
    "GridInPieces": lambda: translate(
        "GridPlanner",
        "The grid {grid} is in {pieces} pieces: give the units apart from the largest ({units}) to"
        " their neighbours, or set a bridge distance for islands.",
    ),
    "GridAcrossBarrier": lambda: translate(
        "GridPlanner",
        "The grid {grid} holds together only across a barrier, which leaves {pieces} pieces: divide"
        " it along the barrier; beyond it lie {units}.",
    ),
    "KeptTogetherSplit": lambda: translate(
        "GridPlanner",
        "The units of {group} shall stay together but are divided among grids ({grids}): put them"
        " into one; those outside the grid that has most of them are {units}.",
    ),
    "GridAboveMaximum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, above the maximum of {limit}: give units"
        " away to its neighbours.",
    ),
    "GridBelowMinimum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, below the minimum of {limit}: take units"
        " from its neighbours.",
    ),
    "QuantityAboveMaximum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has {quantity} of {amount}, above the limit of {limit}: give units away to"
        " its neighbours.",
    ),
    "QuantityBelowMinimum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has {quantity} of {amount}, below the limit of {limit}: take units from"
        " its neighbours.",
    ),
    "GridBeyondTolerance": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, {deviation} % off the wanted {wanted}, where"
        " {tolerance} % are allowed: exchange units with its neighbours.",
    ),
    "LockChanged": lambda: translate(
        "GridPlanner",
        "The locked grid {grid} was changed ({units}): give it its units back, or unlock it.",
    ),
    "GridCountMissed": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but there are {got}: split or merge grids.",
    ),
    "QuotaMissed": lambda: translate(
        "GridPlanner",
        "The parent {parent} shall have {asked} grids, but has {got}: split or merge grids there.",
    ),
    "rules_broken": lambda: translate(
        "GridPlanner", "The plan breaks rules in {count} places ({kinds})."
    ),
    "rules_broken_more": lambda: translate(
        "GridPlanner",
        "{count} more broken rules are not listed here: ask for the output {output} or {other}.",
    ),
    "rules_kept": lambda: translate(
        "GridPlanner", "The plan breaks none of the {count} rules that could be judged."
    ),
}

RULES = Subject(notices=NOTICES, information=frozenset({"rules_kept"}))
