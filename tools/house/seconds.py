# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs when QGIS starts, and where the seconds of one cold run go."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

TRACING = Path(__file__).resolve().parent / "tracing"
PLUGIN = "grid_planner"
GRIDS = 510  # as in the demo

START_UP = """
import os, sys, time
from unittest.mock import MagicMock
sys.path.insert(0, sys.argv[1])
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QMainWindow
application = QgsApplication([], True)
application.initQgis()
iface, window = MagicMock(), QMainWindow()
iface.mainWindow.return_value = window
begin = time.perf_counter(), time.process_time()
import grid_planner
plugin = grid_planner.classFactory(iface)
plugin.initGui()
print(time.perf_counter() - begin[0], time.process_time() - begin[1])
plugin.unload()
sys.stdout.flush()
os._exit(0)
"""

PARTS = {  # phase of the trace -> what it is called in the table
    "load the plugin": "plugin: import",
    "initProcessing": "plugin: list its algorithms",
    "checkParameterValues": "check of the parameters",
    "processAlgorithm": "around the three steps",
    "read": "read",
    "compute": "compute",
    "write": "write",
}


def start_up(root: Path, processes: int = 5) -> dict[str, float]:
    """Return the median seconds that loading the plugin takes, each in a fresh QGIS Python."""
    told = []
    for _ in range(processes):
        done = subprocess.run(
            [sys.executable, "-c", START_UP, str(root)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            cwd=root, capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        told.append([float(figure) for figure in done.stdout.split()[-2:]])
    wall, cpu = zip(*told)
    return {"wall": statistics.median(wall), "cpu": statistics.median(cpu), "least": min(wall)}


def runs_of(sample: Path) -> dict[str, list[str]]:
    """Return the algorithms that are run on the sample, with their arguments."""

    def layer(name: str) -> str:
        return f"{sample}|layername={name}"

    return {
        "auditcoverage": [f"INPUT={layer('admin_community')}", "OUTPUT=findings.gpkg"],
        "buildbaseunits": [
            f"AREA={layer('admin_community')}",
            f"BARRIERS={layer('barrier')}",
            f"BARRIERS={layer('water')}",
            "BARRIER_CLASS_FIELD=barrier_class",
            f"WEAK_LINES={layer('path')}",
            f"BUILDINGS={layer('building')}",
            f"COMPOUNDS={layer('compound')}",
            "OUTPUT=units.gpkg",
        ],
        "planresponsibilitygrids": [
            "UNITS=units.gpkg",
            "PARENT_FIELD=area_code",
            f"GRID_COUNT={GRIDS}",
            "UNITS_OUTPUT=planned_units.gpkg",
            "GRIDS_OUTPUT=grids.gpkg",
            "REPORT=report.html",
        ],
    }


def cold_runs(root: Path) -> dict[str, dict[str, dict]]:
    """Run each algorithm twice through qgis_process, in a profile that has never seen the plugin.

    The first run finds nothing compiled, the next one what the first has left.
    """
    with tempfile.TemporaryDirectory() as home:
        profile = Profile(root, Path(home))
        profile.run("plugins", "enable", PLUGIN)
        return {
            algorithm: {kind: profile.timed(algorithm, arguments) for kind in ("first", "next")}
            for algorithm, arguments in runs_of(root / "sample_data" / "hemei.gpkg").items()
        }


class Profile:
    """A home folder from which QGIS runs, and sees the plugin of one checkout."""

    def __init__(self, root: Path, home: Path) -> None:
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self.home = home
        self.trace = home / "trace.json"
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
            "QGIS_PLUGINPATH": str(root),
            "PYTHONPATH": os.pathsep.join([str(TRACING), sysconfig.get_path("purelib")]),
            "GRID_PLANNER_TRACE": str(self.trace),
        }

    def run(self, *arguments: str) -> None:
        """Run qgis_process; its results lie in the home folder."""
        done = subprocess.run(
            [self.program, *arguments],
            env=self.environment, cwd=self.home, capture_output=True, text=True, timeout=600,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def timed(self, algorithm: str, arguments: list[str]) -> dict:
        """Run `algorithm` and return where its seconds went."""
        begin = time.time()
        self.run("run", f"gridplanner:{algorithm}", "--", *arguments)
        return parts_of(json.loads(self.trace.read_text(encoding="utf-8")), begin, time.time())


def parts_of(trace: dict, begin: float, end: float) -> dict:
    """Return wall and CPU seconds of each part of a run, and what was loaded on the way."""
    phases, compiled = trace["phases"], trace["compiled"]
    loading = [seconds for name, seconds in phases.items() if name.startswith("load in ")]
    loading.remove(phases["load in start"])
    parts = {
        "QGIS until Python starts": [trace["started"] - begin, trace["cpu_at_start"]],
        "QGIS and its own plugins in Python": total(phases["start"], phases["load in start"]),
        **{name: phases.get(phase, [0.0, 0.0]) for phase, name in PARTS.items()},
        "of compute: numba compiles": [compiled, 0.0],
        "load analysis libraries and core": total(*loading),
        "QGIS: store results, end": [end - trace["ended"], 0.0],
    }
    return {
        "parts": parts,
        "wall": end - begin,
        "cpu": sum(cpu for _, cpu in parts.values()),
        "loads": asked_by_us(trace["loads"]),
    }


def total(*seconds: list[float]) -> list[float]:
    """Return the sum of pairs of wall and CPU seconds."""
    return [sum(column) for column in zip(*seconds)]


def asked_by_us(loads: list[dict], least: float = 0.01) -> list[dict]:
    """Return the foreign packages that a file of the plugin loads, the dearest first."""
    found = [row for row in loads if _by_us(row) and not _is_ours(row) and row["all"] >= least]
    return sorted(found, key=lambda row: -row["all"])


def _is_ours(row: dict) -> bool:
    return row["name"].partition(".")[0] == PLUGIN


def _by_us(row: dict) -> bool:
    return row["by"].partition(".")[0] == PLUGIN
