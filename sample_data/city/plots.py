# SPDX-License-Identifier: GPL-2.0-or-later
"""From blocks to plots: what each is for, its compound, wall, houses and paths."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import affinity
from shapely.ops import substring

from . import skeleton
from .buildings import House, develop
from .ground import Geometries, angle_of, stream, thickness
from .streets import Streets, carriageways

SETBACK = {"RD1": 11.0, "RD2": 13.0, "RD3": 9.0, "RD4": 6.0}
NARROW = {"old": {"RD3": 5.6, "RD4": 4.3}, "village": {"RD3": 6.5, "RD4": 4.6}}
"""Street line to plot, m; old quarters are built to the street."""
RAIL_SETBACK, WATER_SETBACK, BORDER_SETBACK = 15.0, 9.0, 6.0

MIX = {
    "homes": {
        "slabs": 0.42,
        "towers": 0.2,
        "blocks80s": 0.16,
        "school": 0.05,
        "office": 0.05,
        "market": 0.03,
        "mall": 0.03,
        "park": 0.04,
        "fields": 0.02,
    },
    "garden": {
        "slabs": 0.36,
        "towers": 0.36,
        "blocks80s": 0.06,
        "school": 0.06,
        "office": 0.03,
        "mall": 0.04,
        "park": 0.07,
        "fields": 0.02,
    },
    "centre": {
        "tower_office": 0.24,
        "mall": 0.15,
        "towers": 0.27,
        "office": 0.13,
        "slabs": 0.08,
        "school": 0.04,
        "park": 0.05,
        "blocks80s": 0.04,
    },
    "factory": {"halls": 0.76, "slabs": 0.09, "office": 0.04, "fields": 0.11},
    "suburb": {
        "fields": 0.3,
        "hamlet": 0.24,
        "slabs": 0.18,
        "halls": 0.1,
        "school": 0.05,
        "park": 0.07,
        "blocks80s": 0.06,
    },
    "old": {"old": 0.84, "market": 0.05, "office": 0.04, "school": 0.03, "park": 0.04},
    "village": {"village": 0.82, "blocks80s": 0.06, "market": 0.04, "school": 0.04, "fields": 0.04},
    "island": {"park": 1.0},
    "quay": {"park": 1.0},
}
WALLED = {
    "slabs": ("RES", 0.8),
    "towers": ("RES", 0.95),
    "school": ("CAMP", 1.0),
    "hospital": ("HOSP", 1.0),
    "office": ("GOV", 0.75),
    "halls": ("FAC", 0.8),
    "park": ("PARK", 0.6),
}
"""Kind of compound a plot makes, and how often."""
COMPOUND_AREA = (4000.0, 19_500.0)
WHOLE_BLOCK = 19_800.0
"""A larger block is shared by several plots: a compound and its street strip fit a base unit."""

LARGE = (("school", -1000.0, 1250.0), ("park", 430.0, 700.0), ("halls", 1650.0, -1300.0))
HOSPITALS = ((-200.0, 1250.0), (1050.0, 300.0), (-1000.0, -820.0))
LARGE_BLOCK, HOSPITAL_BLOCK = (25_500.0, 32_000.0), (12_500.0, 19_000.0)
"""Area from-to of the block that is taken, m²."""
GATE = 9.0


@dataclass
class Town:
    """What the plots hold, in the order of the blocks."""

    houses: list[House] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    compounds: list[tuple[shapely.Polygon, str]] = field(default_factory=list)
    walls: list[tuple[int, shapely.LineString]] = field(default_factory=list)
    paths: list[tuple[str, shapely.LineString]] = field(default_factory=list)
    large: list[int] = field(default_factory=list)


def planted(net: Streets) -> dict[int, str]:
    """Blocks whose use is decided by hand: three large compounds and the hospitals."""
    area, middle = shapely.area(net.blocks), shapely.centroid(net.blocks)
    compact = area > 0.93 * shapely.area(shapely.convex_hull(net.blocks))
    wishes = [(f"large:{kind}", x, y, LARGE_BLOCK) for kind, x, y in LARGE]
    wishes += [("hospital", x, y, HOSPITAL_BLOCK) for x, y in HOSPITALS]
    fixed: dict[int, str] = {}
    for kind, x, y, (low, high) in wishes:
        fit = compact & (area > low) & (area < high) & (thickness(net.blocks) > 60)
        away = np.where(fit, shapely.distance(middle, shapely.Point(x, y)), np.inf)
        fixed[int(away.argmin())] = kind
    return fixed


def build_plots(net: Streets) -> Town:
    """Develop every block."""
    town = Town()
    fixed, water = planted(net), skeleton.river()
    hindrances, widths = obstacles(net)
    tree = shapely.STRtree(hindrances)
    circles = shapely.centroid(np.array(carriageways()[2], object))
    for number, (block, in_zone) in enumerate(zip(net.blocks, net.block_zone)):
        in_circle = shapely.dwithin(shapely.centroid(block), circles, 8.0).any()
        if in_zone == "none" or block.area < 700 or in_circle:
            continue
        on_quay = in_zone not in ("island", "old") and block.distance(water) < 1.0
        zone = "quay" if on_quay else str(in_zone)
        rng = stream("plots", number)
        near = tree.query(block, predicate="dwithin", distance=16)
        special = fixed.get(number, "")
        for plot in plots_of(block, hindrances[near], setbacks(widths[near], zone), special):
            kind = special.rpartition(":")[2] or str(
                rng.choice(list(MIX[zone]), p=list(MIX[zone].values()))
            )
            if plot.area < 2500 and kind in ("school", "mall", "office", "halls", "park"):
                kind = "slabs"
            settle(town, block, plot, kind, zone, rng, large=special.startswith("large"))
    return town


def obstacles(net: Streets) -> tuple[Geometries, np.ndarray]:
    """Lines that plots keep away from, and the class of each."""
    border = skeleton.outline()
    more = [skeleton.railway(), skeleton.creek(), skeleton.river().boundary, border.boundary]
    return np.array([*net.lines, *more], object), np.array(
        [*net.classes, "RLW", "CRK", "RVR", "ADM"]
    )


def setbacks(classes: np.ndarray, zone: str) -> np.ndarray:
    table = {
        **SETBACK,
        **NARROW.get(zone, {}),
        "RLW": RAIL_SETBACK,
        "CRK": WATER_SETBACK + skeleton.CREEK_HALF_WIDTH,
        "RVR": WATER_SETBACK,
        "ADM": BORDER_SETBACK,
    }
    return np.array([table[c] for c in classes])


def plots_of(
    block: shapely.Polygon, lines: Geometries, distances: np.ndarray, special: str
) -> list[shapely.Polygon]:
    """The ground of a block that can be built on, cut up where the block is large."""
    kept = shapely.union_all(shapely.buffer(lines, distances, quad_segs=2))
    free = shapely.simplify(shapely.difference(block, kept), 0.4)
    # without tails thinner than 8 m; a mitred corner may reach outside, hence the intersection
    broad = shapely.buffer(shapely.buffer(free, -4, join_style="mitre"), 4, join_style="mitre")
    parts = shapely.get_parts(shapely.intersection(broad, free))
    good = [
        p
        for p in parts
        if p.geom_type == "Polygon" and p.area > 260 and thickness(np.array([p], object))[0] > 13
    ]
    if special or block.area <= WHOLE_BLOCK:
        return good
    return [piece for p in good for piece in shared(p, math.ceil(block.area / 14_500))]


def shared(plot: shapely.Polygon, count: int) -> list[shapely.Polygon]:
    """`count` neighbours side by side along the long side, a lane's width apart."""
    theta, centre = angle_of(plot), plot.centroid
    flat = affinity.rotate(plot, -theta, origin=centre, use_radians=True)
    x0, y0, x1, y1 = flat.bounds
    wide = x1 - x0 > y1 - y0
    pieces = []
    for k in range(count):
        a, b = k / count, (k + 1) / count
        box = (
            shapely.box(x0 + a * (x1 - x0), y0, x0 + b * (x1 - x0), y1)
            if wide
            else shapely.box(x0, y0 + a * (y1 - y0), x1, y0 + b * (y1 - y0))
        )
        for part in shapely.get_parts(
            shapely.intersection(flat, box.buffer(-2.5, join_style="mitre"))
        ):
            if part.geom_type == "Polygon" and part.area > 400:
                pieces.append(affinity.rotate(part, theta, origin=centre, use_radians=True))
    return pieces


def settle(
    town: Town,
    block: shapely.Polygon,
    plot: shapely.Polygon,
    kind: str,
    zone: str,
    rng: np.random.Generator,
    *,
    large: bool,
) -> None:
    """Develop one plot into `town`."""
    compound, how_often = WALLED.get(kind, ("", 0.0))
    low, high = COMPOUND_AREA
    walled = large or (
        rng.random() < how_often
        and zone != "quay"
        and low < plot.area < high
        and block.area > low
        and len(plot.interiors) == 0
    )
    inner = plot.buffer(-3.0 if walled else -0.4, join_style="mitre")
    houses = [
        h for part in shapely.get_parts(inner) if part.area > 120 for h in develop(part, kind, rng)
    ]
    if walled:
        if large:
            town.large.append(len(town.compounds))
        town.compounds.append((plot, compound))
        if compound in ("RES", "CAMP", "HOSP", "FAC"):
            town.walls.append((len(town.compounds) - 1, wall(plot, closed=rng.random() < 0.08)))
    town.houses += houses
    town.zones += [zone] * len(houses)
    if plot.area > 6500 and kind != "fields":
        town.paths += [
            ("SERV" if kind == "halls" else "FOOT", p)
            for p in lanes(block if block.area < WHOLE_BLOCK else plot, plot, houses)
        ]


def wall(plot: shapely.Polygon, *, closed: bool) -> shapely.LineString:
    """The wall round a plot, with a gate in the longest side unless `closed`."""
    ring = shapely.get_coordinates(plot.exterior)[:-1]
    side = int(np.argmax(np.hypot(*(np.roll(ring, -1, 0) - ring).T)))
    gate = (ring[side] + ring[(side + 1) % len(ring)]) / 2
    line = shapely.linestrings(np.vstack([gate, np.roll(ring, -side - 1, 0), gate]))
    return line if closed else substring(line, GATE / 2, line.length - GATE / 2)


def lanes(
    block: shapely.Polygon, plot: shapely.Polygon, houses: list[House]
) -> list[shapely.LineString]:
    """Paths between the rows: one along the plot, one across, where no house stands."""
    theta, centre = angle_of(plot), plot.centroid
    x0, y0, x1, y1 = affinity.rotate(plot, -theta, origin=centre, use_radians=True).bounds
    footprints = shapely.STRtree([h.footprint for h in houses])
    found = []
    for share_axis in (0, 1):
        for share in (0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66):
            x, y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            ends = [(x0 - 40, y), (x1 + 40, y)] if share_axis == 0 else [(x, y0 - 40), (x, y1 + 40)]
            line = affinity.rotate(
                shapely.linestrings(ends), theta, origin=centre, use_radians=True
            ).intersection(block)
            if (
                line.geom_type == "LineString"
                and line.length > 40
                and not len(footprints.query(line, predicate="dwithin", distance=1.2))
            ):
                found.append(line)
                break
    return found
