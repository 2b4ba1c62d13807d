# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of charts: English where no installed font could draw Chinese ones."""

from __future__ import annotations

from collections.abc import Callable

from .. import i18n
from ..core.report.charts import has_cjk_font


def chart_translate() -> Callable[[str, str], str]:
    """Return what a drawing function calls `translate`, so that lupdate finds its words."""
    return i18n.translate if has_cjk_font() else i18n.keep_english
