# SPDX-License-Identifier: GPL-2.0-or-later
"""The departments' grids of the sample city are as wrong as its README says, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

CITY = Path(__file__).parents[2] / "sample_data" / "hemei.gpkg"
CODES = {
    "city_management": r"441302\d{8}",
    "police": r"4413025\d{5}",
    "sanitation": r"HW08[1-4]-\d{3}",
    "greening": r"G(12|14|2)-\d{4}",
    "residents": r"08[1-4]\d{3}-\d{3}",
}
WHOLE_TOWN = ["city_management", "police", "sanitation", "residents"]
PLANTED = {
    "city_management": {"cut_community": 2, "overlap": 2, "gap": 2, "sliver": 4,
                        "overdrawn": 1, "unclosed_corner": 1, "duplicate": 1},
    "police": {"over_two_communities": 2, "overlap": 2, "gap": 1, "sliver": 2,
               "overdrawn": 1, "unclosed_corner": 1, "duplicate": 1},
    "sanitation": {"over_two_communities": 8, "overlap": 3, "gap": 3, "sliver": 3,
                   "overdrawn": 1, "unclosed_corner": 1, "duplicate": 1},
    "greening": {"overdrawn": 2, "unclosed_corner": 1, "duplicate": 1},
    "residents": {"cut_community": 3, "overlap": 4, "gap": 4, "sliver": 6,
                  "overdrawn": 2, "unclosed_corner": 2, "duplicate": 1},
}  # fmt: skip


@pytest.fixture(scope="module")
def faults(layer):
    """The planted faults of a department, with the codes concerned as a list."""

    def of(name: str, kind: str | None = None):
        points = layer("dept_fault").assign(ids=layer("dept_fault").ids.str.split("; "))
        points = points[points.dept == layer(f"dept_{name}").dept[0]]
        return points if kind is None else points[points.kind == kind]

    return of


@pytest.fixture(scope="module")
def shape(layer):
    """The polygon of a grid, the first where it is in the layer twice."""
    return lambda name, code: (
        layer(f"dept_{name}").drop_duplicates("grid_code").set_index("grid_code").geometry[code]
    )


@pytest.mark.parametrize("name", CODES)
def test_every_department_has_the_faults_of_the_table(faults, name):
    assert faults(name).kind.value_counts().to_dict() == PLANTED[name]


def test_the_readme_has_the_same_table(layer):
    text = (CITY.parent / "README.md").read_text(encoding="utf-8")
    kinds = list(dict.fromkeys(kind for table in PLANTED.values() for kind in table))
    for kind in kinds:
        row = next(line for line in text.splitlines() if line.startswith(f"| `{kind}` |"))
        shown = [cell.strip() for cell in row.split("|")[2:7]]
        assert shown == [str(PLANTED[name].get(kind, "")) for name in CODES]


@pytest.mark.parametrize("name", CODES)
def test_codes_are_of_the_departments_form_and_unique_but_for_the_duplicate(layer, faults, name):
    grids = layer(f"dept_{name}")
    assert grids.grid_code.str.fullmatch(CODES[name]).all()
    assert grids.dept.nunique() == 1
    assert (grids.staff_count >= 1).all()
    twice = grids[grids.grid_code.duplicated(keep=False)]
    (code,) = faults(name, "duplicate").ids.iloc[0]
    assert list(twice.grid_code) == [code, code]
    assert twice.geometry.iloc[0].equals(twice.geometry.iloc[1])
    assert grids.drop_duplicates("grid_code").name.is_unique


@pytest.mark.parametrize("name", CODES)
def test_polygons_are_valid_each_by_itself(layer, name):
    grids = layer(f"dept_{name}").geometry
    assert grids.is_valid.all()
    assert (grids.geom_type == "Polygon").all()


@pytest.mark.parametrize("name", WHOLE_TOWN)
def test_four_departments_cover_the_whole_town(layer, name):
    town = layer("admin_community").geometry.union_all()
    grids = layer(f"dept_{name}").geometry.union_all()
    assert grids.intersection(town).area > 0.997 * town.area


def test_greening_covers_only_what_is_green(layer):
    town = layer("admin_community").geometry.union_all()
    greens = layer("dept_greening").geometry.union_all()
    assert 0.06 < greens.intersection(town).area / town.area < 0.09
    assert greens.intersection(layer("water").geometry.union_all()).area < 0.02 * greens.area


@pytest.mark.parametrize("name", ["police", "residents"])
def test_everybody_is_counted_once_in_each_department_that_counts_people(layer, name):
    assert layer(f"dept_{name}").drop_duplicates("grid_code").population.sum() == 219_000


def overlaps(grids) -> list[tuple[str, str, float]]:
    """Pairs of codes that overlap by more than 1 m², with the area."""
    shapes, codes = grids.geometry.to_numpy(), grids.grid_code.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    area = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    return list(zip(codes[one[area > 1]], codes[other[area > 1]], area[area > 1], strict=True))


@pytest.mark.parametrize("name", CODES)
def test_grids_overlap_only_where_a_fault_was_planted(layer, faults, name):
    planted = set(faults(name).ids.explode())
    found = overlaps(layer(f"dept_{name}"))
    assert all({one, other} & planted for one, other, _ in found)
    for ids in faults(name, "overlap").ids:
        (area,) = (a for one, other, a in found if {one, other} == set(ids))
        assert area > 200
    for (code,) in faults(name, "overdrawn").ids:
        assert sum(a for one, other, a in found if code in (one, other)) > 100


@pytest.mark.parametrize("name", WHOLE_TOWN)
def test_gaps_are_only_where_a_fault_was_planted(layer, faults, shape, name):
    union = layer(f"dept_{name}").geometry.union_all()
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    planted = shapely.union_all([shape(name, code) for code in faults(name).ids.explode()])
    assert all(hole.dwithin(planted, 0.01) for hole in holes)
    for gap in faults(name, "gap").itertuples():
        hole = min(holes, key=gap.geometry.distance)
        assert hole.distance(gap.geometry) < 10
        assert hole.area > 200


@pytest.mark.parametrize("name", WHOLE_TOWN)
def test_slivers_are_thin_overlaps_and_gaps_along_one_border(layer, faults, shape, name):
    union = layer(f"dept_{name}").geometry.union_all()
    for ids in faults(name, "sliver").ids:
        one, other = (shape(name, code) for code in ids)
        both = one.intersection(other)
        pieces = [part for part in shapely.get_parts(both) if part.area > 0]
        assert len(pieces) >= 2
        assert all(2 * part.area / part.length < 1 for part in pieces)
        lost = shapely.difference(one.union(other).buffer(2).buffer(-2), union)
        assert lost.area > 5


@pytest.mark.parametrize("name", CODES)
def test_unclosed_corners_leave_a_triangle_out(layer, faults, shape, name):
    others = layer(f"dept_{name}")
    for spot in faults(name, "unclosed_corner").itertuples():
        (code,) = spot.ids
        ring = shapely.get_coordinates(shape(name, code).exterior)
        sides = shapely.linestrings(np.stack([ring[:-1], ring[1:]], 1))
        closing = sides[shapely.distance(sides, spot.geometry).argmin()]
        triangle = shapely.Polygon([*closing.coords, spot.geometry])
        assert triangle.area == pytest.approx(float(spot.note.split()[4]), abs=10)
        covered = others[others.grid_code != code].geometry.union_all().intersection(triangle)
        assert covered.area < 0.01 * triangle.area
        assert shape(name, code).intersection(triangle).area < 0.01


def shares(layer, polygon) -> dict[str, float]:
    """Area of a polygon in each community, m²."""
    communities = layer("admin_community")
    area = communities.intersection(polygon).area
    return dict(zip(communities.community_code, area, strict=True))


@pytest.mark.parametrize("name", ["city_management", "residents"])
def test_only_the_mistaken_grids_reach_into_another_community(layer, faults, shape, name):
    mistaken = set(faults(name, "cut_community").ids.explode())
    astray = set(faults(name, "overdrawn").ids.explode())
    for grid in layer(f"dept_{name}").itertuples():
        inside = shares(layer, grid.geometry)
        abroad = sum(inside.values()) - inside[grid.community_code]
        if grid.grid_code in mistaken:
            assert abroad > 5_000
        elif grid.grid_code not in astray:
            assert abroad < 0.05 * grid.geometry.area + 3_000


@pytest.mark.parametrize("name", ["police", "sanitation"])
def test_some_grids_lie_over_two_communities_on_purpose(faults, layer, shape, name):
    meant = faults(name, "over_two_communities")
    for fault in meant.itertuples():
        inside = shares(layer, shape(name, fault.ids[0]))
        named = [code for code in inside if code in fault.note]
        assert len(named) >= 2
        assert all(inside[code] > 5_000 for code in named)


def border_points(grids) -> np.ndarray:
    """A point every 20 m on the borders of a layer."""
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(grids.boundary.to_numpy())))
    return shapely.points(shapely.get_coordinates(shapely.segmentize(lines, 20.0)))


@pytest.mark.parametrize("name", ["police", "sanitation", "residents"])
def test_departments_share_borders_but_drew_them_otherwise(layer, name):
    management = layer("dept_city_management")
    off = shapely.distance(
        border_points(layer(f"dept_{name}")), shapely.union_all(management.boundary.to_numpy())
    )
    near = off[off < 8]
    assert 0.3 < len(near) / len(off) < 0.9
    assert 0.5 < np.median(near) < 4
    assert (near < 6).mean() > 0.97
    there = set(map(tuple, shapely.get_coordinates(layer(f"dept_{name}").geometry.to_numpy())))
    here = set(map(tuple, shapely.get_coordinates(management.geometry.to_numpy())))
    assert len(there & here) == 0


def test_the_police_map_had_slipped_by_3_m(layer):
    barrier = layer("barrier")
    streets = barrier[barrier.barrier_class.isin(["RD2", "RD3", "RD4"])].geometry.union_all()
    at = shapely.get_coordinates(border_points(layer("dept_police")))

    def off(east: float, north: float) -> float:
        away = shapely.distance(shapely.points(at - [east, north]), streets)
        return float(np.median(away[away < 5]))

    assert off(2.5, -1.7) < 0.6 * off(0, 0)


def test_sanitation_draws_long_straight_lines(layer):
    def per_km(name: str) -> float:
        grids = layer(f"dept_{name}").geometry
        return shapely.get_num_coordinates(grids.to_numpy()).sum() / grids.length.sum() * 1000

    assert per_km("sanitation") < 0.5 * min(per_km(n) for n in CODES if n != "sanitation")
