# SPDX-License-Identifier: GPL-2.0-or-later
"""What run_desktop.sh has QGIS do at its start: make room, and show the tools of the plugin."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins

window = iface.mainWindow()
window.showMaximized()
for name in ("Browser", "Browser2"):
    panel = window.findChild(QDockWidget, name)
    if panel is not None:
        panel.hide()
plugins["grid_planner"].show_tools()
