# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever takes long while a plan is worked out, a cancel is heard in it."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from grid_planner.core.errors import LimitsNotMet
from grid_planner.core.params import PlanParams
from grid_planner.core.partition import batches
from grid_planner.core.partition.anneal import BLOCK
from grid_planner.core.progress import Cancelled, Progress
from grid_planner.core.zoning.optimum.division import Division
from grid_planner.core.zoning.optimum.watch import Watch
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.search import solve as solving
from tests.core.blocks import city, squares
from tests.core.cancelling import CancelWhen
from tests.core.zoning.asking import ENOUGH
from tests.core.zoning.by_trying import piece_of, price_of, start_of


@pytest.fixture
def annealings(monkeypatch):
    """Record every annealing as it starts: how often it was listened to while it ran."""
    heard = []

    def counted(graph, zones, zone_of, stages, rng, progress):
        heard.append(0)

        class Counting(Progress):
            def tick(self, done, total):
                heard[-1] += 1
                progress.tick(done, total)

        return anneal(graph, zones, zone_of, stages, rng, Counting())

    anneal = solving.anneal
    monkeypatch.setattr(solving, "anneal", counted)
    return heard


def test_a_plan_can_be_cancelled():
    looks = iter(range(3))
    with pytest.raises(Cancelled):
        plan_grids(
            city(12, 12, 1),
            PlanParams(grid_count=40),
            progress=CancelWhen(lambda: next(looks, None) is None),
        )


def test_a_proof_can_be_cancelled():
    end = time.monotonic() + 0.2
    piece = piece_of(city(30, 25, 1))
    division = Division(piece, price_of(piece, 40), start_of(piece, 40))
    with pytest.raises(Cancelled):
        division.find_bound(Watch(ENOUGH, CancelWhen(lambda: time.monotonic() > end)))


def test_a_cancel_is_heard_inside_the_repairs(annealings):
    units = squares([(i, 0) for i in range(200)])
    units["unit_code"] = [f"{i:03d}" for i in range(200)]
    units["workload"] = np.where(np.arange(200) % 2, 3.0, 4.0)
    params = PlanParams(grid_count=60, min_workload=11.5, max_workload=11.9)
    progress = CancelWhen(lambda: len(annealings) == 2)
    with pytest.raises(Cancelled):
        plan_grids(units, params, progress=progress)
    assert len(annealings) == 2
    assert annealings[1] == 1  # stopped at the first look, not at the end


def test_progress_never_goes_back_in_repairs():
    reached = []

    class Recorder(Progress):
        def tick(self, done, total):
            reached.append(done / total)

        def sub(self, share):
            return self if share in {0.8, 1.0} else Progress()

    units = squares([(i, 0) for i in range(20)], [3.0, 4.0] * 10)
    params = PlanParams(grid_count=6, min_workload=11.5, max_workload=11.9)
    with pytest.raises(LimitsNotMet):
        plan_grids(units, params, progress=Recorder())
    assert reached == sorted(reached)


def test_batches_that_run_stop_when_the_plan_is_cancelled(monkeypatch):
    """After a cancel no thread goes on at its work."""
    monkeypatch.setattr(batches, "HAS_NUMBA", True)
    monkeypatch.setattr(batches, "BATCH", 50)
    started, ended = threading.Event(), []

    def endless(graph, zones, zone_of, stages, rng, progress):
        started.set()
        try:
            for block in range(3_000):
                threading.Event().wait(0.01)
                progress.tick(block * BLOCK, 3_000 * BLOCK)
        except Cancelled:
            ended.append("stopped")
            raise
        ended.append("worked on")
        return zone_of

    monkeypatch.setattr(solving, "anneal", endless)
    before = set(threading.enumerate())
    with pytest.raises(Cancelled):
        plan_grids(
            city(12, 12, 1, 4), PlanParams(grid_count=30), progress=CancelWhen(started.is_set)
        )
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
    assert set(ended) == {"stopped"}
