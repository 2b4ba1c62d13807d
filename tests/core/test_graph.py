# SPDX-License-Identifier: GPL-2.0-or-later
"""Who borders whom: exact in a coverage, tolerant where borders were drawn twice."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from grid_planner.core.graph import connected_labels, neighbour_lists, rook_adjacency, sum_by_pair
from grid_planner.core.labels import count_by_label, first_by_label, members_by_label, sum_by_label
from grid_planner.core.segments import (
    border_segments,
    distinct_places,
    equal_segments,
    unmatched_segments,
)
from grid_planner.core.unions import coverage_union_by_label, union_by_label


def boxes(*corners: tuple[float, float, float, float]) -> np.ndarray:
    return np.array([shapely.box(*corner) for corner in corners], object)


def chessboard(columns: int, rows: int) -> np.ndarray:
    return boxes(*((x, y, x + 1, y + 1) for x in range(columns) for y in range(rows)))


@given(st.integers(1, 7), st.integers(1, 7))
def test_a_chessboard_has_a_border_between_every_two_fields_side_by_side(columns, rows):
    adjacency = rook_adjacency(chessboard(columns, rows))
    assert len(adjacency.left) == (columns - 1) * rows + columns * (rows - 1)
    assert (adjacency.length == 1).all()
    assert (adjacency.left < adjacency.right).all()


def test_a_common_corner_is_no_border():
    adjacency = rook_adjacency(boxes((0, 0, 1, 1), (1, 1, 2, 2)))
    assert len(adjacency.left) == 0


def test_a_border_is_found_where_only_one_side_has_the_corner():
    adjacency = rook_adjacency(boxes((0, 0, 10, 10), (10, 0, 20, 4), (10, 4, 20, 10)))
    pairs = dict(zip(zip(adjacency.left, adjacency.right), adjacency.length))
    assert pairs[0, 1] == pytest.approx(4, abs=0.2)
    assert pairs[0, 2] == pytest.approx(6, abs=0.2)
    assert pairs[1, 2] == 10


def test_a_border_drawn_twice_a_centimetre_apart_is_one():
    adjacency = rook_adjacency(boxes((0, 0, 10, 10), (10.01, 0, 20, 10)))
    assert adjacency.length.tolist() == pytest.approx([10], abs=0.2)


def test_a_border_drawn_twice_is_as_long_as_it_runs_side_by_side():
    """Each side has corners of its own, and only 60 of the 100 m lie within 5 cm."""
    right = shapely.Polygon([(0.02, 0), (50, 0), (50, 100), (1, 100), (1, 60.02), (0.02, 60)])
    left = shapely.Polygon([(0, 0), (0.03, 25), (0, 60), (0, 100), (-50, 100), (-50, 0)])
    pairs = rook_adjacency(np.array([left, right]))
    assert pairs.length == pytest.approx([60], abs=0.15)


def test_hand_drawn_borders_of_many_corners_are_measured_at_once():
    """The borders of 900 fields, every side with 16 corners that miss those of the other."""
    rng = np.random.default_rng(7)
    corner = np.stack(np.meshgrid(np.arange(30.0), np.arange(30.0)), axis=-1).reshape(-1, 1, 1, 2)
    sides = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], float)
    along = np.linspace(0, 1, 16, endpoint=False)[:, None]
    ring = sides[:, None] * (1 - along) + np.roll(sides, -1, axis=0)[:, None] * along
    drawn = 100 * (corner + ring) + rng.uniform(-0.015, 0.015, (900, 4, 16, 2))
    before = time.process_time()
    pairs = rook_adjacency(shapely.polygons(drawn.reshape(900, -1, 2)))
    assert time.process_time() - before < 4.0  # a fifth of it with nothing else to do
    assert len(pairs.left) == 2 * 30 * 29
    assert pairs.length == pytest.approx(np.full(len(pairs.left), 100.0), abs=0.5)


def test_a_street_wide_gap_is_no_border():
    assert len(rook_adjacency(boxes((0, 0, 10, 10), (12, 0, 20, 10))).left) == 0


def test_parts_of_a_multipolygon_count_as_one_neighbour():
    pair = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    adjacency = rook_adjacency(np.array([pair, shapely.box(1, 0, 2, 1)], object))
    assert adjacency.left.tolist() == [0]
    assert adjacency.length.tolist() == [2]


def test_no_polygon_has_no_neighbour():
    assert len(rook_adjacency(np.empty(0, object)).left) == 0


def test_equal_segments_are_found_whatever_their_direction():
    ring = shapely.box(0, 0, 1, 1)
    turned = np.array([ring, shapely.reverse(ring)], object)
    first, second = equal_segments(border_segments(turned))
    assert len(first) == 4
    assert (first != second).all()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_neighbour_lists_hold_every_pair_from_both_sides(pairs):
    pairs = sorted({(min(p), max(p)) for p in pairs if p[0] != p[1]})
    left = np.array([p[0] for p in pairs], np.int64)
    right = np.array([p[1] for p in pairs], np.int64)
    indptr, indices, lengths = neighbour_lists(10, left, right, np.arange(len(pairs)) + 1.0)
    found = {(v, int(u)) for v in range(10) for u in indices[indptr[v] : indptr[v + 1]]}
    assert found == set(pairs) | {(b, a) for a, b in pairs}
    assert lengths.sum() == 2 * sum(range(1, len(pairs) + 1))


def test_components_are_what_pairs_connect():
    labels = connected_labels(5, np.array([0, 3]), np.array([1, 4]))
    assert labels[0] == labels[1]
    assert labels[3] == labels[4]
    assert len(set(labels.tolist())) == 3


def test_sums_counts_and_members_of_labels():
    label = np.array([2, 0, 2, 4])
    assert sum_by_label(label, np.array([1.0, 2.0, 4.0, 8.0]), 6).tolist() == [2, 0, 5, 0, 8, 0]
    assert count_by_label(label, 6).tolist() == [1, 0, 2, 0, 1, 0]
    members = members_by_label(label, 6)
    assert [places.tolist() for places in members] == [[1], [], [0, 2], [], [3], []]
    assert members_by_label(label[:0], 0) == []


@pytest.mark.parametrize("union", [union_by_label, coverage_union_by_label])
def test_the_union_of_a_label_is_that_of_its_members_and_empty_without_any(union):
    boxes = shapely.box([0, 1, 0, 5], [0, 0, 1, 0], [1, 2, 1, 6], [1, 1, 3, 1])
    apart, none, _, tall = union(boxes, np.array([3, 0, 3, 0]), 4)
    assert shapely.get_num_geometries(apart) == 2
    assert shapely.is_empty(none)
    assert shapely.equals(tall, shapely.box(0, 0, 1, 3))
    assert shapely.is_empty(union(boxes[:0], np.empty(0, np.int64), 2)).all()


def test_overlapping_members_of_a_label_are_united_too():
    united = union_by_label(shapely.box([0, 1], 0, [2, 3], 1), np.zeros(2, np.int64), 1)
    assert shapely.area(united[0]) == 3


def test_unmatched_segments_of_a_coverage_are_its_outer_border():
    outer = unmatched_segments(border_segments(boxes((0, 0, 10, 10), (10, 0, 20, 10))))
    assert outer.length.tolist() == [10] * 6
    assert shapely.line_merge(shapely.multilinestrings(outer.lines)).is_closed


def test_lengths_are_summed_by_pair_whatever_the_order_of_the_two():
    found = sum_by_pair(
        np.array([2, 0, 1, 1]), np.array([0, 2, 1, 2]), np.array([1.0, 2.0, 4.0, 8.0]), 3
    )
    assert list(zip(found.left, found.right, found.length)) == [(0, 2, 3.0), (1, 2, 8.0)]


def test_distinct_places_are_told_apart_by_either_coordinate():
    places = np.array([(2.0, 1.0), (1.0, 5.0), (2.0, 0.0), (1.0, 5.0)])
    distinct, number = distinct_places(places)
    assert distinct.tolist() == [[1, 5], [2, 0], [2, 1]]
    assert (distinct[number] == places).all()


def test_the_first_of_each_label_has_the_lowest_keys_in_their_order():
    label = np.array([1, 0, 1, 1, 4])
    measure = np.array([3.0, 9.0, 2.0, 2.0, 0.0])
    tie = np.array([0, 0, 7, 5, 0])
    assert first_by_label(label, measure, tie).tolist() == [1, 3, 4]
