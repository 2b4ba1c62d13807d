# SPDX-License-Identifier: GPL-2.0-or-later
"""Both sides of a street: where to ask who lives along it.

A street serves both its sides. The line itself would fall to one of two units by the accuracy of
drawing, so what lies there is asked beside it.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats

PROBE = 2.0
"""Metres beside a street's line: within the lane, beyond the inaccuracy of drawn borders."""

SHORTEST = 0.001
"""Metres below which a segment has no direction."""


def both_sides(start: Floats, end: Floats) -> tuple[tuple[Floats, Floats], ...]:
    """Return the ends (n, 2) of segments moved to their left, and to their right."""
    ahead = end - start
    ahead /= np.maximum(np.hypot(*ahead.T), SHORTEST)[:, None]
    shift = PROBE * np.column_stack([-ahead[:, 1], ahead[:, 0]])
    return (start + shift, end + shift), (start - shift, end - shift)
