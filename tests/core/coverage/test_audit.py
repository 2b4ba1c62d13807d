"""The audit names every flaw of a coverage, with its place, and nothing that is none."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.audit import audit_coverage
from grid_planner.core.errors import EmptyInput
from grid_planner.core.params import AuditParams
from grid_planner.core.progress import Cancelled
from tests.core.blocks import BLOCK, frame, point, polygon, square
from tests.core.cancelling import cancel_at_once


def grid(columns=4, rows=4):
    return [square(i, j) for j in range(rows) for i in range(columns)]


def coded(shapes, codes=None):
    return frame(shapes, code=codes or [f"U{i:02d}" for i in range(len(shapes))])


def audit(shapes, codes=None, boundary=None, **layers):
    if boundary is not None:
        layers["boundary"] = coded([boundary])
    return audit_coverage(coded(shapes, codes), AuditParams(), **layers)


def found(result):
    return list(zip(result.findings["kind"], result.findings["ids"]))


def test_a_clean_coverage_has_no_findings():
    result = audit(grid(), boundary=square(0, 0, 400, 400))
    assert found(result) == []
    assert result.valid
    assert result.certificate.valid
    assert result.gap_area == result.overlap_area == 0


def test_a_hole_is_a_gap_that_names_the_units_around_it():
    shapes = grid()
    del shapes[5]
    result = audit(shapes)
    assert found(result) == [("gap", "U00;U01;U02;U04;U05;U07;U08;U09")]
    assert result.gap_area == BLOCK**2
    assert not result.valid


def test_two_gaps_are_two_findings():
    shapes = grid()
    del shapes[10], shapes[5]
    result = audit(shapes)
    assert result.findings["kind"].tolist() == ["gap", "gap"]
    assert result.findings["area_m2"].tolist() == [BLOCK**2, BLOCK**2]
    assert result.findings["width_m"].tolist() == [50, 50]


def test_what_of_the_boundary_no_unit_covers_is_a_gap():
    result = audit(grid(), boundary=square(0, 0, 500, 400))
    assert result.gap_area == 4 * BLOCK**2
    assert result.certificate.gap_area == pytest.approx(4 * BLOCK**2, rel=1e-6)


def test_a_lake_in_the_boundary_is_no_gap():
    shapes = grid()
    lake = shapes.pop(5)
    assert audit(shapes, boundary=square(0, 0, 400, 400).difference(lake)).valid
    assert not audit(shapes).valid


def test_a_slit_that_opens_to_the_outside_is_a_gap_without_a_boundary_too():
    """Nobody else finds it: it is no hole, and there is nothing to compare the outline with."""
    left, right = square(0, 0, 100, 500), square(1.0004, 0, 100, 500)
    result = audit([left, right])
    assert found(result) == [("gap", "U00;U01")]
    assert result.gap_area == pytest.approx(0.04 * 500)
    assert result.findings["width_m"].tolist() == pytest.approx([0.04], rel=0.01)
    assert not result.valid
    assert not result.certificate.valid
    assert result.certificate.gap_area == pytest.approx(0.04 * 500)


def test_a_missing_unit_is_a_gap_even_where_a_slit_leads_to_it():
    shapes = grid()
    del shapes[5]
    shapes[1] = square(1, 0, 99.9, 100)
    result = audit(shapes)
    assert result.findings["kind"].tolist() == ["gap"]
    assert result.gap_area == pytest.approx(BLOCK**2 + 10)


def test_a_wide_bay_a_sharp_notch_and_a_corner_are_shapes_and_no_gaps():
    body = polygon(
        (0, 0), (3, 0), (3, 0.8), (2.98, 0.8), (2.98, 1.2), (3, 1.2), (3, 2),
        (1.6, 2), (1.5, 1.2), (1.4, 2), (0.2, 2), (0, 1.7),
    )  # fmt: skip
    needle = polygon((3, 0), (4.2, 0.08), (3, 0.16))
    shore = point(-3.015, 1).buffer(300, quad_segs=64)
    apart = square(0, -1.02, 300, 100)
    assert found(audit([body, needle, shore, apart])) == []


def test_a_slit_as_wide_as_asked_for_is_found():
    shapes = [square(0, 0), square(1.03, 0)]
    assert audit(shapes).valid
    wide = audit_coverage(coded(shapes), AuditParams(sliver_width=4.0))
    assert found(wide) == [("gap", "U00;U01")]
    assert wide.gap_area == pytest.approx(300)
    narrow = coded([square(0, 0), square(1.0004, 0)])
    assert audit_coverage(narrow, AuditParams(sliver_width=0)).valid


def test_overlaps_are_found_part_by_part():
    wide = shapely.union(square(0, 0, 110, 40), square(0, 0.6, 110, 40)).union(square(0, 0))
    result = audit([wide, square(1, 0)])
    assert found(result) == [("overlap", "U00;U01"), ("overlap", "U00;U01")]
    assert result.findings["area_m2"].tolist() == pytest.approx([400, 400])
    assert result.overlap_area == pytest.approx(800)


def test_a_unit_over_two_neighbours_overlaps_with_each():
    result = audit([square(0, 0), square(1, 0), square(0.5, 0.25, 100, 50)])
    assert found(result) == [("overlap", "U00;U02"), ("overlap", "U01;U02")]
    assert result.findings["area_m2"].tolist() == [2500, 2500]


def test_where_three_units_overlap_the_area_counts_twice():
    result = audit([square(0, 0), square(0.5, 0), square(0.25, 0)])
    stack = sum(s.area for s in [square(0, 0)] * 3) - 1.5 * BLOCK**2
    assert result.overlap_area == pytest.approx(stack)


def test_the_same_unit_twice_is_a_duplicate_and_no_overlap():
    result = audit([*grid(), square(1, 1)])
    assert found(result) == [("duplicate", "U05;U16")]
    assert result.overlap_area == BLOCK**2


def test_a_border_with_a_vertex_on_one_side_is_no_finding_but_no_proof():
    halves = [square(1, 0, 100, 50), square(1, 0.5, 100, 50)]
    result = audit([square(0, 0), *halves])
    assert found(result) == []
    assert result.valid
    assert not result.certificate.valid
    assert result.certificate.unmatched_length_m == 200


def test_borders_that_differ_by_less_than_a_millimetre_are_rounding():
    shapes = [square(0, 0), square(1.000004, 0), square(1.999997, 0)]
    assert found(audit(shapes)) == []


def test_slivers_multipart_and_invalid_units_are_named():
    bow_tie = polygon((0, 0), (0.9, 0.9), (0.9, 0), (0, 0.9))
    two = shapely.MultiPolygon([square(2, 0), square(4, 0)])
    result = audit([bow_tie, two, square(6, 0, 0.5, 100), None], ["A", "B", "C", "D"])
    assert found(result) == [
        ("invalid", "A"),
        ("invalid", "D"),
        ("multipart", "A"),
        ("multipart", "B"),
        ("sliver", "C"),
    ]
    assert not result.valid
    assert result.certificate.invalid_cells == 2
    assert result.findings.iloc[1].geometry is None


def test_a_sliver_alone_does_not_break_the_coverage():
    shapes = [square(0, 0), square(1, 0, 0.8, 100)]
    result = audit(shapes)
    assert found(result) == [("sliver", "U01")]
    assert result.findings["width_m"].tolist() == pytest.approx([0.79], abs=0.01)
    assert result.valid


def test_thousands_of_duplicates_are_named_once_each():
    result = audit([square(0, 0)] * 3000)
    assert result.findings["kind"].tolist() == ["duplicate"] * 2999


def test_units_that_leave_the_boundary_are_outside():
    result = audit(grid(4, 1), boundary=square(0, 0, 350, 100))
    assert found(result) == [("outside", "U03")]
    assert result.findings["area_m2"].tolist() == [5000]


def test_a_unit_astride_two_parents_is_not_nested():
    parents = coded([square(0, 0, 250, 100), square(2.5, 0, 150, 100)], ["P1", "P2"])
    result = audit(grid(4, 1), parents=parents)
    assert found(result) == [("not_nested", "U02;P1;P2")]
    assert result.findings["area_m2"].tolist() == [5000]


def test_a_unit_in_no_parent_is_not_nested():
    result = audit(grid(4, 1), parents=coded([square(0, 0, 300, 100)], ["P1"]))
    assert found(result) == [("not_nested", "U03")]


def test_units_that_follow_their_parents_within_rounding_are_nested():
    parents = coded([square(0, 0, 200.0004, 100), square(2.000004, 0, 200, 100)], ["P1", "P2"])
    assert found(audit(grid(4, 1), parents=parents)) == []


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_areas_agree_with_the_union_and_the_order_of_rows_is_free(seed):
    rng = np.random.default_rng(seed)
    shapes = np.array(grid(5, 5), dtype=object)
    inner = np.arange(25).reshape(5, 5)[1:-1, 1:-1].ravel()  # no slit opens to the outside
    moved = rng.choice(inner, 6, replace=False)
    for k in moved:
        jitter = rng.uniform(-8, 8, (4, 2))
        shapes[k] = shapely.Polygon(shapely.get_coordinates(shapes[k])[:4] + jitter)
    units = coded(list(shapes))
    result = audit_coverage(units, AuditParams())
    union = shapely.union_all(shapes)
    filled = shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(union)))
    assert result.overlap_area == pytest.approx(shapely.area(shapes).sum() - union.area, abs=0.5)
    assert result.gap_area == pytest.approx(shapely.area(filled).sum() - union.area, abs=0.5)
    shuffled = units.sample(frac=1.0, random_state=seed)
    assert audit_coverage(shuffled, AuditParams()).findings.equals(result.findings)


def test_units_without_codes_are_named_by_feature_id_or_row():
    shapes = [square(0, 0), square(0.5, 0)]
    by_id = gpd.GeoDataFrame({"source_id": [7, 3]}, geometry=shapes, crs=4547)
    assert found(audit_coverage(by_id, AuditParams())) == [("overlap", "3;7")]
    plain = gpd.GeoDataFrame(geometry=shapes, crs=4547)
    assert found(audit_coverage(plain, AuditParams())) == [("overlap", "0;1")]
    half = gpd.GeoDataFrame({"code": ["A", None]}, geometry=shapes, crs=4547)
    assert found(audit_coverage(half, AuditParams())) == [("overlap", ";A")]


def test_a_boundary_in_several_parts_is_one_area():
    parts = coded([square(0, 0, 200, 100), square(2, 0, 200, 100)])
    assert audit_coverage(coded(grid(4, 1)), AuditParams(), boundary=parts).valid


def test_no_units_at_all_leave_the_whole_boundary_open():
    empty = gpd.GeoDataFrame({"code": []}, geometry=[], crs=4547)
    assert audit_coverage(empty, AuditParams()).valid
    result = audit_coverage(empty, AuditParams(), boundary=coded([square(0, 0)]))
    assert result.gap_area == BLOCK**2


@pytest.mark.parametrize("layer", ["boundary", "parents"])
def test_nothing_to_compare_with_is_no_verdict(layer):
    """Against nothing, everything would be outside."""
    empty = gpd.GeoDataFrame({"code": []}, geometry=[], crs=4547)
    with pytest.raises(EmptyInput) as caught:
        audit_coverage(coded(grid()), AuditParams(), **{layer: empty})
    assert caught.value.facts == {"layer": layer}


def test_the_audit_can_be_cancelled():
    with pytest.raises(Cancelled):
        audit_coverage(coded(grid()), AuditParams(), progress=cancel_at_once())
