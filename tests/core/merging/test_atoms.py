# SPDX-License-Identifier: GPL-2.0-or-later
"""From the departments' layers to atoms: what is promised of the whole way."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.certificate import certify
from grid_planner.core.errors import EmptyInput, InputsApart, TooManyDepartments
from grid_planner.core.graph import rook_adjacency
from grid_planner.core.labels import sum_by_label
from grid_planner.core.merging.atoms import make_atoms
from grid_planner.core.merging.moved_borders import moved_borders
from grid_planner.core.unions import coverage_union_by_label

from .department_town import CRS, blocks, departments, drawn, grouped, layer, true_atoms

TOLERANCE = 8.0


@pytest.fixture(scope="module")
def town():
    return departments()


@pytest.fixture(scope="module")
def result(town):
    return make_atoms(town, TOLERANCE)


def test_the_town_has_just_the_atoms_it_has_in_truth(result):
    assert len(result.arrangement.atoms) == true_atoms()


def test_atoms_are_a_coverage_in_whole_millimetres(result):
    atoms = result.arrangement.atoms
    certificate = certify(atoms)
    assert certificate.valid
    assert certificate.max_rounding_mm < 0.001


def test_no_place_of_a_border_moves_farther_than_the_tolerance(result):
    assert result.largest_move <= TOLERANCE


@settings(max_examples=12, deadline=None)
@given(deviation=st.floats(0.5, 14.0), tolerance=st.floats(1.0, 15.0))
def test_whatever_the_deviation_no_place_moves_farther_than_the_tolerance(deviation, tolerance):
    made = make_atoms(departments(6, deviation), tolerance)
    assert made.largest_move <= tolerance
    assert certify(made.arrangement.atoms).valid


def test_the_highest_authority_stays_where_it_is(town, result):
    assert result.moves[0].max() == 0
    grids = town["city"].geometry.to_numpy()
    label = result.arrangement.labels[:, 0]
    kept = coverage_union_by_label(result.arrangement.atoms, label, len(grids))
    changed = shapely.area(shapely.symmetric_difference(kept, grids))
    assert (changed < 0.001 * shapely.length(grids)).all()


def test_every_grid_keeps_nearly_all_of_its_ground(town, result):
    area = shapely.area(result.arrangement.atoms)
    for number, frame in enumerate(town.values()):
        label = result.arrangement.labels[:, number]
        here = label >= 0
        mine = sum_by_label(label[here], area[here], len(frame))
        assert np.allclose(mine, shapely.area(frame.geometry), rtol=0.06)


def test_neighbours_differ_in_at_least_one_label(result):
    arrangement = result.arrangement
    labels = np.column_stack([arrangement.labels, arrangement.hard])
    assert (labels[arrangement.left] != labels[arrangement.right]).any(axis=1).all()


def test_borders_are_those_of_the_atoms(result):
    arrangement = result.arrangement
    expected = rook_adjacency(arrangement.atoms)
    assert (arrangement.left < arrangement.right).all()
    assert (arrangement.left == expected.left).all()
    assert np.allclose(arrangement.length, expected.length)


def test_the_order_of_rows_does_not_matter(town, result):
    shuffled = {
        name: frame.sample(frac=1, random_state=number)
        for number, (name, frame) in enumerate(town.items())
    }
    again = make_atoms(shuffled, TOLERANCE).arrangement
    assert shapely.equals_exact(again.atoms, result.arrangement.atoms, 0).all()
    for number, (name, frame) in enumerate(shuffled.items()):
        codes = [f["code"].to_numpy() for f in (town[name], frame)]
        one, other = result.arrangement.labels[:, number], again.labels[:, number]
        assert (codes[0][one[one >= 0]] == codes[1][other[other >= 0]]).all()


def test_no_atom_crosses_the_hard_layer_and_its_borders_stay(town):
    halves = coverage_union_by_label(blocks(), grouped(8, 4, 8), 2)
    hard = layer(drawn(halves, 6.0, 9), "H")
    made = make_atoms(town, TOLERANCE, hard=hard).arrangement
    inside = made.hard >= 0
    ground = coverage_union_by_label(made.atoms[inside], made.hard[inside], 2)
    shapes = hard.geometry.to_numpy()
    assert (shapely.hausdorff_distance(ground, shapes) < 0.002).all()


def test_what_lies_outside_the_hard_layer_keeps_its_grids(town):
    hard = layer(np.array([shapely.buffer(shapely.union_all(blocks()), -60)]), "H")
    made = make_atoms(town, TOLERANCE, hard=hard).arrangement
    outside = made.hard == -1
    assert outside.any()
    assert (made.labels[outside] >= 0).any(axis=1).all()


def test_ground_that_no_department_has_belongs_to_the_territory():
    town = blocks(4)
    half = layer(town[:8])
    hard = layer(np.array([shapely.union_all(town)]), "H")
    made = make_atoms({"a": half, "b": half.copy()}, TOLERANCE, hard=hard).arrangement
    nobody = (made.labels < 0).all(axis=1)
    assert nobody.any()
    assert shapely.area(made.atoms).sum() == pytest.approx(hard.area.sum(), rel=1e-6)


def test_ground_that_no_department_has_is_left_out_without_a_territory():
    town = blocks(4)
    ring = layer(np.delete(town, 5))
    made = make_atoms({"a": ring, "b": ring.copy()}, TOLERANCE).arrangement
    assert shapely.area(made.atoms).sum() == pytest.approx(ring.area.sum(), rel=1e-5)


def test_what_lies_beyond_the_boundary_is_left_out(town):
    whole = shapely.union_all(blocks())
    boundary = gpd.GeoDataFrame(geometry=[shapely.buffer(whole, -60)], crs=CRS)
    made = make_atoms(town, TOLERANCE, boundary=boundary).arrangement
    assert shapely.area(made.atoms).sum() == pytest.approx(boundary.area.sum(), rel=1e-6)


def test_a_narrow_grid_that_a_department_drew_is_not_lost():
    town = blocks(4)
    x, y = shapely.bounds(town[5])[:2]
    lane = shapely.box(x + 40, y + 30, x + 44, y + 80)
    grids = np.append(town, lane)
    grids[5] = shapely.difference(town[5], lane)
    made = make_atoms({"a": layer(grids), "b": layer(town)}, TOLERANCE).arrangement
    assert 16 in made.labels[:, 0]


def test_identical_layers_give_their_grids_as_atoms():
    grids = layer(blocks(4))
    made = make_atoms({"a": grids, "b": grids.copy()})
    assert len(made.arrangement.atoms) == len(grids)
    assert made.suggestion.kind == "none"
    assert made.largest_move == 0


def test_an_empty_layer_is_named():
    grids = layer(blocks(3))
    with pytest.raises(EmptyInput) as raised:
        make_atoms({"a": grids, "parks": grids.iloc[:0]})
    assert raised.value.facts["layer"] == "parks"


def test_layers_that_do_not_meet_are_named():
    grids = layer(blocks(3))
    away = grids.set_geometry(grids.translate(50_000, 0))
    with pytest.raises(InputsApart) as raised:
        make_atoms({"city": grids, "police": away})
    assert {raised.value.facts["layer"], raised.value.facts["other"]} == {"city", "police"}


def test_more_layers_than_can_be_merged_are_refused():
    grids = layer(blocks(2))
    with pytest.raises(TooManyDepartments):
        make_atoms({str(number): grids for number in range(41)})


def test_invalid_polygons_and_crossing_lines_make_no_trouble():
    rng = np.random.default_rng(3)
    base = shapely.bounds(shapely.union_all(blocks(3)))[:2]
    bow_ties = shapely.polygons(base + rng.uniform(0, 300, (12, 5, 2)))
    made = make_atoms({"a": layer(blocks(3)), "b": layer(bow_ties[:6])}, 2.0)
    assert certify(made.arrangement.atoms).valid


def test_moved_borders_are_lines_with_how_far_they_moved(town, result):
    lines = moved_borders(list(town), result.borders, result.moves, CRS)
    assert "city" not in set(lines["department"])
    assert lines["distance_m"].max() == result.largest_move
    for name, mine in lines.groupby("department"):
        outlines = shapely.union_all(shapely.boundary(town[name].geometry.to_numpy()))
        assert (shapely.distance(outlines, mine.geometry.to_numpy()) < 0.001).all()


def test_none_of_the_ground_of_an_adopted_department_changes_its_grid(town):
    made = make_atoms(town, TOLERANCE, adopted="parks")
    assert made.moves[3].max() == 0
    assert made.moves[0].max() > 0
    grids = town["parks"].geometry.to_numpy()
    label = made.arrangement.labels[:, 3]
    here = label >= 0
    kept = coverage_union_by_label(made.arrangement.atoms[here], label[here], len(grids))
    assert (shapely.hausdorff_distance(kept, grids) < 0.002).all()


def test_what_was_done_is_told(town):
    dirty = {**town, "copies": layer(np.append(blocks(), blocks()[:1]))}
    made = make_atoms(dirty)
    assert {note.kind for note in made.notes} >= {"conflicts_settled"}
    assert made.notes[0].kind.startswith("tolerance_")
    assert made.notes[0].facts["tolerance"] == made.tolerance
