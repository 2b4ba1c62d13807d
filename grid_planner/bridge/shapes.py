# SPDX-License-Identifier: GPL-2.0-or-later
"""Which shapes an input takes: said once in its definition, checked there and used in reading."""

from __future__ import annotations

SHAPES_KEY = "shapes"  # metadata of a definition: names of shapes; none for a table
DIMENSIONS = {"points": 0, "lines": 1, "polygons": 2}
