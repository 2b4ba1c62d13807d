# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of areas laid on the streets along them: what moves, what stays, what is said."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box

from grid_planner.core.coverage.certificate import certify
from grid_planner.core.graph import rook_adjacency
from grid_planner.core.params import BaseUnitParams
from grid_planner.core.progress import Cancelled, StageProgress
from grid_planner.core.units.borders.settle import SettledAreas, settle_areas
from grid_planner.core.units.build import build_base_units
from tests.core.cancelling import Hearing, cancel_beyond
from tests.core.town import in_town, small_town

SNAP = 3.0
WIGGLE = np.random.default_rng(4).uniform(-2, 2, 19)


def settle(areas: list[Polygon], lines: list[LineString], distance: float = SNAP) -> SettledAreas:
    codes = np.array([f"{k:03d}" for k in range(1, len(areas) + 1)], object)
    settled = settle_areas(
        codes, np.array(areas, object), np.array([*lines, None], object)[:-1], distance
    )
    assert certify(settled.polygons[~shapely.is_empty(settled.polygons)]).overlap_area == 0
    assert shapely.is_valid(settled.polygons).all()
    return settled


def neighbours(polygons: np.ndarray) -> set[tuple[int, int]]:
    found = rook_adjacency(polygons)
    return set(zip(found.left.tolist(), found.right.tolist()))


def common_border(settled: SettledAreas, left: int = 0, right: int = 1) -> shapely.Geometry:
    one, other = shapely.boundary(settled.polygons[[left, right]])
    return shapely.line_merge(shapely.intersection(one, other))


def two_areas(border: list[tuple[float, float]]) -> list[Polygon]:
    """Return a west and an east area in 400 x 400 m, divided by `border` from south to north."""
    west = Polygon([(0, 0), *border, (0, 400)])
    return [west, box(0, 0, 400, 400).difference(west)]


def crooked(x: float = 200.0) -> list[Polygon]:
    along = np.arange(20, 400, 20.0)
    return two_areas([(x, 0), *zip((x + WIGGLE).tolist(), along.tolist()), (x, 400)])


def straight(x: float) -> LineString:
    return LineString([(x, -50), (x, 450)])


def test_a_border_drawn_along_a_street_lies_on_it_with_the_corners_of_the_street():
    settled = settle(crooked(), [straight(200)])
    assert shapely.equals(common_border(settled), LineString([(200, 0), (200, 400)]))
    assert shapely.get_num_coordinates(settled.polygons).tolist() == [5, 5]
    assert 0 < settled.displacement <= 2


def test_the_area_of_the_city_stays_to_the_square_millimetre():
    settled = settle(crooked(), [straight(200)])
    whole = certify(settled.polygons, box(0, 0, 400, 400))
    assert whole.valid
    assert whole.twice_area_cells_mm2 == 2 * 400_000**2
    assert settled.change.sum() == pytest.approx(0, abs=1e-6)


def test_what_is_said_names_the_area_that_changed_most():
    areas = [*two_areas([(202, 0), (202, 400)]), box(400, 0, 500, 400)]
    settled = settle(areas, [straight(200)])
    (notice,) = settled.notes()
    assert notice.kind == "area_borders_moved"
    assert notice.facts == {
        "count": 2, "code": "001", "change_m2": -800.0, "displacement": 2.0
    }  # fmt: skip


def test_distance_zero_leaves_borders_as_drawn():
    areas = crooked()
    settled = settle(areas, [straight(200)], distance=0.0)
    assert shapely.equals_exact(settled.polygons, np.array(areas, object), 0).all()
    assert settled.notes() == []


def test_areas_without_any_barrier_stay_as_drawn():
    areas = crooked()
    assert shapely.equals_exact(settle(areas, []).polygons, np.array(areas, object), 0).all()


def test_a_border_beyond_the_distance_stays():
    assert settle(two_areas([(204, 0), (204, 400)]), [straight(200)]).notes() == []


def test_a_street_across_the_border_does_not_attract_it():
    crossing = [LineString([(0, y), (400, y + 3)]) for y in (80, 200, 320)]
    assert settle(crooked(), crossing).notes() == []


def test_a_street_at_forty_five_degrees_does_not_attract_the_border():
    slanting = LineString([(0, 0), (400, 400)])
    assert settle(two_areas([(200, 0), (200, 199), (200, 400)]), [slanting]).notes() == []


def test_a_border_through_a_roundabout_stays_straight():
    roundabout = shapely.boundary(Point(200, 200).buffer(14, quad_segs=6))
    settled = settle(two_areas([(200, 0), (200, 400)]), [roundabout])
    assert shapely.length(common_border(settled)) == pytest.approx(400)


def test_of_two_carriageways_the_nearer_one_is_chosen_for_the_whole_border():
    settled = settle(
        two_areas([(201, 0), (200.8, 150), (201.2, 400)]), [straight(200), straight(203)]
    )
    assert shapely.equals(common_border(settled), LineString([(200, 0), (200, 400)]))


def test_a_border_that_crosses_both_carriageways_comes_to_lie_on_one():
    x = 201.5 + np.where(np.arange(19) % 2, 2.4, -2.4)
    border = [(201.5, 0), *zip(x.tolist(), np.arange(20, 400, 20.0).tolist()), (201.5, 400)]
    settled = settle(two_areas(border), [straight(200), straight(203)], distance=4.0)
    assert shapely.length(common_border(settled)) == pytest.approx(400, abs=4)


def test_a_dense_curve_gets_the_corners_of_the_street():
    turn = np.linspace(0, np.pi / 2, 401)
    drawn = np.column_stack([299 * np.cos(turn), 299 * np.sin(turn)])
    street = np.column_stack([300 * np.cos(turn[::40]), 300 * np.sin(turn[::40])])
    quarter = Polygon([(0, 0), *drawn])
    settled = settle([quarter, box(0, 0, 400, 400).difference(quarter)], [LineString(street)])
    assert shapely.get_num_coordinates(settled.polygons[0]) < 30
    middle = shapely.intersection(common_border(settled), box(10, 10, 390, 390))
    assert shapely.hausdorff_distance(middle, LineString(street)) < 12


def test_where_the_border_turns_off_it_leaves_the_street_at_its_corner():
    settled = settle(two_areas([(202, 0), (202, 250), (330, 250), (330, 400)]), [straight(200)])
    border = common_border(settled)
    assert border.intersection(straight(200)).length == pytest.approx(250, abs=0.1)
    assert shapely.intersects(border, box(329, 300, 331, 301))


def test_where_four_areas_meet_all_borders_move_to_the_crossing():
    corner = (201.5, 198.4)
    areas = [
        Polygon([(0, 0), (199, 0), corner, (0, 202)]),
        Polygon([(199, 0), (400, 0), (400, 199), corner]),
        Polygon([corner, (400, 199), (400, 400), (200, 400)]),
        Polygon([(0, 202), corner, (200, 400), (0, 400)]),
    ]
    settled = settle(areas, [straight(200), LineString([(-50, 200), (450, 200)])])
    assert shapely.area(settled.polygons) == pytest.approx([40_000] * 4, abs=1)
    assert {(0, 1), (1, 2), (2, 3), (0, 3)} == neighbours(settled.polygons)


def test_wide_overlaps_stay_with_the_first_and_narrow_ones_are_not_listed():
    wide = settle([box(0, 0, 210, 400), box(200, 0, 400, 400)], [])
    assert wide.overlaps[["code", "area_m2"]].to_numpy().tolist() == [["001", 4000.0]]
    narrow = settle([box(0, 0, 201, 400), box(200, 0, 400, 400)], [straight(200)])
    assert not len(narrow.overlaps)
    assert shapely.area(narrow.polygons) == pytest.approx([80_000, 80_000])


def test_a_narrow_gap_is_closed_onto_the_street_inside_and_a_wide_one_is_left():
    narrow = settle([box(0, 0, 199, 400), box(201, 0, 400, 400)], [straight(200)])
    assert shapely.area(narrow.polygons).sum() == pytest.approx(160_000)
    assert shapely.equals(common_border(narrow), LineString([(200, 0), (200, 400)]))
    wide = settle([box(0, 0, 190, 400), box(210, 0, 400, 400)], [straight(200)])
    assert shapely.area(wide.polygons).sum() == pytest.approx(152_000)


def test_an_enclave_moves_with_its_hole():
    hole = box(150, 150, 250, 250)
    street = shapely.boundary(box(151, 149, 252, 251))
    settled = settle([box(0, 0, 400, 400).difference(hole), hole], [street])
    assert shapely.equals(settled.polygons[1], box(151, 149, 252, 251))
    assert shapely.area(settled.polygons).sum() == pytest.approx(160_000)


def test_parts_of_an_area_stay_apart():
    parts = MultiPolygon([box(0, 0, 99, 100), box(101, 0, 200, 100)])
    between = box(99, 0, 101, 100)
    below = box(0, -100, 200, 0)
    settled = settle(
        [parts, shapely.union(between, below)], [LineString([(99.5, -9), (99.5, 109)])]
    )
    assert shapely.get_num_geometries(settled.polygons).tolist() == [2, 1]


def test_an_area_smaller_than_the_distance_does_not_vanish():
    kiosk = box(199, 100, 201, 102)
    areas = [area.difference(kiosk) for area in two_areas([(201.5, 0), (201.5, 400)])]
    settled = settle([*areas, kiosk], [straight(200)])
    assert shapely.area(settled.polygons[2]) == pytest.approx(4)


def test_a_narrow_corridor_along_a_street_keeps_both_sides_together():
    west = shapely.union_all([box(0, 0, 100, 100), box(100, 0, 300, 2), box(300, 0, 400, 100)])
    settled = settle([west, box(0, 0, 400, 100).difference(west)], [LineString([(0, 0), (400, 0)])])
    assert shapely.get_num_geometries(settled.polygons).tolist() == [1, 1]


def test_a_narrow_arm_between_two_areas_keeps_them_apart():
    arm = shapely.union(box(400, 0, 500, 300), box(0, 100, 400, 102))
    areas = [box(0, 0, 400, 100), arm, box(0, 102, 400, 300)]
    settled = settle(areas, [LineString([(-10, 102), (410, 102)])])
    assert neighbours(settled.polygons) == {(0, 1), (1, 2)}


def test_an_invalid_polygon_is_mended_first():
    bow = Polygon(
        [(0, 0), (200, 0), (200, 400), (0, 400), (50, 300), (30, 310), (50, 310), (30, 300)]
    )
    settled = settle([bow, box(202, 0, 400, 400)], [straight(201)])
    assert common_border(settled).length == pytest.approx(400, abs=1)


def test_the_same_area_twice_goes_to_the_lower_code_and_is_listed():
    areas = in_town([box(0, 0, 200, 200)] * 2, area_code=["441302001001", "441302001002"])
    result = build_base_units(areas, BaseUnitParams())
    kinds = set(result.exceptions["kind"])
    assert {"areas_overlap", "area_without_unit"} <= kinds
    table = result.areas.set_index("area_code")
    assert table["area_m2"].tolist() == [40_000, 0]
    assert table["units"].tolist() == [len(result.units), 0]


@pytest.fixture(scope="module")
def shifted_town():
    """A town whose communities are drawn up to 2 m beside the streets between them."""
    town = small_town()
    streets = [LineString([(400, -20), (400, 820)]), LineString([(-20, 400), (820, 400)])]
    cross = in_town(streets, barrier_class=["RD1", "RD1"])
    lines = gpd.GeoDataFrame(pd.concat([town.streets, cross], ignore_index=True), crs=cross.crs)
    middle, south, west = (399, 401), (401.5, 0), (0, 400)
    areas = [
        Polygon([(0, 0), south, middle, west]),
        Polygon([south, (800, 0), (800, 398.5), middle]),
        Polygon([middle, (800, 398.5), (800, 800), (402, 800)]),
        Polygon([west, middle, (402, 800), (0, 800)]),
    ]
    codes = [f"44130200100{k}" for k in range(1, 5)]
    return in_town(areas, area_code=codes), lines


def test_units_follow_the_streets_and_areas_say_what_changed(shifted_town):
    areas, streets = shifted_town
    result = build_base_units(areas, BaseUnitParams(), barriers=streets)
    assert result.certificate.valid
    assert result.areas["area_m2"].to_numpy() == pytest.approx([160_000] * 4, abs=1)
    sums = result.units.groupby("area_code")["area_m2"].sum()
    assert result.areas["area_m2"].to_numpy() == pytest.approx(sums.to_numpy(), abs=1)
    change = result.areas["area_m2"] - result.areas["area_before_m2"]
    assert result.areas["change_m2"].to_numpy() == pytest.approx(change.to_numpy())
    assert result.areas["units"].sum() == len(result.units)
    assert [note.kind for note in result.notes] == ["area_borders_moved"]


def test_the_order_of_areas_and_streets_does_not_matter(shifted_town):
    areas, streets = shifted_town
    one = build_base_units(areas, BaseUnitParams(), barriers=streets)
    other = build_base_units(areas[::-1], BaseUnitParams(), barriers=streets[::-1])
    for before, after in ((one.areas, other.areas), (one.units, other.units)):
        assert shapely.equals_exact(before.geometry, after.geometry, 0).all()


def test_settling_says_how_far_it_is_and_hears_a_cancel(shifted_town):
    areas, streets = shifted_town
    given = (areas["area_code"].to_numpy(object), areas.geometry.to_numpy(),
             streets.geometry.to_numpy(), SNAP)  # fmt: skip
    recorder = Hearing()
    settle_areas(*given, progress=StageProgress(recorder))
    assert np.diff(recorder.heard).min() > -1e-9
    assert sum(0.2 < fraction < 1 for fraction in recorder.heard) >= 3
    with pytest.raises(Cancelled):
        settle_areas(*given, progress=cancel_beyond(0.5))


def test_the_progress_of_a_division_never_goes_back(shifted_town):
    areas, streets = shifted_town
    recorder = Hearing()
    build_base_units(areas, BaseUnitParams(), barriers=streets, progress=StageProgress(recorder))
    assert np.diff(recorder.heard).min() > -1e-9
    assert recorder.heard[-1] > 0.9
