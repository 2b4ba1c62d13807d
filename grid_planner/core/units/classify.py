# SPDX-License-Identifier: GPL-2.0-or-later
"""The class of each unit: residential, business, institutional, mixed or other.

Buildings by floor area, POI by number and land use by area give the shares of six themes; the
first rule of an editable table that holds for them decides, and a planner's own word wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Floats, Ints, shapes_of
from ..errors import EmptyInput, MissingField, NothingToClassBy, Notice, UnknownOption
from ..params import ClassifyParams
from ..progress import NULL_PROGRESS, Progress
from .apportion import Shares, UnitShapes
from .class_rules import CLASSES, Rule, first_that_holds, read_rules
from .floor_area import floor_areas
from .use_themes import THEMES, UNKNOWN, UseThemes, read_themes
from .weights import parse_weights

PARTS = ("floor", "poi", "land")
SHARE_FIELDS = tuple(f"share_{theme}" for theme in THEMES)
OVERRIDDEN = "override 人工指定"
NO_RULE = "no rule 无适用规则"
OTHER = "OTH"
WORDS = {"居民": "RES", "商务": "COM", "单位": "UNIT", "混合": "MIX", "其他": "OTH", "其它": "OTH"}


@dataclass(frozen=True)
class Classification:
    """The class of units, row by row as they came.

    `classes`: grid_class, class_rule (the name of the rule that decided), share_res, share_com,
    share_unit, share_ind, share_open, share_oth (0..1, NaN without evidence) and evidence (number
    of layers that say something about the unit).
    """

    classes: pd.DataFrame
    notes: tuple[Notice, ...] = ()


@dataclass
class _Evidence:
    """What has been seen so far, in the order of unit codes."""

    units: UnitShapes
    themes: UseThemes
    amounts: dict[str, Floats] = field(default_factory=dict)
    measures: dict[str, Floats] = field(default_factory=dict)
    notes: list[Notice] = field(default_factory=list)

    def themes_of(self, frame: gpd.GeoDataFrame, column: str, source: str) -> tuple[Ints, Floats]:
        """Return theme and weight of each thing, and note the values that the table lacks."""
        if column not in frame:
            raise MissingField(layer=LAYERS[source], field=column)
        theme, weight = self.themes.of_values(frame[column].to_numpy(), source)
        strange = frame[column][theme == UNKNOWN]
        if len(strange):
            values = strange.dropna().value_counts().sort_index(kind="stable")
            values = values.sort_values(ascending=False, kind="stable")
            facts = {"layer": LAYERS[source], "count": len(strange), "total": len(frame),
                     "values": [str(value) for value in values.index]}  # fmt: skip
            self.notes.append(Notice("use_unknown", facts))
        return theme, weight

    def add(self, part: str, theme: Ints, amounts: Floats, shares: Shares) -> None:
        """Give out `amounts`, one a thing, to its unit and theme; unknown themes say nothing."""
        known = theme[shares.row] != UNKNOWN
        given = (amounts[shares.row] * shares.share)[known]
        cell = shares.unit[known] * len(THEMES) + theme[shares.row][known]
        size = len(self.units) * len(THEMES)
        sums = np.bincount(cell, weights=given, minlength=size).astype(float)
        self.amounts[part] = sums.reshape(len(self.units), len(THEMES))


LAYERS = {"building": "buildings", "poi": "poi", "land_use": "land_use"}


def classify_units(
    units: gpd.GeoDataFrame,
    params: ClassifyParams,
    *,
    buildings: gpd.GeoDataFrame | None = None,
    poi: gpd.GeoDataFrame | None = None,
    land_use: gpd.GeoDataFrame | None = None,
    rules: Sequence[Rule] | None = None,
    themes: UseThemes | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Classification:
    """Give every unit a class by what stands in it.

    All layers in one metric system. `units`: `unit_code`, `override` (optional: a class that
    wins); `buildings`: polygons with `use` and `floors` (1 where unknown), each counted where most
    of it lies; `poi`: points with `category`; `land_use`: polygons with `land_use`. `rules` and
    `themes` are those of the plugin where none are given.

    Raises EmptyInput, NothingToClassBy, MissingField, BadText, BadTable, UnknownOption.
    Shares of uses as in studies of functional zones; all thresholds stand in an editable table.
    """
    weights = parse_weights(params.weights, PARTS, ClassifyParams.weights)
    if units.empty:
        raise EmptyInput(layer="units")
    chosen = _overrides(units)
    if buildings is None and poi is None and land_use is None and chosen.isna().all():
        raise NothingToClassBy
    known = _Evidence(UnitShapes(units), themes or read_themes())
    if buildings is not None:
        _see_buildings(known, buildings)
    progress.tick(1, 4)
    if poi is not None:
        _see_poi(known, poi)
    progress.tick(2, 4)
    if land_use is not None:
        _see_land(known, land_use)
    progress.tick(3, 4)
    _measure_all(known, weights)
    classes = _decide(known, rules if rules is not None else read_rules(), chosen)
    counts = classes["grid_class"].value_counts()
    found = {name: int(counts[name]) for name in CLASSES if name in counts}
    known.notes.append(Notice("class_counts", {"classes": found}))
    progress.tick(4, 4)
    return Classification(classes, tuple(known.notes))


def _see_buildings(known: _Evidence, buildings: gpd.GeoDataFrame) -> None:
    theme, weight = known.themes_of(buildings, "use", "building")
    whole = known.units.whole(shapes_of(buildings))
    floor_area, notes = floor_areas(buildings)
    known.notes.extend(notes)
    known.measures["floor_m2"] = whole.sums(floor_area, len(known.units))
    known.add("floor", theme, floor_area * weight, whole)


def _see_poi(known: _Evidence, poi: gpd.GeoDataFrame) -> None:
    theme, weight = known.themes_of(poi, "category", "poi")
    whole = known.units.whole(shapes_of(poi))
    known.measures["poi_count"] = whole.sums(np.ones(len(poi)), len(known.units))
    known.add("poi", theme, weight, whole)


def _see_land(known: _Evidence, land_use: gpd.GeoDataFrame) -> None:
    theme, weight = known.themes_of(land_use, "land_use", "land_use")
    ground = shapes_of(land_use)
    known.add("land", theme, shapely.area(ground) * weight, known.units.by_area(ground))


def _measure_all(known: _Evidence, weights: dict[str, float]) -> None:
    """Bring amounts to shares; what no layer says is NaN."""
    units = len(known.units)
    area = shapely.area(known.units.shapes)
    unknown = np.full(units, np.nan)
    measures = known.measures
    measures["area_m2"] = area
    measures.setdefault("floor_m2", unknown)
    measures.setdefault("poi_count", unknown)
    measures["floor_ratio"] = measures["floor_m2"] / area
    together, weight, evidence = np.zeros((units, len(THEMES))), np.zeros(units), np.zeros(units)
    for part in PARTS:
        amounts = known.amounts.get(part, np.zeros((units, len(THEMES))))
        total = amounts.sum(axis=1)
        says = total > 0
        shares = amounts / np.where(says, total, 1.0)[:, None]
        together += weights.get(part, 0.0) * shares
        weight += weights.get(part, 0.0) * says
        evidence += says
        seen = np.where(says[:, None], shares, np.nan)
        if part == "land":  # of the unit, not of the land that is known
            seen = amounts / area[:, None] if part in known.amounts else seen
        measures.update({f"{part}_{t}": seen[:, i] for i, t in enumerate(THEMES)})
    mixed = together / np.where(weight > 0, weight, np.nan)[:, None]
    measures.update({f"share_{t}": mixed[:, i] for i, t in enumerate(THEMES)})
    measures["evidence"] = evidence


def _decide(known: _Evidence, rules: Sequence[Rule], chosen: pd.Series) -> pd.DataFrame:
    place = first_that_holds(rules, known.measures)
    missed = int(np.count_nonzero(place == len(rules)))
    if missed:
        known.notes.append(Notice("no_rule_holds", {"count": missed}))
    classes = np.array([*(rule.unit_class for rule in rules), OTHER], object)[place]
    names = np.array([*(rule.name for rule in rules), NO_RULE], object)[place]
    in_rows = known.units.in_row_order
    table = pd.DataFrame({"grid_class": in_rows(classes), "class_rule": in_rows(names)})
    own = chosen.notna().to_numpy()
    table.loc[own, "grid_class"] = chosen[own].to_numpy()
    table.loc[own, "class_rule"] = OVERRIDDEN
    for name in (*SHARE_FIELDS, "evidence"):
        table[name] = in_rows(known.measures[name])
    table["evidence"] = table["evidence"].astype(int)
    return table


def _overrides(units: gpd.GeoDataFrame) -> pd.Series:
    """Return the class that a planner gave each unit, None where there is none."""
    if "override" not in units:
        return pd.Series([None] * len(units), dtype=object)
    made = []
    for value in units["override"]:
        text = "" if pd.isna(value) else str(value).strip()
        name = WORDS.get(text.removesuffix("网格"), text.upper())
        if name and name not in CLASSES:
            raise UnknownOption(parameter="override", value=text, options=CLASSES)
        made.append(name or None)
    return pd.Series(made, dtype=object)
