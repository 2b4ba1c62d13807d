# SPDX-License-Identifier: GPL-2.0-or-later
"""Connects the plugin to QGIS and disconnects it again; nothing imports this module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QLineEdit

from . import i18n, log
from .algorithms.provider import GridPlannerProvider
from .i18n import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.gui import QgisInterface
    from qgis.PyQt.QtCore import QTranslator


def menu_name() -> str:
    """Return the name of the plugin's entry in the menu Plugins."""
    return translate("GridPlanner", "&Grid Planner")


class GridPlannerPlugin:
    """What QGIS loads: the provider for every kind of QGIS, menu and toolbar for the desktop."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self.iface = iface
        self.provider: GridPlannerProvider | None = None
        self.translator: QTranslator | None = None
        self.log_handler: log.QgisLogHandler | None = None
        self.actions: list[QAction] = []

    def initProcessing(self) -> None:
        """Add the algorithms; all that qgis_process calls. Harmless when called twice."""
        if self.provider is not None:
            return
        self.translator = i18n.install_translator()
        self.log_handler = log.install_handler()
        self.provider = GridPlannerProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Add the algorithms, the menu and the toolbar button. Harmless when called twice."""
        self.initProcessing()
        if self.actions:
            return
        toolbox = self._add_action(
            "grid_planner", translate("GridPlanner", "Grid planning tools"), self.show_tools
        )
        self.iface.addToolBarIcon(toolbox)
        self._add_action("help", translate("GridPlanner", "Help"), self.show_help)

    def _add_action(self, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        path = i18n.PLUGIN_DIR / "icons" / f"{icon}.svg"
        action = QAction(QIcon(str(path)), text, self.iface.mainWindow())
        action.setObjectName(f"grid_planner_{icon}")
        action.triggered.connect(slot)
        self.iface.addPluginToMenu(menu_name(), action)
        self.actions.append(action)
        return action

    def unload(self) -> None:
        """Take back, backwards, what initGui and initProcessing added. Harmless twice."""
        for action in reversed(self.actions):
            self.iface.removePluginMenu(menu_name(), action)
            self.iface.removeToolBarIcon(action)
            action.deleteLater()
        self.actions = []
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.log_handler is not None:
            log.remove_handler(self.log_handler)
            self.log_handler = None
        if self.translator is not None:
            QgsApplication.removeTranslator(self.translator)
            self.translator = None

    def show_tools(self) -> None:
        """Open the Processing toolbox at the tools of this plugin."""
        toolbox = self.iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
        if toolbox is None:
            self.iface.messageBar().pushWarning(
                translate("GridPlanner", "Grid Planner"),
                translate(
                    "GridPlanner",
                    "The tools are in the Processing toolbox: switch on the plugin Processing in"
                    " the plugin manager.",
                ),
            )
            return
        toolbox.setUserVisible(True)
        search = toolbox.findChild(QLineEdit, "searchBox")
        if search is not None:
            search.setText(self.provider.name())

    def show_help(self) -> None:
        """Open the help in the browser."""
        page = i18n.help_file("index")
        if page is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
