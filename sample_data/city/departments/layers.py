# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of the departments' grids, and where their faults are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from ..communities import Communities
from ..geopackage import Layer
from ..ground import Geometries, middles, to_map
from ..streets import Streets
from . import codes
from .dirt import Fault
from .parcels import town_parcels
from .survey import Grids, all_grids

TITLES = {
    "city_management": "城管网格",
    "police": "警务区",
    "sanitation": "环卫网格",
    "greening": "园林网格",
    "residents": "居委会网格",
}
DEPARTMENTS = {
    "city_management": "CG",
    "police": "GA",
    "sanitation": "HW",
    "greening": "YL",
    "residents": "JWH",
}
"""Codes of departments: the first letters of their names in pinyin."""
HECTARE = 10_000.0
Column = tuple[str, str, Iterable[object]]


def department_layers(
    net: Streets,
    admin: Communities,
    parks: Geometries,
    homes: Geometries,
    households: np.ndarray,
    persons: np.ndarray,
) -> list[Layer]:
    """A layer a department, and the points where they are wrong."""
    town = town_parcels(net, admin, homes, households, persons)
    made = all_grids(town, admin, parks)
    named = {name: getattr(codes, name)(grids, admin) for name, grids in made.items()}
    own = {
        "city_management": city_management_fields(made["city_management"], admin),
        "police": police_fields(made["police"]),
        "sanitation": sanitation_fields(made["sanitation"], net),
        "greening": greening_fields(made["greening"]),
        "residents": residents_fields(made["residents"], admin),
    }
    layers = [grid_layer(name, made[name], *named[name], own[name]) for name in made]
    faults = [(name, f, named[name][0]) for name, grids in made.items() for f in grids.faults]
    return [*layers, fault_layer(faults)]


def grid_layer(
    name: str, grids: Grids, code: list[str], title: list[str], own: list[Column]
) -> Layer:
    """The grids of one department; duplicates come again at the end."""
    again = [f.grids[0] for f in grids.faults if f.kind == "duplicate"]
    rows = [*range(len(code)), *again]
    columns: list[Column] = [
        ("dept", "TEXT(4)", [DEPARTMENTS[name]] * len(code)),
        ("grid_code", "TEXT(30)", code),
        ("name", "TEXT(50)", title),
        *own,
    ]
    fields = [(field, kind, [list(values)[k] for k in rows]) for field, kind, values in columns]
    return Layer(f"dept_{name}", TITLES[name], fields, to_map(grids.shapes[rows]), "POLYGON")


def staff(wanted: np.ndarray) -> Column:
    """People that work in each grid, one at least."""
    return ("staff_count", "MEDIUMINT", np.maximum(1, np.round(wanted)).astype(int).tolist())


def city_management_fields(grids: Grids, admin: Communities) -> list[Column]:
    """One inspector for 15 hectares."""
    community = admin.codes[grids.community].tolist()
    area = shapely.area(grids.meant)
    return [("community_code", "TEXT(12)", community), staff(area / (15 * HECTARE))]


def police_fields(grids: Grids) -> list[Column]:
    """One officer and an auxiliary for 2,500 people."""
    return [staff(1 + grids.persons / 2500), ("population", "MEDIUMINT", grids.persons.tolist())]


def sanitation_fields(grids: Grids, net: Streets) -> list[Column]:
    """One sweeper for 450 m of street."""
    line, grid = shapely.STRtree(grids.shapes).query(middles(net.lines), predicate="within")
    swept = np.bincount(grid, weights=shapely.length(net.lines)[line], minlength=len(grids.shapes))
    return [staff(swept / 450), ("street_m", "REAL", np.round(swept, 1).tolist())]


def greening_fields(grids: Grids) -> list[Column]:
    """One gardener for 2 hectares; the area is the one in the books."""
    area = shapely.area(grids.meant)
    return [staff(area / (2 * HECTARE)), ("area_m2", "REAL", np.round(area).tolist())]


def residents_fields(grids: Grids, admin: Communities) -> list[Column]:
    """One person a grid."""
    return [
        ("community_code", "TEXT(12)", admin.codes[grids.community].tolist()),
        staff(np.ones(len(grids.meant))),
        ("households", "MEDIUMINT", grids.households.tolist()),
        ("population", "MEDIUMINT", grids.persons.tolist()),
    ]


def fault_layer(faults: list[tuple[str, Fault, list[str]]]) -> Layer:
    """Where the planted faults are, and the grids concerned."""
    return Layer(
        "dept_fault",
        "部门网格预设问题点",
        [
            ("dept", "TEXT(4)", [DEPARTMENTS[name] for name, _, _ in faults]),
            ("kind", "TEXT(30)", [f.kind for _, f, _ in faults]),
            ("ids", "TEXT(100)", ["; ".join(code[k] for k in f.grids) for _, f, code in faults]),
            ("note", "TEXT(200)", [f.note for _, f, _ in faults]),
        ],
        to_map(shapely.points([f.at for _, f, _ in faults])),
        "POINT",
    )
