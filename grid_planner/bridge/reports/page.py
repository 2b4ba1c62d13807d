# SPDX-License-Identifier: GPL-2.0-or-later
"""What all reports share: the language, and a last chapter on how the result was made."""

from __future__ import annotations

from configparser import ConfigParser
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ...core.report.html import Report, Section, Table, render
from ...i18n import PLUGIN_DIR, language, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

HTML_LANGUAGES = {"zh": "zh-CN"}  # where characters are drawn otherwise in other countries


def page(report: Report, settings: Sequence[tuple[str, str]]) -> str:
    """Return `report` as a page of HTML; `settings`: name and value of all that was asked for."""
    return render(
        replace(
            report,
            sections=[*report.sections, _how_made(settings)],
            language=HTML_LANGUAGES.get(language(), language()),
        )
    )


def _how_made(settings: Sequence[tuple[str, str]]) -> Section:
    made = translate("GridPlanner", "Made on {date} at {time} by Grid Planner {version}.")
    now = datetime.now().astimezone()
    text = made.format(date=f"{now:%Y-%m-%d}", time=f"{now:%H:%M}", version=_version())
    columns = [translate("GridPlanner", "Setting"), translate("GridPlanner", "Value")]
    return Section(translate("GridPlanner", "How it was made"), text, [Table(columns, settings)])


def _version() -> str:
    metadata = ConfigParser(interpolation=None)
    metadata.read(PLUGIN_DIR / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]
