# SPDX-License-Identifier: GPL-2.0-or-later
"""Slivers left between borders that are nearly one: each joins the neighbour most agree on.

The vote of a neighbour is the length of the common border, times the number of departments that
have the same grid on both sides: the border that fewest departments have disappears.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..graph import Flags, Floats, Ints, connected_labels, first_by_label, sum_by_label, sum_by_pair
from .arrange import NOBODY

SLIVER_WIDTH = 0.6
"""Width (twice the area over the perimeter) of a sliver, in tolerances."""

SLIVER_AREA = 30.0
"""m² below which a piece of ground is a sliver whatever its shape: less than a house."""

LENGTH_ALONE = 0.2
"""What a border counts for where no department agrees, in departments."""

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

    def slivers(self, tolerance: float) -> Flags:
        """Tell which pieces are slivers."""
        narrow = 2 * self.area < SLIVER_WIDTH * tolerance * self.perimeter
        return np.asarray(narrow | (self.area < SLIVER_AREA))


def merge_slivers(pieces: Pieces, tolerance: float) -> tuple[Ints, Pieces]:
    """Return which of the new pieces each of the `pieces` (n,) belongs to, and these."""
    group = np.arange(len(pieces.area))
    while True:
        joined = _joins(pieces, pieces.slivers(tolerance))
        if joined is None:
            return group, pieces
        piece, neighbour = joined
        together = connected_labels(len(pieces.area), piece, neighbour)
        pieces = join(pieces, together)
        group = together[group]


def join(pieces: Pieces, group: Ints) -> Pieces:
    """Return the pieces put together by `group` (n,): each has the labels of its largest part."""
    count = int(group.max(initial=-1)) + 1
    largest = first_by_label(group, -pieces.area)
    left, right = group[pieces.left], group[pieces.right]
    inner = left == right
    within = sum_by_label(left[inner], pieces.length[inner], count)
    border = sum_by_pair(left, right, pieces.length, count)
    return Pieces(
        area=sum_by_label(group, pieces.area, count),
        perimeter=sum_by_label(group, pieces.perimeter, count) - 2 * within,
        labels=pieces.labels[largest],
        hard=pieces.hard[largest],
        left=border.left,
        right=border.right,
        length=border.length,
    )


def _joins(pieces: Pieces, sliver: Flags) -> tuple[Ints, Ints] | None:
    """Return the slivers that join a neighbour now, and that neighbour; None when there are none.

    First those whose best neighbour is no sliver; only then slivers among themselves, the smaller
    to the larger.
    """
    piece = np.concatenate([pieces.left, pieces.right])
    neighbour = np.concatenate([pieces.right, pieces.left])
    length = np.concatenate([pieces.length, pieces.length])
    free = sliver[piece] & (pieces.hard[piece] == pieces.hard[neighbour])
    piece, neighbour, length = piece[free], neighbour[free], length[free]
    mine, other = pieces.labels[piece], pieces.labels[neighbour]
    agree = ((mine == other) & (mine != NOBODY)).sum(axis=1)
    unknown = ((mine == NOBODY) | (other == NOBODY)).sum(axis=1)
    score = length * (LENGTH_ALONE + agree + UNKNOWN * unknown)
    best = first_by_label(piece, -score, neighbour)
    piece, neighbour = piece[best], neighbour[best]
    sound = ~sliver[neighbour]
    if not sound.any():
        size = pieces.area
        sound = (size[neighbour] > size[piece]) | (
            (size[neighbour] == size[piece]) & (neighbour > piece)
        )
    return (piece[sound], neighbour[sound]) if sound.any() else None
