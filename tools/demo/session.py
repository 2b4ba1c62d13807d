# SPDX-License-Identifier: GPL-2.0-or-later
"""A QGIS without a window, in Chinese, with the plugin's algorithms."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsSettings,
)

from grid_planner.plugin import GridPlannerPlugin
from tools import translations


class Console(QgsProcessingFeedback):
    """Prints what an algorithm reports as a problem, and nothing else."""

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N803, N802
        print(error, file=sys.stderr)

    def pushWarning(self, warning: str) -> None:  # noqa: N802
        """Say nothing: the sample has its traps on purpose, and the table tells what they did."""


@contextmanager
def qgis_in_chinese() -> Iterator[None]:
    """Start QGIS with a profile of its own, so that nobody's settings are touched."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="grid_planner_demo_") as profile:
        application = QgsApplication([], True, profile)
        application.initQgis()
        try:
            QgsSettings().setValue("locale/overrideFlag", True)
            QgsSettings().setValue("locale/userLocale", "zh_CN")
            with _loaded_plugin():
                yield
        finally:
            QgsProject.instance().clear()
            application.exitQgis()


@contextmanager
def _loaded_plugin() -> Iterator[None]:
    plugin = load_plugin()  # held: QGIS drops a provider whose Python side is gone
    try:
        yield
    finally:
        plugin.unload()


def load_plugin() -> GridPlannerPlugin:
    """Add QGIS's own algorithms and the plugin's, with its translated words."""
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    compile_words()
    plugin = GridPlannerPlugin(None)
    plugin.initProcessing()
    return plugin


def compile_words() -> None:
    """Compile the translated words that are not compiled yet; make does it, a bare start not."""
    for source in translations.files():
        target = source.with_suffix(".qm")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            translations.release(source)


def run(name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Run the algorithm `name` by its id, as the toolbox does; stop the demo when it fails."""
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    try:
        return processing.run(
            f"gridplanner:{name}", parameters, context=context, feedback=Console()
        )
    except QgsProcessingException as problem:
        raise SystemExit(f"make demo: {name}: {problem}") from problem
