# SPDX-License-Identifier: GPL-2.0-or-later
"""How zones keep the limits of quantities other than the workload.

What lies beyond a limit costs its square, like the workload beyond its own limits; the amounts come
in a measure in which an excess of one quantity counts as much as that of another.

Kernels get a tuple `held`: the number k of quantities, the amounts of node i from i * k on, their
least and most in a grid, and from z * k on what zone z (in `growth`: the set of depth z) holds now.
Where nothing is limited they get None as an argument of its own, because then the compiler leaves
out all that asks for it and kernels are as fast as without.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..accelerate import for_kernel, njit
from ..arrays import Floats, Ints


@dataclass(frozen=True)
class Amounts:
    """Amounts (n, k) of the nodes, and the least and most of each quantity in a grid."""

    of_node: Floats
    low: Floats
    high: Floats

    def take(self, nodes: Ints) -> Amounts:
        """Return the amounts of `nodes` only."""
        return replace(self, of_node=self.of_node[nodes])

    def narrowed(self, share: float) -> Amounts:
        """Return the same with limits narrower by `share` at both ends."""
        return replace(self, low=self.low * (1 + share), high=self.high * (1 - share))

    def of_zones(self, zone_of: Ints, count: int) -> Floats:
        """Return what each zone holds (count, k)."""
        sums = np.zeros((count, len(self.low)))
        np.add.at(sums, zone_of, self.of_node)
        return sums

    def excess(self, zone_of: Ints, count: int) -> Floats:
        """Return the sum of the squares of what each zone is beyond its limits."""
        held = self.of_zones(zone_of, count)
        beyond = np.maximum(self.low - held, 0.0) + np.maximum(held - self.high, 0.0)
        return np.asarray((beyond**2).sum(axis=1))

    def hold(self, zone_of: Ints, count: int) -> bool:
        """Tell whether every zone is within its limits."""
        return not self.excess(zone_of, count).any()


def held_for_kernel(amounts: Amounts, sums: Floats) -> tuple[Any, ...]:
    """Return `held` of the module's text; `sums`: what there is in each zone (or depth) now."""
    flat = (amounts.of_node.ravel(), amounts.low, amounts.high, sums.ravel())
    return (len(amounts.low), *for_kernel(*flat))


@njit
def _squared_excess(amount: float, quantity: int, held: Any) -> float:
    beyond = 0.0
    if amount < held[2][quantity]:
        beyond = held[2][quantity] - amount
    elif amount > held[3][quantity]:
        beyond = amount - held[3][quantity]
    return beyond * beyond


@njit
def excess_added(node: int, partner: int, a: int, b: int, held: Any) -> float:
    """Return what is added to the squared excess when `node` goes from zone a to zone b.

    `partner` comes the other way, -1 if none does.
    """
    count, of_node, sums = held[0], held[1], held[4]
    added = 0.0
    for i in range(count):
        shift = of_node[node * count + i]
        if partner >= 0:
            shift -= of_node[partner * count + i]
        if shift != 0.0:
            at_a = sums[a * count + i]
            at_b = sums[b * count + i]
            added += _squared_excess(at_a - shift, i, held) - _squared_excess(at_a, i, held)
            added += _squared_excess(at_b + shift, i, held) - _squared_excess(at_b, i, held)
    return added


@njit
def move_amounts(node: int, partner: int, a: int, b: int, held: Any) -> None:
    """Bring what the zones hold up to date after such a move."""
    count, of_node, sums = held[0], held[1], held[4]
    for i in range(count):
        shift = of_node[node * count + i]
        if partner >= 0:
            shift -= of_node[partner * count + i]
        sums[a * count + i] -= shift
        sums[b * count + i] += shift


@njit
def too_much_with(node: int, depth: int, held: Any) -> bool:
    """Put down what the set of `depth` and `node` holds at depth + 1; tell if that is too much."""
    count, of_node, high, sums = held[0], held[1], held[3], held[4]
    over = False
    for i in range(count):
        amount = of_node[node * count + i]
        if depth >= 0:
            amount += sums[depth * count + i]
        sums[(depth + 1) * count + i] = amount
        if amount > high[i]:
            over = True
    return over


@njit
def holds_too_little(depth: int, held: Any) -> bool:
    """Tell whether the set of `depth` is below a limit."""
    count, low, sums = held[0], held[2], held[4]
    little = False
    for i in range(count):
        if sums[depth * count + i] < low[i]:
            little = True
    return little
