# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's own source, parsed once for all rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.house.sources import ROOT, Source, read_sources


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    return read_sources()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
