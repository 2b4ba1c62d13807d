# SPDX-License-Identifier: GPL-2.0-or-later
"""The energy of grids: deviations, borders and what lies beyond limits, each as it is defined."""

from __future__ import annotations

import numpy as np
import pytest

from grid_planner.core.graph import neighbour_lists
from grid_planner.core.partition.amounts import Amounts
from grid_planner.core.partition.anneal import Graph, Stage, Zones, zone_energies
from grid_planner.core.zoning.amounts import measured_in_workload
from grid_planner.core.zoning.limits import parse_limits
from grid_planner.core.zoning.table import NONE, Limited


def test_energies_of_zones_follow_their_definition():
    graph = Graph(
        *neighbour_lists(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([5.0, 7.0, 9.0])),
        workload=np.array([1.0, 2.0, 3.0, 4.0]),
        home=np.full(4, NONE),
        moving=np.zeros(4),
    )
    zones = Zones(target=np.array([4.0, 6.0]), low=np.array([4.0, 0.0]), high=np.array([9.0, 6.0]))
    stage = Stage(proposals=0, border=0.1, even=1.0, band=10.0, hot=0.0, cold=0.0)
    energy = zone_energies(graph, zones, np.array([0, 0, 1, 1]), stage)
    # Loads 3 and 7: one below target and low, one above target and high; a border of 7 between.
    assert energy == pytest.approx([1 + 10 + 0.35, 1 + 10 + 0.35])


def test_energies_count_what_lies_beyond_limits():
    graph = Graph(
        indptr=np.array([0, 1, 2]), indices=np.array([1, 0]), lengths=np.array([2.0, 2.0]),
        workload=np.array([4.0, 6.0]), home=np.array([-1, -1]), moving=np.zeros(2),
        amounts=Amounts(
            np.array([[1.0, 5.0], [9.0, 0.0]]), low=np.array([3.0, 0]), high=np.array([7.0, 5])
        ),
    )  # fmt: skip
    zones = Zones(target=np.array([4.0, 6.0]), low=np.zeros(2), high=np.full(2, np.inf))
    stage = Stage(0, border=0.5, even=1.0, band=10.0, hot=0.0, cold=0.0)
    energy = zone_energies(graph, zones, np.array([0, 1]), stage)
    assert energy.tolist() == [0.5 + 10 * 2.0**2, 0.5 + 10 * 2.0**2]


def test_a_fair_share_of_each_quantity_weighs_as_much_as_the_workload():
    limits = parse_limits("people=1..; schools=..1")
    people, schools = np.full(40, 7.0), np.repeat([1.0, 0.0], [2, 38])
    amounts = measured_in_workload(Limited(limits, np.stack([people, schools], 1)), 10, 100.0)
    zone_of = np.arange(40) % 10
    held = amounts.of_zones(zone_of, 10)
    assert held[:, 0] == pytest.approx(100)
    assert held[:2, 1] == pytest.approx(100)  # one of a rare thing
    assert amounts.hold(zone_of, 10)
    assert not amounts.hold(np.zeros(40, np.int64), 10)
