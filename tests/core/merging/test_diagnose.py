# SPDX-License-Identifier: GPL-2.0-or-later
"""What a diagnosis says of departments' grids as they are."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from grid_planner.core.merging.diagnose import diagnose_departments
from grid_planner.core.params import DiagnoseParams
from grid_planner.core.unions import coverage_union_by_label

from .department_town import CRS, blocks, departments, grouped, layer


@pytest.fixture(scope="module")
def town():
    return departments(6)


@pytest.fixture(scope="module")
def diagnosis(town):
    return diagnose_departments(town, DiagnoseParams())


def test_fragments_fill_what_the_layers_cover_together(town, diagnosis):
    together = shapely.union_all(np.concatenate([f.geometry.to_numpy() for f in town.values()]))
    assert diagnosis.fragments["area_m2"].sum() == pytest.approx(together.area, rel=1e-6)


def test_each_fragment_lies_in_the_grids_it_names(town, diagnosis):
    wide = diagnosis.fragments[~diagnosis.fragments["sliver"]]
    inside = shapely.point_on_surface(wide.geometry.to_numpy())
    for number, frame in enumerate(town.values(), start=1):
        shape = dict(zip(frame["code"], frame.geometry))
        named = (wide[f"code_{number}"] != "").to_numpy()
        grids = np.array([shape[code] for code in wide[f"code_{number}"][named]])
        assert shapely.covers(grids, inside[named]).all()


def test_most_fragments_of_layers_drawn_apart_are_slivers(diagnosis):
    assert diagnosis.fragments["sliver"].mean() > 0.5


def test_a_grouping_of_another_departments_grids_is_nested_and_agrees():
    town = blocks(6)
    group = grouped(6, 2, 2)
    groups = coverage_union_by_label(town, group, int(group.max()) + 1)
    found = diagnose_departments({"blocks": layer(town), "grids": layer(groups)}, DiagnoseParams())
    matrix = found.matrix.set_index(["department", "other"])
    assert matrix.loc[("blocks", "grids"), "nested_share"] == 1
    assert matrix.loc[("grids", "blocks"), "nested_share"] == 0
    assert matrix.loc[("grids", "blocks"), "agreement"] == pytest.approx(1)
    assert matrix.loc[("blocks", "grids"), "agreement"] < 1
    assert np.allclose(matrix["overlap_share"], 1)


def test_boundaries_say_who_shares_them(diagnosis):
    lines = diagnosis.boundaries
    assert lines["departments"].max() == 5
    assert (lines["names"].str.count(";") + 1 == lines["departments"]).all()
    assert (lines["length_m"] > 0).all()


def test_flaws_of_a_layer_are_counted():
    town = blocks(4)
    dirty = np.append(np.delete(town, 5), town[0])
    found = diagnose_departments({"a": layer(dirty), "b": layer(town)}, DiagnoseParams())
    row = found.layers.set_index("department").loc["a"]
    assert row["duplicates"] == 1
    assert row["gap_m2"] == pytest.approx(shapely.area(town[5]), rel=1e-4)
    assert row["overlap_m2"] == pytest.approx(shapely.area(town[0]), rel=1e-4)


def test_ground_inside_the_boundary_that_nobody_has_is_a_fragment():
    town = blocks(4)
    boundary = gpd.GeoDataFrame(geometry=[shapely.union_all(town)], crs=CRS)
    layers = {"a": layer(town[1:]), "b": layer(town[1:])}
    found = diagnose_departments(layers, DiagnoseParams(), boundary=boundary)
    empty = found.fragments[found.fragments["departments"] == 0]
    assert empty["area_m2"].sum() == pytest.approx(shapely.area(town[0]), rel=1e-4)


def test_the_tolerance_is_the_one_given(town):
    found = diagnose_departments(town, DiagnoseParams(tolerance=2.5))
    assert found.tolerance == 2.5
