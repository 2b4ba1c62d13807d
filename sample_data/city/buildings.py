# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands on each kind of plot: footprint, use and floors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from shapely import affinity

from . import shapes
from .ground import angle_of

FLOOR_HEIGHT = {"RES": 3.0, "COM": 4.2, "OFF": 3.8, "PUB": 3.8, "IND": 6.5, "TMP": 3.2, "OTH": 3.3}


class House(NamedTuple):
    """A building; `use` and `floors` as in the layer."""

    footprint: shapely.Polygon
    use: str
    floors: int


def develop(plot: shapely.Polygon, kind: str, rng: np.random.Generator) -> list[House]:
    """Buildings of a plot of one kind (see `PLANS`)."""
    theta, centre = angle_of(plot), plot.centroid
    flat = affinity.rotate(plot, -theta, origin=centre, use_radians=True)
    houses = apart([h for h in PLANS[kind](flat, rng) if not h.footprint.is_empty])
    return [
        h._replace(footprint=affinity.rotate(h.footprint, theta, origin=centre, use_radians=True))
        for h in houses
    ]


def apart(houses: list[House], gap: float = 0.15) -> list[House]:
    """The houses that keep clear of those before them."""
    kept: list[House] = []
    for house in houses:
        if not kept or shapely.distance(house.footprint, [k.footprint for k in kept]).min() >= gap:
            kept.append(house)
    return kept


def shops_at_edge(
    plot: shapely.Polygon, rng: np.random.Generator
) -> tuple[list[House], shapely.Polygon]:
    """A row of street shops on the south or north side, and what is left of the plot."""
    x0, y0, x1, y1 = plot.bounds
    depth = rng.uniform(8, 11)
    low = rng.random() < 0.6
    strip = (
        shapely.box(x0, y0, x1, y0 + depth + 2) if low else shapely.box(x0, y1 - depth - 2, x1, y1)
    )
    rowed = shapes.rows(
        shapely.intersection(plot, strip), rng.uniform(30, 52), depth, (5, 5), shapes.slab
    )
    rest = shapely.difference(plot, strip.buffer(7))
    if not rowed or rest.geom_type != "Polygon":
        return [], plot
    return [House(f, "COM", int(rng.integers(1, 4))) for f in rowed], rest


def slab_estate(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """小区 of parallel bars, now and then with shops at the street."""
    houses: list[House] = []
    if rng.random() < 0.45:
        houses, plot = shops_at_edge(plot, rng)
    floors = int(rng.choice([6, 7, 8, 11, 18], p=[0.34, 0.24, 0.12, 0.18, 0.12]))
    depth = rng.uniform(11.5, 14.5)
    shape = shapes.stepped_slab if rng.random() < 0.35 else shapes.slab
    bars = shapes.rows(
        plot,
        rng.uniform(34, 56),
        depth,
        (rng.uniform(8, 13), rng.uniform(15, 19) + floors * 0.8),
        shape,
    )
    return houses + [House(b, "RES", floors) for b in bars]


def tower_estate(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """高层小区: towers, a nursery or a club house."""
    houses: list[House] = []
    if rng.random() < 0.5:
        houses, plot = shops_at_edge(plot, rng)
    side = rng.uniform(23, 28)
    shape = shapes.cross if rng.random() < 0.5 else shapes.butterfly
    floors = int(rng.integers(20, 34))
    towers = shapes.rows(
        plot, side * 1.1, side, (rng.uniform(20, 30), rng.uniform(26, 36)), shape, stretch=False
    )
    low = shapes.rows(plot.buffer(-4), 20, 12, (60, 60), shapes.ell, stretch=False)
    return (
        houses
        + [House(t, "RES", floors - int(rng.integers(0, 3))) for t in towers]
        + [House(p, "PUB", 2) for p in low[:1]]
    )


def old_houses(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """老城: houses on the street line, smaller ones behind."""
    front = shapes.frontage(plot, (9, 17), (9, 14), rng, skip=0.06)
    houses = [
        House(
            f,
            "COM" if rng.random() < 0.2 else "RES",
            int(rng.choice([1, 2, 3, 4], p=[0.2, 0.4, 0.3, 0.1])),
        )
        for f in front
    ]
    for yard in shapely.get_parts(plot.buffer(-17)):
        if yard.area > 260:
            behind = shapes.frontage(yard, (9, 17), (8, 13), rng, skip=0.2)
            houses += [House(f, "RES", int(rng.integers(1, 4))) for f in behind]
    return houses


def handshake_houses(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """城中村: packed private houses in crooked rows."""
    packed = shapes.rows(
        plot, rng.uniform(12, 15), rng.uniform(11, 13.5), (1.6, rng.choice([2.2, 3.4])), shapes.slab
    )
    turn = rng.uniform(-0.9, 0.9, len(packed))
    return [
        House(
            affinity.rotate(p, t), "COM" if rng.random() < 0.08 else "RES", int(rng.integers(3, 8))
        )
        for p, t in zip(packed, turn)
        if rng.random() > 0.13
    ]


def farm_houses(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """A hamlet at one end of the fields."""
    x0, y0, x1, y1 = plot.bounds
    part = shapely.intersection(
        plot, shapely.box(x0, y0, x0 + rng.uniform(0.35, 0.6) * (x1 - x0), y1)
    )
    if part.geom_type != "Polygon":
        return []
    found = shapes.rows(
        part,
        rng.uniform(13, 17),
        11,
        (rng.uniform(5, 9), rng.uniform(8, 14)),
        shapes.slab,
        stretch=False,
    )
    houses = [
        House(affinity.rotate(f, rng.uniform(-3, 3)), "RES", int(rng.integers(1, 4)))
        for f in found
        if rng.random() > 0.25
    ]
    return houses + [
        House(f, "TMP", 1)
        for f in shapes.rows(plot, 42, 9, (6, 5), shapes.slab, stretch=False)[-3:]
        if rng.random() < 0.5
    ]


def halls(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """厂区: halls, an office at the gate, a shed."""
    x0, y0, x1, y1 = plot.bounds
    entrance = shapely.intersection(plot, shapely.box(x0, y0, x1, y0 + 22))
    office = shapes.rows(entrance, rng.uniform(30, 42), 14, (20, 40), shapes.slab, stretch=False)[
        :1
    ]
    yard = (
        shapely.intersection(plot, shapely.box(x0, y0 + 27, x1, y1)) if rng.random() < 0.8 else plot
    )
    yard = plot if yard.geom_type != "Polygon" else yard
    shape = shapes.ell if rng.random() < 0.2 else shapes.slab
    wide = rng.uniform(46, 84)
    made = shapes.rows(yard, wide, rng.uniform(28, 46), (14, 13), shape)
    houses = [House(f, "OFF", int(rng.integers(3, 6))) for f in office] + [
        House(f, "IND", int(rng.choice([1, 1, 2, 4]))) for f in made
    ]
    sheds = shapes.rows(plot, 18, 8, (70, 60), shapes.slab, stretch=False)
    return houses + [House(f, "TMP", 1) for f in sheds[-2:] if rng.random() < 0.6]


def school(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """Teaching block, a hall, and the sports ground left free."""
    x0, y0, x1, y1 = plot.bounds
    half = shapely.intersection(plot, shapely.box(x0, y0, x1, y0 + 0.62 * (y1 - y0)))
    shape = shapes.aitch if rng.random() < 0.5 else shapes.horseshoe
    main = shapes.rows(
        half, min(66, 0.5 * (x1 - x0)), min(46, 0.42 * (y1 - y0)), (300, 300), shape, stretch=False
    )
    others = shapes.rows(plot, 34, 15, (16, 22), shapes.slab, stretch=False)
    return [House(f, "PUB", int(rng.integers(4, 7))) for f in main[:1]] + [
        House(f, "PUB", int(rng.integers(2, 6))) for f in others[:4]
    ]


def hospital(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """Ward block, out-patients, laboratories."""
    main = shapes.rows(plot, 82, 48, (200, 200), shapes.aitch, stretch=False)[:1]
    others = shapes.rows(plot, 40, 20, (18, 20), shapes.ell, stretch=False)
    return [House(f, "PUB", 14) for f in main] + [
        House(f, "PUB", int(rng.integers(3, 9))) for f in others[:6]
    ]


def office_tower(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """Towers of the centre."""
    shape = shapes.slab if rng.random() < 0.6 else shapes.cross
    size = rng.uniform(30, 42)
    made = shapes.rows(plot, size, size * rng.uniform(0.75, 1.0), (16, 18), shape, stretch=False)
    return [
        House(f, "OFF" if rng.random() < 0.7 else "COM", int(rng.integers(12, 38))) for f in made
    ]


def mall(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """One large commercial building, and kiosks."""
    x0, y0, x1, y1 = plot.bounds
    shape = (shapes.courtyard, shapes.ell, shapes.slab)[int(rng.integers(0, 3))]
    for share in (0.8, 0.66, 0.5):
        big = shapes.rows(
            plot.buffer(-4), share * (x1 - x0), share * (y1 - y0), (300, 300), shape, stretch=False
        )
        if big:
            return [House(big[0], "COM", int(rng.integers(3, 8)))]
    return []


def courtyard_office(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """机关: court, bar and L."""
    court = shapes.rows(
        plot, rng.uniform(46, 60), rng.uniform(40, 52), (14, 16), shapes.courtyard, stretch=False
    )
    rest = shapes.rows(plot, 38, 15, (14, 18), shapes.slab, stretch=False)
    ells = shapes.rows(plot, 36, 32, (14, 18), shapes.ell, stretch=False)
    order = court[:2] + ells[-1:] + rest
    return [House(f, "OFF", int(rng.integers(4, 13))) for f in order]


def market(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """农贸市场: a hall within rows of stalls."""
    front = shapes.frontage(plot, (22, 40), (9, 12), rng, skip=0.15)
    hall = shapes.rows(plot.buffer(-19), 44, 26, (12, 12), shapes.slab)
    return [House(f, "COM", int(rng.integers(1, 4))) for f in front] + [
        House(f, "COM", 1) for f in hall
    ]


def street_blocks(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """Housing of the 1980s: bars and Ls on the street line, lower bars inside."""
    front = shapes.frontage(plot, (26, 48), (11, 13), rng, skip=0.12)
    houses = [House(f, "RES", int(rng.integers(5, 9))) for f in front]
    inside = plot.buffer(-26)
    for yard in shapely.get_parts(inside):
        if yard.area > 500:
            houses += [
                House(f, "RES", int(rng.integers(4, 7)))
                for f in shapes.rows(yard, 30, 11, (10, 15), shapes.slab)
            ]
    return houses


def park(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """A pavilion and a keeper's house."""
    found = shapes.rows(plot.buffer(-10), 11, 11, (48, 40), shapes.cross, stretch=False)
    pick = rng.permutation(len(found))[:2]
    return [House(found[i], "PUB", 1) for i in pick]


def fields(plot: shapely.Polygon, rng: np.random.Generator) -> list[House]:
    """Farmland or land in reserve: a few sheds at most."""
    found = shapes.rows(plot.buffer(-8), 26, 8, (30, 20), shapes.slab, stretch=False)
    pick = rng.permutation(len(found))[: int(rng.integers(0, 3))]
    return [House(found[i], "TMP", 1) for i in pick]


PLANS = {
    "slabs": slab_estate,
    "towers": tower_estate,
    "blocks80s": street_blocks,
    "old": old_houses,
    "village": handshake_houses,
    "hamlet": farm_houses,
    "halls": halls,
    "school": school,
    "hospital": hospital,
    "tower_office": office_tower,
    "mall": mall,
    "office": courtyard_office,
    "market": market,
    "park": park,
    "fields": fields,
}
