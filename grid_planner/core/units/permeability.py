# SPDX-License-Identifier: GPL-2.0-or-later
"""How easily people cross a barrier: 1 = no barrier, 0 = never.

The values stand in `profiles/barrier_permeability.csv`, which a city may edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ..arrays import Floats
from ..tables import PROFILES, read_rows

PROFILE = PROFILES / "barrier_permeability.csv"
UNKNOWN_CLASS = 0.5
"""Permeability of a barrier without a known class: as a residential street."""


def read_profile(path: Path = PROFILE) -> Mapping[str, float]:
    """Return the permeability (0..1) of each barrier class of the table at `path`.

    Raises BadTable.
    """
    rows = read_rows(path, ("barrier_class", "permeability"))
    return {row.cells["barrier_class"]: row.read("permeability", _share, "0..1") for row in rows}


def _share(text: str) -> float:
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return float(text)


def of_classes(classes: Sequence[object]) -> Floats:
    """Return the permeability of each barrier class; unknown and missing ones count as streets."""
    profile = read_profile()
    # A slip road (`primary_link`) is crossed like the road it serves.
    names = [str(name).replace("_link", "") for name in classes]
    return np.array([profile.get(name, UNKNOWN_CLASS) for name in names], np.float64)
