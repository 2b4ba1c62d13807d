# SPDX-License-Identifier: GPL-2.0-or-later
"""Limits of any quantity of a grid besides the workload, as text and as facts.

`households=150..400; area_m2=..200000; unit_count=2..` holds each grid to 150 to 400 households, at
most 20 ha and at least two units (规模适度). How a plan keeps them stands in `amounts`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ..errors import BadLimit

EXAMPLE = "households=150..400; area_m2=..200000; unit_count=2.."

ROUNDING = 1e-9
"""Relative slack of comparisons with limits, as sums are not exact."""

ALWAYS_KNOWN = ("unit_count", "area_m2", "workload")
"""Quantities that need no field: the number of units, their area (m²), what is balanced."""

_NUMBER = r"(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)?"
_RANGE = re.compile(rf"(.+?)\s*[=＝:：]\s*{_NUMBER}\s*(?:\.{{2,3}}|…+|~|～|至)\s*{_NUMBER}")


@dataclass(frozen=True)
class Limit:
    """What a grid may hold of a quantity, ends included; None: no limit on this side."""

    quantity: str
    minimum: float | None = None
    maximum: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most, infinite where there is no limit on a side."""
        low = -math.inf if self.minimum is None else self.minimum
        return low, math.inf if self.maximum is None else self.maximum

    def __str__(self) -> str:
        """Return the limit as it is written in the text parameter."""
        low, high = ("" if end is None else f"{end:.10g}" for end in (self.minimum, self.maximum))
        return f"{self.quantity}={low}..{high}"


def parse_limits(text: str) -> tuple[Limit, ...]:
    """Read limits of quantities, one after the other with semicolons or commas between.

    Chinese punctuation is read as well, and `~` or `至` for the dots. Raises BadLimit with what
    stands there: where an entry cannot be read, a quantity comes twice, or its limits are crossed.
    """
    entries = [entry.strip() for entry in re.split("[;,；，、\n]", text) if entry.strip()]
    limits: dict[str, Limit] = {}
    for entry in entries:
        limit = _parse(entry)
        if limit.quantity in limits:
            raise BadLimit(problem="twice", entry=entry, example=EXAMPLE)
        limits[limit.quantity] = limit
    return tuple(limits.values())


def _parse(entry: str) -> Limit:
    found = _RANGE.fullmatch(entry)
    ends = [None if end is None else float(end) for end in found.groups()[1:]] if found else []
    if found is None or ends == [None, None]:
        raise BadLimit(problem="text", entry=entry, example=EXAMPLE)
    low, high = ends
    if low is not None and high is not None and low > high:
        raise BadLimit(problem="crossed", entry=entry, example=EXAMPLE)
    return Limit(found[1], low, high)
