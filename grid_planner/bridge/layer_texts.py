# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of result layers: titles, labels and legend entries, in the user's language.

Chinese names are those of the standards for city grids. Functions, not constants: the language is
known only once the translator is loaded.
"""

from __future__ import annotations

from ..i18n import translate


def layer_titles() -> dict[str, str]:
    """Return the title of each kind of layer."""
    return {
        "base_unit": translate("GridPlanner", "Base units"),
        "unit_workload": translate("GridPlanner", "Workload of base units"),
        "unit_in_grid": translate("GridPlanner", "Base units with grid code"),
        "responsibility_grid": translate("GridPlanner", "Responsibility grids"),
        "broken_rule": translate("GridPlanner", "Broken rules"),
        "moved_unit": translate("GridPlanner", "Moved units"),
        "grid_staff": translate("GridPlanner", "Grids with staff"),
        "rolled_up": translate("GridPlanner", "Areas by level"),
        "exception": translate("GridPlanner", "Exceptions"),
        "settled_area": translate("GridPlanner", "Communities as divided"),
        "coverage_finding": translate("GridPlanner", "Coverage findings"),
        "repaired_unit": translate("GridPlanner", "Repaired units"),
        "coverage_change": translate("GridPlanner", "Changes of the coverage"),
        "admin_street": translate("GridPlanner", "Street offices"),
        "admin_community": translate("GridPlanner", "Communities"),
        "dept_city_management": translate("GridPlanner", "Grids of city management"),
        "dept_police": translate("GridPlanner", "Grids of public security"),
        "dept_sanitation": translate("GridPlanner", "Grids of sanitation"),
        "dept_greening": translate("GridPlanner", "Grids of parks and greening"),
        "dept_residents": translate("GridPlanner", "Grids of residents' committees"),
        "barrier": translate("GridPlanner", "Barriers"),
        "path": translate("GridPlanner", "Paths"),
        "water": translate("GridPlanner", "Water"),
        "compound": translate("GridPlanner", "Compounds"),
        "building": translate("GridPlanner", "Buildings"),
        "poi": translate("GridPlanner", "Points of interest"),
        "population": translate("GridPlanner", "Population"),
    }


def label_texts() -> dict[str, str]:
    """Return what stands in labels on the map for each English text in the QML files."""
    return {"change of area": translate("GridPlanner", "change of area")}


def legend_texts() -> dict[str, str]:
    """Return what stands in the legend for each English text in the QML files."""
    return {
        **_result_legend(),
        **_finding_legend(),
        **_rule_legend(),
        **_ground_legend(),
        **_object_legend(),
    }


RULE_TITLES = {
    "UnitWithoutGrid": "Unit without a grid",
    "GridInPieces": "Grid in several pieces",
    "GridAcrossParents": "Grid in several parents",
    "GridAcrossBarrier": "Grid across a barrier",
    "KeptTogetherSplit": "Units to keep together divided",
    "GridAboveMaximum": "Workload above the maximum",
    "GridBelowMinimum": "Workload below the minimum",
    "GridBeyondTolerance": "Workload beyond the tolerance",
    "QuantityAboveMaximum": "Another quantity above its limit",
    "QuantityBelowMinimum": "Another quantity below its limit",
    "GridCountMissed": "Number of grids missed",
    "QuotaMissed": "Quota of a parent missed",
    "LockChanged": "Locked grid changed",
}


EXCEPTION_TITLES = {
    "building_on_area_border": "Building astride a community border",
    "area_below_minimum": "Community smaller than the minimum",
    "unit_below_minimum": "Unit smaller than the minimum",
    "unit_above_maximum": "Unit larger than the maximum",
    "unit_around_body": "Unit around a large compound or building",
    "unit_across_barrier": "Unit with a railway or river inside",
    "area_without_unit": "Community without a unit",
    "areas_overlap": "Overlapping communities",
}
FINDING_TITLES = {
    "gap": "Gap",
    "overlap": "Overlap",
    "sliver": "Sliver",
    "duplicate": "Duplicate",
    "invalid": "Invalid geometry",
    "multipart": "Several parts",
    "not_nested": "Not nested in its parent",
    "outside": "Outside the boundary",
}


def exception_names() -> dict[str, str]:
    """Return what each kind of exception of a division is called."""
    words = _finding_legend()
    return {kind: words[title] for kind, title in EXCEPTION_TITLES.items()}


def finding_names() -> dict[str, str]:
    """Return what each kind of finding of a coverage audit is called."""
    words = _finding_legend()
    return {kind: words[title] for kind, title in FINDING_TITLES.items()}


def rule_names() -> dict[str, str]:
    """Return what each kind of broken rule is called."""
    words = _rule_legend()
    return {kind: words[title] for kind, title in RULE_TITLES.items()}


def _rule_legend() -> dict[str, str]:
    return {
        "Unit without a grid": translate("GridPlanner", "Unit without a grid"),
        "Grid in several pieces": translate("GridPlanner", "Grid in several pieces"),
        "Grid in several parents": translate("GridPlanner", "Grid in several parents"),
        "Grid across a barrier": translate("GridPlanner", "Grid across a barrier"),
        "Units to keep together divided": translate(
            "GridPlanner", "Units to keep together divided"
        ),
        "Workload above the maximum": translate("GridPlanner", "Workload above the maximum"),
        "Workload below the minimum": translate("GridPlanner", "Workload below the minimum"),
        "Workload beyond the tolerance": translate("GridPlanner", "Workload beyond the tolerance"),
        "Another quantity above its limit": translate(
            "GridPlanner", "Another quantity above its limit"
        ),
        "Another quantity below its limit": translate(
            "GridPlanner", "Another quantity below its limit"
        ),
        "Number of grids missed": translate("GridPlanner", "Number of grids missed"),
        "Quota of a parent missed": translate("GridPlanner", "Quota of a parent missed"),
        "Locked grid changed": translate("GridPlanner", "Locked grid changed"),
        "Other rule": translate("GridPlanner", "Other rule"),
    }


def _result_legend() -> dict[str, str]:
    return {
        "Residential grid": translate("GridPlanner", "Residential grid"),
        "Business grid": translate("GridPlanner", "Business grid"),
        "Institutional grid": translate("GridPlanner", "Institutional grid"),
        "Mixed grid": translate("GridPlanner", "Mixed grid"),
        "Other grid": translate("GridPlanner", "Other grid"),
        "Not classed": translate("GridPlanner", "Not classed"),
        "Responsibility grid (fills only set neighbours apart)": translate(
            "GridPlanner", "Responsibility grid (fills only set neighbours apart)"
        ),
        "Grid with a chief": translate("GridPlanner", "Grid with a chief"),
        "Grid without a chief": translate("GridPlanner", "Grid without a chief"),
        "Level 1, the coarsest": translate("GridPlanner", "Level 1, the coarsest"),
        "Level 2": translate("GridPlanner", "Level 2"),
        "Level 3": translate("GridPlanner", "Level 3"),
        "Level 4": translate("GridPlanner", "Level 4"),
        "Finer levels": translate("GridPlanner", "Finer levels"),
        "Grid made since then": translate("GridPlanner", "Grid made since then"),
        "more than 25 % below the wanted workload": translate(
            "GridPlanner", "more than 25 % below the wanted workload"
        ),
        "10 to 25 % below": translate("GridPlanner", "10 to 25 % below"),
        "within 10 % of the wanted workload": translate(
            "GridPlanner", "within 10 % of the wanted workload"
        ),
        "10 to 25 % above": translate("GridPlanner", "10 to 25 % above"),
        "more than 25 % above the wanted workload": translate(
            "GridPlanner", "more than 25 % above the wanted workload"
        ),
        "under 0.25": translate("GridPlanner", "under 0.25"),
        "0.25 to 0.75": translate("GridPlanner", "0.25 to 0.75"),
        "0.75 to 1.25 (mean 1)": translate("GridPlanner", "0.75 to 1.25 (mean 1)"),
        "1.25 to 2": translate("GridPlanner", "1.25 to 2"),
        "over 2": translate("GridPlanner", "over 2"),
    }


def _finding_legend() -> dict[str, str]:
    return {
        "Gap": translate("GridPlanner", "Gap"),
        "Overlap": translate("GridPlanner", "Overlap"),
        "Sliver": translate("GridPlanner", "Sliver"),
        "Duplicate": translate("GridPlanner", "Duplicate"),
        "Invalid geometry": translate("GridPlanner", "Invalid geometry"),
        "Several parts": translate("GridPlanner", "Several parts"),
        "Not nested in its parent": translate("GridPlanner", "Not nested in its parent"),
        "Outside the boundary": translate("GridPlanner", "Outside the boundary"),
        "Other finding": translate("GridPlanner", "Other finding"),
        "Gap filled": translate("GridPlanner", "Gap filled"),
        "Overlap settled": translate("GridPlanner", "Overlap settled"),
        "Piece cut off": translate("GridPlanner", "Piece cut off"),
        "Cut off at the boundary": translate("GridPlanner", "Cut off at the boundary"),
        "Wide gap left": translate("GridPlanner", "Wide gap left"),
        "Left outside the boundary": translate("GridPlanner", "Left outside the boundary"),
        "Other change": translate("GridPlanner", "Other change"),
        "Building astride a community border": translate(
            "GridPlanner", "Building astride a community border"
        ),
        "Community smaller than the minimum": translate(
            "GridPlanner", "Community smaller than the minimum"
        ),
        "Unit smaller than the minimum": translate("GridPlanner", "Unit smaller than the minimum"),
        "Unit larger than the maximum": translate("GridPlanner", "Unit larger than the maximum"),
        "Unit around a large compound or building": translate(
            "GridPlanner", "Unit around a large compound or building"
        ),
        "Unit with a railway or river inside": translate(
            "GridPlanner", "Unit with a railway or river inside"
        ),
        "Community without a unit": translate("GridPlanner", "Community without a unit"),
        "Overlapping communities": translate("GridPlanner", "Overlapping communities"),
        "Other exception": translate("GridPlanner", "Other exception"),
    }


def _ground_legend() -> dict[str, str]:
    return {
        "Arterial road": translate("GridPlanner", "Arterial road"),
        "Secondary road": translate("GridPlanner", "Secondary road"),
        "Branch road": translate("GridPlanner", "Branch road"),
        "Lane": translate("GridPlanner", "Lane"),
        "Railway": translate("GridPlanner", "Railway"),
        "River": translate("GridPlanner", "River"),
        "Lake or sea shore": translate("GridPlanner", "Lake or sea shore"),
        "Wall": translate("GridPlanner", "Wall"),
        "Green belt": translate("GridPlanner", "Green belt"),
        "Administrative border": translate("GridPlanner", "Administrative border"),
        "Other barrier": translate("GridPlanner", "Other barrier"),
    }


def _object_legend() -> dict[str, str]:
    return {
        "Residential": translate("GridPlanner", "Residential"),
        "Commercial": translate("GridPlanner", "Commercial"),
        "Office": translate("GridPlanner", "Office"),
        "Industrial": translate("GridPlanner", "Industrial"),
        "Public": translate("GridPlanner", "Public"),
        "Temporary": translate("GridPlanner", "Temporary"),
        "Other": translate("GridPlanner", "Other"),
        "Use unknown": translate("GridPlanner", "Use unknown"),
        "Residential compound": translate("GridPlanner", "Residential compound"),
        "School or campus": translate("GridPlanner", "School or campus"),
        "Hospital": translate("GridPlanner", "Hospital"),
        "Government or offices": translate("GridPlanner", "Government or offices"),
        "Factory": translate("GridPlanner", "Factory"),
        "Park": translate("GridPlanner", "Park"),
        "Other compound": translate("GridPlanner", "Other compound"),
    }
