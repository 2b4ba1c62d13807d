# SPDX-License-Identifier: GPL-2.0-or-later
"""Profiles: what a straight cut leaves on one side, wherever it lies, for many parts at once.

Across every direction a part is measured at some offsets ("stations"): the area and the length of
outline below, and the length of the cut itself. All three are sums over the edges of the part
(Green's theorem on the outline clipped by the cut), so holes and several pieces need no care, and
between stations they are interpolated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints
from ...labels import count_by_label
from ...segments import Segments, border_segments

STATIONS = 24
"""Offsets at which a part is measured: the area of a triangle errs by 0.1 % between two of them."""
DETAIL = 0.005
"""Share of the root of the area below which a bend of the outline says nothing about a cut."""
NUMBERS_AT_ONCE = 400_000
"""Numbers in one array: 3 MB stay in the cache of the processor."""
LONGEST_SIDES = 3
"""Sides along which, and square to which, a part is looked at.

They are streets, mostly. Looking along fixed directions as well (12 or 24) made the cells of
Shanghai and Cambridge less compact (.67 against .71), because slanting cuts leave corners.
"""
ALL_AROUND = np.pi * np.arange(12) / 12
"""Turns, radians, for parts that bodies fill so that no cut along their sides passes."""


@dataclass(frozen=True)
class Profiles:
    """Parts (k,) measured along d directions each, at s stations across.

    `turns` (k, d) radians; `low` and `step` (k, d): first offset and distance of stations, m;
    `below` (k, d, s) area under a cut, m²; `outline` (k, d, s) border under it, m; `chord`
    (k, d, s) length of the cut, m.
    """

    turns: Floats
    low: Floats
    step: Floats
    below: Floats
    outline: Floats
    chord: Floats

    @property
    def area(self) -> Floats:
        """Area of each part (k,), m²."""
        return np.asarray(self.below[:, 0, -1])

    @property
    def perimeter(self) -> Floats:
        """Perimeter of each part (k,), m."""
        return np.asarray(self.outline[:, 0, -1])

    def offset_of(self, shares: Floats) -> Floats:
        """Return the offsets (k, d, m) that leave `shares` (k, m) of the area below, m."""
        wanted = (shares * self.area[:, None])[:, None, None, :]
        passed = (self.below[..., None] <= wanted).sum(axis=2)
        after = np.clip(passed, 1, STATIONS - 1)
        lower = np.take_along_axis(self.below, after - 1, axis=2)
        upper = np.take_along_axis(self.below, after, axis=2)
        within = (wanted[:, :, 0] - lower) / np.maximum(upper - lower, 1e-9)
        place = after - 1 + np.clip(within, 0.0, 1.0)
        return np.asarray(self.low[..., None] + place * self.step[..., None])

    def at(self, part: Ints, direction: Ints, offset: Floats) -> tuple[Floats, Floats, Floats]:
        """Return area below, outline below and chord of cuts, given by place and `offset` (c,)."""
        place = (offset - self.low[part, direction]) / self.step[part, direction]
        station = np.clip(place.astype(np.int64), 0, STATIONS - 2)
        within = np.clip(place - station, 0.0, 1.0)

        def between(values: Floats) -> Floats:
            first, last = values[part, direction, station], values[part, direction, station + 1]
            return np.asarray(first + (last - first) * within)

        return between(self.below), between(self.outline), between(self.chord)


def measure(parts: Geometries) -> Profiles:
    """Return the profiles of `parts` (k,), polygons of some area in normal form, along their sides.

    Bends too small to matter are left out first.
    """
    edges = border_segments(_coarse(parts))
    return _measured(edges, _along_sides(edges, len(parts)))


def measure_all_around(parts: Geometries) -> Profiles:
    """Return the profiles of `parts` (k,) along directions evenly spread, likewise."""
    edges = border_segments(_coarse(parts))
    return _measured(edges, np.tile(ALL_AROUND, (len(parts), 1)))


def _measured(edges: Segments, turns: Floats) -> Profiles:
    """Return the profiles along `turns` (k, d), radians, of the parts with these `edges`."""
    across = np.stack([-np.sin(turns), np.cos(turns)], axis=2)
    starts = np.searchsorted(edges.owner, np.arange(len(turns) + 1))
    tips = np.einsum("ex,edx->ed", edges.start, across[edges.owner])
    low = np.minimum.reduceat(tips, starts[:-1], axis=0)
    high = np.maximum.reduceat(tips, starts[:-1], axis=0)
    step = np.maximum(high - low, 1e-6) / (STATIONS - 1)
    sums = np.zeros((3, *turns.shape, STATIONS))
    for chosen in _blocks(starts, NUMBERS_AT_ONCE // (turns.shape[1] * STATIONS)):
        block = edges.take(chosen)
        owner, first = np.unique(block.owner, return_index=True)
        stations = low[block.owner, :, None] + step[block.owner, :, None] * np.arange(STATIONS)
        for total, values in zip(sums, _below(block, turns[block.owner], stations)):
            total[owner] += np.add.reduceat(values, first, axis=0)
    below, outline, chord = sums
    sign = np.sign(below[:, :, -1:])  # a ring runs clockwise or against it
    return Profiles(turns, low, step, below * sign, outline, np.maximum(chord * sign, 0.0))


def _coarse(parts: Geometries) -> Geometries:
    tolerance = DETAIL * np.sqrt(shapely.area(parts))
    coarse = shapely.simplify(parts, tolerance, preserve_topology=False)
    usable = (shapely.area(coarse) > 0) & ~shapely.is_empty(coarse)
    return np.asarray(np.where(usable, coarse, parts))


def _along_sides(edges: Segments, count: int) -> Floats:
    """Return the turns (count, d), radians, along the longest sides and square to them."""
    order = np.lexsort((-edges.length, edges.owner))
    first = np.searchsorted(edges.owner, np.arange(count))
    sides = count_by_label(edges.owner, count)
    longest = order[first[:, None] + np.minimum(np.arange(LONGEST_SIDES), sides[:, None] - 1)]
    side = edges.end[longest] - edges.start[longest]
    turn = np.arctan2(side[..., 1], side[..., 0])
    return np.asarray(np.concatenate([turn, turn + np.pi / 2], axis=1) % np.pi)


def _blocks(starts: Ints, most: int) -> Iterator[Ints]:
    """Yield the places of at most `most` edges that hold whole parts, or pieces of one large part.

    A part is summed alike whatever stands beside it, so the order of the parts does not matter.
    """
    begin = 0
    while begin < starts[-1]:
        end = int(starts[np.searchsorted(starts, begin + most, side="right") - 1])
        if end <= begin:  # one large part
            whole = int(starts[np.searchsorted(starts, begin, side="right")])
            end = min(whole, begin + most)
        yield np.arange(begin, end)
        begin = end


def _below(edges: Segments, turns: Floats, stations: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what each edge (e,) adds to area, outline and chord below `stations` (e, d, s)."""
    cos, sin = np.cos(turns), np.sin(turns)

    def along(xy: Floats) -> Floats:
        return np.asarray(xy[:, :1] * cos + xy[:, 1:] * sin)

    def across(xy: Floats) -> Floats:
        return np.asarray(xy[:, 1:] * cos - xy[:, :1] * sin)

    run = (along(edges.end) - along(edges.start))[..., None]
    one, two = across(edges.start), across(edges.end)
    lower, upper = np.minimum(one, two)[..., None], np.maximum(one, two)[..., None]
    under = np.clip((stations - lower) / np.maximum(upper - lower, 1e-9), 0.0, 1.0)
    chord = run * (under - 1)
    # Height of the clipped edge above the lowest station, on average, times its run.
    base = stations[:, :, :1]
    height = under * ((lower + np.minimum(upper, stations)) / 2 - base)
    height += (1 - under) * (stations - base)
    return -run * height, edges.length[:, None, None] * under, chord
