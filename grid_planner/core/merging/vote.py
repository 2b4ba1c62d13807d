# SPDX-License-Identifier: GPL-2.0-or-later
"""Slivers left between borders that are nearly one: each joins the neighbour most agree on.

The vote of a neighbour is the length of the common border, times the number of departments that
have the same grid on both sides: the border that fewest departments have disappears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Ints
from ..coverage.shapes import NOBODY
from ..graph import connected_labels, sum_by_pair
from ..labels import first_by_label, sum_by_label

SLIVER_WIDTH = 0.6
"""Width (twice the area over the perimeter) of a sliver, in tolerances."""

SLIVER_AREA = 30.0
"""m² below which a piece of ground is a sliver whatever its shape: less than a house."""

LENGTH_ALONE = 0.2
"""What a border counts for where no department agrees, in departments."""

AUTHORITY = 1.0
"""What the voice of the highest department counts for beyond that of the lowest: among two, its
border stays; two others overrule it."""

OWN_SIDE = 0.3
"""Share of its border that a piece of a thin grid has with other pieces of it at most: it is the
grid from side to side, not a strip along it."""

UNKNOWN = 0.3
"""What a department counts for that has no grid on one side."""


@dataclass(frozen=True)
class Pieces:
    """Ground in pieces: `area` (n,) m², `perimeter` (n,) m, `labels` (n, layers), `hard` (n,).

    `left`, `right`, `length` are their common borders, each pair once.
    """

    area: Floats
    perimeter: Floats
    labels: Ints
    hard: Ints
    left: Ints
    right: Ints
    length: Floats


def slivers(area: Floats, perimeter: Floats, tolerance: float) -> Flags:
    """Tell which pieces of ground (m², m) are slivers by their shape."""
    narrow = 2 * area < SLIVER_WIDTH * tolerance * perimeter
    return np.asarray(narrow | (area < SLIVER_AREA))


def merge_slivers(
    pieces: Pieces, held: Flags, thin: Sequence[Flags], tolerance: float
) -> tuple[Ints, Pieces]:
    """Return which of the new pieces each of the `pieces` (n,) belongs to, and these.

    `held` (n, layers) are labels that may not change. `thin` tells for each layer which of its
    grids are slivers by themselves: their ground stays, so that no grid is lost.
    """
    group = np.arange(len(pieces.area))
    while True:
        sliver = slivers(pieces.area, pieces.perimeter, tolerance)
        joined = _joins(pieces, sliver, sliver & ~_from_side_to_side(pieces, thin), held)
        if joined is None:
            return group, pieces
        together = connected_labels(len(pieces.area), *joined)
        pieces, before = join(pieces, together, joined[0]), held
        held = np.zeros(pieces.labels.shape, bool)
        np.logical_or.at(held, together, before)
        group = together[group]


def _from_side_to_side(pieces: Pieces, thin: Sequence[Flags]) -> Flags:
    """Tell which pieces are all there is of a thin grid between its sides."""
    whole = np.zeros(len(pieces.area), bool)
    for number, is_thin in enumerate(thin):
        label = pieces.labels[:, number]
        candidate = np.append(is_thin, False)[label]  # NOBODY counts from the end
        if candidate.any():
            same = label[pieces.left] == label[pieces.right]
            ends = np.concatenate([pieces.left[same], pieces.right[same]])
            length = np.concatenate([pieces.length[same]] * 2)
            inside = sum_by_label(ends, length, len(label))
            whole |= candidate & (inside < OWN_SIDE * pieces.perimeter)
    return whole


def join(pieces: Pieces, group: Ints, joining: Ints) -> Pieces:
    """Return the pieces put together by `group` (n,), labelled as what the `joining` ones join."""
    count = int(group.max(initial=-1)) + 1
    joins = np.zeros(len(group), bool)
    joins[joining] = True
    leader = first_by_label(group, joins)
    left, right = group[pieces.left], group[pieces.right]
    inner = left == right
    within = sum_by_label(left[inner], pieces.length[inner], count)
    border = sum_by_pair(left, right, pieces.length, count)
    return Pieces(
        area=sum_by_label(group, pieces.area, count),
        perimeter=sum_by_label(group, pieces.perimeter, count) - 2 * within,
        labels=pieces.labels[leader],
        hard=pieces.hard[leader],
        left=border.left,
        right=border.right,
        length=border.length,
    )


def _joins(pieces: Pieces, sliver: Flags, joining: Flags, held: Flags) -> tuple[Ints, Ints] | None:
    """Return the pieces `joining` a neighbour now, and that neighbour; None when there are none.

    First those whose best neighbour is no `sliver`; only then slivers among themselves, the smaller
    to the larger.
    """
    piece = np.concatenate([pieces.left, pieces.right])
    neighbour = np.concatenate([pieces.right, pieces.left])
    length = np.concatenate([pieces.length, pieces.length])
    free = joining[piece] & (pieces.hard[piece] == pieces.hard[neighbour])
    piece, neighbour, length = piece[free], neighbour[free], length[free]
    mine, other = pieces.labels[piece], pieces.labels[neighbour]
    free = ~(held[piece] & (mine != other)).any(axis=1)
    piece, neighbour, length = piece[free], neighbour[free], length[free]
    best = first_by_label(piece, -length * _agreement(mine[free], other[free]), neighbour)
    piece, neighbour = piece[best], neighbour[best]
    sound = ~sliver[neighbour]
    if not sound.any():
        size = pieces.area
        sound = (size[neighbour] > size[piece]) | (
            (size[neighbour] == size[piece]) & (neighbour > piece)
        )
        sound &= ~np.isin(neighbour, piece[sound])  # one step at a time: no chains
    return (piece[sound], neighbour[sound]) if sound.any() else None


def _agreement(mine: Ints, other: Ints) -> Floats:
    """Return what neighbours with the labels `mine` and `other` (p, layers) agree on."""
    weight = 1 + AUTHORITY * np.linspace(1, 0, mine.shape[1])
    agree = ((mine == other) & (mine != NOBODY)) @ weight
    unknown = ((mine == NOBODY) | (other == NOBODY)) @ weight
    return np.asarray(LENGTH_ALONE + agree + UNKNOWN * unknown)
