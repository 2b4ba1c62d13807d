# SPDX-License-Identifier: GPL-2.0-or-later
"""How much there is to do in each unit: components that are counted, and one number from them.

Whatever is counted is conserved: the sum over the units plus what lies outside is what the layer
holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from ..arrays import Floats, shapes_of
from ..errors import MissingField, NoComponents, NothingCounted, Notice
from ..params import WorkloadParams
from ..progress import NULL_PROGRESS, Progress
from .apportion import Shares, UnitShapes, street_sides
from .floor_area import floor_areas
from .weights import parse_weights

COMPONENTS = (
    "households", "persons", "buildings", "floor_area_m2", "poi", "cases", "street_m", "patrol_m",
)  # fmt: skip


@dataclass(frozen=True)
class Workload:
    """The workload of units, row by row as they came.

    `components`: one column a component that could be measured (COMPONENTS; areas m², lengths m).
    `workload`: weighted sum of the components, each brought to mean 1 first; its mean is 1.
    `totals` (in units) and `outside` add up to what each layer holds; tours have no outside.
    `weights` sum to 1.
    """

    components: pd.DataFrame
    workload: Floats
    totals: Mapping[str, float]
    outside: Mapping[str, float]
    weights: Mapping[str, float]
    notes: tuple[Notice, ...] = ()


@dataclass
class _Tally:
    """What has been counted so far, in the order of unit codes."""

    units: UnitShapes
    inside: dict[str, Floats] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    notes: list[Notice] = field(default_factory=list)

    def add(self, component: str, amounts: Floats, shares: Shares) -> None:
        """Give out `amounts`, one a thing, by `shares`."""
        self.inside[component] = shares.sums(amounts, len(self.units))
        self.held[component] = math.fsum(amounts)


def measure_workload(
    units: gpd.GeoDataFrame,
    params: WorkloadParams,
    *,
    population: gpd.GeoDataFrame | None = None,
    buildings: gpd.GeoDataFrame | None = None,
    poi: gpd.GeoDataFrame | None = None,
    cases: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Workload:
    """Count in each unit what makes work, and weigh it.

    All layers in one metric system. `units`: `unit_code` and, where there is one, `patrol_m` (the
    length of the patrol tour, m); `population`: points, or polygons that
    are shared out by area, with `persons` and/or `households`; `buildings`: polygons, each counted
    where most of it lies, floor area = footprint x `floors` (1 where unknown); `poi`, `cases`: each
    counts 1; `streets`: lines, half their length for the unit on each side. Amounts that are
    missing or below zero count as 0 and are noted.

    Raises NoComponents, MissingField, BadText, UnknownOption, NothingCounted.
    """
    tally = _Tally(UnitShapes(units))
    if population is not None:
        _count_people(tally, population)
    progress.tick(1, 5)
    if buildings is not None:
        _count_buildings(tally, buildings)
    progress.tick(2, 5)
    for name, places in (("poi", poi), ("cases", cases)):
        if places is not None:
            whole = tally.units.whole(shapes_of(places))
            tally.add(name, np.ones(len(places)), whole)
    progress.tick(4, 5)
    if streets is not None:
        sides, half = street_sides(shapes_of(streets))
        tally.add("street_m", half, tally.units.by_length(sides))
    if "patrol_m" in units:
        tally.inside["patrol_m"] = units["patrol_m"].to_numpy(dtype=float)[tally.units.order]
    progress.tick(5, 5)
    return _weighed(tally, params)


def _count_people(tally: _Tally, population: gpd.GeoDataFrame) -> None:
    counted = [name for name in ("households", "persons") if name in population]
    if not counted:
        raise MissingField(layer="population", field="persons")
    shares = tally.units.by_area(shapes_of(population))
    for name in counted:
        tally.add(name, _amounts(tally, population, "population", name), shares)


def _count_buildings(tally: _Tally, buildings: gpd.GeoDataFrame) -> None:
    whole = tally.units.whole(shapes_of(buildings))
    floor_area, notes = floor_areas(buildings)
    tally.notes.extend(notes)
    tally.add("buildings", np.ones(len(buildings)), whole)
    tally.add("floor_area_m2", floor_area, whole)


def _amounts(tally: _Tally, frame: gpd.GeoDataFrame, layer: str, column: str) -> Floats:
    """Read amounts; unknown ones, and negative ones (often a code for unknown), count as 0."""
    amounts = frame[column].to_numpy(dtype=float)
    flaws = {"amounts_missing": ~np.isfinite(amounts), "amounts_negative": amounts < 0}
    for kind, flawed in flaws.items():
        if flawed.any():
            facts = {"layer": layer, "field": column, "count": int(np.count_nonzero(flawed))}
            tally.notes.append(Notice(kind, facts))
    return np.where(np.isfinite(amounts) & (amounts > 0), amounts, 0.0)


def _weighed(tally: _Tally, params: WorkloadParams) -> Workload:
    measured = tuple(name for name in COMPONENTS if name in tally.inside)
    if not measured:
        raise NoComponents
    weights = parse_weights(params.weights, measured)
    inside = pd.DataFrame({name: tally.inside[name] for name in measured})
    totals = {name: math.fsum(inside[name]) for name in measured}
    empty = [name for name in measured if totals[name] == 0]
    sums = sum(
        (weight * inside[name] / inside[name].mean() for name, weight in weights.items()
         if name not in empty),
        start=pd.Series(0.0, index=inside.index),
    )  # fmt: skip
    if not sums.sum() > 0:
        raise NothingCounted(components=empty)
    outside = {name: max(held - totals[name], 0.0) for name, held in tally.held.items()}
    notes = [*tally.notes, *(Notice("component_empty", {"component": name}) for name in empty)]
    notes += [
        Notice("component_total", {"component": n, "inside": totals[n], "outside": outside[n]})
        for n in outside
    ]
    rows = {name: tally.units.in_row_order(inside[name].to_numpy()) for name in measured}
    workload = tally.units.in_row_order((sums / sums.mean()).to_numpy())
    return Workload(pd.DataFrame(rows), workload, totals, outside, weights, tuple(notes))
