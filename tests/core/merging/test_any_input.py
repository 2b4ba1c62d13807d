# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever layers come in, atoms are a coverage, and what does not work is said, never thrown."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.certificate import certify
from grid_planner.core.merging.atoms import SETTLED, make_atoms
from grid_planner.core.merging.diagnose import diagnose_departments
from grid_planner.core.params import DiagnoseParams

from .department_town import CRS

SIDE = 300.0


def crossing_rings(rng):
    return shapely.polygons(rng.uniform(0, SIDE, (rng.integers(1, 8), rng.integers(3, 7), 2)))


def heaps(rng):
    count = rng.integers(1, 12)
    return shapely.buffer(
        shapely.points(rng.uniform(0, SIDE, (count, 2))), rng.uniform(1, 60, count), quad_segs=3
    )


def strips(rng):
    at = np.sort(rng.uniform(0, SIDE, rng.integers(2, 14)))
    return shapely.box(at[:-1], 0, at[1:], SIDE)


def boxes_on_a_raster(rng):
    corner, size = rng.integers(0, 25, (2, 9)) * 10, rng.integers(1, 8, (2, 9)) * 10
    return shapely.box(*corner, *(corner + size))


def next_to_nothing(rng):
    line = shapely.Polygon([(0, 0), (1, 1), (2, 2)])
    ground = shapely.box(0, 0, *rng.uniform(1, SIDE, 2))
    return np.array([None, shapely.Polygon(), line, ground], object)


KINDS = st.sampled_from([crossing_rings, heaps, strips, boxes_on_a_raster, next_to_nothing])


def made(kind, seed):
    shapes = list(kind(np.random.default_rng(seed)))
    codes = [f"{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=CRS)


def layers_of(kinds):
    return {str(seed): made(kind, seed) for seed, kind in enumerate(kinds)} | {
        "town": made(strips, 99)
    }


def drawn_once(frame):
    """No ground is drawn twice: where it is, one of two borders goes, however far the other is."""
    shapes = shapely.make_valid(frame.geometry.dropna().to_numpy())
    return shapely.area(shapes).sum() < shapely.union_all(shapes).area + 1e-6


@settings(max_examples=25, deadline=None)
@given(kinds=st.lists(KINDS, min_size=1, max_size=3), tolerance=st.sampled_from([0, 0.001, 3, 40]))
def test_atoms_are_a_coverage_and_no_border_moves_too_far(kinds, tolerance):
    layers = layers_of(kinds)
    result = make_atoms(layers, tolerance)
    certificate = certify(result.arrangement.atoms)
    assert certificate.overlap_area == 0
    assert certificate.invalid_cells == certificate.overused_edges == 0
    unsettled = set(result.conflicts["department"])
    for (name, frame), moved in zip(layers.items(), result.moves):
        if drawn_once(frame):
            times = SETTLED if name in unsettled else 1.0
            assert moved.max(initial=0.0) <= times * result.tolerance


@settings(max_examples=10, deadline=None)
@given(kind=KINDS, hard=st.sampled_from([strips, boxes_on_a_raster]))
def test_no_atom_lies_across_a_hard_layer_of_any_kind(kind, hard):
    ground = made(hard, 7)
    arrangement = make_atoms(layers_of([kind]), 3.0, hard=ground).arrangement
    outline = shapely.union_all(ground.geometry.to_numpy())
    inside = shapely.intersects(outline, shapely.point_on_surface(arrangement.atoms))
    assert (inside == (arrangement.hard >= 0)).all()


@settings(max_examples=10, deadline=None)
@given(kinds=st.lists(KINDS, min_size=1, max_size=2))
def test_any_layers_can_be_diagnosed(kinds):
    found = diagnose_departments(layers_of(kinds), DiagnoseParams(tolerance=3.0))
    assert found.matrix[["overlap_share", "agreement", "nested_share"]].to_numpy().max() <= 1 + 1e-9
    assert (found.fragments["area_m2"] > 0).all()
