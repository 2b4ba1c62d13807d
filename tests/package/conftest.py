# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip that users install, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import package


@pytest.fixture(scope="session")
def plugin_zip(tmp_path_factory) -> Path:
    return package.build(tmp_path_factory.mktemp("dist"))
