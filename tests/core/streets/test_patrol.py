# SPDX-License-Identifier: GPL-2.0-or-later
"""Patrol tours: once along every street and back, whatever the streets look like."""

import itertools

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import shortest_path

from grid_planner.core.params import PatrolParams
from grid_planner.core.progress import Cancelled
from grid_planner.core.streets.noding import node_lines
from grid_planner.core.streets.patrol import measure_patrol
from grid_planner.core.streets.tjoin.bounds import bound_join
from grid_planner.core.streets.tjoin.exact import exact_join
from grid_planner.core.streets.tjoin.graphs import Graphs, reduce_graphs
from tests.core.blocks import BLOCK, frame, line, square
from tests.core.cancelling import cancel_at_once


def zones(*boxes):
    """Return rectangles given by west, south, east and north, in blocks."""
    shapes = [square(w, s, BLOCK * (e - w), BLOCK * (n - s)) for w, s, e, n in boxes]
    return frame(shapes, unit_code=[f"U{i}" for i in range(len(shapes))])


def streets(*lines):
    """Return lines given by corners, in blocks."""
    return frame(line(*corners) for corners in lines)


def tour(*lines, zone=(-5, -5, 5, 5), params=PatrolParams()):  # noqa: B008 - frozen
    """Return the tour of one zone; both ways to measure it must agree on what is simple."""
    return measure_patrol(zones(zone), streets(*lines), params).tours.iloc[0]


def shortest_by_enumeration(nodes, edges, lengths):
    """Return the shortest T-join by trying all pairings of the odd nodes, group by group."""
    degree = np.bincount(np.ravel(edges), minlength=nodes)
    best = np.full((nodes, nodes), np.inf)
    for (a, b), length in zip(edges, lengths):
        if a != b:
            best[a, b] = best[b, a] = min(best[a, b], length)
    best[~np.isfinite(best)] = 0
    away = shortest_path(best, directed=False)
    odd = tuple(np.flatnonzero(degree % 2))

    def cheapest(left):
        if not left:
            return 0.0
        first, others = left[0], left[1:]
        return min(
            away[first, mate] + cheapest(tuple(x for x in others if x != mate)) for mate in others
        )

    return cheapest(odd)


def graphs_of(cases):
    """Put (nodes, edges, lengths) side by side."""
    sizes = [nodes for nodes, _, _ in cases]
    shift = np.cumsum([0, *sizes[:-1]])
    edges = np.concatenate([np.asarray(e) + s for (_, e, _), s in zip(cases, shift)])
    degree = np.bincount(edges.ravel(), minlength=sum(sizes))
    return Graphs(
        count=len(cases),
        zone=np.repeat(np.arange(len(cases)), sizes),
        odd=degree % 2 == 1,
        start=edges[:, 0],
        end=edges[:, 1],
        length=np.concatenate([lengths for _, _, lengths in cases]),
    )


def random_case(rng):
    """Return a random multigraph: parallels, loops, several parts, dead ends."""
    nodes = int(rng.integers(2, 11))
    edges = rng.integers(0, nodes, (int(rng.integers(1, 2 * nodes)), 2))
    return nodes, edges, rng.integers(1, 30, len(edges)).astype(float)


def joins(graphs):
    core, forced = reduce_graphs(graphs)
    lower, upper = bound_join(core)
    return forced + lower, forced + exact_join(core), forced + upper


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_the_optimum_is_that_of_trying_all_and_lies_between_the_bounds(seed):
    rng = np.random.default_rng(seed)
    cases = [random_case(rng) for _ in range(6)]
    lower, best, upper = joins(graphs_of(cases))
    expected = [shortest_by_enumeration(*case) for case in cases]
    assert best == pytest.approx(expected)
    assert (lower <= best + 1e-6).all()
    assert (upper >= best - 1e-6).all()


def town(rng, size):
    """Return a street lattice with gaps and uneven lengths."""
    node = np.arange(size * size).reshape(size, size)
    edges = np.concatenate([
        np.column_stack([node[:-1].ravel(), node[1:].ravel()]),
        np.column_stack([node[:, :-1].ravel(), node[:, 1:].ravel()]),
    ])  # fmt: skip
    edges = edges[rng.random(len(edges)) < 0.85]
    return size * size, edges, rng.uniform(40, 160, len(edges))


def test_bounds_of_towns_are_close():
    rng = np.random.default_rng(5)
    cases = [town(rng, 8) for _ in range(12)]
    lower, best, upper = joins(graphs_of(cases))
    whole = np.array([lengths.sum() for _, _, lengths in cases]) + best
    assert (lower <= best + 1e-6).all()
    assert (upper >= best - 1e-6).all()
    assert ((upper - best) / whole).mean() < 0.01
    assert ((best - lower) / whole).mean() < 0.03


def test_a_zone_is_measured_alike_alone_and_among_others():
    rng = np.random.default_rng(6)
    cases = [town(rng, int(size)) for size in rng.integers(2, 9, 10)]
    together = joins(graphs_of(cases))
    for i, case in enumerate(cases):
        assert [x[0] for x in joins(graphs_of([case]))] == pytest.approx([x[i] for x in together])


def test_dead_ends_are_walked_in_and_out():
    tree = [[(0, 0), (0, 2)], [(0, 1), (2, 1)], [(1, 1), (1, 3)]]
    found = tour(*tree)
    assert found.street_m == pytest.approx(600)
    assert found.patrol_m == found.lower_m == pytest.approx(1200)


def test_where_even_numbers_of_streets_meet_nothing_is_walked_twice():
    squares = [[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], [(1, 1), (1, 2), (2, 2), (2, 1), (1, 1)]]
    found = tour(*squares)
    assert found.patrol_m == found.street_m == found.lower_m == pytest.approx(800)


def test_a_block_with_a_street_through_it_repeats_the_shortest_way_across():
    ladder = [[(0, 0), (0, 1), (3, 1), (3, 0), (0, 0)], [(1, 0), (1, 1)]]
    found = tour(*ladder, params=PatrolParams("shortest"))
    assert found.again_m == pytest.approx(100)
    assert found.patrol_m == pytest.approx(1000)


def test_streets_drawn_twice_or_in_short_pieces_count_once():
    line = [[(0, 0), (3, 0)]]
    pieces = [[(x / 100, 0), ((x + 1) / 100, 0)] for x in range(300)]
    assert tour(*line, *pieces).patrol_m == tour(*line).patrol_m == pytest.approx(600)


def test_separate_streets_are_joined_through_the_streets_around():
    """The zone holds the ends of a U whose bottom lies outside."""
    inside = {"zone": (-1, 0.5, 3, 3)}
    found = tour([(0, 2), (0, 0), (2, 0), (2, 2)], **inside)
    assert found.street_m == pytest.approx(300, abs=5)
    assert found.link_m == pytest.approx(2 * 300, abs=5)
    assert found.patrol_m == pytest.approx(2 * found.street_m + found.link_m)


def test_separate_streets_that_nothing_joins_are_joined_as_the_crow_flies_and_noted():
    result = measure_patrol(zones((-5, -5, 5, 5)), streets(*[[(0, y), (1, y)] for y in range(3)]))
    assert result.tours.link_m[0] == pytest.approx(2 * 200)
    assert result.tours.patrol_m[0] == pytest.approx(2 * 300 + 400)
    assert result.notes[1].kind == "patrol_straight"
    assert result.notes[1].facts["count"] == 1


def test_a_street_on_a_border_is_walked_in_full_by_both_sides():
    frame = zones((0, 0, 1, 1), (1, 0, 2, 1))
    ring = [(0, 0), (0, 1), (2, 1), (2, 0), (0, 0)]
    result = measure_patrol(frame, streets(ring, [(1, 0), (1, 1)]))
    assert result.tours.patrol_m.tolist() == pytest.approx([400, 400])
    assert result.tours.border_m.tolist() == pytest.approx([400, 400])
    facts = result.notes[0].facts
    parts = facts["inside"] + facts["border"] + facts["again"] + facts["links"]
    assert parts == pytest.approx(facts["total"]) == pytest.approx(800)


@pytest.mark.parametrize("off", [-0.012, 0.012])
def test_a_street_drawn_a_little_off_the_border_is_walked_by_both_all_the_same(off):
    frame = zones((0, 0, 1, 1), (1, 0, 2, 1))
    result = measure_patrol(frame, streets([(1 + off, 0), (1 + off, 1)]))
    assert result.tours.patrol_m.tolist() == pytest.approx([200, 200])


def test_a_street_that_crosses_a_border_is_divided_there():
    result = measure_patrol(zones((0, 0, 1, 1), (1, 0, 2, 1)), streets([(0.2, 0.5), (1.7, 0.5)]))
    assert result.tours.street_m.tolist() == pytest.approx([80, 70], abs=5)
    assert result.tours.street_m.sum() == pytest.approx(150)
    assert result.tours.border_m.sum() == 0


def test_what_lies_outside_is_not_walked():
    assert tour([(6, 0), (9, 0)]).patrol_m == 0


def test_no_streets_and_no_zones_give_nothing():
    none = streets().iloc[:0]
    assert measure_patrol(zones((0, 0, 1, 1)), none).tours.patrol_m.tolist() == [0]
    assert len(measure_patrol(zones((0, 0, 1, 1)).iloc[:0], streets([(0, 0), (1, 0)])).tours) == 0
    missing = gpd.GeoDataFrame(geometry=[None, shapely.LineString()], crs=4547)
    assert measure_patrol(zones((0, 0, 1, 1)), missing).tours.patrol_m.tolist() == [0]


def lattice(rng):
    places = rng.uniform(-3, 3, (25, 2, 2))
    across = [[(x, -3), (x, 3)] for x in range(-2, 3)] + [[(-3, y), (3, y)] for y in range(-2, 3)]
    squares = [(x, y, x + 2, y + 2) for x, y in itertools.product((-3, -1, 1), repeat=2)]
    return zones(*squares), streets(*across, *places)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter_and_every_street_is_walked(seed):
    rng = np.random.default_rng(seed)
    frame, lines = lattice(rng)
    tours = measure_patrol(frame, lines).tours
    order = rng.permutation(len(frame))
    again = measure_patrol(frame.iloc[order], lines.sample(frac=1, random_state=seed)).tours
    assert np.array_equal(again.to_numpy(), tours.to_numpy()[order])
    inside = tours.street_m.sum() - tours.border_m.sum()
    length = shapely.length(shapely.union_all(lines.geometry.array, grid_size=0.001))
    assert inside <= length + 1
    assert inside + tours.border_m.sum() >= length - 1
    assert (tours.patrol_m >= tours.lower_m).all()
    best = measure_patrol(frame, lines, PatrolParams("shortest")).tours
    assert (tours.lower_m <= best.patrol_m + 1e-6).all()
    assert (best.patrol_m <= tours.patrol_m + 1e-6).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_lines_are_cut_as_the_noder_of_geos_cuts_them(seed):
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 7, (18, 4, 2)) * 10.0  # many shared corners and overlaps
    crossing = rng.uniform(0, 50, (4, 4, 2))
    lines = shapely.linestrings(np.concatenate([corners, crossing]))
    whole = shapely.union_all([shapely.multilinestrings(lines)], grid_size=0.001)
    pieces = node_lines(lines)
    assert shapely.length(pieces).sum() == pytest.approx(shapely.length(whole), abs=0.05)
    assert shapely.hausdorff_distance(shapely.multilinestrings(pieces), whole) < 0.005
    ends = [shapely.get_point(pieces, place) for place in (0, -1)]
    knots = shapely.boundary(shapely.multilinestrings(shapely.get_parts(shapely.line_merge(whole))))
    apart = shapely.distance(shapely.get_parts(knots), shapely.multipoints(np.concatenate(ends)))
    assert apart.max() < 0.01


def test_measuring_can_be_cancelled():
    with pytest.raises(Cancelled):
        measure_patrol(zones((0, 0, 1, 1)), streets([(0, 0), (1, 0)]), progress=cancel_at_once())
