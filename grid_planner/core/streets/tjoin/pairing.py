# SPDX-License-Identifier: GPL-2.0-or-later
"""Pairs of near things, many groups at once: nearest first, then exchanged while that helps."""

from __future__ import annotations

import numpy as np

from ...arrays import Floats, Ints

GAIN = 1e-6  # m: what an exchange must save, well above rounding


def pair_nearby(distance: Floats) -> Floats:
    """Return the sum of the ways within pairs, of every group.

    `distance` (z, k, k): ways in z groups of k things, m, the same there and back; infinite to
    itself and where there is no way. As many can be paired as have a way to each other.
    """
    mate = _nearest_first(distance)
    thing = np.arange(distance.shape[1])
    first = np.flatnonzero((thing < mate).ravel())
    one = (first % len(thing)).reshape(len(mate), -1)
    other = np.take_along_axis(mate, one, axis=1)
    return _exchanged(distance, one, other)


def _nearest_first(distance: Floats) -> Ints:
    """Return the mate of each thing when the closest two free things are paired again and again.

    Two that are each other's nearest would be paired sooner or later, so they can be at once.
    """
    groups, size, _ = distance.shape
    mate = np.full((groups, size), -1, np.int64)
    left = np.array(distance)
    thing = np.arange(size)
    while (mate < 0).any():
        near = left.argmin(axis=2)
        mutual = (mate < 0) & (np.take_along_axis(near, near, axis=1) == thing)
        mate[mutual] = near[mutual]
        left[mutual] = np.inf
        left.transpose(0, 2, 1)[mutual] = np.inf
    return mate


def _exchanged(distance: Floats, one: Ints, other: Ints) -> Floats:
    """Let two pairs exchange mates where that is shorter, the best exchanges first."""
    total = _ways(distance, one, other).sum(axis=1)
    active = np.arange(len(total))
    while len(active):
        here, a, b = distance[active], one[active], other[active]
        way = _ways(here, a, b)
        apart = way[:, :, None] + way[:, None, :]
        straight = apart - (_between(here, a, a) + _between(here, b, b))
        crossed = apart - (_between(here, a, b) + _between(here, b, a))
        gain = np.maximum(straight, crossed)
        pair = np.arange(a.shape[1])
        gain[:, pair, pair] = 0.0
        best = gain.argmax(axis=2)
        better = np.take_along_axis(gain, best[:, :, None], axis=2)[:, :, 0] > GAIN
        mutual = better & (np.take_along_axis(best, best, axis=1) == pair) & (pair < best)
        group, i = np.nonzero(mutual)
        j = best[group, i]
        turn = straight[group, i, j] >= crossed[group, i, j]
        # a-b and c-d become a-c and b-d, or a-d and b-c
        swapped = np.where(turn, a[group, j], b[group, j])
        kept = np.where(turn, b[group, j], a[group, j])
        a[group, j], b[group, j], b[group, i] = b[group, i], kept, swapped
        one[active], other[active] = a, b
        total[active] = _ways(here, a, b).sum(axis=1)
        active = active[mutual.any(axis=1)]
    return np.asarray(total)


def _ways(distance: Floats, one: Ints, other: Ints) -> Floats:
    group = np.arange(len(distance))[:, None]
    return np.asarray(distance[group, one, other])


def _between(distance: Floats, one: Ints, other: Ints) -> Floats:
    group = np.arange(len(distance))[:, None, None]
    return np.asarray(distance[group, one[:, :, None], other[:, None, :]])
