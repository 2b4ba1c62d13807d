# SPDX-License-Identifier: GPL-2.0-or-later
"""What a number is called, its unit, its decimals and what it means: said once for all places."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real

NO_VALUE = "–"  # a dash, as in printed tables


@dataclass(frozen=True)
class Measure:
    """One kind of number, for tiles, tables and axes alike.

    `factor`: what a value is multiplied by to be read, such as 100 for a share in %. `must_be`: the
    only value (as given, before `factor`) that is good, where there is one. `signed`: a plus stands
    before gains.
    """

    title: str
    unit: str = ""
    digits: int = 0
    definition: str = ""
    factor: float = 1.0
    must_be: float | None = None
    signed: bool = False

    @property
    def label(self) -> str:
        """The title with the unit, as on an axis."""
        if not self.title or not self.unit:
            return self.title or self.unit
        return f"{self.title} ({self.unit})"

    def text(self, value: object) -> str:
        """Return `value` for reading, without the unit."""
        if not isinstance(value, Real):
            return number_text(value)
        read = value if self.factor == 1.0 else self.factor * float(value)
        written = number_text(read, self.digits)
        is_gain = float(value) > 0 and written.strip("0.,")
        return f"+{written}" if self.signed and is_gain else written

    def state(self, value: object) -> str:
        """Return `good` or `bad` where only one value is good, else ``."""
        if self.must_be is None:
            return ""
        return "good" if value == self.must_be else "bad"


def percent(title: str, definition: str = "") -> Measure:
    """Return the measure of a share of 1, which is read in %."""
    return Measure(title, "%", 1, definition, factor=100.0)


def number_text(value: object, digits: int = 0) -> str:
    """Return `value` for reading: 1,234.5 with `digits` decimals; texts as they are."""
    if value is None or (isinstance(value, Real) and math.isnan(value)):
        return NO_VALUE
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    if isinstance(value, Integral):
        return f"{value:,d}"
    text = f"{float(value):,.{digits}f}"
    return text.replace("-0", "0", 1) if not text.strip("-0.,") else text
