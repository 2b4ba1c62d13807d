# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the QML files of `grid_planner/styles` with the oldest QGIS the plugin supports (3.22).

A QML written by an old QGIS loads in every newer one, never the other way round. The same code
gives the same bytes; a test keeps the files and `tools/styles`, where the looks are, in step.

usage: make_styles.py [FOLDER]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # the order of XML attributes follows it

from qgis.core import Qgis, QgsApplication
from styles import STYLES

FOLDER = Path(__file__).resolve().parent.parent / "grid_planner" / "styles"


def main(folder: Path) -> None:
    """Write every style file into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in STYLES.items():
        make().save(folder / f"{name}.qml")


if __name__ == "__main__":
    if Qgis.QGIS_VERSION_INT >= 32300:
        print("make_styles: left as they are; only QGIS 3.22 writes what every version reads")
        sys.exit()
    application = QgsApplication([], False)
    application.initQgis()
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    application.exitQgis()
