# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests run without a display. Nothing of QGIS is imported here: tests/core runs without it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items):
    """Begin with the slow ones, so that in the end no worker is left alone with them."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
