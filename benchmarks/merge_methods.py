# SPDX-License-Identifier: GPL-2.0-or-later
"""Run one method of the benchmark of merging, ours or a peer's, alone in a process.

    python benchmarks/merge_methods.py METHOD TASK_FOLDER RESULT_FOLDER

`merge_runs.py` calls this with the interpreter that has what the method needs. Prints a line of
JSON: seconds of the method alone by CPU (children included) and on the clock, memory at its peak
(MB), and what the method knows besides.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
import warnings
from pathlib import Path

from merge_task import Task

STARTED = "the method starts"
OURS = ("ours_atoms", "ours", "ours_from_atoms", "ours_layers", "audit")
MODULES = {"maup_repair": "maup", "maup_prorate": "maup", "metis": "pymetis", "tobler": "tobler"}
"""What a peer needs besides geopandas; loaded before the clock starts."""

PREPARED = {
    "ours_from_atoms": "prepare_pieces",
    "metis": "atom_graph",
    "mapshaper": "mapshaper_files",
}
"""Functions that turn the task into what the method takes, before the clock starts."""


def main() -> None:
    """Run one method."""
    name, given, result = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    warnings.filterwarnings("ignore")
    task = Task.load(given)
    if name in OURS:
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        methods = importlib.import_module("merge_ours")
        methods.warm_up()
    else:
        methods = importlib.import_module("merge_peers")
        if name in MODULES:
            importlib.import_module(MODULES[name])
    prepared = getattr(methods, PREPARED[name])(task, result) if name in PREPARED else task
    print(STARTED, flush=True)
    cpu, wall = _cpu_seconds(), time.perf_counter()
    leave = getattr(methods, name)(prepared, result)
    cpu, wall = _cpu_seconds() - cpu, time.perf_counter() - wall
    peak = max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print("\n" + json.dumps({"cpu_s": cpu, "wall_s": wall, "peak_mb": peak / 1024, **leave()}))


def _own_peak() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0])


def _cpu_seconds() -> float:
    """Return CPU seconds so far, children included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    main()
