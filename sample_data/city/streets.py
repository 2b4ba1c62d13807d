# SPDX-License-Identifier: GPL-2.0-or-later
"""The street network: hand-drawn main streets, and local streets in the superblocks between."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from . import skeleton
from .ground import (
    GRID,
    Geometries,
    angle_of,
    faces,
    middles,
    node,
    stream,
    thickness,
    whole_millimetres,
)


@dataclass(frozen=True)
class Pattern:
    """How a zone is cut up: block sides (m), smallest block (m²), waviness (m), grown or not."""

    sides: tuple[float, float]
    smallest: float
    wave: float
    organic: bool = False
    dead_ends: float = 0.1
    joined: float = 0.12
    """Share of the street pieces that were never built, so that blocks join."""


PATTERNS = {
    "homes": Pattern((113, 93), 4200, 9, joined=0.08),
    "garden": Pattern((119, 98), 4500, 27, joined=0.12),
    "centre": Pattern((110, 94), 4200, 4, dead_ends=0.03),
    "factory": Pattern((176, 122), 7000, 3, dead_ends=0.05),
    "suburb": Pattern((140, 120), 6500, 20, dead_ends=0.2),
    "old": Pattern((92, 80), 3600, 5, organic=True, dead_ends=0.35, joined=0.03),
    "village": Pattern((104, 88), 4200, 6, organic=True, dead_ends=0.3, joined=0.06),
}
MIN_FILL_WIDTH = 55.0
"""A cell thinner than this (m), such as the strip between quay and water, has no streets inside."""

MAX_JOINED = 33_000.0
"""Largest block that leaving out a street may make, m²."""

NAMES = (
    "安宁康泰文华明德仁和兴隆永福长春清泉荷柳梅兰竹菊"
    "松桂枫棠云霞星月晨曦朝阳嘉禾丰登书香翰墨锦程远航"
)
RANK = {"RD1": 1, "RD2": 2, "RD3": 3, "RD4": 4}
WIDTH = {"RD1": 14.0, "RD2": 18.0, "RD3": 11.0, "RD4": 5.0}
"""Carriageway, m (RD1: each of the two)."""


@dataclass(frozen=True)
class Streets:
    """Noded streets as surveyed (`lines`) and the blocks between them.

    `parcels` lie between the middle lines of streets and river: what communities are made of.
    """

    lines: Geometries
    classes: np.ndarray
    names: np.ndarray
    parcels: Geometries
    blocks: Geometries
    block_zone: np.ndarray


def superblocks() -> tuple[Geometries, np.ndarray]:
    """Cells between main streets, water, railway and the border, and the zone of each."""
    border = skeleton.outline()
    water = skeleton.river()
    lines = [street.line for street in skeleton.MAIN_STREETS]
    lines += [lane for _, lane in skeleton.side_lanes()]
    lines += [skeleton.railway(), skeleton.creek(), border.boundary, water.boundary]
    cells = faces(node(lines))
    inside = shapely.point_on_surface(cells)
    cells = cells[shapely.contains(border, inside) & ~shapely.contains(water, inside)]
    cells = cells[~shapely.within(shapely.point_on_surface(cells), skeleton.island())]
    hearts = np.array([(x, y) for _, x, y in skeleton.ZONES], float)
    kinds = np.array([kind for kind, _, _ in skeleton.ZONES])
    return cells, kinds[skeleton.nearest(cells, hearts)]


def lattice(
    cell: shapely.Polygon, pattern: Pattern, rng: np.random.Generator
) -> list[tuple[str, shapely.Geometry]]:
    """Two families of wavy parallel streets; every second one is a 支路, the others are 街巷."""
    theta, centre = angle_of(cell), cell.centroid
    flat = affinity.rotate(cell, -theta, origin=centre, use_radians=True)
    x0, y0, x1, y1 = flat.bounds
    phase = rng.uniform(0, 2 * math.pi, 2)
    streets = []
    for axis, (low, high, start, end, side) in enumerate(
        ((x0, x1, y0, y1, pattern.sides[0]), (y0, y1, x0, x1, pattern.sides[1]))
    ):
        count = max(1, round((high - low) / side))
        cuts = np.arange(1, count) + rng.uniform(-0.16, 0.16, count - 1)
        for i, at in enumerate(low + cuts * (high - low) / count):
            run = np.linspace(start - 5, end + 5, max(4, int((end - start) / 35)))
            sway = at + pattern.wave * np.sin(run / 170.0 + phase[axis]) + rng.uniform(-1.2, 1.2)
            points = np.stack([sway, run] if axis == 0 else [run, sway], 1)
            line = affinity.rotate(
                shapely.linestrings(points), theta, origin=centre, use_radians=True
            )
            streets.append(("RD3" if (i + axis) % 2 == 0 else "RD4", line))
    return streets


def organic(
    cell: shapely.Polygon, pattern: Pattern, rng: np.random.Generator
) -> list[tuple[str, shapely.Geometry]]:
    """Grown streets: cut the block across its long side again and again, askew and bent."""
    goal = pattern.sides[0] * pattern.sides[1]
    todo, streets = [(cell, 0)], []
    while todo:
        block, depth = todo.pop()
        if block.area < goal * rng.uniform(1.15, 1.75):
            continue
        line = crooked_cut(block, rng)
        pieces = faces(node([block.boundary, line]))
        pieces = pieces[shapely.contains(block, shapely.point_on_surface(pieces))]
        if len(pieces) < 2:
            continue
        streets.append(("RD3" if depth < 3 else "RD4", line.intersection(block)))
        todo += [(piece, depth + 1) for piece in pieces]
    return streets


def crooked_cut(block: shapely.Polygon, rng: np.random.Generator) -> shapely.LineString:
    """A bent line across the long side of a block."""
    theta, centre = angle_of(block), block.centroid
    flat = affinity.rotate(block, -theta, origin=centre, use_radians=True)
    x0, y0, x1, y1 = flat.bounds
    wide = x1 - x0 > y1 - y0
    long, short = (x1 - x0, y1 - y0) if wide else (y1 - y0, x1 - x0)
    at = rng.uniform(0.38, 0.62) * long
    run = np.linspace(-0.02, 1.02, 5)
    lean = rng.uniform(-0.14, 0.14) * short * (run - 0.5)
    sway = at + lean + rng.normal(0, 0.022, 5) * min(long, 200)
    points = np.stack([x0 + sway, y0 + run * short] if wide else [x0 + run * short, y0 + sway], 1)
    return affinity.rotate(shapely.linestrings(points), theta, origin=centre, use_radians=True)


def without_scraps(cell: shapely.Polygon, streets: list, pattern: Pattern) -> Geometries:
    """Edges inside the cell, with streets taken out until no block is tiny or thin."""
    edges = node([cell.boundary, *[line for _, line in streets]])
    edges = edges[shapely.covers(cell.buffer(0.01), edges)]
    inner = ~shapely.dwithin(middles(edges), cell.boundary, 0.01)
    while inner.any():
        blocks = faces(edges)
        bad = (shapely.area(blocks) < pattern.smallest) | (thickness(blocks) < 24)
        size = np.where(bad, shapely.area(blocks), np.inf)
        for b in np.argsort(size, kind="stable")[: int(bad.sum())]:
            touching = inner & shapely.dwithin(middles(edges), blocks[b].boundary, 0.01)
            if touching.any():
                drop = int(np.argmax(np.where(touching, shapely.length(edges), -1)))
                keep = np.arange(len(edges)) != drop
                edges, inner = edges[keep], inner[keep]
                break
        else:
            break
    return edges[inner]


def with_gaps(
    cell: shapely.Polygon, edges: Geometries, pattern: Pattern, rng: np.random.Generator
) -> Geometries:
    """Leave out some street pieces, as long as the joined block stays below MAX_JOINED."""
    blocks = faces(node([cell.boundary, *edges]))
    for edge in rng.permutation(edges)[: round(pattern.joined * len(edges))]:
        middle = edge.interpolate(0.5, normalized=True)
        beside = shapely.dwithin(blocks, middle, 0.01)
        if beside.sum() == 2 and shapely.area(blocks[beside]).sum() < MAX_JOINED:
            edges = edges[edges != edge]
            joined = shapely.union_all(blocks[beside], grid_size=GRID)
            blocks = np.array([*blocks[~beside], joined], object)
    return edges


def dead_ends(
    edges: Geometries, cell: shapely.Polygon, pattern: Pattern, rng: np.random.Generator
) -> list:
    """Alleys that run into a block and stop."""
    alleys = []
    for block in faces(node([cell.boundary, *edges])):
        if block.area < 9000 or rng.random() > pattern.dead_ends:
            continue
        ring = shapely.get_coordinates(block.exterior)
        side = int(np.argmax(np.hypot(*np.diff(ring, axis=0).T)))
        start = ring[side] + rng.uniform(0.35, 0.65) * (ring[side + 1] - ring[side])
        goal = np.array(block.representative_point().coords[0])
        reach = rng.uniform(0.75, 1.05)
        bend = start + 0.5 * reach * (goal - start) + rng.uniform(-3, 3, 2)
        alley = shapely.linestrings([start, bend, start + reach * (goal - start)])
        if shapely.covers(block.buffer(0.01), alley):
            alleys.append(("RD4", alley))
    return alleys


def local_streets(cells: Geometries, zones: np.ndarray) -> list[tuple[str, shapely.Geometry]]:
    """Streets inside all superblocks."""
    found = []
    for number, (cell, zone) in enumerate(zip(cells, zones)):
        if cell.area < 15000 or thickness(np.array([cell], object))[0] < MIN_FILL_WIDTH:
            continue
        rng, pattern = stream("streets", number), PATTERNS[zone]
        drawn = (organic if pattern.organic else lattice)(cell, pattern, rng)
        edges = without_scraps(cell, drawn, pattern)
        edges = with_gaps(cell, edges, pattern, rng)
        sources = shapely.STRtree([line for _, line in drawn])
        edge, source = sources.query(middles(edges), predicate="dwithin", distance=0.02)
        grade = np.full(len(edges), 4)
        np.minimum.at(grade, edge, np.array([RANK[c] for c, _ in drawn], int)[source])
        found += [(f"RD{g}", e) for g, e in zip(grade, edges)]
        found += dead_ends(edges, cell, pattern, rng)
    return found


def carriageways() -> tuple[list, shapely.Geometry, list]:
    """Lines of the main streets (two for a dual one), the medians, and the roundabouts."""
    drawn, strips = [], []
    for street in skeleton.MAIN_STREETS:
        if street.half:
            sides = [
                shapely.offset_curve(street.line, d, quad_segs=4)
                for d in (street.half, -street.half)
            ]
            drawn += [
                (street.barrier_class, street.name, side)
                for side in whole_millimetres(np.array(sides, object))
            ]
            strips.append(street.line.buffer(street.half - 0.05, cap_style="flat"))
        else:
            drawn.append((street.barrier_class, street.name, street.line))
    drawn += [("RD4", name, lane) for name, lane in skeleton.side_lanes()]
    middle = {street.name: street.line for street in skeleton.MAIN_STREETS}
    circles = []
    for one, other, radius in skeleton.ROUNDABOUTS:
        heart = shapely.intersection(middle[one], middle[other])
        heart = shapely.get_parts(heart)[0]
        circles.append(whole_millimetres(np.array([heart.buffer(radius, quad_segs=8)], object))[0])
    return drawn, shapely.union_all(strips), circles


def build_streets() -> Streets:
    """The whole network."""
    cells, zones = superblocks()
    local = local_streets(cells, zones)
    lines, classes, names = surveyed(local)
    border, water, isle = skeleton.outline(), skeleton.river(), skeleton.island()
    main = [street.line for street in skeleton.MAIN_STREETS]
    main += [lane for _, lane in skeleton.side_lanes()]
    shore = skeleton.island_shore().exterior
    middle_lines = [*main, *[line for _, line in local], skeleton.river_middle(), shore]
    parcels = faces(node([*middle_lines, border.boundary]))
    parcels = parcels[shapely.contains(border, shapely.point_on_surface(parcels))]
    others = [water.boundary, skeleton.railway(), skeleton.creek(), border.boundary]
    blocks = faces(node([*lines, *others]))
    inside = shapely.point_on_surface(blocks)
    blocks = blocks[shapely.contains(border, inside) & ~shapely.contains(water, inside)]
    return Streets(lines, classes, names, parcels, blocks, zone_of(blocks, cells, zones, isle))


def surveyed(local: list) -> tuple[Geometries, np.ndarray, np.ndarray]:
    """Noded lines as a survey would have them, with class and name."""
    main, median, circles = carriageways()
    drawn = main + [(c, local_name(i, c), line) for i, (c, line) in enumerate(local)]
    drawn += [
        ("RD1" if circle.area > 2500 else "RD2", "环岛", circle.exterior) for circle in circles
    ]
    sources = np.array([line for _, _, line in drawn], object)
    reach = whole_millimetres(np.array([skeleton.reach()], object))[0]
    edges = node([*sources, reach.boundary])
    edges = edges[shapely.contains(reach.buffer(-0.05), middles(edges))]
    edge, source = shapely.STRtree(sources).query(
        middles(edges), predicate="dwithin", distance=0.02
    )
    rank = np.array([RANK[c] for c, _, _ in drawn])
    best = np.full(len(edges), -1)
    order = np.lexsort((-source, -rank[source], edge))
    best[edge[order]] = source[order]  # the highest class comes last and stays
    classes = np.array([drawn[b][0] for b in best])
    names = np.array([drawn[b][1] for b in best])
    minor = (classes == "RD3") | (classes == "RD4")
    gone = minor & shapely.contains(median, middles(edges))
    for circle in circles:
        gone |= shapely.contains(circle.buffer(-0.05), middles(edges))
    return edges[~gone], classes[~gone], names[~gone]


def local_name(number: int, barrier_class: str) -> str:
    """A made-up name of two characters."""
    first = NAMES[number % len(NAMES)]
    second = NAMES[(number * 7 + number // len(NAMES) * 3 + 5) % len(NAMES)]
    return f"{first}{second}{'路' if barrier_class == 'RD3' else '巷'}"


def zone_of(
    places: Geometries, cells: Geometries, zones: np.ndarray, isle: shapely.Polygon | None = None
) -> np.ndarray:
    """Zone of the superblock each place lies in; `none` where it lies in no superblock."""
    place, cell = shapely.STRtree(cells).query(shapely.point_on_surface(places), predicate="within")
    zone = np.full(len(places), "none", dtype="<U8")
    zone[place] = zones[cell]
    if isle is not None:
        zone[shapely.within(shapely.point_on_surface(places), isle)] = "island"
    return zone
