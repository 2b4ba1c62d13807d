# SPDX-License-Identifier: GPL-2.0-or-later
"""Grid planning for Chinese cities: base units, responsibility grids and their proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import GridPlannerPlugin


def classFactory(iface: QgisInterface | None) -> GridPlannerPlugin:
    """Make the plugin; QGIS calls this, without `iface` in qgis_process."""
    from .plugin import GridPlannerPlugin

    return GridPlannerPlugin(iface)
