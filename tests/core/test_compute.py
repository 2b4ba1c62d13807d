"""Parts run anywhere, come back in order, and stop when they are no longer wanted."""

import importlib.util
import sys
import threading
import time

import pytest

from grid_planner.core.compute import executor, map_parts
from grid_planner.core.errors import ClusterUnavailable, OutOfRange, UnknownOption
from grid_planner.core.params import ComputeParams
from grid_planner.core.progress import NULL_PROGRESS, Cancelled, Progress

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="dask[distributed] is optional"
)


class Recorder(Progress):
    """Remembers ticks, and cancels when told to."""

    def __init__(self, cancel_after=None):
        self.ticks = []
        self.cancel_at = None if cancel_after is None else time.monotonic() + cancel_after

    def tick(self, done, total):
        self.ticks.append((done, total))
        if self.cancel_at is not None and time.monotonic() > self.cancel_at:
            raise Cancelled


def late_first(part):
    time.sleep(0.05 / (1 + part))
    return part * part


@pytest.mark.parametrize("workers", [0, 1, 4])
def test_results_come_in_the_order_of_the_parts(workers):
    with executor(ComputeParams(workers=workers)) as pool:
        assert map_parts(late_first, range(12), NULL_PROGRESS, pool) == [n * n for n in range(12)]


def test_processes_give_what_threads_give():
    with executor(ComputeParams(mode="processes", workers=1)) as pool:
        assert map_parts(pow_of_two, [3, 1, 2], NULL_PROGRESS, pool) == [8, 2, 4]


pow_of_two = (2).__pow__  # a spawned process need not import this test


def test_a_program_that_is_no_python_uses_threads_instead(monkeypatch):
    monkeypatch.setattr(sys, "executable", r"C:\OSGeo4W\bin\qgis-ltr-bin.exe")
    with executor(ComputeParams(mode="processes", workers=1)) as pool:
        here = map_parts(lambda _: threading.main_thread().ident, [0], NULL_PROGRESS, pool)
    assert here == [threading.main_thread().ident]


def test_progress_goes_from_nothing_to_all():
    progress = Recorder()
    with executor(ComputeParams(workers=2)) as pool:
        map_parts(late_first, range(6), progress, pool)
    assert progress.ticks[0] == (0, 6)
    assert progress.ticks[-1] == (6, 6)
    assert progress.ticks == sorted(progress.ticks)


def test_no_parts_are_done_at_once():
    with executor(ComputeParams()) as pool:
        assert map_parts(late_first, [], NULL_PROGRESS, pool) == []


def test_a_cancel_is_heard_while_parts_run_and_drops_the_rest():
    started, release = [], threading.Event()

    def stubborn(part):
        started.append(part)
        release.wait(10)

    before = time.monotonic()
    with pytest.raises(Cancelled), executor(ComputeParams(workers=2)) as pool:
        map_parts(stubborn, range(50), Recorder(cancel_after=0.1), pool)
    took = time.monotonic() - before
    release.set()
    assert took < 2
    assert len(started) <= 2


def test_the_error_of_a_part_ends_the_whole():
    started = []

    def fail_early(part):
        started.append(part)
        if part == 0:
            raise ZeroDivisionError
        time.sleep(0.02)

    with pytest.raises(ZeroDivisionError), executor(ComputeParams(workers=1)) as pool:
        map_parts(fail_early, range(100), NULL_PROGRESS, pool)
    assert len(started) < 100


def test_settings_are_checked_like_all_parameters():
    with pytest.raises(UnknownOption):
        ComputeParams(mode="magic").validate()
    with pytest.raises(OutOfRange):
        ComputeParams(workers=-1).validate()


def test_a_cluster_without_its_package_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterUnavailable) as caught, executor(ComputeParams(cluster="tcp://x:1")):
        pass
    assert caught.value.facts == {"address": "tcp://x:1", "problem": "package"}


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_a_cluster_that_does_not_answer_is_refused(address, monkeypatch):
    monkeypatch.setattr("grid_planner.core.compute.CLUSTER_TIMEOUT", 1)
    with pytest.raises(ClusterUnavailable) as caught, executor(ComputeParams(cluster=address)):
        pass
    assert caught.value.facts["problem"] == "connection"


@needs_dask
def test_a_cluster_gives_what_threads_give():
    distributed = importlib.import_module("distributed")
    local = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with distributed.LocalCluster(**local) as cluster:
        params = ComputeParams(cluster=cluster.scheduler_address)
        with executor(params) as pool:
            assert map_parts(pow_of_two, [3, 1, 2], NULL_PROGRESS, pool) == [8, 2, 4]
        with pytest.raises(Cancelled), executor(params) as pool:
            map_parts(time.sleep, [0.2] * 20, Recorder(cancel_after=0.1), pool)
