# SPDX-License-Identifier: GPL-2.0-or-later
"""The benchmark of base units judges right and makes the same city every time."""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import base_units_report
import synthetic_city as synthetic
import unit_methods
import unit_quality

AREA = np.array([shapely.box(0, 0, 200, 100)])
HALVES = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])


def judged(cells, buildings=()):
    frame = gpd.GeoDataFrame(geometry=list(buildings), crs=32650)
    return unit_quality.judge(np.array(cells), AREA, frame if len(frame) else None)[0]


def test_a_full_division_has_no_gap_and_no_overlap():
    quality = judged(HALVES)
    assert (quality.cells, quality.gap, quality.overlap, quality.over_border) == (2, 0, 0, 0)
    assert quality.compactness == pytest.approx(np.pi / 4)
    assert quality.vertices == 4


def test_gap_and_overlap_are_measured():
    quality = judged([shapely.box(0, 0, 110, 100), shapely.box(100, 0, 190, 100)])
    assert (quality.gap, quality.overlap) == pytest.approx((1000, 1000))


def test_a_rectangle_twenty_times_as_long_as_wide_is_a_strip():
    assert judged([shapely.box(0, 0, 200, 10), shapely.box(0, 10, 200, 100)]).strips == 1


def test_buildings_on_the_border_between_cells_are_cut():
    buildings = [shapely.box(90, 10, 110, 20), shapely.box(10, 10, 20, 20)]
    assert judged(HALVES, buildings).cut == 0.5


def test_buildings_on_the_border_of_the_area_of_two_communities_do_not_count():
    frame = gpd.GeoDataFrame(geometry=[shapely.box(90, 10, 110, 20), HALVES[0].centroid.buffer(5)])
    assert unit_quality.share_of_buildings_cut(HALVES, HALVES, frame) == 0


@pytest.mark.parametrize("method", ["bisection"])
def test_splitting_keeps_the_ground_and_reaches_the_size(method):
    block = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 500, 230)], crs=32650)
    parts = unit_methods.METHODS[method]({"blocks": block})
    assert shapely.area(parts).sum() == pytest.approx(500 * 230)
    assert shapely.area(parts).max() <= unit_methods.MAX_AREA


def test_the_same_seed_makes_the_same_city_and_another_seed_another():
    one, again, other = (synthetic.synthetic_city(100, seed) for seed in (1, 1, 2))
    for name, frame in vars(one).items():
        assert frame.geometry.equals(getattr(again, name).geometry)
    assert len(one.buildings) != len(other.buildings)


def test_communities_of_the_city_meet_without_overlap():
    areas = synthetic.synthetic_city(400).areas.geometry.to_numpy()
    assert shapely.area(areas).sum() == pytest.approx(shapely.union_all(areas).area)


def test_a_missing_figure_is_a_dash():
    table = pd.DataFrame({"method": ["ours"], "cut": [np.nan], "cells": [12_000]})
    assert base_units_report.markdown(table).splitlines()[-1] == "| ours | 12,000 | – |"
