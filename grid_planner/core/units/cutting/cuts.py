# SPDX-License-Identifier: GPL-2.0-or-later
"""The best straight cut through each of many parts: between bodies, leaving compact halves.

A cut runs along one of the longest sides of the part or square to it. It may lie where it leaves
a whole number of pieces on either side, or as near to that as a gap between bodies allows. What a
half is worth is foreseen:

    compactness its pieces can have - unevenness of their size - bodies crossed
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...arrays import Floats, Geometries, Ints
from ...labels import first_by_label
from .gaps import crossed_area, open_gaps, shadows
from .profiles import STATIONS, Profiles, measure, measure_all_around
from .worth import foreseen_worth

CLEARANCE = 3.0
"""Metres a cut keeps from bodies where the gap is wide enough."""
CROSSING = 0.3
"""What crossing bodies costs: carved out whole, they leave notches in two cells (.15 to .6 do)."""
LEAST_PIECE = 0.4
"""Share of a piece that a cut must leave: the minimum, of the target, by default."""
LEAST_SHARE = 0.2
"""Share of a part that a cut must leave: it shall not be nibbled away piece by piece.

Of .1, .2 and .3 the middle one gives the most compact cells in Helsinki and Shanghai.
"""
UNUSABLE = 10.0
"""Loss of a cut that leaves too little: above any other, so it is taken where nothing else is."""
SAME_SCORE = 1e-9
"""Scores nearer to each other than this are ties: the last digits depend on the way of adding."""


class Cuts(NamedTuple):
    """A straight cut per part (k,): `offset` (m) across the direction `turn` (radians).

    `crossed` is the area of the bodies in the way, m².
    """

    turn: Floats
    offset: Floats
    crossed: Floats


class _Candidates(NamedTuple):
    """Cuts (c,) to choose from: part, direction, offset (m), area of bodies crossed (m²)."""

    part: Ints
    direction: Ints
    offset: Floats
    crossed: Floats


def best_cuts(parts: Geometries, owner: Ints, bodies: Geometries, pieces: Ints) -> Cuts:
    """Return the cut that best divides each of `parts` (k,) on the way to `pieces` (k,).

    `bodies` (n,) are polygons to pass between, `owner` (n,) the part each lies in, ascending.
    Only where no cut along the sides of a part passes between them, slanting ones are tried.
    """
    cuts = _best_of(measure(parts), owner, bodies, pieces)
    blocked = np.flatnonzero(cuts.crossed > 0)
    if not len(blocked):
        return cuts
    inside = np.isin(owner, blocked)
    slanting = _best_of(
        measure_all_around(parts[blocked]),
        np.searchsorted(blocked, owner[inside]),
        bodies[inside],
        pieces[blocked],
    )
    better = slanting.crossed == 0
    for values, others in zip(cuts, slanting):
        values[blocked[better]] = others[better]
    return cuts


def _best_of(profiles: Profiles, owner: Ints, bodies: Geometries, pieces: Ints) -> Cuts:
    targets = profiles.offset_of(_wanted_shares(pieces))
    found = [
        _along(profiles, direction, targets[:, direction], owner, bodies)
        for direction in range(profiles.turns.shape[1])
    ]
    candidates = _Candidates(*map(np.concatenate, zip(*found)))
    chosen = _lowest(candidates, _scores(profiles, candidates, pieces), len(pieces))
    turn = profiles.turns[candidates.part[chosen], candidates.direction[chosen]]
    return Cuts(turn, candidates.offset[chosen], candidates.crossed[chosen])


def _wanted_shares(pieces: Ints) -> Floats:
    """Return shares (k, m) of the area with a whole number of pieces on either side."""
    half = pieces // 2
    middle = np.stack([half, pieces - half, np.maximum(half - 1, 1)], axis=1)
    return np.asarray(middle / pieces[:, None])


def _along(
    profiles: Profiles, direction: int, target: Floats, owner: Ints, bodies: Geometries
) -> _Candidates:
    """Return the cuts along one direction: in gaps near `target` (k, m), and there itself."""
    low = profiles.low[:, direction]
    high = low + (STATIONS - 1) * profiles.step[:, direction]
    cast = shadows(owner, bodies, profiles.turns[:, direction])
    part, begin, end = open_gaps(cast, low, high)
    clearance = np.minimum((end - begin) / 2, CLEARANCE)
    free = np.clip(target[part], (begin + clearance)[:, None], (end - clearance)[:, None])
    built = np.unique(owner)
    count = target.shape[1]
    part = np.concatenate([np.repeat(part, count), np.repeat(built, count)])
    offset = np.concatenate([free.ravel(), target[built].ravel()])
    crossed = np.concatenate([np.zeros(free.size), crossed_area(cast, target)[built].ravel()])
    return _Candidates(part, np.full(len(part), direction), offset, crossed)


def _scores(profiles: Profiles, cuts: _Candidates, pieces: Ints) -> Floats:
    """Return what is lost by each cut (c,), against a division into squares of equal size."""
    part = cuts.part
    below, outline, chord = profiles.at(*cuts[:3])
    area, perimeter, count = profiles.area[part], profiles.perimeter[part], pieces[part]
    piece = area / count
    value = np.zeros(len(part))
    for size, border in ((below, outline + chord), (area - below, perimeter - outline + chord)):
        value += size * foreseen_worth(size, border, piece)
    loss = -value / area + CROSSING * (cuts.crossed > 0) + cuts.crossed / piece
    smaller = np.minimum(below, area - below)
    usable = smaller > np.maximum(LEAST_PIECE * piece, LEAST_SHARE * area)
    return np.asarray(np.where(usable, loss, loss + UNUSABLE))


def _lowest(cuts: _Candidates, score: Floats, count: int) -> Ints:
    """Return the place of the lowest score of each part; ties fall to the first direction."""
    lowest = np.full(count, np.inf)
    np.minimum.at(lowest, cuts.part, score)
    tied = np.flatnonzero(score <= lowest[cuts.part] + SAME_SCORE)
    return tied[first_by_label(cuts.part[tied], cuts.direction[tied], cuts.offset[tied])]
