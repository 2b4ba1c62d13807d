# SPDX-License-Identifier: GPL-2.0-or-later
"""The energy of loads: even * (load - target)² + band * (load beyond its limits)²."""

from __future__ import annotations

import numpy as np

from ..accelerate import njit
from ..arrays import Floats


def load_energies(
    load: Floats,
    target: Floats | float,
    limits: tuple[Floats | float, Floats | float],
    *,
    even: float,
    band: float,
) -> Floats:
    """Return the energy of each `load` (n,) with a `target` and the lower and upper of `limits`."""
    low, high = limits
    beyond = np.maximum(low - load, 0.0) + np.maximum(load - high, 0.0)
    return np.asarray(even * (load - target) ** 2 + band * beyond**2, np.float64)


@njit
def load_energy(
    load: float, target: float, low: float, high: float, even: float, band: float
) -> float:
    """Return the same of one load, for kernels."""
    gap = load - target
    energy = even * gap * gap
    if load < low:
        gap = low - load
        energy += band * gap * gap
    elif load > high:
        gap = load - high
        energy += band * gap * gap
    return energy
