# SPDX-License-Identifier: GPL-2.0-or-later
"""Where independent parts of the work run: threads, processes of this machine, or a cluster.

Work is cut where its domain cuts it (communities, tiles, dates); here it is only handed out. The
result of a part never depends on where it ran.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Callable, TypeVar

from .errors import ClusterUnavailable
from .params import ComputeParams
from .progress import Progress

Part = TypeVar("Part")
Result = TypeVar("Result")

POLL = 0.02  # s between two looks at whether the user has cancelled
CLUSTER_TIMEOUT = 10  # s to wait for a scheduler to answer


@contextmanager
def executor(params: ComputeParams) -> Iterator[Executor]:
    """Give an executor for the length of a `with` block.

    Leaving the block by an exception (Cancelled, too) does not wait for parts that still run.
    Functions and parts for processes and clusters must be importable and picklable.
    Raises ClusterUnavailable.
    """
    with _client(params.cluster) if params.cluster else nullcontext() as client:
        pool = _pool(params) if client is None else client.get_executor(pure=False)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False)
            raise
        pool.shutdown()


def map_parts(
    function: Callable[[Part], Result],
    parts: Iterable[Part],
    progress: Progress,
    pool: Executor,
) -> list[Result]:
    """Return `function(part)` for all `parts`, in their order.

    Ticks when parts are done, and every 20 ms in between, so that a cancel is heard while parts
    run. The first error of a part ends the whole.
    """
    futures = [pool.submit(function, part) for part in parts]
    pending: set[Future[Result]] = set(futures)
    try:
        progress.tick(0, len(futures))
        while pending:
            done, pending = wait(pending, timeout=POLL, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
            progress.tick(len(futures) - len(pending), len(futures))
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return [future.result() for future in futures]


def _pool(params: ComputeParams) -> Executor:
    """Return a pool of threads or processes.

    A QGIS on Windows names itself as the interpreter; started again, it would open windows, so
    there threads do the work of processes. New processes are spawned, because a fork copies the
    locks of QGIS's threads.
    """
    workers = params.workers or os.cpu_count() or 1
    is_python = Path(sys.executable or "").stem.lower().startswith("python")
    if params.mode == "processes" and is_python:
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    return ThreadPoolExecutor(workers)


def _client(address: str) -> Any:
    """Return a client of the Dask scheduler at `address`; to be closed by `with`."""
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise ClusterUnavailable(address=address, problem="package") from error
    try:
        return distributed.Client(address, timeout=CLUSTER_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterUnavailable(address=address, problem="connection") from error
