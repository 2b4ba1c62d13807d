# SPDX-License-Identifier: GPL-2.0-or-later
"""No absurd cells: medians, rail corridors and roundabouts go to the blocks beside them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from grid_planner.core.params import BaseUnitParams
from grid_planner.core.units.build import BaseUnits, build_base_units
from grid_planner.core.units.cells import Cells
from grid_planner.core.units.cutting.strips import strip_cuts
from grid_planner.core.units.merge import CellGraph, merge_cells
from tests.core.town import in_town, small_town

PARAMS = BaseUnitParams()
LENGTH = 700.0
STREETS_ACROSS = np.arange(100, LENGTH, 120)


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(points)


def corridor(width: float, barrier_class: str) -> gpd.GeoDataFrame:
    """Two parallel lines `width` m apart, and streets that end on either of them."""
    sides = [line((0, y), (LENGTH, y)) for y in (100, 100 + width)]
    south = [line((x, 0), (x, 100)) for x in STREETS_ACROSS]
    north = [line((x + 35, 100 + width), (x + 35, 200 + width)) for x in STREETS_ACROSS]
    streets = [*sides, *south, *north]
    classes = [barrier_class] * 2 + ["residential"] * (len(streets) - 2)
    return in_town(streets, barrier_class=classes)


def roundabout() -> gpd.GeoDataFrame:
    ring = shapely.Point(200, 200).buffer(25).exterior
    arms = [line((0, 200), (175, 200)), line((225, 200), (400, 200))]
    slips = [line((176, 207), (150, 200)), line((224, 207), (250, 200))]
    more = [line((200, 0), (200, 175)), line((200, 225), (200, 400))]
    streets = [ring, *arms, *slips, *more]
    return in_town(streets, barrier_class=["secondary"] * len(streets))


TOWNS = {
    "dual carriageway": (corridor(16, "primary"), (LENGTH, 216.0)),
    "wide median": (corridor(30, "primary"), (LENGTH, 230.0)),
    "rail corridor": (corridor(12, "rail"), (LENGTH, 212.0)),
    "roundabout": (roundabout(), (400.0, 400.0)),
}


@pytest.fixture(scope="module", params=TOWNS, ids=str)
def division(request: pytest.FixtureRequest) -> BaseUnits:
    streets, (width, height) = TOWNS[request.param]
    area = in_town([shapely.box(0, 0, width, height)], area_code=["441302001001"])
    return build_base_units(area, PARAMS, barriers=streets)


class TestTheGroundBetweenLines:
    def test_goes_to_the_blocks_beside_it(self, division):
        assert division.units["compactness"].min() > 0.4
        width = 2 * division.units["area_m2"] / division.units["perimeter_m"]
        assert width.min() > PARAMS.min_width

    def test_leaves_every_unit_in_range_and_no_gap(self, division):
        assert division.figures.share_in_range == 1
        assert division.certificate.valid


def one_cell_each(polygons: list[shapely.Polygon]) -> Cells:
    count = len(polygons)
    return Cells(np.array(polygons, object), np.zeros(count, np.int64), np.arange(count))


def cut(cells: Cells) -> tuple[np.ndarray, list[int]]:
    lines, divided = strip_cuts(cells, np.arange(cells.count), PARAMS.min_width)
    return lines, divided.tolist()


def median_between_blocks() -> Cells:
    median = shapely.Polygon([(0, 0), (300, 0), (300, 15), (200, 15), (120, 15), (0, 15)])
    ends = [(0, 120), (120, 200), (200, 300)]
    return one_cell_each([median, *(shapely.box(a, 15, b, 115) for a, b in ends)])


def test_a_strip_is_cut_where_its_neighbours_change():
    lines, divided = cut(median_between_blocks())
    assert divided == [0]
    assert sorted(shapely.bounds(lines)[:, 0].round(6)) == [120, 200]
    assert shapely.length(lines) == pytest.approx(15, abs=0.01)


def test_a_tail_is_cut_off_where_the_block_ends():
    block = shapely.box(0, 0, 100, 100).union(shapely.box(100, 0, 260, 12))
    lines, _ = cut(one_cell_each([block]))
    assert shapely.bounds(lines) == pytest.approx(np.array([[100, 0, 100, 12]]), abs=0.01)


def test_a_compact_block_and_its_corners_are_not_cut():
    lines, divided = cut(one_cell_each([shapely.box(0, 0, 100, 60), shapely.box(0, 60, 100, 160)]))
    assert len(lines) == 0
    assert divided == []


def test_a_strip_may_be_drawn_in_any_direction():
    cells = median_between_blocks()
    turned = one_cell_each(list(shapely.reverse(cells.polygons)))
    assert shapely.equals(cut(cells)[0], cut(turned)[0]).all()


def graph(size: list[float], perimeter: list[float], borders: list[tuple]) -> CellGraph:
    left, right, length, permeability = (np.array(column) for column in zip(*borders))
    return CellGraph(
        size=np.array(size, float),
        perimeter=np.array(perimeter, float),
        area=np.zeros(len(size), np.int64),
        left=left,
        right=right,
        length=length.astype(float),
        permeable=length * permeability,
    )


def test_a_small_cell_crosses_a_lane_and_not_a_main_road():
    small, beyond_road, beyond_lane = 3_000.0, 8_000.0, 8_000.0
    cells = graph(
        [small, beyond_road, beyond_lane],
        [220, 360, 360],
        [(0, 1, 60, 0.08), (0, 2, 50, 0.6)],  # the main road is even the longer border
    )
    into = merge_cells(cells, PARAMS)
    assert into[0] == into[2] != into[1]


def test_a_narrow_cell_above_the_minimum_goes_to_a_block_that_will_be_cut_anyway():
    cells = graph([6_000, 60_000, 6_000], [830, 980, 830], [(0, 1, 400, 0.08), (0, 2, 15, 1.0)])
    into = merge_cells(cells, PARAMS)
    assert into[0] == into[1]


def test_a_narrow_cell_above_the_minimum_makes_no_block_too_large():
    cells = graph([6_000, 19_000], [830, 560], [(0, 1, 150, 0.5)])
    assert merge_cells(cells, PARAMS).tolist() == [0, 1]


def test_a_small_strip_goes_alongside_while_blocks_are_cut_later_and_where_it_fits_afterwards():
    strip, alongside, at_its_end = 3_600.0, 19_000.0, 8_000.0
    cells = graph(
        [strip, alongside, at_its_end], [740, 560, 360], [(0, 1, 360, 0.5), (0, 2, 10, 0.5)]
    )
    before = merge_cells(cells, PARAMS, cut_later=True)
    assert before[0] == before[1] != before[2]
    afterwards = merge_cells(cells, PARAMS)
    assert afterwards[0] == afterwards[2] != afterwards[1]


def test_units_of_a_town_with_a_dual_carriageway_do_not_depend_on_row_order():
    town = small_town(3)
    lanes = in_town([line((-20, 95), (820, 100)), line((-20, 110), (820, 116))])
    streets = pd.concat([town.streets, lanes.assign(barrier_class="primary")], ignore_index=True)
    turned = streets.sample(frac=1, random_state=1).reset_index(drop=True)
    first, again = (
        build_base_units(town.areas, PARAMS, barriers=rows, buildings=town.buildings).units
        for rows in (streets, turned)
    )
    assert again["unit_code"].tolist() == first["unit_code"].tolist()
    assert shapely.equals_exact(again.geometry.to_numpy(), first.geometry.to_numpy(), 0).all()
    assert first["compactness"].min() > 0.3
