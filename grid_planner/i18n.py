# SPDX-License-Identifier: GPL-2.0-or-later
"""The user's language: one translation context, English texts, Chinese beside them."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

PLUGIN_DIR = Path(__file__).parent


def translate(context: str, text: str) -> str:
    """Return `text` in the user's language; call it with two literals, so lupdate finds them."""
    return QCoreApplication.translate(context, text)


def language() -> str:
    """Return `zh` for every Chinese locale and `en` for all others."""
    # What QGIS itself speaks goes first: `qgis --lang zh-Hans` leaves its locale() at the system's.
    # Neither is the setting "locale/userLocale" alone: QGIS notes the system's there at each start.
    spoken = getattr(QgsApplication.instance(), "translation", str)()  # empty without a desktop
    return "zh" if (spoken or QgsApplication.locale()).lower().startswith("zh") else "en"


def install_translator() -> QTranslator | None:
    """Load the Chinese texts where the user reads Chinese; None where English stays."""
    file = PLUGIN_DIR / "i18n" / "grid_planner_zh.qm"
    if language() != "zh" or not file.exists():
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
