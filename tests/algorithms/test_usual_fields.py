# SPDX-License-Identifier: GPL-2.0-or-later
"""The fields that the dialog offers first; scripts get nothing that they do not ask for."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingParameterField

from grid_planner.algorithms.definitions import attribute
from grid_planner.algorithms.provider import ALGORITHMS

from .test_contract import OPTIONAL


@pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.ID)
def test_no_dialog_takes_the_first_field_for_a_required_one(kind):
    """Found by a user: the plan was read from `fid`, every unit was a grid, no rule was broken."""
    algorithm = kind()
    algorithm.initAlgorithm()
    for definition in algorithm.parameterDefinitions():
        if not isinstance(definition, QgsProcessingParameterField):
            continue
        if not definition.flags() & OPTIONAL:
            assert definition.guiDefaultValueOverride(), definition.name()
        assert definition.defaultValue() is None


def test_a_field_without_a_usual_name_is_left_to_the_user(qgis_app):
    assert not attribute("FIELD", "Field", "Any field.", "INPUT").guiDefaultValueOverride()
