# SPDX-License-Identifier: GPL-2.0-or-later
"""The division of a town into unified grids, and their codes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Geometries, Ints
from ...coverage.shapes import NOBODY
from ...errors import GivenName, InputsApart, Notice
from ...labels import first_by_label, sum_by_label
from ...params import MergeParams
from ...progress import Progress
from ..codes import Naming, communities_of, name_grids
from ..incremental import KEEPING, codes_that_live_on
from ..town import Town
from .adopt import Weights, adopt_grids
from .balance import grids_of_parts
from .consensus import divide_ground
from .ground import ROUNDING, Ground, lay_out

TOLD_OF = 0.01
"""Share of the ground that lies outside the hard layer for another reason than how it was drawn."""


@dataclass(frozen=True)
class Division:
    """The grid of each atom (`NOBODY` outside the hard layer), how many, and what was noted."""

    zone: Ints
    count: int
    notes: tuple[Notice, ...]


@dataclass(frozen=True)
class Names:
    """The `codes` of grids, their `parents` (None where no community is known), and notices."""

    codes: tuple[str, ...]
    parents: tuple[str | None, ...]
    notes: tuple[Notice, ...]


def divide(town: Town, weights: Weights, params: MergeParams, progress: Progress) -> Division:
    """Give every atom its grid. Raises InputsApart, FewerGridsThanParts, MoreGridsThanPieces."""
    outside = _outside(town)
    values, arrangement = weights.values, town.arrangement
    if town.before_codes:
        values = np.append(values, KEEPING * values.sum())
        arrangement = town.with_before
    ground = lay_out(arrangement, town.workload, values, weights.adopted)
    if weights.adopted is None:
        grids = grids_of_parts(ground, params, _usual_count(town), town.hard_codes)
        zone = divide_ground(ground, grids, params, progress)
    else:
        zone = adopt_grids(ground, weights.adopted)
    count = int(zone.max(initial=NOBODY)) + 1
    notes = [
        *outside,
        *_asked_in_vain(town, weights, params),
        *_too_heavy(ground, zone, count, params),
    ]
    return Division(np.append(zone, NOBODY)[ground.node], count, tuple(notes))


def _outside(town: Town) -> list[Notice]:
    """Tell of the departments' ground outside the hard layer. Raises InputsApart where all is."""
    held = (town.arrangement.labels != NOBODY).any(axis=1)
    outside = held & (town.arrangement.hard == NOBODY)
    if outside.sum() == held.sum():
        raise InputsApart(layer=GivenName(town.names[0]), other="hard")
    area = float(town.area[outside].sum())
    share = area / float(town.area[held].sum())
    facts = {"percent": 100 * share, "area_m2": area}
    return [Notice("ground_outside_communities", facts)] if share > TOLD_OF else []


def _usual_count(town: Town) -> int:
    """Return how many grids are usual: as many as before, or as departments have on average."""
    lives = (town.before != NOBODY).any()
    labels = town.before[:, None] if lives else town.arrangement.labels
    return round(float(np.mean([len(np.unique(label[label != NOBODY])) for label in labels.T])))


def _asked_in_vain(town: Town, weights: Weights, params: MergeParams) -> list[Notice]:
    if weights.adopted is None or not (params.grid_count or params.max_workload):
        return []
    return [Notice("adopted_as_it_is", {"department": GivenName(town.names[weights.adopted])})]


def _too_heavy(ground: Ground, zone: Ints, count: int, params: MergeParams) -> list[Notice]:
    if not params.max_workload:
        return []
    load = sum_by_label(zone, ground.workload, count)
    heavy = int((load > params.max_workload * (1 + ROUNDING)).sum())
    facts = {"count": heavy, "total": count, "maximum": params.max_workload}
    return [Notice("grids_above_maximum", facts)] if heavy else []


def name_division(
    town: Town, division: Division, shapes: Geometries, used: Collection[str] = ()
) -> Names:
    """Return the codes of the grids (`shapes`, polygons); none that is among the `used` ones.

    Codes of before live on, and those that do not are not given again.
    """
    zone, count = division.zone, division.count
    parents = _parents(town, zone, count)
    kept = codes_that_live_on(zone, town.before, town.area, town.before_codes)
    centres = shapely.get_coordinates(shapely.point_on_surface(shapes))
    naming = Naming(parents, centres, np.asarray(shapely.area(shapes)))
    codes = name_grids(naming, kept, {*used, *town.before_codes})
    notes = []
    retired = sorted(set(town.before_codes) - set(codes))
    if retired:
        notes.append(Notice("grid_codes_retired", {"count": len(retired), "codes": retired}))
    across = [code for code, parent in zip(codes, parents) if len(parent) > 1]
    if across:
        notes.append(Notice("grids_across_communities", {"count": len(across), "codes": across}))
    return Names(codes, tuple(",".join(parent) or None for parent in parents), tuple(notes))


def _parents(town: Town, zone: Ints, count: int) -> list[tuple[str, ...]]:
    """Return the communities of each grid: of the hard layer, else by the first department."""
    if not town.hard_codes:
        label = town.arrangement.labels[:, 0]
        return communities_of(zone, label, town.codes[0], town.area, count)
    given = np.flatnonzero(zone != NOBODY)
    hard = town.arrangement.hard[given[first_by_label(zone[given])]]
    return [(town.hard_codes[place],) for place in hard.tolist()]
