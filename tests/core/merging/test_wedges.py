# SPDX-License-Identifier: GPL-2.0-or-later
"""Wedges thinner than the tolerance: tips stay in reach, and what is said of moves is true."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.certificate import certify
from grid_planner.core.merging.atoms import Atoms, make_atoms
from grid_planner.core.merging.conflate import conflate
from grid_planner.core.unions import coverage_union_by_label

from .department_town import blocks, drawn, grouped, layer

TOLERANCE = 6.0
ROUNDING = 0.002


def with_wedges(grids: np.ndarray, count: int, seed: int) -> np.ndarray:
    """The grids with wedges along borders of the town, each taken by another grid or by nobody."""
    rng = np.random.default_rng(seed)
    rings = shapely.get_coordinates(blocks(4)).reshape(-1, 5, 2)
    sides = np.concatenate([rings[:, :2], rings[:, 2:0:-1]])
    side = sides[rng.choice(len(sides), count, replace=False)]
    foot, tip = np.moveaxis(side + rng.uniform(-2, 2, (count, 2, 2)), 1, 0)
    along = (tip - foot) / np.hypot(*(tip - foot).T)[:, None]
    width = rng.uniform(0.2, 0.9, (count, 1)) * TOLERANCE
    half = width / 2 * np.stack([-along[:, 1], along[:, 0]], axis=1)
    wedges = shapely.polygons(np.stack([foot - half, foot + half, tip], axis=1))
    taker = rng.integers(len(grids) + 1, size=count)
    lines = shapely.boundary(np.concatenate([grids, wedges]))
    pieces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=0.001)]))
    label = np.full(len(pieces), len(grids))
    for shapes, labels in ((grids, np.arange(len(grids))), (wedges, taker)):
        piece, over = shapely.STRtree(shapes).query(shapely.point_on_surface(pieces), "within")
        label[piece] = labels[over]
    kept = label < len(grids)
    return coverage_union_by_label(pieces[kept], label[kept], len(grids))


def distances(frame: gpd.GeoDataFrame, made: Atoms, number: int) -> np.ndarray:
    """How far the drawn corners of a department are from the border it has in the atoms."""
    label = made.arrangement.labels[:, number]
    here = label >= 0
    now = coverage_union_by_label(made.arrangement.atoms[here], label[here], len(frame))
    corners = shapely.points(shapely.get_coordinates(frame.geometry.to_numpy()))
    return shapely.distance(shapely.union_all(shapely.boundary(now)), corners)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    deviation=st.floats(0, 4),
    wedges=st.lists(st.integers(0, 8), min_size=2, max_size=3),
)
def test_every_drawn_corner_has_a_border_of_its_department_in_reach(seed, deviation, wedges):
    layers = {}
    for number, count in enumerate(wedges):
        group = grouped(4, 2, 1 + number)
        grids = drawn(coverage_union_by_label(blocks(4), group, group.max() + 1), deviation, number)
        layers[str(number)] = layer(with_wedges(grids, count, seed + number))
    made = make_atoms(layers, TOLERANCE)
    assert certify(made.arrangement.atoms).valid
    for number, frame in enumerate(layers.values()):
        far = distances(frame, made, number).max()
        assert far <= TOLERANCE + ROUNDING
        assert far <= made.moves[number].max() + ROUNDING


def halves(notch: list[tuple[float, float]]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Two halves of a square; and all of it but a notch, which another grid has."""
    square, wedge = shapely.box(-200, -200, 200, 200), shapely.Polygon(notch)
    west, east = shapely.box(-200, -200, 0, 200), shapely.box(0, -200, 200, 200)
    taker = shapely.union(wedge, shapely.box(-50, -260, 50, -200))
    return layer(np.array([west, east])), layer(np.array([square - wedge, taker]))


def test_the_tip_of_a_long_wedge_along_a_higher_border_stays_in_reach():
    high, low = halves([(-1.5, -200), (1.5, -200), (0, 0)])
    made = make_atoms({"high": high, "low": low}, 5.0)
    assert distances(low, made, 1).max() <= 5.0
    assert distances(high, made, 0).max() <= 5.0


def test_a_short_wedge_is_laid_flat_since_its_tip_stays_in_reach():
    high, low = halves([(-1.5, -200), (1.5, -200), (0, -196)])
    made = make_atoms({"high": high, "low": low}, 5.0)
    assert len(made.arrangement.atoms) == 3
    assert 3.9 < made.moves[1].max() <= 5.0


def test_a_slit_between_two_grids_closes_since_their_border_is_there():
    west, east = shapely.box(0, 0, 99, 100), shapely.box(101, 0, 200, 100)
    higher = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)])
    network = conflate([higher, np.array([west, east])], 5.0).network
    assert (network.layers == 3).all()
