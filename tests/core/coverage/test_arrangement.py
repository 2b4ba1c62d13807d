# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines and coordinates on the millimetre grid, as the noder of GEOS has them."""

import numpy as np
import shapely

from grid_planner.core.coverage.arrangement import (
    GRID_SIZE,
    long_lines,
    node_and_polygonize,
    on_grid,
    rings_as_lines,
    two_point_lines,
)


def test_rounding_gives_the_very_numbers_that_noding_gives():
    places = np.random.default_rng(0).uniform(4e5, 6e5, (5_000, 2))
    noded = shapely.set_precision(shapely.points(places), GRID_SIZE)
    assert (on_grid(places) == shapely.get_coordinates(noded)).all()


def test_long_lines_make_the_same_faces_as_their_segments():
    x, y = np.meshgrid(np.arange(0, 100, 10.0), np.arange(0, 100, 10.0))
    discs = shapely.buffer(shapely.points(x, y).ravel(), 7.1234)
    segments, _ = two_point_lines(rings_as_lines(discs))
    lines = long_lines(segments)
    assert len(lines) < len(segments) / 2
    one, other = node_and_polygonize(segments), node_and_polygonize(lines)
    assert shapely.equals_exact(one, other, 0).all()


def test_two_point_lines_know_the_line_they_are_a_piece_of():
    bent = shapely.linestrings([(0, 0), (1, 0), (1, 1)])
    pieces, line = two_point_lines(np.array([shapely.linestrings([(5, 5), (6, 6)]), bent]))
    assert shapely.get_num_points(pieces).tolist() == [2, 2, 2]
    assert line.tolist() == [0, 1, 1]
    assert shapely.equals(shapely.line_merge(shapely.multilinestrings(pieces[1:])), bent)
