# SPDX-License-Identifier: GPL-2.0-or-later
"""Which theme (residential, business, …) a use, POI category or land use belongs to.

The table stands in `profiles/use_themes.csv`, which a city may edit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import translate as wildcard
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..tables import PROFILES, Row, read_rows

TABLE = PROFILES / "use_themes.csv"
COLUMNS = ("source", "value", "theme", "weight")
THEMES = ("res", "com", "unit", "ind", "open", "oth")
SOURCES = ("building", "poi", "land_use")
ANY_SOURCE = "any"
UNKNOWN = -1
PARTS = re.compile(r"[;,|；，]")  # between the levels of a category, between several uses


@dataclass(frozen=True)
class Entry:
    """What a value of the table means: the number of its theme, and what one such thing counts."""

    theme: int
    weight: float


@dataclass(frozen=True)
class UseThemes:
    """The table: exact values and patterns by source, in the order in which they are tried."""

    exact: dict[tuple[str, str], Entry]
    patterns: tuple[tuple[str, re.Pattern[str], Entry], ...]

    def of_values(self, values: Sequence[object], source: str) -> tuple[Ints, Floats]:
        """Return theme number (UNKNOWN where there is none) and weight of each value."""
        texts, position = np.unique(_texts(values), return_inverse=True)
        entries = [self.of_value(text, source) for text in texts.tolist()]
        theme = np.array([e.theme if e else UNKNOWN for e in entries], np.int64)
        weight = np.array([e.weight if e else 0.0 for e in entries], np.float64)
        return theme[position], weight[position]

    def of_value(self, value: str, source: str) -> Entry | None:
        """Return what `value` means in a layer of `source`: whole first, then part by part."""
        whole = value.strip().lower()
        for text in [whole, *(part.strip() for part in PARTS.split(whole))]:
            found = self._look_up(text, source) if text else None
            if found:
                return found
        return None

    def _look_up(self, text: str, source: str) -> Entry | None:
        for place in (source, ANY_SOURCE):
            if (place, text) in self.exact:
                return self.exact[place, text]
        for place in (source, ANY_SOURCE):
            for of_source, pattern, entry in self.patterns:
                if of_source == place and pattern.fullmatch(text):
                    return entry
        return None


def read_themes(path: Path = TABLE) -> UseThemes:
    """Read the table at `path`. Raises BadTable, which names the line."""
    exact: dict[tuple[str, str], Entry] = {}
    patterns = []
    for row in read_rows(path, COLUMNS):
        source = row.choice("source", (*SOURCES, ANY_SOURCE))
        value = row.read("value", _not_empty, "*").lower()
        theme = THEMES.index(row.choice("theme", THEMES))
        entry = Entry(theme, _weight(row))
        if set("*?[") & set(value):
            patterns.append((source, re.compile(wildcard(value)), entry))
        else:
            exact.setdefault((source, value), entry)
    return UseThemes(exact, tuple(patterns))


def _texts(values: Sequence[object]) -> NDArray[np.object_]:
    known = pd.Series(values, dtype=object)
    return known.where(known.notna(), "").astype(str).to_numpy(object)


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _weight(row: Row) -> float:
    weight = row.read("weight", lambda text: float(text or 1), "0.1, 1, 10 …")
    if not (math.isfinite(weight) and weight > 0):
        raise row.fault("weight", "0.1, 1, 10 …")
    return weight
