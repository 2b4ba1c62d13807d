"""A certificate is valid for every true coverage and for nothing else."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from grid_planner.core.coverage.certificate import certify

EAST, NORTH = 541_000.0, 2_555_000.0  # Huizhou in EPSG:4547
CELL = 100.0


def grid(columns=5, rows=5):
    x, y = np.meshgrid(EAST + CELL * np.arange(columns), NORTH + CELL * np.arange(rows))
    x, y = x.ravel(), y.ravel()
    return shapely.box(x, y, x + CELL, y + CELL)


def whole(columns=5, rows=5):
    return shapely.box(EAST, NORTH, EAST + CELL * columns, NORTH + CELL * rows)


def triangles(seed, points=60):
    """Return a coverage of random triangles with corners on the millimetre grid."""
    mm = np.random.default_rng(seed).integers(0, 1_000_000, (points, 2))
    corners = Delaunay(mm.astype(float)).simplices
    return shapely.polygons(np.array([EAST, NORTH]) + np.round(mm[corners] / 1000, 3))


def patchwork(seed, labels=12):
    """Triangles dissolved by random labels: cells with holes, points of contact and many parts."""
    cells = triangles(seed)
    label = np.random.default_rng(seed).integers(0, labels, len(cells))
    return np.array([shapely.union_all(cells[label == k]) for k in np.unique(label)])


def moved_corner(cell, offset, corner=2):
    xy = shapely.get_coordinates(cell)
    xy[corner] += offset
    return shapely.Polygon(xy)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_a_random_coverage_is_valid_whatever_the_order_of_its_cells(seed):
    cells = patchwork(seed)
    shuffled = np.random.default_rng(seed).permutation(cells)
    certificate = certify(cells, shapely.union_all(triangles(seed)))
    assert certificate.valid
    assert certificate.euler == 0
    assert certificate.twice_area_cells_mm2 == certificate.twice_area_outline_mm2
    assert certificate == certify(shuffled, shapely.union_all(triangles(seed)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_a_removed_cell_is_a_gap_of_its_area(seed):
    cells = triangles(seed)
    lost = seed % len(cells)
    certificate = certify(np.delete(cells, lost), shapely.union_all(cells))
    assert not certificate.valid
    assert certificate.gap_area == pytest.approx(cells[lost].area, abs=0.01)
    assert certificate.overlap_area == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_a_duplicated_cell_is_an_overlap_of_its_area(seed):
    cells = triangles(seed)
    twice = cells[seed % len(cells)]
    certificate = certify(np.append(cells, twice))
    assert not certificate.valid
    assert certificate.overlap_area == pytest.approx(twice.area)
    assert certificate.gap_area == 0
    assert certificate.overused_edges > 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_one_corner_moved_by_a_centimetre_breaks_the_proof(seed):
    cells = triangles(seed)
    outline = shapely.union_all(cells)
    moved = seed % len(cells)
    cells[moved] = moved_corner(cells[moved], [0.01, 0.0], corner=1)
    assert not certify(cells, outline).valid


def test_a_grid_is_counted_exactly():
    certificate = certify(grid(), whole())
    assert certificate.valid
    assert (certificate.cells, certificate.vertices) == (25, 36)
    assert (certificate.interior_edges, certificate.outline_edges) == (40, 20)
    assert certificate.area_mm2 == 250_000 * 10**6
    assert certificate.max_rounding_mm == 0
    assert certificate.unmatched_length_m == 0


def test_a_corner_moved_inside_makes_a_gap_and_an_overlap():
    cells = grid()
    cells[12] = moved_corner(cells[12], [40.0, 30.0])
    certificate = certify(cells, whole())
    covered = shapely.union_all(cells)
    assert certificate.gap_area == pytest.approx(whole().area - covered.area)
    assert certificate.overlap_area == pytest.approx(shapely.area(cells).sum() - covered.area)
    assert certificate.twice_area_cells_mm2 > certificate.twice_area_outline_mm2


def test_a_vertex_on_one_side_only_is_unmatched_although_no_area_is_lost():
    cells = grid()
    xy = shapely.get_coordinates(cells[12])
    cells[12] = shapely.Polygon(np.insert(xy, 1, (xy[0] + xy[1]) / 2, axis=0))
    certificate = certify(cells, whole())
    assert not certificate.valid
    assert certificate.unmatched_length_m == 2 * CELL  # once for each side of the border
    assert certificate.gap_area == certificate.overlap_area == 0
    assert certificate.euler != 0


def test_every_cell_twice_overlaps_once_all_over():
    certificate = certify(np.concatenate([grid(), grid()]), whole())
    assert certificate.overlap_area == whole().area
    assert not certificate.valid


def test_a_hole_is_a_gap_unless_the_whole_has_it_too():
    ring, lake = np.delete(grid(), 12), grid()[12]
    assert certify(ring).gap_area == CELL**2
    assert certify(ring, whole().difference(lake)).valid
    beside = certify(np.delete(grid(), [12, 13]), whole().difference(lake))
    assert beside.gap_area == pytest.approx(CELL**2)


def test_a_cell_inside_another_one_needs_no_common_corner():
    yard = grid()[12].buffer(-10)
    cells = np.append(np.delete(grid(), 12), [grid()[12].difference(yard), yard])
    assert certify(cells, whole()).valid
    assert certify(cells[:-1], whole()).gap_area == yard.area


@pytest.mark.parametrize(("by", "valid"), [(0.0007, True), (-0.0007, True), (0.002, False)])
def test_a_border_snapped_to_the_grid_counts_as_met(by, valid):
    certificate = certify(grid(), whole().buffer(by, join_style="mitre"))
    assert certificate.valid is valid
    assert (certificate.gap_area > 0) is not valid


def test_cells_beyond_the_whole_are_outside():
    certificate = certify(grid(6, 5), whole(5, 5))
    assert certificate.outside_area == pytest.approx(5 * CELL**2)
    assert not certificate.valid


def test_a_bow_tie_is_no_cell():
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert certify(np.array([bow_tie])).invalid_cells == 1
    assert not certify(np.array([bow_tie])).valid


def test_rounding_is_told():
    cells = shapely.transform(grid(), lambda xy: xy + np.array([0.00025, 0.0]))
    assert certify(cells).max_rounding_mm == pytest.approx(0.25)


def test_no_cells_leave_the_whole_uncovered():
    nothing = np.array([], dtype=object)
    assert certify(nothing).valid
    assert certify(nothing, whole()).gap_area == whole().area


def test_the_certificate_is_readable_json():
    facts = json.loads(certify(grid(), whole()).to_json())
    assert facts["valid"] is True
    assert facts["area_mm2"] == 250_000 * 10**6
    assert facts["coverage_is_valid"] in {True, None}
    assert facts["method"]


def test_the_certificate_tells_whether_an_outline_was_compared():
    assert json.loads(certify(grid(), whole()).to_json())["outline"] == "compared"
    assert json.loads(certify(grid()).to_json())["outline"] == "not compared"
