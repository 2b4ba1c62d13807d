# SPDX-License-Identifier: GPL-2.0-or-later
"""The five grids as their departments would hand them over: shapes, people, faults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..communities import Communities
from ..ground import Geometries
from ..hand import Hand, drawn_coverage
from . import grids
from .dirt import Fault, fault, mistaken, plant
from .parcels import Parcels

HANDS = {
    "city_management": Hand(simplified=0.5, vertex_every=45, off=(0.2, 1.0), corner=0.6),
    "police": Hand(1.0, 60, off=(0.2, 1.2), corner=0.8, shift=(2.5, -1.7)),
    "sanitation": Hand(6.0, 1000, off=(0.0, 0.8), corner=1.5),
    "greening": Hand(0.8, 35, off=(0.1, 0.6), corner=0.3),
    "residents": Hand(1.5, 50, off=(1.0, 3.0), corner=1.2),
}
"""City management measures; the police map had slipped by 3 m; sanitation draws straight lines."""

FAULTS = {
    "city_management": {"overdrawn": 1, "overlap": 2, "gap": 2, "sliver": 4, "unclosed_corner": 1,
                        "duplicate": 1},
    "police": {"overdrawn": 1, "overlap": 2, "gap": 1, "sliver": 2, "unclosed_corner": 1,
               "duplicate": 1},
    "sanitation": {"overdrawn": 1, "overlap": 3, "gap": 3, "sliver": 3, "unclosed_corner": 1,
                   "duplicate": 1},
    "greening": {"overdrawn": 2, "unclosed_corner": 1, "duplicate": 1},
    "residents": {"overdrawn": 2, "overlap": 4, "gap": 4, "sliver": 6, "unclosed_corner": 2,
                  "duplicate": 1},
}  # fmt: skip
"""How many of each are planted."""
MISTAKES = {"city_management": 2, "residents": 3}
"""How many grids count a block of the next community as theirs."""


@dataclass(frozen=True)
class Grids:
    """The grids of one department.

    `meant` is what it meant, `shapes` what it drew, `community` where most of it lies. `trait`
    is the street or the kind of green a name is made of.
    """

    meant: Geometries
    shapes: Geometries
    community: np.ndarray
    persons: np.ndarray
    households: np.ndarray
    trait: np.ndarray
    faults: list[Fault]


def all_grids(town: Parcels, admin: Communities, parks: Geometries) -> dict[str, Grids]:
    """The grids of each department."""
    small = grids.small_grids(town)
    teams, street = grids.street_sections(town)
    groups = {
        "city_management": grids.management_grids(town, small),
        "police": grids.beats(town, admin.names),
        "sanitation": teams,
        "residents": small,
    }
    made = {name: of_groups(name, town, admin, drawn, street) for name, drawn in groups.items()}
    green, kind = grids.greens(town, grids.green_kinds(town, parks))
    made["greening"] = of_shapes("greening", green, admin, kind)
    return {name: made[name] for name in HANDS}


def of_groups(
    name: str, town: Parcels, admin: Communities, right: np.ndarray, street: np.ndarray
) -> Grids:
    """Grids made of whole parcels."""
    groups = mistaken(town, right, MISTAKES.get(name, 0), f"{name} mistakes")
    meant = grids.merged(town, groups)
    number = np.unique(groups, return_inverse=True)[1].ravel()
    area = shapely.area(town.shapes)
    home = most(number, town.community, area)
    moved = np.flatnonzero(right != groups)
    faults = [cut_community(town, i, int(number[i])) for i in moved]
    faults += [
        over_communities(meant[k], k, admin.codes[np.unique(town.community[number == k])])
        for k in range(len(meant))
        if k not in number[moved] and len(np.unique(town.community[number == k])) > 1
    ]
    people = [np.bincount(number, weights=v).astype(int) for v in (town.persons, town.households)]
    shapes, planted = plant(drawn_coverage(meant, HANDS[name], name), FAULTS[name], name)
    streets, which = np.unique(street, return_inverse=True)
    trait = streets[most(number, which.ravel(), area)]
    return Grids(meant, shapes, home, *people, trait, faults + planted)


def of_shapes(name: str, meant: Geometries, admin: Communities, trait: np.ndarray) -> Grids:
    """Grids that cover only some places; nobody is counted on them."""
    home = shapely.area(shapely.intersection(meant[:, None], admin.polygons)).argmax(1)
    nobody = np.zeros(len(meant), int)
    shapes, planted = plant(drawn_coverage(meant, HANDS[name], name), FAULTS[name], name)
    return Grids(meant, shapes, home, nobody, nobody, trait, planted)


def cut_community(town: Parcels, parcel: int, grid: int) -> Fault:
    """A block of the next community that a grid counts as its own."""
    shape = town.shapes[parcel]
    note = f"{shape.area:.0f} m2 of the next community counted in"
    return fault("cut_community", (grid,), shape.representative_point(), note)


def over_communities(shape: shapely.Polygon, grid: int, codes: np.ndarray) -> Fault:
    """A grid that was meant for several communities."""
    note = f"meant for {' and '.join(codes)}"
    return fault("over_two_communities", (grid,), shape.representative_point(), note)


def most(group: np.ndarray, value: np.ndarray, area: np.ndarray) -> np.ndarray:
    """The value with the largest area in each group."""
    table = np.zeros((group.max() + 1, value.max() + 1))
    np.add.at(table, (group, value), area)
    return table.argmax(1)
