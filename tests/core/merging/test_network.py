# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders as one network: snapping by authority, and noding in whole millimetres."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.arrangement import node_and_polygonize, rings_as_lines
from grid_planner.core.merging.conflate import conflate
from grid_planner.core.merging.faces import face_network
from grid_planner.core.merging.network import borders_of, layer_bit, network_of
from grid_planner.core.merging.node import node_network
from grid_planner.core.merging.twins import gather, loose_places

from .department_town import blocks, drawn


def test_a_lower_border_near_a_higher_one_is_laid_on_it():
    left, right = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)
    other = shapely.box(0, 0, 103, 100), shapely.box(103, 0, 200, 100)
    network = conflate([np.array([left, right]), np.array(other)], 5.0).network
    assert (network.layers == 3).all()
    assert set(network.places[:, 0]) == {0.0, 100.0, 200.0}


def test_a_corner_of_the_lower_layer_goes_to_a_line_where_that_has_no_corner():
    wide = np.array([shapely.box(0, 0, 100, 100)])
    dented = shapely.polygons([(0, 0), (50, 2), (100, 0), (100, 100), (0, 100)])
    network = conflate([wide, np.array([dented])], 5.0).network
    assert (network.layers == 3).all()
    assert (50.0, 0.0) in set(map(tuple, network.places))


def test_an_edge_of_the_lower_layer_takes_over_corners_of_the_higher():
    dented = np.array([shapely.polygons([(0, 0), (50, 2), (100, 0), (100, 100), (0, 100)])])
    network = conflate([dented, np.array([shapely.box(0, 0, 100, 100)])], 5.0).network
    assert (network.layers == 3).all()


def test_borders_farther_apart_than_the_tolerance_stay():
    network = conflate(
        [np.array([shapely.box(0, 0, 100, 100)]), np.array([shapely.box(0, 0, 106, 100)])], 5.0
    ).network
    assert {100.0, 106.0} <= set(network.places[:, 0])


def test_a_chain_of_near_places_does_not_draw_them_together():
    places = np.column_stack([np.arange(0, 100, 4.0), np.zeros(25)])
    leader = gather(places, np.ones(25, np.int64), 5.0)
    assert np.hypot(*(places - places[leader]).T).max() <= 5.0
    assert (leader[leader] == leader).all()


def test_a_coverage_has_no_loose_places_however_fine_it_is():
    rng = np.random.default_rng(0)
    x = np.arange(0, 101, 1.0)
    wavy = np.column_stack([x, 50 + rng.uniform(-0.4, 0.4, len(x))])
    low = shapely.polygons([(0, 0), *wavy, (100, 0)])
    high = shapely.polygons([(0, 100), *wavy, (100, 100)])
    border = borders_of(np.array([low, high]))
    assert not len(loose_places(border, np.ones(len(border.places), bool), 5.0))


def test_corners_drawn_apart_within_a_layer_come_together():
    low, high = shapely.box(0, 0, 100, 50), shapely.box(0, 51, 100, 100)
    network = conflate([np.array([low, high])], 5.0).network
    faces = face_network(network, [np.array([low, high])])
    assert len(faces.polygons) == 2


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(2, 60), size=st.floats(0.01, 100))
def test_noding_gives_the_faces_that_geos_gives(seed, count, size):
    ends = np.round(np.random.default_rng(seed).uniform(0, size, (count, 2, 2)), 3)
    places = ends.reshape(-1, 2)
    edges = np.arange(2 * count).reshape(-1, 2)
    noded = node_network(network_of(places, edges, np.full(count, layer_bit(0))))
    lines = noded.lines
    assert not shapely.crosses(lines[:, None], lines[None, :]).any()
    faces = shapely.get_parts(shapely.polygonize(lines))
    by_geos = node_and_polygonize(shapely.linestrings(ends))
    assert abs(shapely.area(faces).sum() - shapely.area(by_geos).sum()) < 0.002 * size * count


def test_parts_of_an_edge_belong_to_the_layers_the_edge_had():
    cross = [np.array([shapely.box(0, 40, 100, 60)]), np.array([shapely.box(40, 0, 60, 100)])]
    faces = face_network(conflate(cross, 1.0).network, cross)
    assert len(faces.polygons) == 5
    assert sorted(map(tuple, (faces.labels >= 0).tolist())) == [
        (False, True),
        (False, True),
        (True, False),
        (True, False),
        (True, True),
    ]


def test_faces_of_a_layer_alone_are_its_polygons():
    town = drawn(blocks(5), 6.0, 4)
    faces = face_network(conflate([town], 2.0).network, [town])
    assert sorted(faces.labels[:, 0]) == list(range(25))
    assert shapely.equals_exact(
        shapely.normalize(faces.polygons),
        shapely.normalize(shapely.set_precision(town, 0.001)[faces.labels[:, 0]]),
        0.001,
    ).all()
    assert len(rings_as_lines(faces.polygons)) == 25
