# SPDX-License-Identifier: GPL-2.0-or-later
"""Where results go: what a destination of Processing means on the disk."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from qgis.core import QgsProcessing, QgsVectorFileWriter

TEMPORARY = QgsProcessing.TEMPORARY_OUTPUT
SQLITE_TAILS = ("-journal", "-wal", "-shm")  # what an unfinished GeoPackage leaves beside it


def file_of(place: str) -> Path | None:
    """Return the file that a destination replaces; None for memory, databases and tables in one."""
    if place in {"", TEMPORARY} or re.match("[A-Za-z]{2,}:", place):
        return None
    return Path(place).resolve()


def is_new(place: str) -> bool:
    """Tell whether nothing is at a destination yet; False where that is not known."""
    if place == TEMPORARY or place.startswith("memory:"):
        return True
    file = file_of(place)
    return file is not None and not file.exists()


def delete(file: Path) -> None:
    """Delete a file with those that belong to it, as far as it is there and not held open."""
    if file.suffix.lower() == ".shp":
        QgsVectorFileWriter.deleteShapeFile(str(file))
        return
    for path in (file, *(Path(f"{file}{tail}") for tail in SQLITE_TAILS)):
        if path.is_file():
            with suppress(OSError):
                path.unlink()
