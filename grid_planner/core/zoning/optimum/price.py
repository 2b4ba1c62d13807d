# SPDX-License-Identifier: GPL-2.0-or-later
"""What the division of a piece, a connected graph, is judged by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import Floats, Ints
from ...labels import sum_by_label
from ...partition.amounts import Amounts
from ...partition.anneal import Graph
from ...partition.energy import load_energies


@dataclass(frozen=True)
class Price:
    """The energy of a load: even * (load - target)² + band * (load beyond soft limits)².

    Loads beyond the hard limits `minimum` and `maximum` are no grids at all, and neither is what
    holds too much or too little of other quantities. A plan that has such grids yet pays for them:
    beyond * (amount beyond its limit)².
    """

    target: float
    even: float
    band: float
    low: float
    high: float
    minimum: float
    maximum: float
    beyond: float = 0.0

    def of(self, load: Floats) -> Floats:
        """Return the energy of each load, infinite above the hard maximum."""
        energy = load_energies(
            load, self.target, (self.low, self.high), even=self.even, band=self.band
        )
        return np.where(load > self.maximum, np.inf, energy)

    def of_amounts(self, amounts: Amounts, zone_of: Ints, count: int) -> Floats:
        """Return what each zone pays for other quantities beyond their limits."""
        return self.beyond * amounts.excess(zone_of, count)


def energies(piece: Graph, price: Price, zone_of: Ints) -> Floats:
    """Return the energy of each zone of a division, half of each border on either side."""
    count = int(zone_of.max()) + 1
    source = zone_of[np.repeat(np.arange(len(piece)), np.diff(piece.indptr))]
    apart = source != zone_of[piece.indices]
    border = np.bincount(source[apart], piece.lengths[apart] / 2, count)
    load = sum_by_label(zone_of, piece.workload, count)
    away = (piece.home >= 0) & (piece.home != zone_of)
    energy = price.of(load) + border + np.bincount(zone_of[away], piece.moving[away], count)
    if piece.amounts is not None:
        energy = energy + price.of_amounts(piece.amounts, zone_of, count)
    return energy
