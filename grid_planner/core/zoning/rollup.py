# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures and outlines by grid, community, street and district: what children have, parents sum.

A row of a level is a code below its parent, so a code that stands under two parents makes two rows
(and is listed): sums agree at every level whatever the codes are like.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..arrays import Ints
from ..errors import BadText, GivenName, MissingCodes, NoLevels, Notice, OutOfRange
from ..labels import count_by_label, sum_by_label
from ..params import LARGEST
from ..progress import NULL_PROGRESS, Progress
from .outlines import dissolve
from .table import NONE

LAYER = "input"
MANTISSA = 52
"""Bits that a float64 has for a sum, less one for safety."""
LEAST_EXPONENT = -1074
"""Of the least power of two that a float64 holds; all others are multiples of it."""
STEPS = 2  # of the progress, besides one for each level
SHARED = ("compactness", "deviation", "level", "score_", "share_", "rate_")
"""How fields begin that are shares or scores, whose sum means nothing."""


@dataclass(frozen=True)
class RollupFigures:
    """Number of levels, of rows of all levels, and of places where the nesting is broken."""

    levels: int
    rows: int
    orphans: int


@dataclass(frozen=True)
class Rollup:
    """Every level from the coarsest (1) to the finest.

    `rows`: `level, level_name, code, parent_code, children, features`, the summed values and the
    outline; `drawn`: those of the level asked for. `orphans`: `level, level_name, code, kind,
    facts`. `totals`: sum of each value.
    """

    rows: gpd.GeoDataFrame
    drawn: gpd.GeoDataFrame
    orphans: pd.DataFrame
    totals: Mapping[str, float]
    figures: RollupFigures
    notes: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class _Level:
    """The rows of one level: code and place of the parent's row of each (NONE: no parent level).

    `of_feature` (n,): row of each feature of the input.
    """

    name: str
    codes: NDArray[np.object_]
    parent: Ints
    of_feature: Ints

    def __len__(self) -> int:
        return len(self.codes)


def roll_up(
    shapes: gpd.GeoSeries,
    codes: pd.DataFrame,
    values: pd.DataFrame,
    *,
    level: int = 0,
    progress: Progress = NULL_PROGRESS,
) -> Rollup:
    """Sum `values` and join `shapes` by every level of `codes`.

    `shapes` (n,): polygons in a metric CRS (m). `codes`: a column of text for each level, in any
    order: the level with the most codes is the finest. `values`: additive quantities; an empty one
    counts 0, as does one so large that it stands for none. Children sum up to their parent to the
    last bit, in any order of the rows. `level`: the one to draw, 1 for the coarsest, 0 for all.

    Raises NoLevels, MissingCodes, OutOfRange.
    """
    if not len(codes.columns):
        raise NoLevels
    for name in codes.columns[codes.isna().all()]:
        raise MissingCodes(layer=LAYER, field=GivenName(name), count=len(codes))
    values = values.where(values.abs() < LARGEST)
    levels = _levels(codes)
    progress.tick(1, len(levels) + STEPS)
    if level > len(levels):
        raise OutOfRange(parameter="level", value=level, minimum=0, maximum=len(levels))
    rows = _rows(levels, shapes, values.apply(exactly_summable), progress)
    totals = {str(name): float(rows[name][rows["level"] == 1].sum()) for name in values}
    orphans = _orphans(levels)
    progress.tick(1, 1)
    figures = RollupFigures(len(levels), len(rows), len(orphans))
    drawn = rows[rows["level"] == level] if level else rows
    notes = _notes(values, totals, figures)
    return Rollup(rows, drawn, orphans, totals, figures, tuple(notes))


def _rows(
    levels: list[_Level], shapes: gpd.GeoSeries, amounts: pd.DataFrame, progress: Progress
) -> gpd.GeoDataFrame:
    """Return the rows of all levels; each level is joined from the finer one."""
    polygons, owner = np.asarray(shapes.array, object), levels[-1].of_feature
    frames: list[gpd.GeoDataFrame] = []
    for number in range(len(levels), 0, -1):
        level = levels[number - 1]
        above = levels[number - 2].codes[level.parent] if number > 1 else None
        polygons = dissolve(polygons, owner, len(level))
        frame = _figures(level, number, count_by_label(owner, len(level)), amounts)
        frame.insert(3, "parent_code", pd.Series(above, frame.index, dtype=object))
        frames.insert(0, gpd.GeoDataFrame(frame, geometry=polygons, crs=shapes.crs))
        owner = level.parent
        progress.tick(len(frames) + 1, len(levels) + STEPS)
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True))


def exactly_summable(values: pd.Series) -> pd.Series:
    """Return `values` as multiples of one power of two, small enough that no sum of them rounds.

    Adding floats depends on the order, so children would miss their parent by some last digits.
    A value moves by at most 2**-53 of the sum of all; empty ones become 0.
    """
    numbers = np.nan_to_num(values.to_numpy(np.float64))
    total = math.fsum(np.abs(numbers).tolist())
    if total == 0:
        return pd.Series(numbers, values.index)
    quantum = 2.0 ** max(math.frexp(total)[1] - MANTISSA, LEAST_EXPONENT)
    return pd.Series(np.round(numbers / quantum) * quantum, values.index)


def read_digits(text: str) -> list[int]:
    """Return the lengths that `text` lists, such as "6,9,12". Raises BadText."""
    words = [word.strip() for word in re.split("[,，、;；]", text) if word.strip()]
    if not words or not all(re.fullmatch(r"\d{1,3}", word) and int(word) for word in words):
        raise BadText(parameter="digits", value=text, example="6,9,12")
    return sorted({int(word) for word in words})


def prefix_levels(codes: pd.Series, digits: Sequence[int]) -> dict[int, pd.Series]:
    """Return the first digits of each code, for every length that is shorter than some code.

    The finest first. The digits of GB/T 2260 and GB/T 10114: 6 for the district, 9 for the street,
    12 for the community. A code that is no longer than that has no parent there.
    """
    length = codes.str.len()
    return {
        count: codes.str[:count].where(length > count, None)
        for count in sorted(digits, reverse=True)
        if (length > count).any()
    }


def _levels(codes: pd.DataFrame) -> list[_Level]:
    """Return the levels from the coarsest to the finest; ties stay in the order of the columns."""
    fine_to_coarse = sorted(codes.columns, key=lambda name: -codes[name].nunique())
    levels: list[_Level] = []
    above = np.zeros(len(codes), np.int64)
    for name in reversed(fine_to_coarse):
        place, names = pd.factorize(codes[name], sort=True)
        pairs, row = np.unique(np.stack([above, place], axis=1), axis=0, return_inverse=True)
        texts = np.array([*names, None], object)[pairs[:, 1]]
        parent = pairs[:, 0] if levels else np.full(len(pairs), NONE, np.int64)
        above = row.reshape(-1).astype(np.int64)
        levels.append(_Level(str(name), texts, parent, above))
    return levels


def _figures(level: _Level, number: int, children: Ints, amounts: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame({"level": number, "level_name": level.name, "code": level.codes})
    frame["children"] = children
    frame["features"] = count_by_label(level.of_feature, len(level))
    for name in amounts:
        frame[name] = sum_by_label(level.of_feature, amounts[name].to_numpy(), len(level))
    return frame


def _orphans(levels: list[_Level]) -> pd.DataFrame:
    """Return where the nesting is broken: codes under several parents, or under none."""
    found = [row for number in range(2, len(levels) + 1) for row in _broken(levels, number)]
    finest = levels[-1]
    bare = [row for row, code in enumerate(finest.codes) if code is None]
    for row, features in zip(bare, count_by_label(finest.of_feature, len(finest))[bare].tolist()):
        facts = {"level": finest.name, "count": features, "parent": _parent(levels, -1, row)}
        found.append((len(levels), finest.name, None, "features_without_code", facts))
    columns = ["level", "level_name", "code", "kind", "facts"]
    return pd.DataFrame(found, columns=columns).sort_values(
        "level", kind="stable", ignore_index=True
    )


def _broken(levels: list[_Level], number: int) -> Iterator[tuple[object, ...]]:
    """Yield the codes of level `number` with another number of parents than one."""
    level = levels[number - 1]
    pairs = pd.DataFrame({"code": level.codes, "parent": levels[number - 2].codes[level.parent]})
    pairs = pairs.dropna(subset="code").drop_duplicates()
    several = pairs[pairs["code"].duplicated(keep=False) | pairs["parent"].isna()]
    for code, parents in several.groupby("code")["parent"]:
        named = sorted(parents.dropna())
        kind = "child_of_several" if len(named) > 1 else "child_without_parent"
        facts = {"level": level.name, "code": code, "above": levels[number - 2].name}
        yield number, level.name, code, kind, {**facts, "parents": named}


def _parent(levels: list[_Level], number: int, row: int) -> str | None:
    if len(levels) == 1:
        return None
    code: str | None = levels[number - 1].codes[levels[number].parent[row]]
    return code


def _notes(
    values: pd.DataFrame, totals: Mapping[str, float], figures: RollupFigures
) -> list[Notice]:
    notes = []
    for name, total in totals.items():
        empty = int(values[name].isna().sum())
        if empty:
            facts = {"layer": LAYER, "field": GivenName(name), "count": empty}
            notes.append(Notice("amounts_missing", facts))
        notes.append(
            Notice(
                "level_total", {"field": GivenName(name), "total": total, "levels": figures.levels}
            )
        )
    shares = [name for name in totals if name.startswith(SHARED)]
    if shares:
        notes.append(Notice("shares_summed", {"fields": shares}))
    if figures.orphans:
        notes.append(Notice("levels_broken", {"count": figures.orphans}))
    return notes
