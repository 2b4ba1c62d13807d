# SPDX-License-Identifier: GPL-2.0-or-later
"""Says where the seconds of one run go; Python loads it first where this folder is on its path.

Loading is seen at importlib's own door, so it finds imports at the head of a module, in a
function and in C alike. The report goes to the file that GRID_PLANNER_TRACE names.
"""

from __future__ import annotations

import importlib._bootstrap as bootstrap
import json
import os
import sys
import time
from pathlib import Path

STEPS = ("checkParameterValues", "processAlgorithm", "compute", "write")
READS = ("frame", "frames", "table")
REPORT = Path(os.environ["GRID_PLANNER_TRACE"])

phase = "start"
phases: dict[str, list[float]] = {}  # name -> wall and CPU seconds, without loading of modules
loads: list[dict[str, object]] = []  # every module that was loaded, with CPU seconds
open_loads: list[list] = []  # [name, CPU seconds of the modules that it loaded] from outer to inner
compilers: list = []  # what listens to numba, once numba is there
started = [time.time(), time.process_time()]
last = list(started)


def turn(new: str) -> str:
    """End the phase that runs and begin `new`; return the old one."""
    global phase
    now = [time.time(), time.process_time()]
    spent = phases.setdefault(phase, [0.0, 0.0])
    for kind in (0, 1):
        spent[kind] += now[kind] - last[kind]
        last[kind] = now[kind]
    old, phase = phase, new
    return old


def traced_load(name: str, load) -> object:
    begin, outer = time.thread_time(), phase
    open_loads.append([name, 0.0])
    if not outer.startswith("load"):
        ours = outer == "start" and name.partition(".")[0] == "grid_planner"
        turn("load the plugin" if ours else f"load in {outer}")
    try:
        return real_load(name, load)
    finally:
        if not outer.startswith("load"):
            turn(outer)
        _, inner = open_loads.pop()
        seconds = time.thread_time() - begin
        if open_loads:
            open_loads[-1][1] += seconds
        by = open_loads[-1][0] if open_loads else caller()
        loads.append({"name": name, "by": by, "in": outer, "all": seconds, "own": seconds - inner})
        watch_what_came(name)


def caller() -> str:
    """Return the module whose function asked for the import; QGIS stands between."""
    frame = sys._getframe(2)
    while frame is not None and (
        "importlib" in frame.f_code.co_filename or frame.f_globals.get("__name__") == "qgis.utils"
    ):
        frame = frame.f_back
    return frame.f_globals.get("__name__", "") if frame else "QGIS"


def watch_what_came(name: str) -> None:
    """Watch the plugin, its reader, the algorithms and the compiler as soon as they are there."""
    module = sys.modules.get(name)
    if name == "grid_planner.plugin":
        watch(module.GridPlannerPlugin, "initProcessing")
    elif name == "grid_planner.algorithms.provider":
        for algorithm in module.ALGORITHMS:
            for step in STEPS:
                watch(algorithm, step)
    elif name.startswith("grid_planner.bridge.") and "Reader" in vars(module):
        for method in READS:
            watch(module.Reader, method, "read")
    elif name == "numba.core.event":
        compilers.append(module.TimingListener())
        module.register("numba:compile", compilers[0])


def watch(owner: type, method: str, step: str = "") -> None:
    """Let `method` of `owner` be a phase of its own, called `step` where the name says less."""
    work = getattr(owner, method)
    if hasattr(work, "watched"):
        return

    def timed(*arguments, **named):
        outer = turn(step or method)
        try:
            return work(*arguments, **named)
        finally:
            turn(outer)
            if method == "processAlgorithm":
                report()

    timed.watched = True
    setattr(owner, method, timed)


def report() -> None:
    turn("end")
    compiled = sum(listener.duration for listener in compilers if listener.done)
    told = {
        "started": started[0],
        "cpu_at_start": started[1],
        "phases": phases,
        "loads": loads,
        "compiled": compiled,
        "ended": time.time(),
    }
    REPORT.write_text(json.dumps(told), encoding="utf-8")


real_load = bootstrap._find_and_load
bootstrap._find_and_load = traced_load
