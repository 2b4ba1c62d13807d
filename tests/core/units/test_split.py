# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules of dividing oversized cells: each fits, buildings are passed, order is nothing."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import rotate

from grid_planner.core.coverage.arrangement import node_and_polygonize, rings_as_lines
from grid_planner.core.params import BaseUnitParams
from grid_planner.core.progress import NULL_PROGRESS, Cancelled
from grid_planner.core.units.cutting import profiles
from grid_planner.core.units.cutting.cuts import best_cuts
from grid_planner.core.units.cutting.gaps import GAP_WIDTH, crossed_area, open_gaps, shadows
from grid_planner.core.units.cutting.profiles import STATIONS, measure
from grid_planner.core.units.cutting.split import cut_lines
from grid_planner.core.units.cutting.worth import foreseen_compactness, foreseen_worth
from tests.core.cancelling import cancel_at_once

PARAMS = BaseUnitParams()
NONE = np.empty(0, object)

SHAPES = {
    "square": shapely.box(0, 0, 300, 300),
    "strip": shapely.box(0, 0, 4000, 8),
    "needle": shapely.Polygon([(0, 0), (6000, 5), (0, 10)]),
    "hook": shapely.box(0, 0, 400, 400) - shapely.box(100, 100, 400, 400),
    "horseshoe": shapely.box(0, 0, 500, 500) - shapely.box(150, 150, 350, 500),
    "comb": shapely.box(0, 0, 900, 300)
    - shapely.union_all([shapely.box(x, 60, x + 40, 300) for x in range(100, 900, 150)]),
    "ring": shapely.Point(0, 0).buffer(300) - shapely.Point(20, 0).buffer(200),
    "star": shapely.Polygon(
        [
            ((300 if i % 2 else 90) * math.cos(i * math.pi / 9),
             (300 if i % 2 else 90) * math.sin(i * math.pi / 9))
            for i in range(18)
        ]
    ),
    "crossing itself": shapely.Polygon([(0, 0), (400, 400), (400, 0), (0, 400)]),
}  # fmt: skip


def as_array(*shapes: shapely.Geometry) -> np.ndarray:
    return np.array(shapes, object)


def divide(cells, bodies=NONE, paths=NONE, params=PARAMS):
    return cut_lines(cells, bodies, paths, params, NULL_PROGRESS)


def parts_of(cell, lines) -> np.ndarray:
    rims = rings_as_lines(shapely.get_parts(shapely.make_valid(cell)))
    faces = node_and_polygonize(np.concatenate([rims, lines]))
    inner = shapely.point_on_surface(faces)
    return faces[shapely.intersects(shapely.make_valid(cell), inner)]


def houses(side: float, spacing: float, size: float) -> np.ndarray:
    corners = np.arange(spacing / 2 - size / 2, side, spacing)
    x, y = (axis.ravel() for axis in np.meshgrid(corners, corners))
    return shapely.box(x, y, x + size, y + size)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("turn", [0, 33])
def test_no_part_of_any_shape_stays_too_large(shape, turn):
    cell = rotate(shape, turn)
    lines, _ = divide(as_array(cell))
    parts = parts_of(cell, lines)
    assert shapely.area(parts).sum() == pytest.approx(shapely.make_valid(cell).area, rel=1e-4)
    assert shapely.area(parts).max() <= PARAMS.max_area


def test_a_cell_that_fits_is_left_alone():
    lines, divided = divide(as_array(shapely.box(0, 0, 100, 199)))
    assert len(lines) == len(divided) == 0


def test_squares_are_made_of_what_can_be_divided_into_squares():
    lines, _ = divide(as_array(shapely.box(0, 0, 400, 200)))
    parts = parts_of(shapely.box(0, 0, 400, 200), lines)
    assert shapely.area(parts) == pytest.approx([10_000] * 8, rel=0.02)
    assert shapely.length(parts) == pytest.approx([400] * 8, rel=0.02)


@pytest.mark.parametrize("turn", [0, 20, 45, 71])
def test_no_house_is_cut_where_there_are_gaps(turn):
    cell = rotate(shapely.box(0, 0, 360, 360), turn, origin=(0, 0))
    bodies = as_array(*(rotate(b, turn, origin=(0, 0)) for b in houses(360, 24, 18)))
    lines, _ = divide(as_array(cell), bodies)
    assert len(lines) >= 8
    assert not shapely.intersects(shapely.union_all(bodies), lines).any()


def test_a_slanting_gap_is_found_where_nothing_passes_along_the_sides():
    cell = as_array(shapely.normalize(shapely.box(0, 0, 200, 200)))
    rows = [
        rotate(shapely.box(-150, y, 350, y + 40), 30, origin=(100, 100))
        for y in range(-100, 300, 50)
    ]
    bodies = shapely.intersection(rows, cell[0])
    bodies = bodies[shapely.area(bodies) > 0]
    cuts = best_cuts(cell, np.zeros(len(bodies), np.int64), bodies, np.array([4]))
    assert cuts.crossed.tolist() == [0]
    assert np.degrees(cuts.turn[0]) == pytest.approx(30)


def test_a_cell_full_of_one_body_still_is_cut():
    cell = shapely.box(0, 0, 300, 100)
    lines, _ = divide(as_array(cell), as_array(shapely.box(1, 1, 299, 99)))
    assert shapely.area(parts_of(cell, lines)).max() <= PARAMS.max_area


def test_each_line_lies_in_the_cell_it_is_said_to_divide():
    cells = as_array(*(shapely.box(x, 0, x + 300, 250) for x in range(0, 1500, 300)))
    lines, divided = divide(cells)
    assert set(divided) == set(range(5))
    assert shapely.covers(shapely.buffer(cells[divided], 0.01), lines).all()


def test_the_order_of_cells_bodies_and_paths_does_not_matter():
    cells = as_array(*(rotate(s, 7 * i) for i, s in enumerate(SHAPES.values())))
    cells = as_array(
        *(
            shapely.transform(c, lambda xy, i=i: np.add(xy, (7000 * i, 0)))
            for i, c in enumerate(cells)
        )
    )
    bodies = shapely.transform(houses(400, 40, 22), lambda xy: np.add(xy, (21_000.0, 0)))
    paths = as_array(
        *(shapely.LineString([(7000 * i - 900, y), (7000 * i + 900, y + 40)])
          for i in range(8) for y in (50, 210)),
    )  # fmt: skip
    lines, divided = divide(cells, bodies, paths)
    rng = np.random.default_rng(4)
    order = rng.permutation(len(cells))
    again, of_cell = divide(cells[order], rng.permutation(bodies), rng.permutation(paths))

    def told(drawn, cell):
        shapes = shapely.to_wkb(shapely.normalize(drawn))
        return sorted(zip(cell.tolist(), shapes))

    assert told(lines, divided) == told(again, order[of_cell])


def test_a_part_is_measured_alike_in_any_company():
    lone = as_array(shapely.normalize(SHAPES["comb"]))
    company = shapely.normalize(as_array(SHAPES["ring"], SHAPES["comb"], SHAPES["star"]))
    assert (measure(lone).below[0] == measure(company).below[1]).all()


def test_a_part_of_more_edges_than_fit_at_once_is_measured_in_blocks(monkeypatch):
    shape = shapely.normalize(as_array(SHAPES["comb"], SHAPES["star"]))
    whole = measure(shape)
    monkeypatch.setattr(profiles, "NUMBERS_AT_ONCE", 5 * STATIONS * 6)
    assert measure(shape).below == pytest.approx(whole.below)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_profiles_tell_what_lies_below_a_cut(shape):
    polygon = shapely.normalize(shapely.make_valid(shape))
    seen = measure(as_array(polygon))
    coarse = shapely.simplify(polygon, profiles.DETAIL * math.sqrt(polygon.area))
    for direction in range(seen.turns.shape[1]):
        level = rotate(coarse, -seen.turns[0, direction], origin=(0, 0), use_radians=True)
        for station in (5, 11, 18):
            height = seen.low[0, direction] + station * seen.step[0, direction]
            below = shapely.clip_by_rect(level, -1e5, -1e5, 1e5, height)
            assert seen.below[0, direction, station] == pytest.approx(
                below.area, abs=0.02 * polygon.area
            )
    assert seen.area[0] == pytest.approx(polygon.area, rel=0.03)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-20, 110), st.floats(0.5, 30)), min_size=0, max_size=12),
    st.integers(0, 2**31),
)
def test_gaps_hold_no_body_and_bodies_leave_no_other_gap(spans, seed):
    rng = np.random.default_rng(seed)
    low = np.array([begin for begin, _ in spans])
    high = low + np.array([length for _, length in spans])
    owner = np.sort(rng.integers(0, 3, len(spans)))
    bodies = shapely.box(np.zeros(len(spans)), low, np.ones(len(spans)), high)
    cast = shadows(owner, bodies, np.zeros(3))
    part, begin, end = open_gaps(cast, np.zeros(3), np.full(3, 100.0))
    for offset in np.linspace(0.03, 99.97, 53):
        crossed = crossed_area(cast, np.full((3, 1), offset))[:, 0]
        in_gap = np.isin(np.arange(3), part[(begin <= offset) & (offset <= end)])
        assert (crossed[in_gap] == 0).all()
        for one in np.flatnonzero(~in_gap & (crossed == 0)):
            above = low[(owner == one) & (low >= offset)].min(initial=100 + GAP_WIDTH)
            below = high[(owner == one) & (high <= offset)].max(initial=-GAP_WIDTH)
            assert above - below <= GAP_WIDTH + 1e-6


def test_what_is_foreseen_of_rectangles_is_what_they_give():
    area = np.array([10_000.0, 20_000.0, 30_000.0, 40_000.0])
    perimeter = np.array([400.0, 600.0, 800.0, 800.0])
    worth = foreseen_compactness(area, perimeter, np.array([1.0, 2.0, 3.0, 4.0]))
    squares = np.pi / 4
    assert worth[[0, 3]] == pytest.approx(squares)
    assert (worth <= squares + 1e-9).all()
    assert worth[1] > worth[2] > 0.6


def test_pieces_of_the_wrong_size_are_worth_less():
    size = np.array([10_000.0, 5_000.0, 14_000.0])
    worth = foreseen_worth(size, 4 * np.sqrt(size), np.full(3, 10_000.0))
    assert worth.argmax() == 0


class TestPaths:
    CELL = as_array(shapely.box(0, 0, 220, 100))

    def test_a_path_that_halves_a_cell_becomes_the_border(self):
        path = shapely.LineString([(106, -10), (108, 60), (107, 130)])
        lines, _ = divide(self.CELL, paths=as_array(path))
        assert shapely.distance(lines[0], shapely.Point(108, 60)) < 1.1
        assert len(lines) == 1

    def test_a_path_that_would_leave_a_scrap_is_not_used(self):
        path = shapely.LineString([(-10, 12), (250, 12)])
        lines, _ = divide(self.CELL, paths=as_array(path))
        assert len(lines) == 1
        assert shapely.distance(lines[0], shapely.Point(110, 60)) < 5

    def test_a_border_on_a_path_is_straightened_within_a_metre(self):
        y = np.linspace(-10, 130, 71)
        path = shapely.LineString(np.column_stack([110 + 0.6 * np.sin(y), y]))
        lines, _ = divide(self.CELL, paths=as_array(path))
        assert shapely.hausdorff_distance(lines[0], path.intersection(self.CELL[0])) <= 1.1
        assert shapely.get_num_points(lines[0]) <= 4


def test_thousands_of_pieces_and_bodies_are_cut_in_one_go():
    side = 5_000.0
    bodies = houses(side, 50, 30)
    lines, divided = divide(as_array(shapely.box(0, 0, side, side)), bodies)
    assert len(lines) >= 2_000
    assert (divided == 0).all()
    crossing = shapely.STRtree(bodies).query(lines, predicate="intersects")[0]
    assert len(np.unique(crossing)) == 0


def test_cancel_stops_the_cutting():
    with pytest.raises(Cancelled):
        cut_lines(as_array(SHAPES["square"]), NONE, NONE, PARAMS, cancel_at_once())
