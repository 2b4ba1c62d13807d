# SPDX-License-Identifier: GPL-2.0-or-later
"""The dirt of real data, planted on purpose; each trap is named in sample_data/README.md."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import affinity
from shapely.ops import substring

from . import skeleton
from .buildings import House
from .communities import SHARED_CELL, Communities
from .ground import Geometries, middles, stream, whole_millimetres
from .plots import Town
from .streets import Streets

SHORT_ENDS = 14
OVERSHOOT = 4.0


@dataclass(frozen=True)
class Trap:
    """One planted trap: what, and where in local metres."""

    kind: str
    at: tuple[float, float]
    note: str


@dataclass(frozen=True)
class Dirty:
    """Streets and town after planting."""

    lines: Geometries
    classes: np.ndarray
    names: np.ndarray
    town: Town
    traps: list[Trap]


def plant(net: Streets, town: Town, admin: Communities) -> Dirty:
    """Plant all traps; the input stays as it is."""
    lines, traps = net.lines.copy(), []
    gone, slab = astride(net, admin)
    traps.append(
        trap(
            "building_astride",
            slab.centroid,
            "building across the line of two communities, where an alley was built over",
        )
    )
    lines = shorten(lines, net, traps)
    lines = overshoot(lines, net, gone, traps)
    lines = duplicate_vertex(lines, net, traps)
    keep = np.arange(len(lines)) != gone
    town = make_room(town, slab, admin, lines[keep])
    isle = skeleton.island()
    traps.append(
        trap(
            "island",
            isle.centroid,
            f"island in the river, {isle.area:.0f} m2, a hole in the water polygon",
        )
    )
    traps.append(
        trap(
            "enclave",
            admin.enclave.centroid,
            f"{admin.enclave.area:.0f} m2 of another community inside {admin.enclave_host}",
        )
    )
    for index in town.large:
        plot, kind = town.compounds[index]
        traps.append(
            trap(
                "large_compound",
                plot.centroid,
                f"compound {kind} of {plot.area:.0f} m2, more than one base unit may hold",
            )
        )
    return Dirty(lines[keep], net.classes[keep], net.names[keep], town, traps)


def trap(kind: str, at: shapely.Point, note: str) -> Trap:
    return Trap(kind, (round(at.x, 1), round(at.y, 1)), note)


def astride(net: Streets, admin: Communities) -> tuple[int, shapely.Polygon]:
    """The local street on a community line that gives way to a building, and the building."""
    limits = shapely.union_all(shapely.boundary(admin.polygons))
    on_line = shapely.dwithin(middles(net.lines), limits, 3.5) & np.isin(
        net.classes, ["RD3", "RD4"]
    )
    length = shapely.length(net.lines)
    near = shapely.distance(net.lines, shapely.Point(SHARED_CELL)) < 500
    choice = int(np.argmax(np.where(on_line & near & (length < 170), length, -1)))
    line = net.lines[choice]
    middle, ahead = line.interpolate(0.5, normalized=True), line.interpolate(0.55, normalized=True)
    theta = math.atan2(ahead.y - middle.y, ahead.x - middle.x) + math.pi / 2
    slab = affinity.rotate(shapely.box(-23, -6.5, 23, 6.5), theta, origin=(0, 0), use_radians=True)
    return choice, affinity.translate(slab, middle.x, middle.y)


def shorten(lines: Geometries, net: Streets, traps: list[Trap]) -> Geometries:
    """Local streets that end 2-6 m before the border they should reach."""
    border = skeleton.outline().boundary
    ends = shapely.get_point(lines, -1), shapely.get_point(lines, 0)
    touches = [
        shapely.dwithin(end, border, 0.05)
        & np.isin(net.classes, ["RD3", "RD4"])
        & (shapely.length(lines) > 40)
        for end in ends
    ]
    found = np.flatnonzero(touches[0] | touches[1])
    rng, lines = stream("dirt short ends"), lines.copy()
    for i in found[np.linspace(0, len(found) - 1, SHORT_ENDS).astype(int)]:
        cut = float(rng.uniform(2.0, 6.0))
        length = lines[i].length
        lines[i] = (
            substring(lines[i], 0, length - cut)
            if touches[0][i]
            else substring(lines[i], cut, length)
        )
        at = shapely.get_point(lines[i], -1 if touches[0][i] else 0)
        traps.append(
            trap("short_of_border", at, f"street {net.names[i]} ends {cut:.1f} m before the border")
        )
    return lines


def overshoot(lines: Geometries, net: Streets, gone: int, traps: list[Trap]) -> Geometries:
    """A lane that runs on past the street it ends at."""
    ends = shapely.get_point(net.lines, -1)
    meeting = shapely.STRtree(net.lines).query(ends, predicate="dwithin", distance=0.01)[0]
    degree = np.bincount(meeting, minlength=len(ends))
    away = shapely.distance(ends, shapely.Point(-300.0, -1350.0))
    fit = (
        (degree == 3)
        & (net.classes == "RD4")
        & (shapely.length(net.lines) > 50)
        & (np.arange(len(ends)) != gone)
    )
    i = int(np.argmin(np.where(fit, away, np.inf)))
    points = shapely.get_coordinates(lines[i])
    ahead = (points[-1] - points[-2]) / np.hypot(*(points[-1] - points[-2]))
    lines = lines.copy()
    lines[i] = shapely.linestrings(np.vstack([points[:-1], points[-1] + OVERSHOOT * ahead]))
    traps.append(
        trap(
            "overshoot",
            shapely.Point(points[-1]),
            f"lane {net.names[i]} runs {OVERSHOOT:.0f} m past the street it ends at",
        )
    )
    return lines


def duplicate_vertex(lines: Geometries, net: Streets, traps: list[Trap]) -> Geometries:
    """A street with one vertex twice."""
    count = shapely.get_num_coordinates(lines)
    away = shapely.distance(lines, shapely.Point(450.0, -950.0))
    i = int(np.argmin(np.where((count >= 4) & (net.classes == "RD3"), away, np.inf)))
    points = np.round(shapely.get_coordinates(lines[i]), 3)
    lines = lines.copy()
    lines[i] = shapely.linestrings(np.insert(points, 2, points[1], axis=0))
    traps.append(
        trap(
            "duplicate_vertex",
            shapely.Point(points[1]),
            f"street {net.names[i]} has this vertex twice",
        )
    )
    return lines


def make_room(town: Town, slab: shapely.Polygon, admin: Communities, lines: Geometries) -> Town:
    """The town with the astride building, without houses that touch it, a line or each other."""
    dropped = {i for i, (plot, _) in enumerate(town.compounds) if plot.intersects(slab)}
    kept = [i for i in range(len(town.compounds)) if i not in dropped]
    renumbered = {old: new for new, old in enumerate(kept)}
    compounds = [(whole(town.compounds[i][0]), town.compounds[i][1]) for i in kept]
    walls = [(renumbered[i], line) for i, line in town.walls if i in renumbered]
    footprints = np.array([whole(h.footprint) for h in town.houses], object)
    clear = clear_houses(
        footprints, slab, admin, lines, np.array([line for _, line in walls], object)
    )
    index = np.flatnonzero(clear)
    houses = [town.houses[i]._replace(footprint=footprints[i]) for i in index] + [
        House(whole(slab), "RES", 6)
    ]
    zones = [town.zones[i] for i in index] + ["homes"]
    tree = shapely.STRtree([h.footprint for h in houses])
    paths = [
        (kind, line)
        for kind, line in town.paths
        if not len(tree.query(line, predicate="intersects"))
    ]
    return replace(
        town,
        houses=houses,
        zones=zones,
        compounds=compounds,
        walls=walls,
        paths=paths,
        large=[renumbered[i] for i in town.large],
    )


def whole(polygon: shapely.Polygon) -> shapely.Polygon:
    return whole_millimetres(np.array([polygon], object))[0]


def clear_houses(
    footprints: Geometries,
    slab: shapely.Polygon,
    admin: Communities,
    lines: Geometries,
    walls: Geometries,
) -> np.ndarray:
    """True for houses that keep clear of the slab, of lines and walls, and of earlier houses."""
    clear = (
        shapely.is_valid(footprints)
        & (shapely.area(footprints) > 25)
        & (shapely.distance(footprints, slab) > 3)
    )
    others = np.array(
        [
            *lines,
            *walls,
            *shapely.boundary(admin.polygons),
            skeleton.railway(),
            skeleton.creek(),
            skeleton.river().boundary,
        ],
        object,
    )
    clear[
        np.unique(shapely.STRtree(others).query(footprints, predicate="dwithin", distance=0.2)[0])
    ] = False
    house, other = shapely.STRtree(footprints).query(footprints, predicate="dwithin", distance=0.05)
    for a, b in sorted(zip(house.tolist(), other.tolist())):
        if a < b and clear[a] and clear[b]:
            clear[b] = False
    return clear
