# SPDX-License-Identifier: GPL-2.0-or-later
"""Compiled kernels are kept for later runs, but never those of an older source."""

from __future__ import annotations

from grid_planner.core.accelerate import kernels_stamp

KERNEL = "@njit\ndef add(a, b):\n    return a + b\n"


def test_a_changed_kernel_has_another_place_in_the_cache(tmp_path):
    (tmp_path / "kernel.py").write_text(KERNEL)
    before = kernels_stamp(tmp_path)
    (tmp_path / "kernel.py").write_text(KERNEL.replace("+", "-"))
    assert kernels_stamp(tmp_path) != before


def test_what_holds_no_kernel_does_not_matter(tmp_path):
    (tmp_path / "kernel.py").write_text(KERNEL)
    before = kernels_stamp(tmp_path)
    (tmp_path / "other.py").write_text("LIMIT = 1\n")
    assert kernels_stamp(tmp_path) == before
