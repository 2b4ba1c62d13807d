# SPDX-License-Identifier: GPL-2.0-or-later
"""Compiled kernels are kept in the user's profile, never beside the source nor after it changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grid_planner.core.accelerate import HAS_NUMBA, SWITCH, kernels_stamp

ROOT = Path(__file__).resolve().parents[2]
KERNEL = """
from grid_planner.core.accelerate import HAS_NUMBA, njit

@njit
def double(number):
    return 2 * number

if __name__ == "__main__":
    import json
    print(json.dumps([HAS_NUMBA, double(21)]))
"""


@pytest.fixture
def run_kernel(tmp_path):
    """Run a small kernel from a folder of its own, in a process of its own."""
    if not HAS_NUMBA:
        pytest.skip("numba is not installed")
    source = tmp_path / "plugin" / "kernel.py"
    source.parent.mkdir()
    source.write_text(KERNEL, encoding="utf-8")

    def run(**environment: str):
        kept = {k: v for k, v in os.environ.items() if k not in {"NUMBA_CACHE_DIR", SWITCH}}
        done = subprocess.run(
            [sys.executable, source],
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        assert not list(source.parent.rglob("*.nbi"))
        return json.loads(done.stdout)

    return run


def test_compiled_kernels_lie_in_the_users_profile(run_kernel, tmp_path):
    assert run_kernel(XDG_CACHE_HOME=str(tmp_path), LOCALAPPDATA=str(tmp_path)) == [True, 42]
    assert any((tmp_path / "grid_planner").rglob("*.nbi"))


def test_without_a_place_for_the_cache_kernels_are_compiled_all_the_same(run_kernel, tmp_path):
    (tmp_path / "file").touch()
    assert run_kernel(NUMBA_CACHE_DIR=str(tmp_path / "file" / "cache")) == [True, 42]


def test_numba_is_left_alone_when_it_is_not_wanted(run_kernel, tmp_path):
    assert run_kernel(NUMBA_CACHE_DIR=str(tmp_path), **{SWITCH: "1"}) == [False, 42]
    assert not any(tmp_path.rglob("*.nbi"))


def test_a_changed_kernel_has_another_place_in_the_cache(tmp_path):
    (tmp_path / "kernel.py").write_text(KERNEL)
    before = kernels_stamp(tmp_path)
    (tmp_path / "kernel.py").write_text(KERNEL.replace("2 *", "3 *"))
    assert kernels_stamp(tmp_path) != before


def test_what_holds_no_kernel_does_not_move_the_cache(tmp_path):
    (tmp_path / "kernel.py").write_text(KERNEL)
    before = kernels_stamp(tmp_path)
    (tmp_path / "other.py").write_text("LIMIT = 1\n")
    assert kernels_stamp(tmp_path) == before
