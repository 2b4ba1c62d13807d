# SPDX-License-Identifier: GPL-2.0-or-later
"""What parameters may be: each in its range, and together without contradiction."""

from __future__ import annotations

import math

import pytest

from grid_planner.core.errors import OutOfRange, UnknownOption, WorkloadLimitsCrossed
from grid_planner.core.params import EvaluationParams, PatrolParams, PlanParams, RepairParams


def refused(params) -> dict[str, object]:
    with pytest.raises(OutOfRange) as caught:
        params.validate()
    return caught.value.facts


def test_a_number_below_its_range_is_told_the_range():
    facts = refused(RepairParams(tolerance=-1.0))
    assert facts == {"parameter": "tolerance", "value": -1.0, "minimum": 0.0, "maximum": None}


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 3.4e38])
def test_what_is_no_quantity_at_all_is_told_both_ends(value):
    """That infinity "must be 0 or more" would help nobody."""
    facts = refused(RepairParams(tolerance=value))
    assert (facts["minimum"], facts["maximum"]) == (0.0, 1e30)


@pytest.mark.parametrize("kind", [PlanParams, EvaluationParams])
def test_an_ideal_workload_next_to_nothing_is_refused(kind):
    """Deviations from it would be infinite."""
    assert refused(kind(ideal_workload=1e-310))["parameter"] == "ideal_workload"
    kind(ideal_workload=0.0).validate()  # not asked for


@pytest.mark.parametrize("kind", [PlanParams, EvaluationParams])
def test_limits_of_the_workload_must_not_cross(kind):
    with pytest.raises(WorkloadLimitsCrossed):
        kind(min_workload=5.0, max_workload=4.0).validate()


def test_a_choice_is_one_of_its_options():
    with pytest.raises(UnknownOption):
        PatrolParams("longest").validate()
