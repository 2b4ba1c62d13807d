# SPDX-License-Identifier: GPL-2.0-or-later
"""What layers and QGIS cost on top of the computation: qgis_process against the core alone.

    python benchmarks/through_qgis.py [--blocks N] [--units N] [--only units|grids] [--keep FOLDER]

Base units of a synthetic city of N blocks, and responsibility grids of N made-up units, are
computed twice, each time in a process of its own: by the core, of which only the computation
counts, and by qgis_process, of which everything counts. A third process splits what QGIS adds: it
runs the algorithm with the result of the core at hand, so that only reading and writing are left.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent))

from synthetic_city import synthetic_city, synthetic_units
from through_qgis_parts import JOBS

HERE = Path(__file__).resolve().parent
BLOCKS, UNITS = 10_000, 10_000
FEW = 100  # blocks or units of the run that compiles what is compiled once


class Bench:
    """Runs the parts of one job in `folder`, each in a process of its own."""

    def __init__(self, job: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.job = job
        self.folder = folder
        self.qgis = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self._environment = os.environ | {
            "HOME": str(folder.parent),
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",  # threads that wait would count as work
            "QGIS_PLUGINPATH": str(HERE.parent),
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }

    def enable(self) -> None:
        """Let qgis_process load the plugin, unless it does already."""
        listed, _ = self.measured([self.qgis, "plugins"])
        if "* grid_planner" not in listed:
            self.measured([self.qgis, "plugins", "enable", "grid_planner"])

    def part(self, name: str) -> dict[str, float]:
        """Run a part of `through_qgis_parts`; return its own figures and its peak memory."""
        program = [sys.executable, HERE / "through_qgis_parts.py", name, self.job, self.folder]
        output, usage = self.measured(program)
        return json.loads(output.splitlines()[-1]) | {"peak_mb": usage["peak_mb"]}

    def whole(self) -> dict[str, float]:
        """Run the algorithm in qgis_process."""
        job = JOBS[self.job]
        given = [f"{key}={value}" for key, value in job.parameters(self.folder)]
        return self.measured([self.qgis, "run", f"gridplanner:{job.algorithm}", "--", *given])[1]

    def start(self) -> dict[str, float]:
        """Let qgis_process show a help page: what it needs before it reads anything."""
        return self.measured([self.qgis, "help", f"gridplanner:{JOBS[self.job].algorithm}"])[1]

    def measured(self, program: Sequence[object]) -> tuple[str, dict[str, float]]:
        """Run a program; return what it printed, and CPU and wall seconds and peak memory (MB)."""
        usage = self.folder / "usage.json"
        begin = time.perf_counter()
        done = subprocess.run(
            [str(part) for part in (sys.executable, HERE / "measured_run.py", usage, *program)],
            env=self._environment, check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        wall = time.perf_counter() - begin
        if done.returncode:
            sys.exit(f"{' '.join(map(str, program))}\n{done.stdout}\n{done.stderr}")
        cpu, peak = json.loads(usage.read_text(encoding="utf-8"))
        return done.stdout, {"cpu_s": cpu, "wall_s": wall, "peak_mb": peak}


def write_layers(job: str, size: int, folder: Path) -> None:
    """Make the input of a job in one GeoPackage."""
    if job == "grids":
        synthetic_units(size).to_file(folder / "input.gpkg", layer="units")
        return
    for name, frame in vars(synthetic_city(size)).items():
        frame.to_file(folder / "input.gpkg", layer=name)


def compare(job: str, size: int, folder: Path) -> dict[str, float]:
    """Return the row of the table for a job of `size` blocks or units."""
    few = Bench(job, folder / f"{job} few")
    few.enable()
    write_layers(job, FEW, few.folder)
    few.part("core")
    few.whole()
    bench = Bench(job, folder / job)
    write_layers(job, size, bench.folder)
    core, whole, start = bench.part("core"), bench.whole(), bench.start()
    split = bench.part("bridge")
    added = whole["cpu_s"] - core["cpu_s"]
    return {
        "job": job,
        "size": size,
        "results": core["results"],
        "core CPU s": core["cpu_s"],
        "QGIS CPU s": whole["cpu_s"],
        "times": whole["cpu_s"] / core["cpu_s"],
        "core wall s": core["wall_s"],
        "QGIS wall s": whole["wall_s"],
        "times wall": whole["wall_s"] / core["wall_s"],
        "added CPU s": added,
        "start": start["cpu_s"],
        "reading": split["read"],
        "writing": split["write"],
        "other": added - start["cpu_s"] - split["read"] - split["write"],
        "core MB": core["peak_mb"],
        "QGIS MB": whole["peak_mb"],
    }


def main() -> None:
    """Print one column a job."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--blocks", type=int, default=BLOCKS)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--only", choices=tuple(JOBS))
    parser.add_argument("--keep", type=Path, help="folder for inputs and results")
    given = parser.parse_args()
    sizes = {"units": given.blocks, "grids": given.units}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        jobs = [given.only] if given.only else list(JOBS)
        table = pd.DataFrame([compare(job, sizes[job], folder) for job in jobs])
    print(table.set_index("job").T.to_string(float_format="{:.2f}".format))


if __name__ == "__main__":
    main()
