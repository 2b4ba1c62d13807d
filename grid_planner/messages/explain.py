# SPDX-License-Identifier: GPL-2.0-or-later
"""Facts become sentences here, and only here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real
from typing import Any

from ..core.errors import GivenName, GridPlannerError, Notice
from ..i18n import translate
from .coverage import COVERAGE
from .levels import LEVELS
from .merging import MERGING
from .plan_errors import PLAN_ERRORS
from .plan_words import priority_names
from .plans import PLANS
from .rules import RULES
from .running import RUNNING
from .sentences import Sentences
from .staff import STAFF
from .units import UNITS

SUBJECTS = (RUNNING, UNITS, COVERAGE, PLAN_ERRORS, PLANS, RULES, STAFF, LEVELS, MERGING)
ERRORS: Sentences = {key: text for one in SUBJECTS for key, text in one.errors.items()}
NOTICES: Sentences = {key: text for one in SUBJECTS for key, text in one.notices.items()}
INFORMATION = frozenset(kind for one in SUBJECTS for kind in one.information)

LISTED = 5  # how many codes a sentence names before it only counts the rest

WHOLE = 1000  # numbers from here on are written without decimals

NAMES = frozenset({"layer", "other", "field", "parameter", "output"})  # facts that have labels

UNIT = re.compile(r"(?<=\d) (?=(?:k?m²?|%)(?![A-Za-z0-9²]))")  # behind a number
NO_BREAK = "\u00a0"

VARIANTS = {
    "BadAmounts": "problem",
    "BadLimit": "problem",
    "MissingPackages": "platform",
    "BadTable": "problem",
    "BadWorkload": "problem",
    "ClusterUnavailable": "problem",
    "KeptTogetherApart": "reason",
    "NotTheWantedType": "wanted",
}


def explain(problem: GridPlannerError | Notice, labels: Mapping[str, str] | None = None) -> str:
    """Put an error or notice into the user's words.

    `labels` gives the words the user sees for names of parameters and fields. A number and its
    unit stay on one line.
    """
    facts: Mapping[str, Any] = problem.facts
    if isinstance(problem, Notice):
        name, sentences = problem.kind, NOTICES
    else:
        name, sentences = type(problem).__name__, ERRORS
    words = {key: say(value, labels if key in NAMES else None) for key, value in facts.items()}
    if name in _OWN_WORDS:
        words.update(_OWN_WORDS[name](facts))
    if "where" in words:
        words["where"] = words["where"] or translate("GridPlanner", "in the whole area")
    key = f"{name}/{facts[VARIANTS[name]]}" if name in VARIANTS else name
    return UNIT.sub(NO_BREAK, sentences[key]().format(**words))


def say(value: object, labels: Mapping[str, str] | None = None) -> str:
    """Write a fact: a code as it is, a number shortly, a list with its first members.

    A name that the core uses gets its label; one that the user gave stays.
    """
    if isinstance(value, str):
        known = {} if isinstance(value, GivenName) else labels or {}
        return known.get(value, str(value))
    if value is None:
        return "–"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        number = float(value)
        return f"{number:,.0f}" if abs(number) >= WHOLE else f"{number:.4g}"
    if isinstance(value, Mapping):
        value = [f"{say(key, labels)}: {say(item, labels)}" for key, item in value.items()]
    if hasattr(value, "__iter__"):
        return _listing([say(item, labels) for item in value])
    return str(value)


def _listing(words: list[str]) -> str:
    more = len(words) - LISTED
    shown = ", ".join(words[:LISTED])
    if more <= 0:
        return shown
    return translate("GridPlanner", "{shown} and {more} more").format(shown=shown, more=more)


def _counts(counts: Mapping[str, int]) -> str:
    """Write every count behind its name; a plural, which languages form differently, is spared."""
    one = translate("GridPlanner", "{name}: {count}")
    words = [one.format(name=name, count=say(count)) for name, count in counts.items()]
    return translate("GridPlanner", ", ").join(words)


def _range(facts: Mapping[str, object]) -> str:
    low, high = facts.get("minimum"), facts.get("maximum")
    if high is None:
        return translate("GridPlanner", "{low} or more").format(low=say(low))
    if low is None:
        return translate("GridPlanner", "{high} or less").format(high=say(high))
    return translate("GridPlanner", "between {low} and {high}").format(low=say(low), high=say(high))


def _shapes(wanted: Iterable[str]) -> str:
    words = {
        "points": translate("GridPlanner", "points"),
        "lines": translate("GridPlanner", "lines"),
        "polygons": translate("GridPlanner", "polygons"),
    }
    return _listing([words[shape] for shape in wanted])


def _rules(rules: Iterable[Mapping[str, object]]) -> str:
    """Put broken rules into words, each as the evaluation of a plan would."""
    sentences = [explain(Notice(str(facts["rule"]), facts)) for facts in rules]
    return " ".join(sentences[:LISTED])


def _packages(packages: Iterable[tuple[str, str, str]]) -> str:
    words = []
    for name, found, wanted in packages:
        text = f"{name} >= {wanted}" if wanted else name
        if found:
            text = translate("GridPlanner", "{package} (found {version})").format(
                package=text, version=found
            )
        words.append(text)
    return ", ".join(words)


# What is not said as `say` would, by the error or notice that has it.
_OWN_WORDS: dict[str, Callable[[Mapping[str, Any]], dict[str, str]]] = {
    "OutOfRange": lambda facts: {"range": _range(facts)},
    "WrongGeometry": lambda facts: {"wanted": _shapes(facts["wanted"])},
    "MissingPackages": lambda facts: {"packages": _packages(facts["packages"])},
    "PlanBreaksRules": lambda facts: {"rules": _rules(facts["rules"])},
    "exceptions_found": lambda facts: {"kinds": _counts(facts["kinds"])},
    "findings_found": lambda facts: {"kinds": _counts(facts["kinds"])},
    "rules_broken": lambda facts: {"kinds": _counts(facts["kinds"])},
    "priority_compared": lambda facts: {"priority": priority_names()[facts["priority"]]},
}
