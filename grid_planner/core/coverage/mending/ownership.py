# SPDX-License-Identifier: GPL-2.0-or-later
"""Who gets each face of an arrangement: one unit, or nobody.

Faces that one unit claims are its own. Faces that several claim, or that lie in a narrow gap, are
given to one; what is cut off by that and too narrow to stand alone joins the neighbour with the
longest common border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...graph import Adjacency, connected_labels
from ...labels import first_by_label, sum_by_label
from ...segments import border_segments, equal_segments
from ..arrangement import holders
from ..shapes import NOBODY
from .gaps import Misfits
from .points import BorderPoints, unit_at
from .reach import Reach

MOSTLY = 0.5
"""Share of its area that a unit would lose from which on it is the smaller one, and keeps it."""

SIDE = 0.25
"""Share of the border of a gap from which on a unit is one of its sides, not only an end."""

ALONGSIDE = 0.1
"""Least share of its border that a piece of a gap has with the unit it is given to."""


@dataclass(frozen=True)
class Claims:
    """Faces (n,) with the points (n,) inside them, and who claims which: pairs `unit`, `face`.

    `border` holds which faces are neighbours, `rank` (u,) the authority of each unit (0 highest),
    `reach` how far each unit may grow.
    """

    polygons: Geometries
    points: Geometries
    unit: Ints
    face: Ints
    border: Adjacency
    rank: Ints
    reach: Reach

    @property
    def count(self) -> Ints:
        """Number of units that claim each face."""
        return np.bincount(self.face, minlength=len(self.polygons)).astype(np.int64)


def make_claims(polygons: Geometries, shapes: Geometries, rank: Ints, reach: Reach) -> Claims:
    """Find out which of the units `shapes` lie over each face; `reach` says how far they grow."""
    unit, face = holders(shapes, polygons)
    order = np.lexsort((unit, face))
    return Claims(
        polygons,
        shapely.point_on_surface(polygons),
        unit[order],
        face[order],
        _borders(polygons),
        rank,
        reach,
    )


def _borders(polygons: Geometries) -> Adjacency:
    """Return the common borders of faces; they share their corners exactly."""
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    a, b = segments.owner[first], segments.owner[second]
    return Adjacency(np.minimum(a, b), np.maximum(a, b), segments.length[first])


def owners(claims: Claims, misfits: Misfits, points: BorderPoints, whole: object) -> Ints:
    """Return the owner of each face, `NOBODY` where it stays without one."""
    owner = np.full(len(claims.polygons), NOBODY, np.int64)
    single = (claims.count == 1)[claims.face]
    owner[claims.face[single]] = claims.unit[single]
    _settle_overlaps(claims, owner)
    outside = np.zeros(len(owner), bool)
    if whole is not None:
        shapely.prepare(whole)
        outside = ~shapely.intersects(whole, claims.points)
        owner[outside & ~_within(claims.points, misfits.beyond)] = NOBODY
    open_ = (claims.count == 0) & ~outside & ~_within(claims.points, misfits.wide)
    _share_gaps(claims, owner, open_, misfits, points)
    return owner


def _within(points: Geometries, areas: Geometries) -> Flags:
    inside = np.zeros(len(points), bool)
    inside[shapely.STRtree(points).query(areas, predicate="intersects")[1]] = True
    return inside


def _settle_overlaps(claims: Claims, owner: Ints) -> None:
    """Give each disputed face to the higher authority, else to the unit it intrudes less into.

    Among equals, a unit that lies mostly under others keeps what it has (it would vanish), the
    smallest of them first, as units drawn into each other are nested; else the face goes where the
    longer part of its border leads into undisputed ground.
    """
    area = shapely.area(claims.polygons)[claims.face]
    disputed = (claims.count > 1)[claims.face]
    units = len(claims.rank)
    total = sum_by_label(claims.unit, area, units)
    lost = sum_by_label(claims.unit[disputed], area[disputed], units)
    small = lost > MOSTLY * total
    unit, face = claims.unit[disputed], claims.face[disputed]
    beside = _length_beside(claims, owner, unit, face)
    body = np.where(small, total, 0.0)
    keys = (claims.rank[unit], ~small[unit], body[unit], -beside, unit)
    leaders = first_by_label(face, *keys)
    owner[face[leaders]] = unit[leaders]


def _length_beside(claims: Claims, owner: Ints, unit: Ints, face: Ints) -> Floats:
    """Return how long the border of each `face` with what `unit` owns already is, m."""
    faces, neighbours, lengths = claims.border.both_ways()
    owned = owner[neighbours]
    units = len(claims.rank)
    key = np.where(owned == NOBODY, -1, faces * units + owned)
    known, index = np.unique(key, return_inverse=True)
    length = sum_by_label(index.ravel(), lengths, len(known))
    wanted = face * units + unit
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    if not len(known):
        return np.zeros(len(face))
    return np.asarray(np.where(known[at] == wanted, length[at], 0.0))


def _share_gaps(
    claims: Claims, owner: Ints, open_: Flags, misfits: Misfits, points: BorderPoints
) -> None:
    """Give faces in narrow gaps to the unit nearest to them, or the only one they can go to."""
    face, gap = shapely.STRtree(misfits.narrow).query(claims.points[open_], predicate="intersects")
    face, first = np.unique(face, return_index=True)
    face, gap = np.flatnonzero(open_)[face], gap[first]
    unit = unit_at(shapely.get_coordinates(claims.points[face]), gap, points)
    beside = _length_beside(claims, owner, unit, face)
    unit[beside < ALONGSIDE * shapely.length(claims.polygons[face])] = NOBODY
    known = np.flatnonzero(unit != NOBODY)
    too_far = ~claims.reach.holds(claims.polygons[face[known]], unit[known])
    unit[known[too_far]] = NOBODY
    owner[face] = unit
    _join_neighbours(claims, owner, open_ & (owner == NOBODY), by_rank=True)


def _join_neighbours(
    claims: Claims, owner: Ints, homeless: Flags, *, by_rank: bool = False
) -> None:
    """Give `homeless` faces to the neighbour in reach with the longest common border.

    With `by_rank` the lowest authority comes first: the border of the higher one stays; among
    equals, who has a side of the gap before who only closes its end. In each case units
    beside a face go before those at its ends only, so that faces among other homeless faces wait
    for these to find a home.
    """
    perimeter = shapely.length(claims.polygons)
    while True:
        face, unit, length = _takers(claims, owner, homeless)
        if not len(face):
            return
        share = length / perimeter[face]
        beside = share > ALONGSIDE
        if beside.any():
            face, unit, length, share = face[beside], unit[beside], length[beside], share[beside]
        rank, at_end = (claims.rank[unit], share <= SIDE) if by_rank else 2 * [0 * unit]
        leaders = first_by_label(face, -rank, at_end, -length, unit)
        owner[face[leaders]] = unit[leaders]
        homeless[face[leaders]] = False


def _takers(claims: Claims, owner: Ints, homeless: Flags) -> tuple[Ints, Ints, Floats]:
    """Return which units in reach border on each of the `homeless` faces, and for how long, m."""
    faces, neighbours, lengths = claims.border.both_ways()
    useful = homeless[faces] & (owner[neighbours] != NOBODY) & ~homeless[neighbours]
    units = len(claims.rank)
    key = faces[useful] * units + owner[neighbours[useful]]
    pair, index = np.unique(key, return_inverse=True)
    length = sum_by_label(index.ravel(), lengths[useful], len(pair))
    face, unit = pair // max(units, 1), pair % max(units, 1)
    near = claims.reach.holds(claims.polygons[face], unit)
    return face[near], unit[near], length[near]


def absorb_fragments(claims: Claims, owner: Ints, tolerance: float) -> Ints:
    """Return the owners after narrow pieces that were cut off joined their neighbours.

    Only pieces that lost ground beside them can be fragments: islands and narrow units that came
    with the input stay.
    """
    same = owner[claims.border.left] == owner[claims.border.right]
    same &= owner[claims.border.left] != NOBODY
    piece = connected_labels(len(owner), claims.border.left[same], claims.border.right[same])
    area = sum_by_label(piece, shapely.area(claims.polygons), int(piece.max(initial=-1)) + 1)
    body = np.zeros(len(claims.rank))
    held = owner != NOBODY
    np.maximum.at(body, owner[held], area[piece[held]])
    loose = held & (area[piece] < body[owner]) & np.isin(piece, _wounded(claims, owner, piece))
    fragment = np.zeros(len(owner), bool)
    for number in np.unique(piece[loose]):
        faces = np.flatnonzero(piece == number)
        shape = shapely.union_all(claims.polygons[faces])
        fragment[faces] = shapely.is_empty(shapely.buffer(shape, -tolerance / 2))
    settled = owner.copy()
    _join_neighbours(claims, settled, fragment)
    return settled


def _wounded(claims: Claims, owner: Ints, piece: Ints) -> Ints:
    """Return the pieces that are new ground only, or lie beside ground their unit has lost."""
    own = owner[claims.face] == claims.unit
    grown = np.setdiff1d(np.arange(len(owner)), claims.face[own])
    lost_key = np.unique(claims.face[~own] * len(claims.rank) + claims.unit[~own])
    faces, neighbours, _ = claims.border.both_ways()
    beside_lost = np.isin(neighbours * len(claims.rank) + owner[faces], lost_key)
    beside_lost &= owner[faces] != NOBODY
    original = np.unique(piece[claims.face[own]])
    return np.concatenate([np.setdiff1d(piece[grown], original), piece[faces[beside_lost]]])
