# SPDX-License-Identifier: GPL-2.0-or-later
"""The words of result layers: titles, field aliases and legend entries, in the user's language.

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
        "barrier": translate("GridPlanner", "Barriers"),
        "path": translate("GridPlanner", "Paths"),
        "water": translate("GridPlanner", "Water"),
        "compound": translate("GridPlanner", "Compounds"),
        "building": translate("GridPlanner", "Buildings"),
        "poi": translate("GridPlanner", "Points of interest"),
        "population": translate("GridPlanner", "Population"),
    }


def field_aliases() -> dict[str, str]:
    """Return the readable name of each field of a result or sample layer."""
    return {**_unit_aliases(), **_grid_aliases(), **_comparison_aliases(), **_input_aliases()}


def _unit_aliases() -> dict[str, str]:
    return {
        "unit_code": translate("GridPlanner", "Unit code"),
        "area_code": translate("GridPlanner", "Area code"),
        "area_m2": translate("GridPlanner", "Area (m²)"),
        "area_before_m2": translate("GridPlanner", "Area as drawn (m²)"),
        "change_m2": translate("GridPlanner", "Change of area (m²)"),
        "change_share": translate("GridPlanner", "Change of area (share)"),
        "units": translate("GridPlanner", "Number of units"),
        "perimeter_m": translate("GridPlanner", "Perimeter (m)"),
        "compactness": translate("GridPlanner", "Compactness"),
        "buildings": translate("GridPlanner", "Buildings"),
        "workload": translate("GridPlanner", "Workload"),
        "persons": translate("GridPlanner", "Persons"),
        "households": translate("GridPlanner", "Households"),
        "floor_area": translate("GridPlanner", "Floor area (m²)"),
        "floor_area_m2": translate("GridPlanner", "Floor area (m²)"),
        "poi": translate("GridPlanner", "Points of interest"),
        "cases": translate("GridPlanner", "Cases"),
        "street_m": translate("GridPlanner", "Street length (m)"),
        "patrol_m": translate("GridPlanner", "Patrol length (m)"),
        "kind": translate("GridPlanner", "Kind"),
        "note": translate("GridPlanner", "Note"),
        "width_m": translate("GridPlanner", "Width (m)"),
        "ids": translate("GridPlanner", "Features concerned"),
        "from_id": translate("GridPlanner", "From"),
        "to_id": translate("GridPlanner", "To"),
        "reason": translate("GridPlanner", "Reason"),
    }


def _grid_aliases() -> dict[str, str]:
    return {
        "grid_code": translate("GridPlanner", "Grid code"),
        "group_code": translate("GridPlanner", "Code of the group of grids"),
        "grid_class": translate("GridPlanner", "Grid class"),
        "class_rule": translate("GridPlanner", "Rule of the class"),
        "share_res": translate("GridPlanner", "Share of residential use"),
        "share_com": translate("GridPlanner", "Share of business use"),
        "share_unit": translate("GridPlanner", "Share of institutional use"),
        "share_ind": translate("GridPlanner", "Share of industrial use"),
        "share_open": translate("GridPlanner", "Share of open ground"),
        "share_oth": translate("GridPlanner", "Share of other use"),
        "evidence": translate("GridPlanner", "Layers that say something"),
        "role": translate("GridPlanner", "Role"),
        "parent_code": translate("GridPlanner", "Parent code"),
        "unit_count": translate("GridPlanner", "Number of units"),
        "deviation": translate("GridPlanner", "Deviation (%)"),
        "score_proximity": translate("GridPlanner", "Score: geographic proximity"),
        "score_size": translate("GridPlanner", "Score: moderate size"),
        "score_affinity": translate("GridPlanner", "Score: shared interests"),
        "score_manageability": translate("GridPlanner", "Score: ease of management"),
        "is_contiguous": translate("GridPlanner", "In one piece"),
        "chief": translate("GridPlanner", "Grid chief"),
        "chief_2": translate("GridPlanner", "Second chief"),
        "chief_3": translate("GridPlanner", "Third chief"),
        "posts": translate("GridPlanner", "Persons in post"),
        "duties": translate("GridPlanner", "Who answers for what"),
        "code": translate("GridPlanner", "Code"),
        "level_name": translate("GridPlanner", "What the level is"),
        "children": translate("GridPlanner", "Areas of the next level"),
        "features": translate("GridPlanner", "Features of the input"),
    }


def _comparison_aliases() -> dict[str, str]:
    return {
        "from_grid": translate("GridPlanner", "From grid"),
        "to_grid": translate("GridPlanner", "To grid"),
        "grid_before": translate("GridPlanner", "Grid before"),
        "grid_after": translate("GridPlanner", "Grid after"),
        "matched": translate("GridPlanner", "Lives on"),
        "units_before": translate("GridPlanner", "Units before"),
        "units_after": translate("GridPlanner", "Units after"),
        "units_came": translate("GridPlanner", "Units came"),
        "units_left": translate("GridPlanner", "Units left"),
        "workload_before": translate("GridPlanner", "Workload before"),
        "workload_after": translate("GridPlanner", "Workload after"),
        "change_pct": translate("GridPlanner", "Change (%)"),
    }


def _input_aliases() -> dict[str, str]:
    return {
        "name": translate("GridPlanner", "Name"),
        "level": translate("GridPlanner", "Level"),
        "zone": translate("GridPlanner", "Zone"),
        "street_code": translate("GridPlanner", "Street office code"),
        "community_code": translate("GridPlanner", "Community code"),
        "community_name": translate("GridPlanner", "Community"),
        "urban_class": translate("GridPlanner", "Urban class"),
        "population": translate("GridPlanner", "Population"),
        "floating": translate("GridPlanner", "Floating population"),
        "barrier_class": translate("GridPlanner", "Barrier class"),
        "path_class": translate("GridPlanner", "Path class"),
        "rank": translate("GridPlanner", "Rank"),
        "crossable": translate("GridPlanner", "Can be crossed"),
        "penalty": translate("GridPlanner", "Penalty"),
        "compound_id": translate("GridPlanner", "Compound code"),
        "building_id": translate("GridPlanner", "Building code"),
        "use": translate("GridPlanner", "Use"),
        "floors": translate("GridPlanner", "Floors"),
        "height_m": translate("GridPlanner", "Height (m)"),
        "survey_date": translate("GridPlanner", "Survey date"),
        "poi_id": translate("GridPlanner", "Point code"),
        "category": translate("GridPlanner", "Category"),
        "data_source": translate("GridPlanner", "Data source"),
        **_staff_aliases(),
    }


def _staff_aliases() -> dict[str, str]:
    return {
        "staff_count": translate("GridPlanner", "Number of staff"),
        "person": translate("GridPlanner", "Person"),
        "staff_id": translate("GridPlanner", "Staff code"),
        "post": translate("GridPlanner", "Post"),
        "shift": translate("GridPlanner", "Shift"),
        "capacity": translate("GridPlanner", "Capacity"),
        "duty": translate("GridPlanner", "Duty"),
        "valid_from": translate("GridPlanner", "Valid from"),
        "valid_to": translate("GridPlanner", "Valid to"),
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
