# SPDX-License-Identifier: GPL-2.0-or-later
"""The best division of a piece into grids, or how far from it a division can be at most.

Set partitioning by column generation: of all connected sets, choose those that cover each node
once, exactly so many, at the least cost. A linear programme over some sets gives duals; sets of
negative reduced cost join until there are none, then its value is a lower bound for every plan.
Only sets whose reduced cost is within the gap can be in a better plan, so a mixed-integer
programme over these finds the best one. Garfinkel, Nemhauser 1970, "Optimal political
districting", Management Science 16; Barnhart et al. 1998, "Branch-and-price", Operations
Research 46.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, linprog, milp
from scipy.sparse import csc_matrix

from ...arrays import Floats, Ints
from ...partition.anneal import Graph
from .price import Price, energies
from .sets import Search, Sets, cheapest_sets, find_sets, join_sets, some_sets
from .watch import Watch

EXACT = 1e-6
"""Share of the mean energy of a grid that counts as nothing; solvers are no more exact."""

ROUNDS = 300
"""Linear programmes for one bound; it has taken up to 30."""
QUICK_VISITS = 10_000
"""Sets looked at from each root as long as that still finds useful ones."""
GLANCE_VISITS = 1_000
"""The same where no bound is wanted."""
VISITS = 30_000_000
"""Sets looked at in one complete search: a second compiled, some minutes plain."""
USEFUL = 12
"""Sets that join in one round, for each node."""

FIRST_SETS, MOST_SETS = 1_000, 16_000
"""Sets that the last programme chooses from at first and at most; it gets slow with more."""
SLACK_STEP = 1.5
"""How fast the slack shrinks until so few sets are left."""


@dataclass(frozen=True)
class _Relaxed:
    """A linear programme solved: what a node, and a grid more, would cost."""

    duals: Floats
    offset: float


class Division:
    """A piece divided into grids, on its way to the best division.

    `zone_of` (numbered from 0), its `energy`, and the `bound` that no division can go below (minus
    infinity while there is none). The floor is the part of it that follows from the duals alone.
    """

    def __init__(self, piece: Graph, price: Price, zone_of: Ints) -> None:
        self.piece = piece
        self.price = price
        self.count = int(zone_of.max()) + 1
        self.zone_of = zone_of
        self.energy = float(energies(piece, price, zone_of).sum())
        only_one = self.count in {1, len(piece)}
        self.bound = self.energy if only_one else -math.inf
        self._floor = -math.inf
        plain = float(energies(piece, replace(price, band=0.0, beyond=0.0), zone_of).sum())
        self._unit = plain / self.count or 1.0
        self._sets = _plan_as_sets(piece, price, zone_of)
        self._relaxed: _Relaxed | None = None
        self._settled = only_one

    @property
    def allowed(self) -> bool:
        """Whether every grid is within the limits of quantities other than the workload."""
        amounts = self.piece.amounts
        return amounts is None or amounts.hold(self.zone_of, self.count)

    @property
    def closed(self) -> bool:
        """Whether no better division is possible."""
        return self.energy - self.bound <= 2 * self.count * self._nothing

    @property
    def _nothing(self) -> float:
        return EXACT * self._unit

    def find_bound(self, watch: Watch, *, thorough: bool = True) -> None:
        """Generate columns until the bound is proved, or time or the work allowed is over.

        Without `thorough`, stops at the first round that finds no useful sets at a glance.
        """
        if self._settled:
            return
        visits = QUICK_VISITS if thorough else GLANCE_VISITS
        for _ in range(ROUNDS):
            relaxed = self._relax(watch)
            if relaxed is None:
                return
            found = self._price_out(relaxed, visits, watch)
            if not len(found) and visits < VISITS and not found.complete:
                if not thorough:
                    return
                visits = VISITS
                found = self._price_out(relaxed, visits, watch)
            self._learn(relaxed, found)
            if not len(found):
                self._settled = True
                return
            self._sets = join_sets(self._sets, found)

    def _learn(self, relaxed: _Relaxed, found: Sets) -> None:
        """Take over the bound that these duals prove, if it is better.

        The sets of a plan have different roots, so together they cannot be cheaper than their
        duals by more than the least reduced costs of as many roots.
        """
        if found.thorough:
            value = float(relaxed.duals.sum()) + self.count * relaxed.offset
            value += float(np.sort(found.leasts)[: self.count].sum())
            value -= self.count * self._nothing
            if value > self._floor:
                self._floor, self._relaxed = value, relaxed
                self.bound = max(self.bound, value)
        if self._floor == -math.inf:
            self._relaxed = relaxed

    def close(self, watch: Watch, most: int = MOST_SETS) -> None:
        """Choose the best of the sets that can better the plan, `most` of them.

        First come those of the least reduced cost: the better the plan found among them, the fewer
        of the others can better it. Without a bound, all are tried that are known already.
        """
        if self.closed or self._relaxed is None:
            return
        if self._floor == -math.inf:
            sets = cheapest_sets(self._sets, self._relaxed.duals, self._relaxed.offset, FIRST_SETS)
            self._choose(sets, watch)
            return
        keep = FIRST_SETS
        while keep <= most and watch.go_on():
            sets, slack = self._candidates(self._relaxed, keep, watch)
            if not sets.complete or not self._choose(sets, watch):
                return
            # Better plans than the one found have a set beyond the slack.
            proved = min(self.energy, self._floor + slack) - self.count * self._nothing
            self.bound = max(self.bound, proved)
            if self.closed or slack >= self._gap:
                return
            keep *= 4

    @property
    def _gap(self) -> float:
        """The most that a set of a better plan can cost beyond its duals."""
        return self.energy - self._floor + self._nothing

    def _relax(self, watch: Watch) -> _Relaxed | None:
        if not watch.go_on():
            return None
        rows, wanted = self._rows(self._sets)
        result = linprog(
            self._sets.cost / self._unit,
            A_eq=rows,
            b_eq=wanted,
            method="highs",
            options={"time_limit": watch.left},
        )
        if result.status != 0:
            return None
        duals = np.asarray(result.eqlin.marginals, np.float64) * self._unit
        return _Relaxed(duals[:-1], float(duals[-1]))

    def _price_out(self, relaxed: _Relaxed, visits: int, watch: Watch) -> Sets:
        """Return sets of negative reduced cost; from one root, so many `visits` are looked at."""
        size = len(self.piece)
        search = Search(
            slack=-self._nothing,
            keep=USEFUL * size,
            visits=visits,
            total=VISITS,
            falling=True,
        )
        return find_sets(self.piece, self.price, relaxed.duals, relaxed.offset, search, watch.go_on)

    def _candidates(self, relaxed: _Relaxed, most: int, watch: Watch) -> tuple[Sets, float]:
        """Return all sets within a slack that leaves at most `most`, and that slack."""
        slack = self._gap
        while True:
            search = Search(slack, most, VISITS, VISITS)
            sets = find_sets(
                self.piece, self.price, relaxed.duals, relaxed.offset, search, watch.go_on
            )
            if sets.complete or slack < self._nothing or not watch.go_on():
                return sets, slack
            slack /= SLACK_STEP

    def _choose(self, sets: Sets, watch: Watch) -> bool:
        """Take the best plan of these sets if it is better; tell if it is surely their best."""
        if not len(sets):
            return True
        rows, wanted = self._rows(sets)
        result = milp(
            sets.cost / self._unit,
            integrality=np.ones(len(sets)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(rows, wanted, wanted),
            options={"time_limit": watch.left, "mip_rel_gap": EXACT / 10},
        )
        if result.x is not None:
            self._take(sets, np.flatnonzero(np.asarray(result.x) > 0.5))
        return result.status in {0, 2}  # solved, or there is no plan of these sets

    def _take(self, sets: Sets, chosen: Ints) -> None:
        zone_of = np.full(len(self.piece), -1, np.int64)
        for zone, i in enumerate(chosen.tolist()):
            zone_of[sets.nodes[sets.starts[i] : sets.starts[i + 1]]] = zone
        self.accept(_at_home(self.piece, zone_of, self.count))

    def accept(self, zone_of: Ints) -> None:
        """Take `zone_of` if it is better; it must keep the limits and leave zones connected."""
        energy = float(energies(self.piece, self.price, zone_of).sum())
        if energy < self.energy - self._nothing:
            self.zone_of, self.energy = zone_of, energy
            self._sets = join_sets(self._sets, _plan_as_sets(self.piece, self.price, zone_of))

    def _rows(self, sets: Sets) -> tuple[csc_matrix, Floats]:
        """Return the rows "each node once" and "so many grids" of the programmes."""
        size = len(self.piece)
        owner = np.repeat(np.arange(len(sets)), np.diff(sets.starts))
        row = np.concatenate([sets.nodes, np.full(len(sets), size)])
        column = np.concatenate([owner, np.arange(len(sets))])
        rows = csc_matrix((np.ones(len(row)), (row, column)), shape=(size + 1, len(sets)))
        return rows, np.append(np.ones(size), float(self.count))


def _plan_as_sets(piece: Graph, price: Price, zone_of: Ints) -> Sets:
    order = np.argsort(zone_of, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(zone_of))])
    cost = energies(piece, price, zone_of)
    return some_sets(starts, order, cost, np.zeros(len(cost)))


def _at_home(piece: Graph, zone_of: Ints, count: int) -> Ints:
    """Return the zones numbered so that the most nodes, by price, are in their home zone."""
    known = piece.home >= 0
    kept = np.zeros((count, count))
    np.add.at(kept, (zone_of[known], piece.home[known]), piece.moving[known])
    return np.asarray(linear_sum_assignment(-kept)[1], np.int64)[zone_of]
