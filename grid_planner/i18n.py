# SPDX-License-Identifier: GPL-2.0-or-later
"""The user's language: one translation context, English texts, others beside them."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

PLUGIN_DIR = Path(__file__).parent


def translate(context: str, text: str) -> str:
    """Return `text` in the user's language; call it with two literals, so lupdate finds them."""
    return QCoreApplication.translate(context, text)


def language() -> str:
    """Return the user's language where there are help pages in it (`zh`), else `en`."""
    # What QGIS itself speaks goes first: `qgis --lang zh-Hans` leaves its locale() at the system's.
    # Neither is the setting "locale/userLocale" alone: QGIS notes the system's there at each start.
    spoken = getattr(QgsApplication.instance(), "translation", str)()  # empty without a desktop
    short = (spoken or QgsApplication.locale())[:2].lower()
    return short if short and (PLUGIN_DIR / "help" / short).is_dir() else "en"


def install_translator() -> QTranslator | None:
    """Load the texts in the user's language; None where English stays."""
    file = PLUGIN_DIR / "i18n" / f"grid_planner_{language()}.qm"
    if not file.exists():
        return None
    translator = QTranslator(QgsApplication.instance())
    if not translator.load(str(file)):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def help_file(name: str) -> Path | None:
    """Return the help page `name` in the user's language, else in English, else None."""
    for folder in (language(), "en"):
        file = PLUGIN_DIR / "help" / folder / f"{name}.html"
        if file.exists():
            return file
    return None
