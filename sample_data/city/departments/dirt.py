# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes wrong inside a layer when polygons are drawn one by one; all of it is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from ..ground import Geometries, stream, whole_millimetres
from .grouping import parts
from .parcels import Parcels

SHARED, WIDE, THIN = 140.0, (4.0, 9.0), (0.3, 0.9)
"""Least length of a border drawn twice; how far the two drawings lie apart, or nearly meet, m."""
OVERDRAWN = 15.0
"""How much too wide a polygon is all round, m."""
CORNER = (150.0, 2_500.0)
"""From-to of the area that an unclosed corner loses, m²."""
MISTAKEN = (5_000.0, 15_000.0)
"""From-to of the area given to the wrong community, m²."""


@dataclass(frozen=True)
class Fault:
    """One planted fault: what, which grids (by number), where in local metres."""

    kind: str
    grids: tuple[int, ...]
    at: tuple[float, float]
    note: str


def fault(kind: str, grids: tuple[int, ...], at: shapely.Point, note: str) -> Fault:
    return Fault(kind, grids, (round(at.x, 1), round(at.y, 1)), note)


def mistaken(town: Parcels, groups: np.ndarray, count: int, theme: str) -> np.ndarray:
    """Groups of which `count` cut through a community: a parcel is counted to the wrong side."""
    groups, area = groups.copy(), shapely.area(town.shapes)
    one, other = town.pairs.T
    foreign = np.flatnonzero(town.community[one] != town.community[other])
    for i in stream(theme).permutation(foreign):
        lost, host = town.pairs[i]
        after = np.where(np.arange(len(groups)) == lost, groups[host], groups)
        touched = np.isin(groups, [groups[lost], groups[host]])
        pieces = len(np.unique(parts(town, after[one] == after[other])[touched]))
        if MISTAKEN[0] < area[lost] < MISTAKEN[1] and pieces == 2 and count:
            groups, count = after, count - 1
    return groups


def plant(shapes: Geometries, wanted: dict[str, int], theme: str) -> tuple[Geometries, list[Fault]]:
    """Shapes with as many faults of each kind as wanted, each on polygons of its own."""
    clean, shapes, tree = shapes, shapes.copy(), shapely.STRtree(shapes)
    faults: list[Fault] = []
    used: set[int] = set()
    for kind, count in wanted.items():
        tries = TRIES[kind](clean, kind, stream(f"{theme} {kind}"))
        enough = len(faults) + count
        while len(faults) < enough:
            shape, made = next(tries)
            concerned = {*made.grids, *tree.query(shape, predicate="overlaps").tolist()}
            if shape.is_valid and not used & concerned:
                shapes[made.grids[0]] = shape
                faults.append(made)
                used |= concerned
    return shapes, faults


Try = Iterator[tuple[shapely.Geometry, Fault]]


def drawn_twice(clean: Geometries, kind: str, rng: np.random.Generator) -> Try:
    """Neighbours that drew their common border each by itself: one polygon is changed."""
    tree = shapely.STRtree(clean)
    for a in rng.permutation(len(clean)):
        for b in np.sort(tree.query(clean[a], predicate="touches")):
            line = shapely.line_merge(shapely.intersection(clean[a], clean[b]))
            if line.geom_type == "LineString" and line.length > SHARED and not line.is_closed:
                low, high = THIN if kind == "sliver" else WIDE
                off = rng.uniform(low, high)
                side = 1 if kind == "overlap" else -1
                shape = bent(clean[a], line, off * side, swaying=kind == "sliver")
                at = shapely.line_interpolate_point(line, 0.5, normalized=True)
                note = f"{NOTES[kind]} up to {off:.1f} m wide, {line.length:.0f} m long"
                yield shape, fault(kind, (int(a), int(b)), at, note)


def bent(
    shape: shapely.Polygon, line: shapely.LineString, off: float, *, swaying: bool
) -> shapely.Polygon:
    """The shape with one border moved outward by `off` between its ends, or to and fro."""
    rest = shapely.get_coordinates(shapely.line_merge(shapely.difference(shape.exterior, line)))
    step = shapely.get_coordinates(shapely.segmentize(line, 30.0))
    step = step if np.allclose(rest[-1], step[0], atol=1e-6) else step[::-1]
    ahead = np.gradient(step, axis=0)
    left = np.stack([-ahead[:, 1], ahead[:, 0]], 1) / np.hypot(*ahead.T)[:, None]
    outward = -1 if shapely.is_ccw(shapely.linearrings(np.vstack([rest, step[1:]]))) else 1
    along = np.minimum(1.0, 3 * np.sin(np.linspace(0, np.pi, len(step))))
    wave = np.where(np.arange(len(step)) % 2, 1, -1) if swaying else 1
    along[[0, -1]] = 0
    moved = np.round(step + left * (outward * off * along * wave)[:, None], 3)
    return shapely.Polygon(np.vstack([rest[:-1], moved]), shape.interiors)


def overdrawn(clean: Geometries, kind: str, rng: np.random.Generator) -> Try:
    """A polygon drawn far over its neighbours."""
    tree = shapely.STRtree(clean)
    for a in rng.permutation(len(clean)):
        shape = shapely.buffer(clean[a], OVERDRAWN, join_style="mitre", mitre_limit=2)
        at = clean[a].representative_point()
        note = f"drawn {OVERDRAWN:.0f} m too wide all round"
        if len(tree.query(shape, predicate="intersects")) > 1:
            yield whole(shape), fault(kind, (int(a),), at, note)


def unclosed(clean: Geometries, kind: str, rng: np.random.Generator) -> Try:
    """A polygon closed before its last corner was reached."""
    for a in rng.permutation(len(clean)):
        ring = shapely.get_coordinates(shapely.get_exterior_ring(clean[a]))[:-1]
        lost = shapely.area(
            shapely.polygons(np.stack([np.roll(ring, 1, 0), ring, np.roll(ring, -1, 0)], 1))
        )
        corner = int(np.argmax(np.where(lost < CORNER[1], lost, 0)))
        shape = shapely.Polygon(np.delete(ring, corner, 0), shapely.Polygon(clean[a]).interiors)
        note = f"closed before this corner, {lost[corner]:.0f} m2 are missing"
        if lost[corner] > CORNER[0] and shape.within(clean[a].buffer(0.01)):
            yield shape, fault(kind, (int(a),), shapely.Point(ring[corner]), note)


def duplicate(clean: Geometries, kind: str, rng: np.random.Generator) -> Try:
    """A grid that is in the layer twice, with its code (the second row is added on writing)."""
    for a in rng.permutation(len(clean)):
        at = clean[a].representative_point()
        yield clean[a], fault(kind, (int(a),), at, "twice in the layer")


def whole(shape: shapely.Geometry) -> shapely.Geometry:
    return whole_millimetres(np.array([shape], object))[0]


NOTES = {"overlap": "overlap", "gap": "gap", "sliver": "border drawn twice, slivers"}
TRIES = {
    "overlap": drawn_twice,
    "gap": drawn_twice,
    "sliver": drawn_twice,
    "overdrawn": overdrawn,
    "unclosed_corner": unclosed,
    "duplicate": duplicate,
}
