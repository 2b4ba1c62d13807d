# SPDX-License-Identifier: GPL-2.0-or-later
"""The sample city is what its README says: the same bytes, whole, and dirty where it should be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from grid_planner.core.coverage.certificate import certify

SAMPLE = Path(__file__).parents[2] / "sample_data"
CITY = SAMPLE / "hemei.gpkg"
MADE_WITH = "GEOS 3.14, numpy 1"
"""What the committed file was made with; another sine or intersection may round differently."""


@pytest.fixture(scope="module")
def traps(layer):
    """Planted traps by kind."""
    return dict(list(layer("planted_trap").groupby("kind")))


def streets_of(barrier):
    return barrier[barrier.barrier_class.str.startswith("RD")]


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_running_the_generator_again_gives_the_same_bytes(tmp_path):
    again = tmp_path / "again.gpkg"
    script = SAMPLE / "make_sample_data.py"
    subprocess.run([sys.executable, script, again], check=True, capture_output=True)
    major, minor, _ = shapely.geos_version
    here = f"GEOS {major}.{minor}, numpy {np.__version__[0]}"
    if here != MADE_WITH:
        second = tmp_path / "second.gpkg"
        subprocess.run([sys.executable, script, second], check=True, capture_output=True)
        assert again.read_bytes() == second.read_bytes()
        pytest.skip(f"made with {MADE_WITH}, here {here}: compared twice")
    assert again.read_bytes() == CITY.read_bytes()


def test_the_file_stays_small():
    assert CITY.stat().st_size < 12_000_000


def test_18_communities_nest_in_4_street_offices(layer):
    communities, offices = layer("admin_community"), layer("admin_street")
    assert len(communities) == communities.community_code.nunique() == 18
    assert communities.community_code.str.fullmatch(r"441302\d{6}").all()
    assert set(communities.street_code) == set(offices.street_code)
    assert len(offices) == 4
    assert (communities.community_code.str[:9] == communities.street_code).all()
    for office in offices.itertuples():
        parts = communities[communities.street_code == office.street_code]
        assert parts.area.sum() == pytest.approx(office.geometry.area, abs=0.01)
        assert parts.population.sum() == office.population


def test_communities_are_a_coverage_of_about_16_square_kilometres(layer):
    polygons = layer("admin_community").geometry.to_numpy()
    assert shapely.is_valid(polygons).all()
    assert certify(polygons).valid
    assert shapely.area(polygons).sum() == pytest.approx(shapely.union_all(polygons).area, abs=0.01)
    assert 15e6 < shapely.area(polygons).sum() < 16.5e6
    union = shapely.union_all(polygons)
    assert union.geom_type == "Polygon"
    assert len(union.interiors) == 0


def test_exactly_219000_people_live_there(layer):
    people = layer("population")
    assert people.persons.sum() == 219_000
    assert layer("admin_community").population.sum() == 219_000
    assert people.households.sum() == layer("building").households.sum()
    assert people.households.sum() == layer("admin_community").households.sum()


def test_each_community_has_7_to_9_staff(layer):
    quota = layer("staff_quota").set_index("community_code").staff_count
    persons = layer("staff").groupby("community_code").size()
    assert quota.between(7, 9).all()
    assert set(quota) == {7, 8, 9}
    assert persons.to_dict() == quota.to_dict()
    assert set(quota.index) == set(layer("admin_community").community_code)
    assert layer("staff").staff_id.is_unique


def test_buildings_are_valid_apart_and_off_streets_water_and_walls(layer):
    footprints = layer("building").geometry.to_numpy()
    assert 5_500 < len(footprints) < 7_000
    assert shapely.is_valid(footprints).all()
    one, other = shapely.STRtree(footprints).query(footprints, predicate="intersects")
    assert (one == other).all()
    obstacles = [*layer("barrier").geometry, *layer("water").geometry]
    assert len(shapely.STRtree(obstacles).query(footprints, predicate="intersects")[0]) == 0
    assert (
        len(shapely.STRtree(footprints).query(layer("path").geometry, predicate="crosses")[0]) == 0
    )


def test_exactly_one_building_stands_astride_a_community_line(layer, traps):
    footprints = layer("building").geometry.to_numpy()
    lines = shapely.boundary(layer("admin_community").geometry.to_numpy())
    astride = np.unique(shapely.STRtree(lines).query(footprints, predicate="intersects")[0])
    assert len(astride) == 1
    spot = traps["building_astride"].geometry.iloc[0]
    assert shapely.contains(footprints[astride[0]], spot)
    shares = shapely.area(
        shapely.intersection(footprints[astride[0]], layer("admin_community").geometry.to_numpy())
    )
    assert (shares > 100).sum() == 2


def test_compounds_are_whole_and_only_the_planted_ones_are_large(layer, traps):
    compounds = layer("compound")
    plots = compounds.geometry.to_numpy()
    one, other = shapely.STRtree(plots).query(plots, predicate="intersects")
    assert (one == other).all()
    assert compounds.area.min() >= 4_000
    large = compounds[compounds.area > 20_000]
    assert len(large) == len(traps["large_compound"]) == 3
    for spot in traps["large_compound"].geometry:
        assert large.distance(spot).min() < 1.0
    inside = [*streets_of(layer("barrier")).geometry]
    inside += list(shapely.boundary(layer("admin_community").geometry.to_numpy()))
    assert len(shapely.STRtree(inside).query(plots, predicate="intersects")[0]) == 0
    assert set(compounds.kind) == {"RES", "CAMP", "HOSP", "GOV", "FAC", "PARK"}


def test_barrier_classes_are_those_of_the_data_model(layer):
    barrier = layer("barrier")
    assert set(barrier.barrier_class) == {"RD1", "RD2", "RD3", "RD4", "RLW", "RVR", "WAL"}
    assert set(layer("water").barrier_class) == {"RVR"}
    assert barrier["rank"].between(1, 5).all()


def test_blocks_between_streets_are_mostly_of_a_size_for_base_units(layer):
    barrier = layer("barrier")
    lines = barrier[barrier.barrier_class != "WAL"].geometry
    border = shapely.union_all(layer("admin_community").geometry).boundary
    noded = shapely.union_all([*lines, border], grid_size=0.001)
    blocks = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(noded))))
    area = shapely.area(blocks)
    area = area[2 * area / shapely.length(blocks) > 20]
    fitting = area[(area > 5_000) & (area < 40_000)]
    assert fitting.sum() / area.sum() > 0.85
    assert len(area) > 1_000


def test_community_lines_run_1_to_3_m_off_the_streets(layer):
    communities = layer("admin_community").geometry.to_numpy()
    inner = shapely.difference(
        shapely.union_all(shapely.boundary(communities)),
        shapely.union_all(communities).boundary.buffer(1.0),
    )
    spots = shapely.line_interpolate_point(inner, np.linspace(0.01, 0.99, 400), normalized=True)
    barrier = layer("barrier")
    single = barrier[barrier.barrier_class.isin(["RD2", "RD3", "RD4"])].geometry
    dual = shapely.union_all(barrier[barrier.barrier_class == "RD1"].geometry)
    off = shapely.distance(spots, shapely.union_all(single))
    beside = off[(off < 6) & (shapely.distance(spots, dual) > 15)]
    assert len(beside) > 100
    assert (beside < 3.2).mean() > 0.97
    assert (beside > 0.3).mean() > 0.8


def test_some_streets_end_a_few_metres_short_of_the_border(layer, traps):
    border = shapely.union_all(layer("admin_community").geometry).boundary
    streets = streets_of(layer("barrier"))
    ends = [*streets.geometry.map(lambda g: shapely.get_point(g, 0))]
    ends += [*streets.geometry.map(lambda g: shapely.get_point(g, -1))]
    assert len(traps["short_of_border"]) == 14
    for spot in traps["short_of_border"].geometry:
        assert shapely.distance(spot, ends).min() < 0.1
        assert 1.5 < spot.distance(border) < 6.1


def test_the_island_is_a_hole_in_the_river_and_lies_in_one_community(layer, traps):
    river = layer("water").geometry.iloc[0]
    spot = traps["island"].geometry.iloc[0]
    holes = [shapely.Polygon(ring) for ring in river.interiors]
    island = next(hole for hole in holes if hole.contains(spot))
    assert 4_000 < island.area < 20_000
    assert layer("admin_community").contains(island).sum() == 1


def test_the_enclave_is_a_piece_of_one_community_inside_another(layer, traps):
    communities = layer("admin_community")
    spot = traps["enclave"].geometry.iloc[0]
    owner = communities[communities.contains(spot)].geometry.iloc[0]
    pieces = shapely.get_parts(owner)
    assert len(pieces) == 2
    enclave = pieces[shapely.contains(pieces, spot)][0]
    around = communities[communities.touches(enclave)]
    assert len(around) == 1
    assert len(shapely.get_parts(around.geometry.iloc[0])[0].interiors) == 1
    assert (communities.geometry.map(lambda g: len(shapely.get_parts(g))) > 1).sum() == 1


def test_one_street_has_a_vertex_twice(layer, traps):
    streets = streets_of(layer("barrier")).geometry.to_numpy()
    doubled = [
        s for s in streets if (np.diff(shapely.get_coordinates(s), axis=0) == 0).all(1).any()
    ]
    assert len(doubled) == 1
    assert doubled[0].distance(traps["duplicate_vertex"].geometry.iloc[0]) < 0.1


def test_one_lane_runs_past_the_street_it_ends_at(layer, traps):
    spot = traps["overshoot"].geometry.iloc[0]
    streets = streets_of(layer("barrier"))
    near = streets[streets.distance(spot) < 0.1]
    lengths = [s.length for s in near.geometry]
    ends = [shapely.get_point(s, -1).distance(spot) for s in near.geometry]
    assert len(near) == 3
    assert sum(abs(d - 4.0) < 0.1 for d in ends) == 1
    assert min(lengths) > 4.0


def test_dual_carriageways_run_12_to_20_m_apart(layer):
    barrier = layer("barrier")
    arterial = barrier[(barrier.barrier_class == "RD1") & (barrier.name == "和美大道")].geometry
    lines = arterial[arterial.length > 50].to_numpy()
    middle = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    apart = shapely.distance(middle[:, None], lines[None, :])
    apart[shapely.intersects(lines[:, None], lines[None, :])] = np.inf
    assert len(lines) > 30
    assert (np.abs(apart.min(axis=1) - 16) < 4).mean() > 0.9


def test_the_readme_names_every_trap_and_every_layer(layer, traps):
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for rows in traps.values():
        for spot in rows.geometry:
            assert f"{spot.x:.0f} {spot.y:.0f}" in text
    with sqlite3.connect(CITY) as database:
        for (name,) in database.execute("SELECT table_name FROM gpkg_contents"):
            assert f"`{name}`" in text
