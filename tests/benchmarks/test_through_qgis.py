# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark of layers and QGIS has units that fit together, and the same ones every time."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from synthetic_city import synthetic_units
from through_qgis_parts import JOBS, UNITS_A_GRID, core


def test_made_up_units_are_a_coverage_with_workload_one_on_average():
    units = synthetic_units(2_500)
    assert len(units) == 2_500
    assert shapely.coverage_is_valid(units.geometry.to_numpy())
    assert units["workload"].mean() == pytest.approx(1, abs=0.05)
    assert units["unit_code"].is_unique
    assert np.bincount(units["parent_code"].astype(int)).max() == 49
    assert_geodataframe_equal(units, synthetic_units(2_500))


@pytest.mark.parametrize("job", JOBS)
def test_every_layer_of_a_job_is_read_from_its_folder(job, tmp_path):
    given = dict(JOBS[job].parameters(tmp_path))
    for parameter, layer in JOBS[job].layers.items():
        assert given[parameter] == f"{tmp_path / 'input.gpkg'}|layername={layer}"


def test_the_core_alone_leaves_its_result_and_says_what_it_took(tmp_path):
    units = synthetic_units(49)
    units.to_file(tmp_path / "input.gpkg", layer="units")
    figures = core("grids", tmp_path)
    assert figures["results"] == round(units["workload"].sum() / UNITS_A_GRID)
    assert figures["cpu_s"] > 0
    assert (tmp_path / "result.pickle").is_file()
