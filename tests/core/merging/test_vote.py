# SPDX-License-Identifier: GPL-2.0-or-later
"""A sliver joins the neighbour that most departments, and the longest border, speak for."""

import numpy as np

from grid_planner.core.merging.vote import Pieces, merge_slivers

TOLERANCE = 10.0
LEFT, SLIVER, RIGHT = 0, 1, 2


def strip(labels, *, hard=(0, 0, 0), area=400.0):
    """A strip of 4 m between two blocks, 100 m long."""
    return Pieces(
        area=np.array([10_000.0, area, 10_000.0]),
        perimeter=np.array([400.0, 208.0, 400.0]),
        labels=np.array(labels),
        hard=np.array(hard),
        left=np.array([LEFT, SLIVER]),
        right=np.array([SLIVER, RIGHT]),
        length=np.array([100.0, 100.0]),
    )


def merged(pieces, held=None, thin=None):
    count, layers = pieces.labels.shape
    held = np.zeros((count, layers), bool) if held is None else held
    thin = [np.zeros(9, bool)] * layers if thin is None else thin
    return merge_slivers(pieces, held, thin, TOLERANCE)[0]


def test_the_border_of_the_many_stays():
    group = merged(strip([[0, 0, 0], [0, 1, 1], [1, 1, 1]]))
    assert group[SLIVER] == group[RIGHT] != group[LEFT]


def test_of_two_departments_the_border_of_the_higher_stays():
    group = merged(strip([[0, 0], [0, 1], [1, 1]]))
    assert group[SLIVER] == group[LEFT] != group[RIGHT]


def test_a_sliver_never_crosses_the_hard_layer():
    group = merged(strip([[0, 0, 0], [0, 1, 1], [1, 1, 1]], hard=(0, 0, 1)))
    assert group[SLIVER] == group[LEFT]
    alone = merged(strip([[0, 0, 0], [0, 1, 1], [1, 1, 1]], hard=(0, 2, 1)))
    assert len(set(alone)) == 3


def test_a_label_that_is_held_does_not_change():
    held = np.zeros((3, 3), bool)
    held[SLIVER, 0] = True
    group = merged(strip([[0, 0, 0], [0, 1, 1], [1, 1, 1]]), held)
    assert group[SLIVER] == group[LEFT]
    held[SLIVER, 1] = True
    assert len(set(merged(strip([[0, 0, 0], [0, 1, 1], [1, 1, 1]]), held))) == 3


def test_a_thin_grid_is_no_sliver():
    thin = [np.zeros(9, bool), np.zeros(9, bool)]
    thin[1][5] = True
    assert len(set(merged(strip([[0, 0], [0, 5], [1, 1]]), thin=thin))) == 3


def test_wide_ground_is_no_sliver():
    assert len(set(merged(strip([[0, 0], [0, 1], [1, 1]], area=2_000.0)))) == 3
