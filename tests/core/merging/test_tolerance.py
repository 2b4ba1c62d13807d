# SPDX-License-Identifier: GPL-2.0-or-later
"""The tolerance that is suggested lies between borders that are one and borders that are not."""

import numpy as np
import pytest
import shapely

from grid_planner.core.merging.tolerance import LEAST, suggest_tolerance

from .department_town import blocks, departments, drawn


def shapes(layers):
    return [frame.geometry.to_numpy() for frame in layers.values()]


@pytest.mark.parametrize("deviation", [2.0, 4.0, 8.0])
def test_it_lies_beyond_the_deviations_and_before_the_next_border(deviation):
    found = suggest_tolerance(shapes(departments(10, deviation)))
    assert found.kind in {"valley", "elbow"}
    assert 0.5 * deviation <= found.tolerance <= 45


def test_equal_layers_ask_for_no_tolerance():
    town = blocks(5)
    found = suggest_tolerance([town, town.copy()])
    assert (found.kind, found.tolerance) == ("none", LEAST)
    assert found.equal > 0


def test_layers_without_a_common_border_ask_for_no_tolerance():
    box = shapely.box(0, 0, 1000, 1000)
    found = suggest_tolerance([np.array([box]), np.array([shapely.buffer(box, -300)])])
    assert (found.kind, found.tolerance) == ("none", LEAST)


def test_a_single_layer_has_nothing_to_conflate():
    assert suggest_tolerance([blocks(3)]).kind == "none"


def test_where_the_histogram_only_falls_its_elbow_stands_in():
    town = blocks(10)
    found = suggest_tolerance([town, drawn(town, 2.0, 1)])
    assert found.kind in {"elbow", "valley"}
    assert 1.0 <= found.tolerance <= 10


def test_the_histogram_is_given_for_a_chart():
    found = suggest_tolerance(shapes(departments(6)))
    assert len(found.edges) == len(found.counts) + 1
    assert found.counts.sum() > 0
