# SPDX-License-Identifier: GPL-2.0-or-later
"""Rules that give a unit its class: the first whose condition on the measures holds decides.

The rules stand in `profiles/class_rules.csv`, which a city may edit; its head explains them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..errors import BadTable
from ..tables import PROFILES, Row, read_rows
from .use_themes import THEMES

RULES = PROFILES / "class_rules.csv"
COLUMNS = ("rule", "class", "condition")
CLASSES = ("RES", "COM", "UNIT", "MIX", "OTH")
PARTS = ("share", "floor", "poi", "land")
AMOUNTS = ("evidence", "floor_ratio", "floor_m2", "poi_count", "area_m2")
MEASURES = (*(f"{part}_{theme}" for part in PARTS for theme in THEMES), *AMOUNTS)
TERMS = f"{{{','.join(PARTS)}}}_{{{','.join(THEMES)}}} {' '.join(AMOUNTS)} 0.6"  # what may stand
LONGEST_NAME = 50  # characters of the field class_rule

Measures = Mapping[str, Floats]
COMPARE: Mapping[str, Callable[[Floats, Floats], Flags]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
COMPARISON = re.compile(r"([^<>=]+)(>=|<=|>|<|==?)([^<>=]+)")
NUMBER = re.compile(r"\d+(\.\d+)?")
ROUNDING_DIGITS = 9  # shares that agree so far are equal: 0.1 + 0.5 reaches 0.6


@dataclass(frozen=True)
class Comparison:
    """Two sums of measures and numbers, and how they are compared."""

    left: tuple[str | float, ...]
    compare: str
    right: tuple[str | float, ...]

    def holds(self, measures: Measures) -> Flags:
        """Tell for each unit whether it holds; it does not where a measure is not known (NaN)."""
        left, right = (_sum(side, measures) for side in (self.left, self.right))
        known = ~(np.isnan(left) | np.isnan(right))
        held: Flags = known & COMPARE[self.compare](left, right)
        return held


@dataclass(frozen=True)
class Rule:
    """A rule: its name, the class it gives and all that must hold (nothing: always)."""

    name: str
    unit_class: str
    condition: tuple[Comparison, ...]

    def holds(self, measures: Measures) -> Flags:
        """Tell for each unit whether the rule applies."""
        held = np.ones(len(measures["area_m2"]), bool)
        for comparison in self.condition:
            held &= comparison.holds(measures)
        return held


def first_that_holds(rules: Sequence[Rule], measures: Measures) -> Ints:
    """Return the place of the first rule that holds for each unit, len(rules) for none."""
    decided = np.full(len(measures["area_m2"]), len(rules), np.int64)
    for place in reversed(range(len(rules))):
        decided[rules[place].holds(measures)] = place
    return decided


def read_rules(path: Path = RULES) -> tuple[Rule, ...]:
    """Read the rules at `path` in their order. Raises BadTable, which names the line."""
    rules: list[Rule] = []
    for row in read_rows(path, COLUMNS):
        name = row.read("rule", _name, f"1 - {LONGEST_NAME}")
        if name in {rule.name for rule in rules}:
            raise BadTable(problem="twice", file=path.name, line=row.line, column="rule",
                           found=name, allowed="")  # fmt: skip
        rules.append(Rule(name, row.choice("class", CLASSES), _condition(row)))
    return tuple(rules)


def _name(text: str) -> str:
    if not 0 < len(text) <= LONGEST_NAME:
        raise ValueError(text)
    return text


def _condition(row: Row) -> tuple[Comparison, ...]:
    text = row.cells["condition"].lower()
    return tuple(_comparison(row, part) for part in re.split(r"\band\b", text)) if text else ()


def _comparison(row: Row, text: str) -> Comparison:
    found = COMPARISON.fullmatch(text)
    if found is None:
        raise row.fault("condition", "share_res >= 0.6 and floor_ratio < 0.1")
    return Comparison(_terms(row, found[1]), found[2][:1] if found[2] == "==" else found[2],
                      _terms(row, found[3]))  # fmt: skip


def _terms(row: Row, text: str) -> tuple[str | float, ...]:
    terms = [term.strip() for term in text.split("+")]
    if any(not NUMBER.fullmatch(term) and term not in MEASURES for term in terms):
        raise row.fault("condition", TERMS)
    return tuple(float(term) if NUMBER.fullmatch(term) else term for term in terms)


def _sum(terms: Sequence[str | float], measures: Measures) -> Floats:
    units = len(measures["area_m2"])
    total = np.zeros(units)
    for term in terms:
        total = total + (measures[term] if isinstance(term, str) else term)
    return np.round(total, ROUNDING_DIGITS)
