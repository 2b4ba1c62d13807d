# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids beside each other get different fills, whatever the unit of length and the number."""

from __future__ import annotations

import time

import numpy as np
import pytest
from qgis.core import QgsVectorLayer
from scipy.spatial import Delaunay
from shapely import box

from grid_planner.bridge import styling
from grid_planner.bridge.colouring import colour_neighbours

from .conftest import CRS, memory_layer


def chessboard_layer(side=6, step=1.0, crs=CRS, gap=0.0) -> QgsVectorLayer:
    """Return `side` x `side` squares `gap` apart, one grid code each, from the south-west."""
    rows = []
    for number in range(side * side):
        y, x = divmod(number, side)
        cell = box(x * step, y * step, (x + 1) * step - gap, (y + 1) * step - gap)
        rows.append((cell.wkt, (f"441302001001U{number:03d}",)))
    return memory_layer("Polygon", rows, "field=grid_code:string", crs)


def fill_of(layer: QgsVectorLayer) -> dict[str, str]:
    """Return the fill colour that the renderer gives to each grid code."""
    colours = {}
    for category in layer.renderer().categories():
        values = category.value() if isinstance(category.value(), list) else [category.value()]
        for value in values:
            colours[value] = category.symbol().color().name()
    return colours


def test_neighbouring_grids_get_different_fills(qgis_app):
    layer = chessboard_layer()
    styling.layer_spec("responsibility_grid").apply(layer)
    colours = fill_of(layer)
    shown = np.array([colours[unit["grid_code"]] for unit in layer.getFeatures()]).reshape(6, 6)
    assert (shown[:, 1:] != shown[:, :-1]).all()
    assert (shown[1:] != shown[:-1]).all()
    assert len(set(shown.flat)) >= 4


@pytest.mark.parametrize(
    ("crs", "metre"), [("EPSG:4547", 1.0), ("EPSG:4490", 1 / 111_320), ("EPSG:2263", 1 / 0.3048)]
)
def test_neighbours_drawn_by_hand_are_found_in_any_unit_of_length(qgis_app, crs, metre):
    """Strips of 1 cm are borders, strips of 30 cm are none, be it degrees, metres or feet."""
    rows = {}
    for gap in (0.01, 0.3):
        layer = chessboard_layer(8, 100 * metre, crs, gap * metre)
        rows[gap] = styling._neighbours(styling._shapes(layer), layer)
    assert [len(row) for row in rows[0.01]].count(4) == 36
    assert sum(len(row) for row in rows[0.3]) == 0


def test_the_neighbours_of_20_000_grids_are_found_at_once(qgis_app):
    layer = chessboard_layer(141, 0.001, "EPSG:4490")
    shapes = styling._shapes(layer)
    styling._neighbours({}, layer)  # imports
    before = time.process_time()
    styling._neighbours(shapes, layer)
    assert time.process_time() - before < 1.0  # a fifth of it with nothing else to do


def test_six_colours_are_enough_for_any_map():
    points = np.random.default_rng(7).random((3000, 2))
    rows = [set() for _ in points]
    for corners in Delaunay(points).simplices:
        for corner in corners:
            rows[corner].update(set(corners.tolist()) - {int(corner)})
    colours = colour_neighbours([sorted(row) for row in rows], 6)
    assert set(colours) == set(range(6))
    assert all(colours[node] != colours[other] for node, row in enumerate(rows) for other in row)


def test_too_few_colours_are_still_given_out():
    assert sorted(colour_neighbours([[1, 2], [0, 2], [0, 1]], 2)) in ([0, 0, 1], [0, 1, 1])
