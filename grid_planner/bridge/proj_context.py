# SPDX-License-Identifier: GPL-2.0-or-later
"""Keeps pyproj from crashing QGIS when a second algorithm runs in the background.

pyproj up to 3.7.2 frees the PROJ context of a thread when Python has left that thread, but the
thread still points to it. QGIS reuses its threads, and the next call ended in a segmentation fault
(pyproj issue 1509, QGIS issue 63339; mended by pyproj pull request 1541). A context that somebody
holds is not freed.
"""

from __future__ import annotations

from typing import Any

import pyproj
from pyproj import _context

_HELD: list[Any] = []  # one a thread of QGIS's pool


def hold_proj_context() -> None:
    """Make the PROJ context of this thread and hold it as long as QGIS runs."""
    pyproj.CRS.from_epsg(4326)  # the first call in a thread makes its context
    current = getattr(_context, "get_context_manager", None)
    manager = current() if current else None
    if manager is not None and all(manager is not held for held in _HELD):
        _HELD.append(manager)
