# SPDX-License-Identifier: GPL-2.0-or-later
"""Straight segments of borders: taken from polygons, and found again in other polygons.

In a coverage both sides of a border have the same segments, so they are found by equal coordinates,
without any geometric predicate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import shapely

from .arrays import Flags, Floats, Geometries, Ints

_HASH_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64
)
"""Odd 64-bit primes of xxHash: they spread coordinate bits well."""


Some = TypeVar("Some", bound="Stretches")


@dataclass(frozen=True)
class Stretches:
    """Straight pieces, directed as drawn from `start` to `end` (n, 2), m."""

    start: Floats
    end: Floats

    def __len__(self) -> int:
        return len(self.start)

    @property
    def length(self) -> Floats:
        """Length of each piece, m."""
        return np.asarray(np.hypot(*(self.end - self.start).T))

    @property
    def lines(self) -> Geometries:
        """Each piece as a line."""
        return np.asarray(shapely.linestrings(np.stack([self.start, self.end], axis=1)))

    @property
    def middles(self) -> Geometries:
        """The point in the middle of each piece."""
        return np.asarray(shapely.points((self.start + self.end) / 2))

    def take(self: Some, chosen: Flags | Ints) -> Some:
        """Return the chosen pieces."""
        return type(self)(*(values[chosen] for values in vars(self).values()))


@dataclass(frozen=True)
class Segments(Stretches):
    """Border segments of polygons; `owner` (n,) is the index of the polygon each belongs to."""

    owner: Ints


def border_segments(polygons: Geometries) -> Segments:
    """Return every border segment of `polygons` (Polygon or MultiPolygon, shape (n,))."""
    parts, polygon_of_part = polygons, np.arange(len(polygons))
    if (shapely.get_type_id(polygons) != shapely.GeometryType.POLYGON).any():
        parts, polygon_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    corners, ring_of_corner = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring_of_corner[:-1] == ring_of_corner[1:]
    owner = polygon_of_part[part_of_ring[ring_of_corner[:-1][same_ring]]]
    start, end = corners[:-1][same_ring], corners[1:][same_ring]
    some_length = (start != end).any(axis=1)
    return Segments(start[some_length], end[some_length], owner[some_length].astype(np.int64))


def directed_alike(start: Floats, end: Floats) -> Floats:
    """Return `start` and `end` (n, 2) side by side (n, 4), the one with the lower x, y first."""
    backward = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ends = np.hstack([start, end])
    ends[backward] = ends[backward][:, [2, 3, 0, 1]]
    return ends


def equal_segments(segments: Segments) -> tuple[Ints, Ints]:
    """Return index pairs of segments with the same two ends, whatever their direction.

    A segment that occurs m times gives m - 1 pairs. Sorting by a 64-bit hash of the four
    coordinates and comparing neighbours exactly is several times faster than sorting by the
    coordinates themselves; a collision could at worst hide a pair, never invent one.
    """
    ends = directed_alike(segments.start, segments.end)
    ends += 0.0  # makes -0.0 the same bits as 0.0
    bits = np.ascontiguousarray(ends).view(np.uint64)
    mixed = (bits ^ (bits >> np.uint64(29))) * _HASH_FACTORS
    key = np.bitwise_xor.reduce(mixed ^ (mixed >> np.uint64(32)), axis=1)
    order = np.argsort(key, kind="stable")
    equal = (ends[order[1:]] == ends[order[:-1]]).all(axis=1)
    return order[:-1][equal].astype(np.int64), order[1:][equal].astype(np.int64)


def distinct_places(places: Floats) -> tuple[Floats, Ints]:
    """Return the distinct ones of `places` (n, 2), m, ascending, and which of them each place is.

    As complex numbers they sort by x, then y, four times faster than as rows.
    """
    numbers = np.ascontiguousarray(places, np.float64).view(np.complex128).ravel()
    distinct, place = np.unique(numbers, return_inverse=True)
    return distinct.view(np.float64).reshape(-1, 2), place.astype(np.int64)


def unmatched_segments(segments: Segments) -> Segments:
    """Return the segments without an equal: in a coverage, its outer border."""
    alone = np.ones(len(segments), bool)
    alone[np.concatenate(equal_segments(segments))] = False
    return segments.take(alone)
