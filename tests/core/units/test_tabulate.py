# SPDX-License-Identifier: GPL-2.0-or-later
"""A code table has every code once, in the order of codes, with its own area and centre."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from grid_planner.core.errors import DuplicateCodes, MissingCodes
from grid_planner.core.units.tabulate import centres, tabulate_codes

EAST, NORTH = 500_000, 2_560_000  # m, on the meridian 114 E of EPSG:4547
CODES = ["441302001003", "441302001001", "甲-01", "441302001002"]


def town(codes=CODES, crs="EPSG:4547"):
    """Return boxes of 10, 20, … m beside each other, with codes and names."""
    west = EAST + np.arange(len(codes)) * 100.0
    size = 10.0 * (1 + np.arange(len(codes)))
    shapes = gpd.GeoSeries(shapely.box(west, NORTH, west + size, NORTH + size), crs=crs)
    names = pd.DataFrame({"name": [f"name of {code}" for code in codes]}, dtype=object)
    return shapes, pd.Series(codes, name="grid_code", dtype=object), names


@given(order=st.permutations(range(len(CODES))))
def test_rows_are_sorted_by_code_whatever_the_order_of_the_features(order):
    shapes, codes, names = town()
    order = list(order)
    made = tabulate_codes(shapes.iloc[order], codes.iloc[order], names.iloc[order])
    assert made.codes.tolist() == sorted(CODES)
    assert made.carried["name"].tolist() == [f"name of {code}" for code in sorted(CODES)]
    assert made.measured["area_m2"].tolist() == pytest.approx([400, 1600, 100, 900])
    assert made.figures.rows == len(CODES)


def test_the_centre_is_given_in_degrees():
    shapes = gpd.GeoSeries([shapely.box(EAST - 5, NORTH - 5, EAST + 5, NORTH + 5)], crs=4547)
    _, codes, names = town(["001"])
    row = tabulate_codes(shapes, codes, names).measured.iloc[0]
    assert row["longitude"] == pytest.approx(114, abs=1e-9)
    back = gpd.GeoSeries([shapely.Point(row["longitude"], row["latitude"])], crs=4490).to_crs(4547)
    assert (back.x[0], back.y[0]) == pytest.approx((EAST, NORTH), abs=0.01)


def test_the_centre_of_a_horseshoe_lies_in_it():
    horseshoe = shapely.box(0, 0, 90, 90) - shapely.box(20, 20, 70, 90)
    whole, bent = centres(np.array([shapely.box(0, 0, 10, 20), horseshoe], object))
    assert whole == shapely.Point(5, 10)
    assert horseshoe.contains(bent)


def test_missing_codes_are_counted():
    with pytest.raises(MissingCodes) as caught:
        tabulate_codes(*town(["001", None, "002", None]))
    assert (caught.value.facts["field"], caught.value.facts["count"]) == ("grid_code", 2)


def test_codes_that_stand_twice_are_named_once():
    with pytest.raises(DuplicateCodes) as caught:
        tabulate_codes(*town(["002", "001", "002", "002", "001"]))
    assert caught.value.facts["codes"] == ["001", "002"]
