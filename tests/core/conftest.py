# SPDX-License-Identifier: GPL-2.0-or-later
"""Property tests are deterministic here: a red run is red for everybody, and every time."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, settings

CITY = Path(__file__).parents[2] / "sample_data" / "hemei.gpkg"

settings.register_profile(
    "grid_planner",
    derandomize=True,
    deadline=None,  # the machine of the check may be busy; pytest-timeout catches what hangs
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("grid_planner")


@pytest.fixture(scope="session")
def layer():
    """Read a layer of the committed sample city once."""
    known = {}

    def read(name: str):
        if name not in known:
            known[name] = gpd.read_file(CITY, layer=name)
        return known[name]

    return read
