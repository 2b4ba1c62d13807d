# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of `through_qgis.py`: the core without QGIS, and the bridge without the core.

    python benchmarks/through_qgis_parts.py core|bridge units|grids FOLDER

FOLDER holds input.gpkg. `core` leaves its result there for `bridge`. Both print a line of JSON.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
UNITS_A_GRID = 3  # Huizhou: 1,528 units in 510 grids (DOMAIN.md chapter 1)


@dataclass(frozen=True)
class Job:
    """An algorithm, the layers of input.gpkg that it reads, and what else it is given."""

    algorithm: str
    layers: Mapping[str, str]
    values: Mapping[str, object]
    results: Mapping[str, str]

    def parameters(self, folder: Path) -> Iterator[tuple[str, object]]:
        """Yield the parameters of a run in `folder`."""
        for key, layer in self.layers.items():
            yield key, f"{folder / 'input.gpkg'}|layername={layer}"
        yield from self.values.items()
        for key, file in self.results.items():
            yield key, str(folder / file)


JOBS = {
    "units": Job(
        "buildbaseunits",
        {
            "AREA": "areas",
            "BARRIERS": "barriers",
            "WEAK_LINES": "weak_lines",
            "BUILDINGS": "buildings",
        },
        {"AREA_CODE_FIELD": "area_code", "BARRIER_CLASS_FIELD": "barrier_class"},
        {"OUTPUT": "made.gpkg", "EXCEPTIONS": "exceptions.gpkg", "CERTIFICATE": "proof.json"},
    ),
    "grids": Job(
        "planresponsibilitygrids",
        {"UNITS": "units"},
        {
            "WORKLOAD_FIELD": "workload",
            "PARENT_FIELD": "parent_code",
            "IDEAL_WORKLOAD": UNITS_A_GRID,
        },
        {"UNITS_OUTPUT": "made.gpkg", "GRIDS_OUTPUT": "grids.gpkg"},
    ),
}


def core(job: str, folder: Path) -> dict[str, float]:
    """Compute without QGIS; only the computation counts."""
    import geopandas as gpd

    from grid_planner.core.params import BaseUnitParams, PlanParams
    from grid_planner.core.units.build import build_base_units
    from grid_planner.core.zoning.plan import plan_grids

    layers = {
        name: gpd.read_file(folder / "input.gpkg", layer=name) for name in JOBS[job].layers.values()
    }
    begin, cpu = time.perf_counter(), time.process_time()
    if job == "units":
        result = build_base_units(layers.pop("areas"), BaseUnitParams(), **layers)
        made = result.units
    else:
        result = plan_grids(layers["units"], PlanParams(ideal_workload=float(UNITS_A_GRID)))
        made = result.grids
    seconds = {"wall_s": time.perf_counter() - begin, "cpu_s": time.process_time() - cpu}
    (folder / "result.pickle").write_bytes(pickle.dumps(result))
    return seconds | {"results": len(made)}


def bridge(job: str, folder: Path) -> dict[str, float]:
    """Run the algorithm with the result of the core at hand; return CPU s of `read` and `write`."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    from grid_planner import dependencies

    dependencies.require(dependencies.ANALYSIS)
    from grid_planner.plugin import GridPlannerPlugin

    application = QgsApplication([], False)
    application.initQgis()
    plugin = GridPlannerPlugin(None)
    plugin.initProcessing()
    algorithm = plugin.provider.algorithm(JOBS[job].algorithm)
    result = pickle.loads((folder / "result.pickle").read_bytes())  # noqa: S301
    if job == "grids":
        from grid_planner.algorithms.zoning.plan_result import PlanResult

        result = PlanResult(result)
    seconds: dict[str, float] = {}
    kind = type(algorithm)  # QGIS makes a new algorithm for each run
    kind.compute = lambda *_: result
    kind.read, kind.write = (_timed(f, seconds) for f in (kind.read, kind.write))
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters: dict[str, Any] = dict(JOBS[job].parameters(folder))
    _, done = algorithm.run(parameters, context, QgsProcessingFeedback(), {}, False)
    if not done:
        sys.exit("the algorithm failed")
    return seconds


def _timed(function: Any, seconds: dict[str, float]) -> Any:
    """Return `function` as one that adds its CPU seconds to `seconds` under its name."""

    def run(*arguments: Any) -> Any:
        begin = time.process_time()
        result = function(*arguments)
        seconds[function.__name__] = time.process_time() - begin
        return result

    return run


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    warnings.filterwarnings("ignore")
    part = {"core": core, "bridge": bridge}[sys.argv[1]]
    print(json.dumps(part(sys.argv[2], Path(sys.argv[3]))), flush=True)
