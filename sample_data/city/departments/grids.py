# SPDX-License-Identifier: GPL-2.0-or-later
"""How each department divides the town, each by a rule of its own."""

from __future__ import annotations

import numpy as np
import shapely

from .. import skeleton
from ..ground import Geometries, thickness
from .grouping import divided, joined, links, parts
from .parcels import Parcels

BOTH_SIDES = ("人民路", "解放路")
"""Streets of which one team sweeps both sides, though they divide communities."""
SHARED_BEATS = ("鼓楼社区", "城隍社区")
"""Two communities with beats across their border."""
WORK_A_SMALL_GRID, AREA_A_GRID, WORK_A_BEAT, AREA_A_TEAM = 480.0, 190_000.0, 6_000.0, 260_000.0
KERB, SMALLEST_GREEN = 3.0, 500.0
"""Green ends this far from the middle of the street, m; less than so many m² is not counted."""


def within_communities(town: Parcels) -> np.ndarray:
    """1 for pairs of parcels in one community, else inf: the cost of a way between them."""
    one, other = town.community[town.pairs].T
    return np.where(one == other, 1.0, np.inf)


def small_grids(town: Parcels) -> np.ndarray:
    """Residents' committees: some 480 households each, less where few live."""
    cost = within_communities(town) * np.where(town.ways[:, 0], 2.5, 1.0)
    work = town.households + shapely.area(town.shapes) / 1000
    return divided(links(town, cost), work, WORK_A_SMALL_GRID)


def management_grids(town: Parcels, small: np.ndarray) -> np.ndarray:
    """City management: some 19 hectares each, along the borders of small grids where it suits."""
    one, other = small[town.pairs].T
    cost = within_communities(town) * np.where(one == other, 0.35, 1.0)
    area = shapely.area(town.shapes)
    return joined(town, divided(links(town, cost), area, AREA_A_GRID), 30_000.0)


def beats(town: Parcels, names: np.ndarray) -> np.ndarray:
    """Public security: some 5,000 people each, between main streets.

    Two communities share beats, and of the enclave the police have not heard.
    """
    cost = within_communities(town)
    cost[np.isin(names[town.community], SHARED_BEATS)[town.pairs].all(1)] = 1.0
    cost[enclaves(town)[town.pairs].any(1)] = 1.0
    cost *= 1.0 + 2.0 * town.ways[:, 0] + 2.0 * town.ways[:, 1]
    work = town.persons + shapely.area(town.shapes) / 200
    return joined(town, divided(links(town, cost), work, WORK_A_BEAT), 60_000.0)


def enclaves(town: Parcels) -> np.ndarray:
    """True for parcels with no neighbour of their own community."""
    one, other = town.pairs.T
    home = town.pairs[town.community[one] == town.community[other]]
    return np.bincount(home.ravel(), minlength=len(town.shapes)) == 0


def street_sections(town: Parcels) -> tuple[np.ndarray, np.ndarray]:
    """Sanitation: what lies nearest to one main street; and that street for each parcel."""
    lines = np.array([street.line for street in skeleton.MAIN_STREETS], object)
    names = np.array([street.name for street in skeleton.MAIN_STREETS])
    away = shapely.distance(shapely.centroid(town.shapes)[:, None], lines).round(2)
    street = away.argmin(1)
    one, other = town.pairs.T
    same = town.community[one] == town.community[other]
    across = np.isin(names[street[one]], BOTH_SIDES) & (town.ways[:, 0] | ~same)
    spot = shapely.point_on_surface(shapely.intersection(town.shapes[one], town.shapes[other]))
    across &= shapely.dwithin(spot, lines[street[one]], 0.5)
    team = parts(town, (street[one] == street[other]) & (same | across))
    cost = np.where(team[one] == team[other], 1.0, np.inf)
    sections = divided(links(town, cost), shapely.area(town.shapes), AREA_A_TEAM)
    return joined(town, sections, 60_000.0), names[street]


def green_kinds(town: Parcels, parks: Geometries) -> np.ndarray:
    """What greening looks after on each parcel: park, bank, belt, or nothing."""
    kind = np.full(len(town.shapes), "", dtype="<U4")
    strip = (thickness(town.shapes) < 45) & (
        shapely.intersects(town.shapes, skeleton.railway())
        | shapely.intersects(town.shapes, skeleton.creek())
    )
    kind[strip] = "belt"
    kind[shapely.intersects(town.shapes, skeleton.river())] = "bank"
    inside = shapely.STRtree(town.shapes).query(
        shapely.point_on_surface(parks), predicate="within"
    )[1]
    kind[inside] = np.where(kind[inside] == "", "park", kind[inside])
    return kind


def greens(town: Parcels, kind: np.ndarray) -> tuple[Geometries, np.ndarray]:
    """Greening: parks one by one, banks and belts by community; and the kind of each.

    The green ends at the water and at the kerb of the streets.
    """
    one, other = town.pairs.T
    long = (kind[one] == kind[other]) & np.isin(kind[one], ["bank", "belt"])
    same = town.community[one] == town.community[other]
    groups = np.where(kind == "", -1, parts(town, long & same))
    streets = shapely.intersection(town.shapes[one], town.shapes[other])
    outer = (groups[one] != groups[other]) & ~town.ways[:, 2]
    taken = shapely.union_all(
        [shapely.buffer(shapely.union_all(streets[outer]), KERB), skeleton.river()]
    )
    shapes, which = shapely.get_parts(
        shapely.difference(merged(town, groups), taken), return_index=True
    )
    first = np.unique(groups[groups >= 0], return_index=True)[1]
    large = shapely.area(shapes) > SMALLEST_GREEN
    return shapes[large], kind[groups >= 0][first][which[large]]


def merged(town: Parcels, groups: np.ndarray) -> Geometries:
    """One shape a group."""
    return np.array(
        [shapely.union_all(town.shapes[groups == g]) for g in np.unique(groups[groups >= 0])],
        object,
    )
