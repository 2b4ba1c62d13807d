# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan shall favour, as stages of annealing.

With u units a grid, the square of a grid's relative deviation weighs 1 and a border of mean length
between two grids weighs border / u. Where grids are large, the balance is tightened step by step:
short borders first, then even loads. The numbers were measured on a synthetic city of 1,528 units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...params import PlanParams
from ...partition.anneal import Stage

LARGE_GRID = 8.0
"""Units a grid from which on the balance is tightened step by step."""

PROPOSALS = 420
PROPOSALS_LARGE = 2_300
"""Proposals a unit; each looks at a border between two grids."""

SMALL_PART = 100
"""Nodes of a part up to which the best of several short runs is better than one long run: in
communities of 30 units, 4 x 60 proposals a unit beat 1 x 840 (15,000 units in 5,000 grids), and
3 x 46 are two fifths cheaper for .001 of the CV (100,000 units in 33,000 grids)."""
STARTS = 3
PROPOSALS_SHORT = 46

MOST_LARGE = 13_000_000
"""Proposals for large grids, some seconds: a large city needs fewer a unit."""

BORDER = {"balanced": 0.13, "balance_first": 0.015, "compact_first": 0.45}
BORDER_STEPS = {
    "balanced": (0.2, 0.05, 0.02),
    "balance_first": (0.2, 0.03, 0.005),
    "compact_first": (0.45, 0.2, 0.1),
}
STEP_SHARES = (0.4, 0.3, 0.3)
REHEAT, COLD_LARGE = 0.3, 0.01
"""Of the temperatures of large grids, in the same units as `HOT` and `COLD`, times what borders
weigh beside the first step: the first ones of later steps, and the last ones of all."""

HOT, COLD = 0.4, 0.03
"""First and last temperature, times u**-1.5 and u**-2 (tuned on that city, four seeds)."""

TOLERANCE_SHARE = 0.93
"""The band is drawn a little narrower than asked for, because its edge is soft."""
TOLERANCE_STEPS = (0.6, 0.25, 0.15)
TOLERANCE_WEIGHTS = (20.0, 150.0, 3_000.0)
TOLERANCE_TEMPERATURES = (1.2, 0.2, 0.08, 0.02)
"""A soft band while hot, a stiff one while cold: borders find their place, then loads keep it
(tuned for 60 grids of 1,528 units within 3 %, six seeds)."""

TIGHTER = 5.0
"""How much stiffer the band gets in each attempt to bring the last grids within."""

TOLERANCE_EXACT = 1_000.0
"""How much stiffer the band is where plans are compared exactly: 0.1 % of the workload of a grid of
8 units beyond it outweighs ten borders."""

LIMIT_WEIGHT = 50.0
"""Weight of the squared excess over a hard limit, while the plan is worked out."""
REPAIR_WEIGHT = 2_000.0
"""The same while a plan is brought within."""

KEEP_HOT = 0.27
"""First temperature of a plan that shall change little, times u**-2."""
MOVING_PRICE = 0.18
"""Energy that a moved unit must bring at stability 0.5, times u**-2. With 10 % of the workloads
changed, this moves 3 % of the units for 70 % of the gain of a new plan (1,528 units, 510 grids)."""

QUENCH = 0.1
"""Share of proposals at temperature zero, which takes the last gains."""


@dataclass(frozen=True)
class Scale:
    """Makes lengths and loads comparable: `mean_load` of a grid, `mean_border` m, units a grid.

    `nodes` and `parts` are those worked on at a time.
    """

    mean_load: float
    mean_border: float
    units: float
    nodes: int
    parts: int


@dataclass(frozen=True)
class Weights:
    """What a plan is judged by in the end: factors of lengths, and of squares of loads.

    `band`: beyond the tolerance, `limits`: beyond hard limits, where there is no plan within yet.
    """

    border: float
    even: float
    band: float
    limits: float


def final_weights(params: PlanParams, scale: Scale) -> Weights:
    """Return the weights of the last stage, with limits of loads much stiffer than there."""
    last = main_stages(params, scale, limited=False)[-1]
    limits = REPAIR_WEIGHT * scale.units * TOLERANCE_EXACT / scale.mean_load**2
    return Weights(last.border, last.even, last.band * TOLERANCE_EXACT, limits)


def main_stages(params: PlanParams, scale: Scale, limited: bool) -> list[Stage]:
    """Return the stages that work out a plan; `limited`: there are hard limits of workload."""
    if params.priority == "within_tolerance":
        stages = _tolerance_stages(params, scale)
    elif scale.units > LARGE_GRID and not params.stability:
        stages = _large_stages(params, scale, limited)
    else:
        stages = [_plain_stage(params, scale, limited)]
    return [*stages, _quench(stages[-1])]


def repair_stages(params: PlanParams, scale: Scale, progress: float) -> list[Stage]:
    """Return stages that care for the limits above all; `progress` 0 to 1: how few attempts remain.

    Borders count less with each attempt, so that in the end nothing but the limits holds a unit.
    """
    usual = _plain_stage(params, scale, limited=True)
    stage = Stage(
        proposals=PROPOSALS * scale.nodes,
        border=usual.border * (1.0 - progress),
        even=usual.even,
        band=REPAIR_WEIGHT / scale.mean_load**2,
        hot=max(usual.hot, usual.cold) * 0.5,
        cold=usual.cold,
    )
    return [stage, _quench(stage)]


def tightening_stages(params: PlanParams, scale: Scale, attempt: int) -> list[Stage]:
    """Return stages with a band around the targets that gets stiffer with each `attempt` from 0."""
    last = _tolerance_stages(params, scale)[-1]
    stage = replace(last, band=last.band * TIGHTER ** (attempt + 1), hot=last.hot / 2)
    return [stage, _quench(stage)]


def moving_price(params: PlanParams, scale: Scale) -> float:
    """Return the energy that moving a unit costs: 0 when free, without bound towards 1."""
    price = MOVING_PRICE / scale.units**2 * params.stability / max(1.0 - params.stability, 1e-9)
    if params.priority == "within_tolerance":
        price *= scale.units / BORDER["balanced"]  # a border of mean length weighs 1 there
    return price


def starts_of(params: PlanParams, scale: Scale) -> int:
    """Return how many first plans to work out, of which each part keeps its best."""
    if params.stability or scale.units > LARGE_GRID:
        return 1
    return STARTS if scale.nodes <= SMALL_PART * scale.parts else 1


def _proposals(params: PlanParams, scale: Scale) -> int:
    if starts_of(params, scale) > 1:
        return PROPOSALS_SHORT * scale.nodes
    if scale.units <= LARGE_GRID:
        return PROPOSALS * scale.nodes
    return max(min(PROPOSALS_LARGE * scale.nodes, MOST_LARGE), PROPOSALS * scale.nodes)


def _plain_stage(params: PlanParams, scale: Scale, limited: bool) -> Stage:
    border = BORDER.get(params.priority, BORDER["balanced"]) * params.border_factor
    hot, cold = HOT * scale.units**-1.5, COLD * scale.units**-2
    if params.stability:
        hot = min(hot, KEEP_HOT * scale.units**-2)
    return Stage(
        proposals=_proposals(params, scale),
        border=border / scale.units / scale.mean_border,
        even=scale.mean_load**-2,
        band=(LIMIT_WEIGHT if limited else 0.0) / scale.mean_load**2,
        hot=hot,
        cold=min(cold, hot / 3),
    )


def _large_stages(params: PlanParams, scale: Scale, limited: bool) -> list[Stage]:
    steps = [border * params.border_factor for border in BORDER_STEPS[params.priority]]
    stages = []
    for number, (border, share) in enumerate(zip(steps, STEP_SHARES)):
        weight = border / steps[0]  # temperatures fall with what borders count
        stages.append(
            Stage(
                proposals=int(share * _proposals(params, scale)),
                border=border / scale.units / scale.mean_border,
                even=scale.mean_load**-2,
                band=(LIMIT_WEIGHT if limited else 0.0) / scale.mean_load**2,
                hot=(REHEAT if number else 1.0) * weight * scale.units**-1.5,
                cold=COLD_LARGE * weight * scale.units**-2,
            )
        )
    return stages


def _tolerance_stages(params: PlanParams, scale: Scale) -> list[Stage]:
    """Return stages for borders as short as the tolerance allows, softer and stiffer ones.

    A plan that shall change little is not heated up: only the cooler stages are left.
    """
    stages = [
        Stage(
            proposals=int(share * _proposals(params, scale)),
            border=1.0 / scale.mean_border,
            even=0.0,
            band=weight * scale.units / scale.mean_load**2,
            hot=hot,
            cold=cold,
        )
        for share, weight, hot, cold in zip(
            TOLERANCE_STEPS,
            TOLERANCE_WEIGHTS,
            TOLERANCE_TEMPERATURES,
            TOLERANCE_TEMPERATURES[1:],
        )
    ]
    return stages[1:] if params.stability else stages


def _quench(last: Stage) -> Stage:
    return Stage(int(QUENCH * last.proposals), last.border, last.even, last.band, 0.0, 0.0)
