# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of thousands of corners are worked on like short ones."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from grid_planner.core.coverage import displacement
from grid_planner.core.coverage.displacement import max_displacement
from grid_planner.core.coverage.mending.gaps import _open_cracks
from grid_planner.core.params import BaseUnitParams
from grid_planner.core.units.build import build_base_units
from tests.core.town import in_town


def wavy_disc(corners: int) -> shapely.Polygon:
    """Return a disc of 500 m whose border swings 5 m to and fro, 700 times."""
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = 500 + 5 * np.sin(700 * turn)
    return shapely.Polygon(np.column_stack([radius * np.cos(turn), radius * np.sin(turn)]))


def test_a_border_of_many_notches_is_not_copied_for_each(monkeypatch):
    disc = wavy_disc(7_000)
    outlines = []
    boundary = shapely.boundary

    def noted(shapes):
        outlines.append(np.size(shapes))
        return boundary(shapes)

    monkeypatch.setattr(shapely, "boundary", noted)
    cracks = _open_cracks(disc, np.array([disc, shapely.buffer(disc, 0)], object), 3.0)
    assert len(cracks) > 0
    assert sum(outlines) <= 2


def test_a_long_border_is_measured_like_a_short_one(monkeypatch):
    disc = wavy_disc(2_800)
    before = np.array([disc, shapely.box(600, 0, 700, 100)], object)
    after = shapely.transform(before, lambda xy: xy + np.array([0.3, 0.4]))
    by_tree = max_displacement(before, after)
    monkeypatch.setattr(displacement, "LONG_BORDER", 1_000_000)
    one_by_one = max_displacement(before, after)
    assert by_tree.distance == pytest.approx(one_by_one.distance, abs=1e-9)
    assert by_tree.unit == one_by_one.unit


def test_a_long_winding_border_is_laid_on_the_wall_along_it():
    disc = wavy_disc(3_500)
    around = shapely.difference(shapely.box(-600, -600, 600, 600), disc)
    areas = in_town([disc, around], area_code=["441302001001", "441302001002"])
    wall = in_town([shapely.transform(disc, lambda xy: xy + 0.4).boundary])
    made = build_base_units(areas, BaseUnitParams(), barriers=wall)
    assert made.certificate.valid
    assert made.areas["area_m2"].sum() == pytest.approx(1_440_000)
