# SPDX-License-Identifier: GPL-2.0-or-later
"""How far zones are from other divisions of the same ground, and what a move changes of that.

With f(x) = x ln x and sizes S of a zone z, of a label l, and of what they have in common, the
variation of information (Meilă 2007, "Comparing clusterings", J. Multivariate Analysis 98) is

    sum over z of f(S_z) + sum over l of f(S_l) - 2 * sum over z and l of f(S_zl)

over the size of all. A move changes the terms of two zones and of the labels of what moves, so it
costs a few logarithms a division. Sizes are whole numbers: sums are exact, and what is empty is 0.

Kernels get a tuple `told`: number of divisions d and of labels, label of node i from i * d on
(numbered through, -1: none), sizes and weights, keys and sums of the table of what zone and label
have in common (open addressing with linear probing: Knuth, The Art of Computer Programming 3, 6.4),
and from z * d on the size of zone z that has a label. Without divisions they get None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..accelerate import for_kernel, njit
from ..arrays import Floats, Ints

EMPTY = -1
ROOM = 3
"""Places in the table for each pair of a node and a division, at least: with so many to spare, what
is looked for stands near where it should."""

SPREAD = 0x9E3779B97F4A7C1
"""2**60 over the golden ratio (Knuth, 6.4): neighbouring keys come to lie far apart."""


@dataclass(frozen=True)
class Divisions:
    """Other divisions of the ground: `labels` (n, d) of the nodes, -1 where one has none.

    `size` (n,): what nodes count, whole numbers; `weight` (d,): the energy of each division's sum.
    """

    labels: Ints
    size: Floats
    weight: Floats

    def take(self, nodes: Ints) -> Divisions:
        """Return the divisions of `nodes` only."""
        return replace(self, labels=self.labels[nodes], size=self.size[nodes])

    def told(self, zone_of: Ints, count: int) -> tuple[Any, ...]:
        """Return `told` of the module's text, with the nodes in the zones 0 … count - 1."""
        nodes, divisions = self.labels.shape
        known = self.labels >= 0
        number = np.full(self.labels.shape, -1, np.int64)
        keys = self.labels * divisions + np.arange(divisions)
        labels, number[known] = np.unique(keys[known], return_inverse=True)
        node, division = np.nonzero(known)
        whole = np.bincount(
            zone_of[node] * divisions + division, self.size[node], count * divisions
        )
        places = 1 << (ROOM * max(nodes * divisions, 1)).bit_length()
        table = for_kernel(np.full(places, EMPTY, np.int64), np.zeros(places))
        pairs, cell = np.unique(zone_of[node] * len(labels) + number[known], return_inverse=True)
        _fill(*table, *for_kernel(pairs, np.bincount(cell, self.size[node], len(pairs))))
        flat = for_kernel(number.ravel(), self.size, self.weight)
        return (divisions, len(labels), *flat, *table, *for_kernel(whole))


@njit
def _f(size: float) -> float:
    return size * math.log(size) if size > 0.0 else 0.0


@njit
def _place(keys: Any, key: int) -> int:
    """Return where `key` stands in the table, or the free place where it would."""
    mask = len(keys) - 1
    place: int = ((key * SPREAD) >> 20) & mask
    while keys[place] != EMPTY and keys[place] != key:
        place = (place + 1) & mask
    return place


@njit
def _sum_at(keys: Any, sums: Any, key: int) -> float:
    place = _place(keys, key)
    total: float = sums[place] if keys[place] == key else 0.0
    return total


@njit
def _add(keys: Any, sums: Any, key: int, size: float) -> None:
    """Add `size` to the sum of `key`; a sum that is zero then leaves the table."""
    place = _place(keys, key)
    if keys[place] == EMPTY:
        keys[place] = key
        sums[place] = 0.0
    sums[place] += size
    if sums[place] == 0.0:
        _leave(keys, sums, place)


@njit
def _leave(keys: Any, sums: Any, gap: int) -> None:
    """Empty a place, and close the `gap` with what it had pushed further on (Algorithm R)."""
    mask = len(keys) - 1
    place = (gap + 1) & mask
    while keys[place] != EMPTY:
        home = ((keys[place] * SPREAD) >> 20) & mask
        if ((place - home) & mask) >= ((place - gap) & mask):
            keys[gap] = keys[place]
            sums[gap] = sums[place]
            gap = place
        place = (place + 1) & mask
    keys[gap] = EMPTY


@njit
def _fill(keys: Any, sums: Any, pairs: Any, sizes: Any) -> None:
    for i in range(len(pairs)):
        _add(keys, sums, pairs[i], sizes[i])


@njit
def _shifted(sum_a: float, sum_b: float, size: float) -> float:
    """Return what f of two sums changes by when `size` goes from one to the other."""
    change: float = _f(sum_a - size) + _f(sum_b + size) - _f(sum_a) - _f(sum_b)
    return change


@njit
def distance_added(node: int, partner: int, a: int, b: int, told: Any) -> float:
    """Return the energy that is added when `node` goes from zone a to zone b.

    `partner` comes the other way, -1 if none does.
    """
    divisions, label_of, sizes, weights, whole = told[0], told[2], told[3], told[4], told[7]
    added = 0.0
    for i in range(divisions):
        goes = label_of[node * divisions + i]
        comes = label_of[partner * divisions + i] if partner >= 0 else -1
        size = sizes[node] if goes >= 0 else 0.0
        back = sizes[partner] if comes >= 0 else 0.0
        if size == 0.0 and back == 0.0:
            continue
        change = _shifted(whole[a * divisions + i], whole[b * divisions + i], size - back)
        if goes == comes:
            change -= 2.0 * _common_shifted(goes, a, b, size - back, told)
        else:
            if goes >= 0:
                change -= 2.0 * _common_shifted(goes, a, b, size, told)
            if comes >= 0:
                change -= 2.0 * _common_shifted(comes, a, b, -back, told)
        added += weights[i] * change
    return added


@njit
def _common_shifted(label: int, a: int, b: int, size: float, told: Any) -> float:
    """Return the change of f where `size` of what both zones have of `label` goes from a to b."""
    labels, keys, sums = told[1], told[5], told[6]
    at_a = _sum_at(keys, sums, a * labels + label)
    at_b = _sum_at(keys, sums, b * labels + label)
    change: float = _shifted(at_a, at_b, size)
    return change


@njit
def move_sizes(node: int, a: int, b: int, told: Any) -> None:
    """Bring the sums up to date after `node` has gone from zone a to zone b."""
    divisions, labels, label_of, sizes, _, keys, sums, whole = told
    size = sizes[node]
    for i in range(divisions):
        label = label_of[node * divisions + i]
        if label >= 0:
            _add(keys, sums, a * labels + label, -size)
            _add(keys, sums, b * labels + label, size)
            whole[a * divisions + i] -= size
            whole[b * divisions + i] += size
