# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests run without a display. Nothing of QGIS is imported here: tests/core runs without it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
