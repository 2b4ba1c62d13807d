# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on coverages: gaps, overlaps and their repair."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

NOTICES: Sentences = {
    "findings_found": lambda: translate(
        "GridPlanner", "Findings: {count} ({kinds}). The output {output} shows where."
    ),
    "findings_none": lambda: translate("GridPlanner", "There is no finding."),
    "units_lost": lambda: translate(
        "GridPlanner",
        "Units had no ground of their own and are left out ({units}): look at the changes, and"
        " delete duplicates or give these units a higher priority.",
    ),
    "gap_left": lambda: translate(
        "GridPlanner",
        "{count} gaps are wider than the tolerance of {tolerance} m and stay ({area_m2} m²): raise"
        " the tolerance to fill them, or leave them if they are meant.",
    ),
    "outside_left": lambda: translate(
        "GridPlanner",
        "{count} places lie farther outside the boundary than the tolerance of {tolerance} m and"
        " stay ({area_m2} m²): correct the boundary or raise the tolerance.",
    ),
    "moved_beyond_tolerance": lambda: translate(
        "GridPlanner",
        "A border moved by {displacement} m, more than the tolerance of {tolerance} m, because"
        " units overlapped that far there ({units}): look at the changes, and give priorities.",
    ),
    "moved_to_boundary": lambda: translate(
        "GridPlanner",
        "A border moved by {displacement} m, more than the tolerance of {tolerance} m, because the"
        " boundary cuts that far into a unit there ({units}): look at the changes, and correct the"
        " boundary.",
    ),
    "nothing_to_repair": lambda: translate(
        "GridPlanner", "There was nothing to repair: the units came back as they were."
    ),
}

COVERAGE = Subject(
    notices=NOTICES, information=frozenset({"findings_found", "findings_none", "nothing_to_repair"})
)
