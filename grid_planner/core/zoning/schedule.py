# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan shall favour, as stages of annealing.

With u units a grid, the square of a grid's relative deviation weighs 1 and a border of mean length
between two grids weighs border / u. Where grids are large, the balance is tightened step by step:
short borders first, then even loads (measured in PEERS.md chapter 2c and 2d, steps 3 and 4).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..params import PlanParams
from .anneal import Stage

LARGE_GRID = 8.0
"""Units a grid from which on the balance is tightened step by step."""

PROPOSALS = 700
PROPOSALS_LARGE = 3_000
"""Proposals a unit."""

BORDER = {"balanced": 0.15, "balance_first": 0.015, "compact_first": 0.45}
BORDER_STEPS = {
    "balanced": (0.2, 0.05, 0.02),
    "balance_first": (0.2, 0.03, 0.005),
    "compact_first": (0.45, 0.2, 0.1),
}
STEP_SHARES = (0.4, 0.3, 0.3)

HOT, COLD = 0.4, 0.03
"""First and last temperature, times u**-1.5 and u**-2 (tuned on PEERS.md's city, four seeds)."""

TOLERANCE_SHARE = 0.93
"""The band is drawn a little narrower than asked for, because its edge is soft."""
TOLERANCE_WEIGHTS = (30.0, 1_500.0)
TOLERANCE_TEMPERATURES = (1.0, 0.1, 0.02)
"""A soft band while hot, a stiff one while cold: borders find their place, then loads keep it."""

TOLERANCE_EXACT = 1_000.0
"""How much stiffer the band is where plans are compared exactly: 0.1 % of the workload of a grid of
8 units beyond it outweighs ten borders."""

LIMIT_WEIGHT = 50.0
"""Weight of the squared excess over a hard limit; repairs multiply it."""
REPAIR_WEIGHT = 2_000.0

KEEP_HOT = 0.27
"""First temperature of a plan that shall change little, times u**-2."""
MOVING_PRICE = 0.18
"""Energy that a moved unit must bring at stability 0.5, times u**-2. With 10 % of the workloads
changed, this moves 3 % of the units for 70 % of the gain of a new plan (1,528 units, 510 grids)."""

QUENCH = 0.1
"""Share of proposals at temperature zero, which takes the last gains."""


@dataclass(frozen=True)
class Scale:
    """Makes lengths and loads comparable: `mean_load` of a grid, `mean_border` m, units a grid."""

    mean_load: float
    mean_border: float
    units: float
    nodes: int


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


def repair_stages(params: PlanParams, scale: Scale, attempt: int) -> list[Stage]:
    """Return stages that care for the limits above all, more strongly with each attempt."""
    usual = _plain_stage(params, scale, limited=True)
    stage = Stage(
        proposals=usual.proposals,
        border=usual.border,
        even=usual.even,
        band=REPAIR_WEIGHT * attempt / scale.mean_load**2,
        hot=max(usual.hot, usual.cold) * 0.5,
        cold=usual.cold,
    )
    return [stage, _quench(stage)]


def moving_price(params: PlanParams, scale: Scale) -> float:
    """Return the energy that moving a unit costs: 0 when free, without bound towards 1."""
    price = MOVING_PRICE / scale.units**2 * params.stability / max(1.0 - params.stability, 1e-9)
    if params.priority == "within_tolerance":
        price *= scale.units / BORDER["balanced"]  # a border of mean length weighs 1 there
    return price


def _plain_stage(params: PlanParams, scale: Scale, limited: bool) -> Stage:
    border = BORDER.get(params.priority, BORDER["balanced"]) * params.border_factor
    hot, cold = HOT * scale.units**-1.5, COLD * scale.units**-2
    if params.stability:
        hot = min(hot, KEEP_HOT * scale.units**-2)
    return Stage(
        proposals=PROPOSALS * scale.nodes,
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
        cooler = 1.0 if number == 0 else 0.3 * border / steps[0]
        stages.append(
            Stage(
                proposals=int(PROPOSALS_LARGE * scale.nodes * share),
                border=border / scale.units / scale.mean_border,
                even=scale.mean_load**-2,
                band=(LIMIT_WEIGHT if limited else 0.0) / scale.mean_load**2,
                hot=cooler * scale.units**-1.5,
                cold=0.01 * (cooler if number == 0 else cooler / 0.3) * scale.units**-2,
            )
        )
    return stages


def _tolerance_stages(params: PlanParams, scale: Scale) -> list[Stage]:
    """Return stages for borders as short as the tolerance allows, a soft and a stiff one.

    A plan that shall change little is not heated up: only the stiff stage is left.
    """
    each = PROPOSALS_LARGE if scale.units > LARGE_GRID else PROPOSALS
    stages = [
        Stage(
            proposals=each * scale.nodes // 2,
            border=1.0 / scale.mean_border,
            even=0.0,
            band=weight * scale.units / scale.mean_load**2,
            hot=hot,
            cold=cold,
        )
        for weight, hot, cold in zip(
            TOLERANCE_WEIGHTS, TOLERANCE_TEMPERATURES, TOLERANCE_TEMPERATURES[1:]
        )
    ]
    return stages[1:] if params.stability else stages


def _quench(last: Stage) -> Stage:
    return Stage(int(QUENCH * last.proposals), last.border, last.even, last.band, 0.0, 0.0)
