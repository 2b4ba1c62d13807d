# SPDX-License-Identifier: GPL-2.0-or-later
"""Every field of a result or sample layer: its kind and the name that people read, once.

A result names its fields (`declared.Result`); what they are stands here. Chinese names are those of
the standards for city grids. Functions, not constants: the language is known only once the
translator is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import translate


@dataclass(frozen=True)
class Field:
    """kind: text, integer, number or flag; `alias`: the name in the user's language.

    `digits`: decimals of a number in reports; `signed`: a plus stands there before gains.
    """

    kind: str
    alias: str
    digits: int = 2
    signed: bool = False


def field_table() -> dict[str, Field]:
    """Return each field by the name that it has in files."""
    return {**_unit_fields(), **_grid_fields(), **_comparison_fields(), **_input_fields()}


def field_aliases() -> dict[str, str]:
    """Return the name that people read of each field."""
    return {name: field.alias for name, field in field_table().items()}


def _unit_fields() -> dict[str, Field]:
    return {
        "unit_code": Field("text", translate("GridPlanner", "Unit code")),
        "area_code": Field("text", translate("GridPlanner", "Area code")),
        "area_m2": Field("number", translate("GridPlanner", "Area (m²)"), 0),
        "area_before_m2": Field("number", translate("GridPlanner", "Area as drawn (m²)")),
        "change_m2": Field("number", translate("GridPlanner", "Change of area (m²)")),
        "change_share": Field("number", translate("GridPlanner", "Change of area (share)")),
        "units": Field("integer", translate("GridPlanner", "Number of units")),
        "perimeter_m": Field("number", translate("GridPlanner", "Perimeter (m)")),
        "compactness": Field("number", translate("GridPlanner", "Compactness")),
        "buildings": Field("integer", translate("GridPlanner", "Buildings")),
        "workload": Field("number", translate("GridPlanner", "Workload")),
        "persons": Field("number", translate("GridPlanner", "Persons")),
        "households": Field("number", translate("GridPlanner", "Households")),
        "floor_area": Field("number", translate("GridPlanner", "Floor area (m²)")),
        "floor_area_m2": Field("number", translate("GridPlanner", "Floor area (m²)")),
        "poi": Field("number", translate("GridPlanner", "Points of interest")),
        "cases": Field("number", translate("GridPlanner", "Cases")),
        "street_m": Field("number", translate("GridPlanner", "Street length (m)")),
        "patrol_m": Field("number", translate("GridPlanner", "Patrol length (m)")),
        "kind": Field("text", translate("GridPlanner", "Kind")),
        "note": Field("text", translate("GridPlanner", "Note")),
        "width_m": Field("number", translate("GridPlanner", "Width (m)")),
        "ids": Field("text", translate("GridPlanner", "Features concerned")),
        "from_id": Field("text", translate("GridPlanner", "From")),
        "to_id": Field("text", translate("GridPlanner", "To")),
        "reason": Field("text", translate("GridPlanner", "Reason")),
    }


def _grid_fields() -> dict[str, Field]:
    return {
        "grid_code": Field("text", translate("GridPlanner", "Grid code")),
        "group_code": Field("text", translate("GridPlanner", "Code of the group of grids")),
        "grid_class": Field("text", translate("GridPlanner", "Grid class")),
        "class_rule": Field("text", translate("GridPlanner", "Rule of the class")),
        "share_res": Field("number", translate("GridPlanner", "Share of residential use")),
        "share_com": Field("number", translate("GridPlanner", "Share of business use")),
        "share_unit": Field("number", translate("GridPlanner", "Share of institutional use")),
        "share_ind": Field("number", translate("GridPlanner", "Share of industrial use")),
        "share_open": Field("number", translate("GridPlanner", "Share of open ground")),
        "share_oth": Field("number", translate("GridPlanner", "Share of other use")),
        "evidence": Field("integer", translate("GridPlanner", "Layers that say something")),
        "role": Field("text", translate("GridPlanner", "Role")),
        "parent_code": Field("text", translate("GridPlanner", "Parent code")),
        "unit_count": Field("integer", translate("GridPlanner", "Number of units")),
        "deviation": Field("number", translate("GridPlanner", "Deviation (%)"), 1, signed=True),
        "score_proximity": Field(
            "number", translate("GridPlanner", "Score: geographic proximity"), 1
        ),
        "score_size": Field("number", translate("GridPlanner", "Score: moderate size"), 1),
        "score_affinity": Field("number", translate("GridPlanner", "Score: shared interests"), 1),
        "score_manageability": Field(
            "number", translate("GridPlanner", "Score: ease of management"), 1
        ),
        "is_contiguous": Field("flag", translate("GridPlanner", "In one piece")),
        "chief": Field("text", translate("GridPlanner", "Grid chief")),
        "chief_2": Field("text", translate("GridPlanner", "Second chief")),
        "chief_3": Field("text", translate("GridPlanner", "Third chief")),
        "posts": Field("integer", translate("GridPlanner", "Persons in post")),
        "duties": Field("text", translate("GridPlanner", "Who answers for what")),
        "code": Field("text", translate("GridPlanner", "Code")),
        "level_name": Field("text", translate("GridPlanner", "What the level is")),
        "children": Field("integer", translate("GridPlanner", "Areas of the next level")),
        "features": Field("integer", translate("GridPlanner", "Features of the input")),
        "longitude": Field("number", translate("GridPlanner", "Longitude of the centre (°)")),
        "latitude": Field("number", translate("GridPlanner", "Latitude of the centre (°)")),
    }


def _comparison_fields() -> dict[str, Field]:
    return {
        "from_grid": Field("text", translate("GridPlanner", "From grid")),
        "to_grid": Field("text", translate("GridPlanner", "To grid")),
        "grid_before": Field("text", translate("GridPlanner", "Grid before")),
        "grid_after": Field("text", translate("GridPlanner", "Grid after")),
        "matched": Field("flag", translate("GridPlanner", "Lives on")),
        "units_before": Field("integer", translate("GridPlanner", "Units before")),
        "units_after": Field("integer", translate("GridPlanner", "Units after")),
        "units_came": Field("integer", translate("GridPlanner", "Units came")),
        "units_left": Field("integer", translate("GridPlanner", "Units left")),
        "workload_before": Field("number", translate("GridPlanner", "Workload before")),
        "workload_after": Field("number", translate("GridPlanner", "Workload after")),
        "change_pct": Field("number", translate("GridPlanner", "Change (%)"), 1, signed=True),
    }


def _input_fields() -> dict[str, Field]:
    return {
        "name": Field("text", translate("GridPlanner", "Name")),
        "level": Field("integer", translate("GridPlanner", "Level")),
        "zone": Field("text", translate("GridPlanner", "Zone")),
        "dept": Field("text", translate("GridPlanner", "Department")),
        "street_code": Field("text", translate("GridPlanner", "Street office code")),
        "community_code": Field("text", translate("GridPlanner", "Community code")),
        "community_name": Field("text", translate("GridPlanner", "Community")),
        "urban_class": Field("text", translate("GridPlanner", "Urban class")),
        "population": Field("integer", translate("GridPlanner", "Population")),
        "floating": Field("integer", translate("GridPlanner", "Floating population")),
        "barrier_class": Field("text", translate("GridPlanner", "Barrier class")),
        "path_class": Field("text", translate("GridPlanner", "Path class")),
        "rank": Field("integer", translate("GridPlanner", "Rank")),
        "crossable": Field("flag", translate("GridPlanner", "Can be crossed")),
        "penalty": Field("number", translate("GridPlanner", "Penalty")),
        "compound_id": Field("text", translate("GridPlanner", "Compound code")),
        "building_id": Field("text", translate("GridPlanner", "Building code")),
        "use": Field("text", translate("GridPlanner", "Use")),
        "floors": Field("integer", translate("GridPlanner", "Floors")),
        "height_m": Field("number", translate("GridPlanner", "Height (m)")),
        "survey_date": Field("text", translate("GridPlanner", "Survey date")),
        "poi_id": Field("text", translate("GridPlanner", "Point code")),
        "category": Field("text", translate("GridPlanner", "Category")),
        "data_source": Field("text", translate("GridPlanner", "Data source")),
        **_staff_fields(),
    }


def _staff_fields() -> dict[str, Field]:
    return {
        "staff_count": Field("integer", translate("GridPlanner", "Number of staff")),
        "person": Field("text", translate("GridPlanner", "Person")),
        "staff_id": Field("text", translate("GridPlanner", "Staff code")),
        "post": Field("text", translate("GridPlanner", "Post")),
        "shift": Field("text", translate("GridPlanner", "Shift")),
        "capacity": Field("number", translate("GridPlanner", "Capacity")),
        "duty": Field("text", translate("GridPlanner", "Duty")),
        "valid_from": Field("text", translate("GridPlanner", "Valid from")),
        "valid_to": Field("text", translate("GridPlanner", "Valid to")),
    }
