# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a method alone in a process, within a limit of CPU seconds, and judges its plan."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from grid_methods import OURS, PEERS, STARTED, Task
from grid_ours import as_problem, shares
from grid_quality import judge
from grid_towns import Town
from peer_venv import install

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / "build" / "peers-zoning-venv"
PACKAGES = (
    "pymetis==2025.2.2",
    "kahip==3.25",
    "spopt==0.7.0",
    "pygeoda==0.1.3",
    "gerrychain==1.0.0",
)
MOST_CPU_S = 30


def task_for(
    town: Town, asked: int, *, communities: bool, tolerance: float, seconds: float = 60.0
) -> Task:
    """Return the task with the number of grids of each part, by workload."""
    grids = shares(as_problem(town, communities=communities), asked)
    return Task(town, asked, communities, tolerance, grids, seconds=seconds)


class Runs:
    """Runs methods in one folder; `lacking` are the packages that could not be installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = install(VENV, PACKAGES)
        self.lacking = {package.split("==")[0]: reason for package, reason in found.items()}

    def row(self, method: str, task: Task, seed: int = 1) -> dict[str, object]:
        """Return the figures of a plan, or a row with the reason why there is none."""
        if method in PEERS and PEERS[method].package in self.lacking:
            return {"note": f"not installed: {self.lacking[PEERS[method].package]}"}
        given, plan = self.folder / "task.npz", self.folder / "plan.npy"
        replace(task, seed=seed).save(given)
        python = sys.executable if method in OURS else VENV / "bin" / "python"
        seconds = resource.RLIM_INFINITY if method in OURS else MOST_CPU_S
        done = self._run([python, HERE / "grid_methods.py", method, given, plan], seconds)
        if done.returncode and (method in OURS or STARTED not in done.stdout):
            sys.exit(f"{method} could not be run\n{done.stdout}")  # no fault of a peer
        if done.returncode:
            return {"note": failure(done.returncode, done.stdout)}
        quality = vars(judge(task.town, np.load(plan), task.asked))
        if not task.communities:
            quality["crossings"] = np.nan
        return {"asked": task.asked, **quality, **json.loads(done.stdout.splitlines()[-1])}

    def _run(self, program: list[object], seconds: int) -> subprocess.CompletedProcess[str]:
        usage = self.folder / "usage.json"
        # Alone: neither the memory of this process nor threads that wait may count as theirs.
        run = [sys.executable, HERE / "measured_run.py", usage, *program]
        limit = (seconds, resource.RLIM_INFINITY)
        return subprocess.run(
            [str(word) for word in run], check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, limit),
        )  # fmt: skip


def failure(code: int, output: str, most_cpu_s: int = MOST_CPU_S) -> str:
    """Return why a method left no plan, as short as a cell of a table asks."""
    if code in {-signal.SIGXCPU, 256 - signal.SIGXCPU}:
        return f"nothing within {most_cpu_s} CPU s"
    if code < 0 or code > 128:
        number = -code if code < 0 else 256 - code
        return f"crashed ({signal.Signals(number).name})"
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1][:80] if lines else f"stopped with {code}"
