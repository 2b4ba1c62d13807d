# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs methods of the benchmark of merging, each alone in a process, and keeps what they left."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

from grid_runs import failure
from merge_methods import OURS, STARTED
from merge_peers import BUILD, MAPSHAPER
from merge_task import Task
from peer_venv import install

HERE = Path(__file__).resolve().parent
VENV = BUILD / "peers-merging-venv"
PACKAGES = (
    "geopandas==1.2.0",
    "shapely==2.2.0",
    "maup==2.1.1",
    "tobler==0.13.0",
    "pymetis==2025.2.2",
)
MAPSHAPER_PACKAGE = "mapshaper@0.7.70"
NEEDS = {"maup_repair": "maup", "maup_prorate": "maup", "metis": "pymetis", "tobler": "tobler"}
MOST_CPU_S = 100
MEASURED = ("cpu_s", "wall_s", "peak_mb")


class Runs:
    """Runs methods `times` times; a case of its own has a folder of its own in `folder`."""

    def __init__(self, folder: Path, times: int) -> None:
        self.folder, self.times = folder, times
        found = install(VENV, PACKAGES)
        self.lacking = {package.split("==")[0]: reason for package, reason in found.items()}
        self.lacking |= install_mapshaper()

    def row(
        self, case: str, method: str, task: Task, *, times: int | None = None
    ) -> dict[str, object]:
        """Return what a method says of its work, or the reason why it did none; medians."""
        package = NEEDS.get(method, method)
        if package in self.lacking:
            return {"note": f"not installed: {self.lacking[package]}"}
        given, result = self.folder / case, self.result(case, method)
        task.save(given)
        result.mkdir(parents=True, exist_ok=True)
        rows = []
        for _ in range(times or self.times):
            done = self._run(method, given, result)
            if done.returncode and (method in OURS or STARTED not in done.stdout):
                sys.exit(f"{method} could not be run\n{done.stdout}")  # no fault of a peer
            if done.returncode:
                return {"note": failure(done.returncode, done.stdout, MOST_CPU_S)}
            rows.append(json.loads(done.stdout.splitlines()[-1]))
        return {**rows[0], **{name: median(row[name] for row in rows) for name in MEASURED}}

    def result(self, case: str, method: str) -> Path:
        """Return the folder with what a method left."""
        return self.folder / case / "results" / method

    @staticmethod
    def _run(method: str, given: Path, result: Path) -> subprocess.CompletedProcess[str]:
        python = sys.executable if method in OURS else VENV / "bin" / "python"
        # Alone: neither the memory of this process nor threads that wait may count as theirs.
        program = [
            sys.executable, HERE / "measured_run.py", result / "usage.json",
            python, HERE / "merge_methods.py", method, given, result,
        ]  # fmt: skip
        most = resource.RLIM_INFINITY if method in OURS else MOST_CPU_S
        return subprocess.run(
            [str(word) for word in program], check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY)
            ),
        )  # fmt: skip


def install_mapshaper() -> dict[str, str]:
    """Get mapshaper unless it is there; return why it is lacking."""
    if MAPSHAPER.exists():
        return {}
    program = ["npm", "install", "--no-audit", "--no-fund", "--prefix", MAPSHAPER.parents[2]]
    try:
        done = subprocess.run(
            [*program, MAPSHAPER_PACKAGE], check=False, capture_output=True, encoding="utf-8"
        )
    except FileNotFoundError:
        return {"mapshaper": "no npm"}
    return {"mapshaper": done.stderr.splitlines()[0]} if done.returncode else {}
