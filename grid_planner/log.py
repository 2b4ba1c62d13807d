# SPDX-License-Identifier: GPL-2.0-or-later
"""What goes to QGIS's log panel: all that `logging` is told under the name of this package."""

from __future__ import annotations

import logging

from qgis.core import Qgis, QgsMessageLog

LOGGER = logging.getLogger(__name__.rpartition(".")[0])
TAG = "Grid Planner"


class QgisLogHandler(logging.Handler):
    """Passes log records on to the message log panel."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            level = Qgis.MessageLevel.Critical
        elif record.levelno >= logging.WARNING:
            level = Qgis.MessageLevel.Warning
        else:
            level = Qgis.MessageLevel.Info
        QgsMessageLog.logMessage(self.format(record), TAG, level, notifyUser=False)


def install_handler() -> QgisLogHandler:
    """Connect the package's logger to the panel; undo it with `remove_handler`."""
    handler = QgisLogHandler()
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    return handler


def remove_handler(handler: QgisLogHandler) -> None:
    """Disconnect what `install_handler` connected."""
    LOGGER.removeHandler(handler)
