# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of the sample city, one function each, with the field names of the data model.

A later theme adds a function here and a line in `all_layers`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from . import skeleton
from .buildings import FLOOR_HEIGHT
from .communities import Communities, build_communities
from .departments.layers import department_layers
from .dirt import Dirty, plant
from .geopackage import Layer
from .ground import Geometries, to_map
from .people import POSTS, SHIFTS, People, house_people, points_of_interest, staff_counts
from .plots import build_plots
from .streets import WIDTH, Streets, build_streets

DISTRICT = "441302"
SOURCE = "synthetic"
SURVEY_DATE = "2026-03-31"
RANK = {"RD1": 1, "RLW": 1, "RVR": 1, "RD2": 2, "RD3": 3, "WAL": 4, "RD4": 5}
CROSSABLE = {
    "RD1": False,
    "RLW": False,
    "RVR": False,
    "WAL": False,
    "RD2": True,
    "RD3": True,
    "RD4": True,
}
PENALTY = {"RLW": 1.0, "RVR": 1.0, "RD1": 0.9, "WAL": 0.8, "RD2": 0.6, "RD3": 0.35, "RD4": 0.15}
FRINGE = {"松岭社区", "西岭社区", "榕树社区", "东港社区", "南园社区", "新桥社区"}
"""Communities at the edge of the built-up area: 城乡结合区 112."""
COMPOUND_NAMES = {
    "RES": "苑",
    "CAMP": "学校",
    "HOSP": "医院",
    "GOV": "大院",
    "FAC": "工厂",
    "PARK": "公园",
}
NAME_PARTS = "安宁康泰文华明德仁和兴隆永福长春清泉荷柳梅兰竹菊松桂枫棠云霞星月晨曦"


@dataclass(frozen=True)
class City:
    """All themes, in local metres."""

    net: Streets
    admin: Communities
    dirty: Dirty
    people: People
    footprints: Geometries
    community_of_house: np.ndarray


def build_city() -> City:
    """Draw the whole district."""
    net = build_streets()
    admin = build_communities(net)
    dirty = plant(net, build_plots(net), admin)
    houses = dirty.town.houses
    footprints = np.array([h.footprint for h in houses], object)
    house, community = shapely.STRtree(admin.polygons).query(
        shapely.point_on_surface(footprints), predicate="intersects"
    )
    owner = np.full(len(houses), -1)
    owner[house[::-1]] = community[::-1]
    return City(net, admin, dirty, house_people(houses, dirty.town.zones), footprints, owner)


def all_layers(city: City) -> list[Layer]:
    """Every layer in the order of the file."""
    return [
        admin_street(city),
        admin_community(city),
        barrier(city),
        water(),
        path(city),
        compound(city),
        building(city),
        poi(city),
        population(city),
        staff_quota(city),
        staff(city),
        planted_trap(city),
        *departments(city),
    ]


def totals(city: City, values: np.ndarray) -> np.ndarray:
    """Sum over the houses of each community."""
    return np.bincount(
        city.community_of_house, weights=values, minlength=len(city.admin.codes)
    ).astype(int)


def admin_street(city: City) -> Layer:
    parent = np.array([code[:9] for code in city.admin.codes])
    codes = [code for code, _ in skeleton.STREET_OFFICES]
    people = [int(totals(city, city.people.persons)[parent == c].sum()) for c in codes]
    households = [int(totals(city, city.people.households)[parent == c].sum()) for c in codes]
    n = len(codes)
    return Layer(
        "admin_street",
        "街道",
        admin_fields(
            codes,
            [None] * n,
            [name for _, name in skeleton.STREET_OFFICES],
            [DISTRICT] * n,
            [2] * n,
            ["111"] * n,
            people,
            households,
        ),
        multi(to_map(city.admin.streets)),
        "MULTIPOLYGON",
    )


def admin_community(city: City) -> Layer:
    admin = city.admin
    n = len(admin.codes)
    parents = [c[:9] for c in admin.codes]
    urban = ["112" if name in FRINGE else "111" for name in admin.names]
    return Layer(
        "admin_community",
        "社区",
        admin_fields(
            parents,
            list(admin.codes),
            list(admin.names),
            parents,
            [3] * n,
            urban,
            totals(city, city.people.persons).tolist(),
            totals(city, city.people.households).tolist(),
        ),
        multi(to_map(admin.polygons)),
        "MULTIPOLYGON",
    )


def admin_fields(
    street: list,
    community: list,
    name: list,
    parent: list,
    level: list,
    urban: list,
    people: list,
    households: list,
) -> list:
    n = len(name)
    return [
        ("street_code", "TEXT(9)", street),
        ("community_code", "TEXT(12)", community),
        ("name", "TEXT(50)", name),
        ("parent_code", "TEXT(9)", parent),
        ("level", "MEDIUMINT", level),
        ("urban_class", "TEXT(3)", urban),
        ("zone", "TEXT(20)", [None] * n),
        ("population", "MEDIUMINT", people),
        ("households", "MEDIUMINT", households),
        ("chief", "TEXT(30)", [None] * n),
        ("data_source", "TEXT(30)", [SOURCE] * n),
    ]


def barrier(city: City) -> Layer:
    """Streets, railway, river banks, brook and walls as lines."""
    dirty = city.dirty
    reach = skeleton.reach()
    rows = [(c, n, line, WIDTH[c]) for c, n, line in zip(dirty.classes, dirty.names, dirty.lines)]
    rows += [("RLW", "和美铁路", skeleton.railway().intersection(reach), 8.0)]
    banks = shapely.get_parts(
        shapely.line_merge(shapely.intersection(skeleton.river().boundary, reach))
    )
    rows += [("RVR", "和美江", bank, 0.0) for bank in banks]
    brook = skeleton.creek().intersection(reach).difference(skeleton.river())
    rows += [("RVR", "清溪", brook, 2 * skeleton.CREEK_HALF_WIDTH)]
    rows += [("WAL", "围墙", line, 0.3) for _, line in dirty.town.walls]
    classes = [c for c, *_ in rows]
    return Layer(
        "barrier",
        "障碍线",
        [
            ("barrier_class", "TEXT(4)", classes),
            ("name", "TEXT(50)", [n for _, n, _, _ in rows]),
            ("rank", "MEDIUMINT", [RANK[c] for c in classes]),
            ("crossable", "BOOLEAN", [int(CROSSABLE[c]) for c in classes]),
            ("penalty", "REAL", [PENALTY[c] for c in classes]),
            ("width_m", "REAL", [w for *_, w in rows]),
        ],
        to_map(np.array([line for _, _, line, _ in rows], object)),
        "LINESTRING",
    )


def water() -> Layer:
    river = skeleton.river().intersection(skeleton.reach())
    return Layer(
        "water",
        "水域",
        [
            ("barrier_class", "TEXT(4)", ["RVR"]),
            ("name", "TEXT(50)", ["和美江"]),
            ("rank", "MEDIUMINT", [1]),
            ("crossable", "BOOLEAN", [0]),
        ],
        to_map(np.array([river], object)),
        "POLYGON",
    )


def path(city: City) -> Layer:
    paths = city.dirty.town.paths
    return Layer(
        "path",
        "小路",
        [
            ("path_class", "TEXT(4)", [kind for kind, _ in paths]),
            ("width_m", "REAL", [4.0 if kind == "SERV" else 2.5 for kind, _ in paths]),
        ],
        to_map(np.array([line for _, line in paths], object)),
        "LINESTRING",
    )


def compound(city: City) -> Layer:
    compounds = city.dirty.town.compounds
    plots = np.array([plot for plot, _ in compounds], object)
    house, inside = shapely.STRtree(plots).query(
        shapely.centroid(city.footprints), predicate="within"
    )
    households = np.bincount(
        inside, weights=city.people.households[house], minlength=len(plots)
    ).astype(int)
    names = [compound_name(i, kind) for i, (_, kind) in enumerate(compounds)]
    return Layer(
        "compound",
        "小区与单位大院",
        [
            ("compound_id", "TEXT(20)", [f"XQ{i + 1:05d}" for i in range(len(plots))]),
            ("name", "TEXT(50)", names),
            ("kind", "TEXT(4)", [kind for _, kind in compounds]),
            ("households", "MEDIUMINT", households.tolist()),
        ],
        to_map(plots),
        "POLYGON",
    )


def compound_name(number: int, kind: str) -> str:
    """A made-up name."""
    count = len(NAME_PARTS)
    second = NAME_PARTS[(number * 5 + number // count + 3) % count]
    return f"{NAME_PARTS[number % count]}{second}{COMPOUND_NAMES[kind]}"


def building(city: City) -> Layer:
    houses = city.dirty.town.houses
    return Layer(
        "building",
        "建筑物",
        [
            ("building_id", "TEXT(20)", [f"JZ{i + 1:06d}" for i in range(len(houses))]),
            ("use", "TEXT(3)", [h.use for h in houses]),
            ("floors", "MEDIUMINT", [h.floors for h in houses]),
            ("height_m", "REAL", [round(h.floors * FLOOR_HEIGHT[h.use] + 0.6, 1) for h in houses]),
            ("floor_area", "REAL", [round(h.footprint.area * h.floors, 1) for h in houses]),
            ("survey_date", "DATE", [SURVEY_DATE] * len(houses)),
            ("households", "MEDIUMINT", city.people.households.tolist()),
        ],
        to_map(city.footprints),
        "POLYGON",
    )


def poi(city: City) -> Layer:
    places, categories, names = points_of_interest(city.dirty.town.houses)
    return Layer(
        "poi",
        "兴趣点",
        [
            ("poi_id", "TEXT(20)", [f"XQD{i + 1:05d}" for i in range(len(places))]),
            ("category", "TEXT(20)", categories),
            ("name", "TEXT(50)", names),
        ],
        to_map(places),
        "POINT",
    )


def population(city: City) -> Layer:
    """One point for every building with homes."""
    people = city.people
    home = np.flatnonzero(people.households > 0)
    return Layer(
        "population",
        "人口点",
        [
            ("building_id", "TEXT(20)", [f"JZ{i + 1:06d}" for i in home]),
            ("households", "MEDIUMINT", people.households[home].tolist()),
            ("persons", "MEDIUMINT", people.persons[home].tolist()),
            ("floating", "MEDIUMINT", people.floating[home].tolist()),
        ],
        to_map(shapely.point_on_surface(city.footprints[home])),
        "POINT",
    )


def staff_quota(city: City) -> Layer:
    """Staff numbers by community: the quota of responsibility grids."""
    households = totals(city, city.people.households)
    return Layer(
        "staff_quota",
        "社区人员数",
        [
            ("community_code", "TEXT(12)", list(city.admin.codes)),
            ("community_name", "TEXT(50)", list(city.admin.names)),
            ("households", "MEDIUMINT", households.tolist()),
            ("staff_count", "MEDIUMINT", staff_counts(households).tolist()),
        ],
    )


def staff(city: City) -> Layer:
    """One row a person, without names."""
    rows = [
        (code, POSTS[k], SHIFTS[k])
        for code, count in zip(city.admin.codes, staff_counts(totals(city, city.people.households)))
        for k in range(count)
    ]
    return Layer(
        "staff",
        "人员",
        [
            ("staff_id", "TEXT(20)", [f"RY{i + 1:05d}" for i in range(len(rows))]),
            ("street_code", "TEXT(9)", [c[:9] for c, *_ in rows]),
            ("community_code", "TEXT(12)", [c for c, *_ in rows]),
            ("post", "TEXT(10)", [p for _, p, _ in rows]),
            ("shift", "TEXT(3)", [s for *_, s in rows]),
            ("capacity", "REAL", [1.0] * len(rows)),
            ("level", "MEDIUMINT", [4] * len(rows)),
            ("valid_from", "DATE", ["2026-01-01"] * len(rows)),
        ],
    )


def planted_trap(city: City) -> Layer:
    """Where the planted traps are (README.md describes them)."""
    traps = city.dirty.traps
    return Layer(
        "planted_trap",
        "预设问题点",
        [
            ("kind", "TEXT(30)", [t.kind for t in traps]),
            ("note", "TEXT(200)", [t.note for t in traps]),
        ],
        to_map(shapely.points([t.at for t in traps])),
        "POINT",
    )


def departments(city: City) -> list[Layer]:
    """The grids that five departments drew, each for itself."""
    parks = [plot for plot, kind in city.dirty.town.compounds if kind == "PARK"]
    people = city.people
    return department_layers(
        city.net,
        city.admin,
        np.array(parks, object),
        city.footprints,
        people.households,
        people.persons,
    )


def multi(polygons: Geometries) -> Geometries:
    """Every polygon as a multipolygon."""
    return np.array(
        [p if p.geom_type == "MultiPolygon" else shapely.multipolygons([p]) for p in polygons],
        object,
    )
