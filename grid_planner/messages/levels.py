# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on levels and their codes."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

NOTICES: Sentences = {
    "level_total": lambda: translate(
        "GridPlanner", "{field}: {total} in all, the same at each of {levels} levels."
    ),
    "shares_summed": lambda: translate(
        "GridPlanner",
        "Fields of shares or scores were summed up, which means nothing ({fields}): leave them"
        " out.",
    ),
    "levels_broken": lambda: translate(
        "GridPlanner",
        "The levels are not nested in {count} places: see the table of broken places and correct"
        " the codes.",
    ),
    "child_of_several": lambda: translate(
        "GridPlanner",
        "{code} ({level}) lies in several areas of {above} ({parents}): give all its parts one"
        " parent. Until then it has a row in each.",
    ),
    "child_without_parent": lambda: translate(
        "GridPlanner", "{code} ({level}) has no code of {above}: fill it in."
    ),
    "features_without_code": lambda: translate(
        "GridPlanner", "{count} features in {parent} have no code of {level}: fill it in."
    ),
}

LEVELS = Subject(notices=NOTICES, information=frozenset({"level_total"}))
