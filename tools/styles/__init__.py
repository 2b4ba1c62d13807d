# SPDX-License-Identifier: GPL-2.0-or-later
"""How every kind of layer looks: one file per group of kinds, one function per QML file.

A new kind is one function marked `@style`, named like its file, beside its table of categories.
Texts are English here; `grid_planner.bridge.layer_texts` has them in the user's language.
"""

from __future__ import annotations

from . import departments, findings, grids, ground, objects, staff_and_levels, units
from .style import STYLES

__all__ = [
    "STYLES",
    "departments",
    "findings",
    "grids",
    "ground",
    "objects",
    "staff_and_levels",
    "units",
]
