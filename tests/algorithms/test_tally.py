# SPDX-License-Identifier: GPL-2.0-or-later
"""A run says how many exceptions or findings it has, by kind, whatever layers are asked for."""

from __future__ import annotations

import pytest

from grid_planner.bridge.layer_texts import FINDING_TITLES
from grid_planner.core.coverage import audit

from .conftest import memory_layer, square


def infos(outcome, start):
    assert outcome.ok, outcome.text
    return [text for text in outcome.feedback.infos if text.startswith(start)]


@pytest.mark.parametrize("asked", [{}, {"EXCEPTIONS": "memory:"}])
def test_exceptions_are_counted_even_where_their_layer_is_not_asked_for(run, asked):
    """Found by a user: without the output EXCEPTIONS nothing told of them."""
    rows = [
        (square(0, 0, 300), ("a",)),
        (square(250, 0, 300), ("b",)),
        (square(900, 0, 30), ("c",)),
    ]
    layer = memory_layer("Polygon", rows, "field=area_code:string", name="communities")
    parameters = {"AREA": layer, "AREA_CODE_FIELD": "area_code", "OUTPUT": "memory:", **asked}
    assert infos(run("buildbaseunits", parameters), "Exceptions") == [
        "Exceptions to look at: 2 (Community smaller than the minimum: 1, Overlapping communities:"
        " 1). The output Exceptions shows where and why."
    ]


def test_a_division_without_exceptions_says_so(run):
    layer = memory_layer("Polygon", [(square(0, 0, 300), ("a",))], "field=area_code:string")
    outcome = run("buildbaseunits", {"AREA": layer, "OUTPUT": "memory:"})
    assert infos(outcome, "There are no exceptions") != []


def test_an_audit_counts_its_findings_by_kind(run):
    cells = [(square(0, 0), ()), (square(90, 0), ()), (square(300, 0), ()), (square(300, 0), ())]
    whole = memory_layer("Polygon", [(square(0, 0, 400), ())], name="boundary")
    layer = memory_layer("Polygon", cells, name="cells")
    outcome = run("auditcoverage", {"INPUT": layer, "BOUNDARY": whole, "OUTPUT": "memory:"})
    (told,) = infos(outcome, "Findings")
    assert told.startswith(f"Findings: {outcome.results['FINDINGS']} (Gap: ")
    assert "Overlap: 1, Duplicate: 1" in told


def test_an_audit_without_findings_says_so(run):
    layer = memory_layer("Polygon", [(square(0, 0), ()), (square(100, 0), ())], name="cells")
    outcome = run("auditcoverage", {"INPUT": layer, "OUTPUT": "memory:"})
    assert infos(outcome, "There is no finding") != []


def test_every_kind_of_finding_has_a_name():
    assert set(FINDING_TITLES) == set(audit.KINDS)
