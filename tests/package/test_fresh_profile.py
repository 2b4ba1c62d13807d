# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip works in a QGIS that has never seen it: unzipped into a new profile and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

# Debian's wrapper `qgis_process` passes an option that the program of 3.22 does not know.
PROGRAM = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
SYSTEM_PYTHON = sys._base_executable  # the Python that QGIS embeds, without .venv
PLUGINS = Path(".local/share/QGIS/QGIS3/profiles/default/python/plugins")
FOLDER = "规划 数据"  # a path with Chinese letters and a space

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="there is no qgis_process here"),
]


def square(x: float, y: float, side: float) -> list[list[list[float]]]:
    corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return [corners]


def write_units(path: Path) -> None:
    """Write two squares of 100 m that overlap by 2 m (200 m²), in CGCS2000 zone 114E."""
    features = [
        {
            "type": "Feature",
            "properties": {"unit_code": f"U{number}"},
            "geometry": {"type": "Polygon", "coordinates": square(x, 3_380_000.0, 100.0)},
        }
        for number, x in enumerate((500_000.0, 500_098.0))
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": features}
    path.write_text(json.dumps(collection), encoding="utf-8")


class Profile:
    """A home folder in which QGIS finds nothing but what was installed there."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str, packages: bool = True) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "LD_LIBRARY_PATH"}}
        environment = {
            **kept,
            "HOME": str(self.home),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.home),
        }
        if packages:
            environment["PYTHONPATH"] = sysconfig.get_path("purelib")
        return subprocess.run(
            [PROGRAM, *arguments],
            env=environment, cwd=self.home, capture_output=True, text=True, check=False, timeout=90,
        )  # fmt: skip


@pytest.fixture(scope="module")
def profile(plugin_zip, tmp_path_factory) -> Profile:
    home = tmp_path_factory.mktemp(FOLDER)
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(home / PLUGINS)
    fresh = Profile(home)
    outcome = fresh.run("plugins", "enable", "grid_planner")
    assert outcome.returncode == 0, outcome.stderr
    return fresh


def test_the_algorithms_are_listed(profile):
    outcome = profile.run("list")
    for name in ("buildbaseunits", "planresponsibilitygrids", "auditcoverage"):
        assert f"gridplanner:{name}" in outcome.stdout, outcome.stdout + outcome.stderr


def test_an_algorithm_runs_and_finds_the_overlap(profile):
    units, result = profile.home / "units.geojson", profile.home / "findings.gpkg"
    write_units(units)
    outcome = profile.run(
        "run", "gridplanner:auditcoverage", "--", f"INPUT={units}", f"OUTPUT={result}"
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert result.exists()
    assert re.search(r"OVERLAP_AREA:\s*200(\.0*)?$", outcome.stdout, re.MULTILINE), outcome.stdout
    assert "Traceback" not in outcome.stdout + outcome.stderr


def test_without_its_packages_it_lists_everything_and_says_what_to_install(profile):
    bare = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import geopandas"], capture_output=True, check=False
    )
    if bare.returncode == 0:
        pytest.skip("the system's Python has geopandas")
    assert "gridplanner:auditcoverage" in profile.run("list", packages=False).stdout
    units = profile.home / "units.geojson"
    write_units(units)
    outcome = profile.run(
        "run", "gridplanner:auditcoverage", "--", f"INPUT={units}", "OUTPUT=TEMPORARY_OUTPUT",
        packages=False,
    )  # fmt: skip
    said = outcome.stdout + outcome.stderr
    assert outcome.returncode != 0
    assert "geopandas" in said
    assert "Traceback" not in said
