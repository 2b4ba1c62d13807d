# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on base units: dividing, encoding, classing, measuring."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

ERRORS: Sentences = {
    "TooManyUnits": lambda: translate(
        "GridPlanner",
        "{area_km2} km² in units of {target} m² are about {units} units, but one run makes up to"
        " {limit}: raise the target area, or choose a smaller area such as one district.",
    ),
    "SerialOverflow": lambda: translate(
        "GridPlanner",
        "The area {area} needs {units} serial numbers, but its code has room for {capacity} only:"
        " make larger units, choose a code profile with longer serial numbers, or encode the units"
        " with letters.",
    ),
    "NothingToClassBy": lambda: translate(
        "GridPlanner",
        "There is nothing to classify by: choose at least one layer of buildings, points of"
        " interest or land use, or the field of classes set by hand.",
    ),
    "NothingCounted": lambda: translate(
        "GridPlanner",
        "Nothing that makes work lies in the units ({components} all zero): check that the layers"
        " lie where the units lie and that their fields hold numbers above zero.",
    ),
    "NoComponents": lambda: translate(
        "GridPlanner",
        "There is nothing to measure workload from: choose at least one layer of population,"
        " buildings, points of interest, cases or streets.",
    ),
    "UnitsWithoutShape": lambda: translate(
        "GridPlanner",
        "Some units have no geometry, or one without area ({units}): draw them or leave them out.",
    ),
    "BadAmounts/null": lambda: translate(
        "GridPlanner",
        "The field {quantity}, which is limited, is empty for some units ({units}): fill it in, 0"
        " included, or leave out its limit.",
    ),
    "BadAmounts/negative": lambda: translate(
        "GridPlanner",
        "The field {quantity}, which is limited, is below zero for some units ({units}): correct"
        " it, an amount is zero or more.",
    ),
}

NOTICES: Sentences = {
    "areas_with_one_code": lambda: translate(
        "GridPlanner",
        "Several areas carry the same code ({codes}): their units are numbered in one series.",
    ),
    "area_borders_moved": lambda: translate(
        "GridPlanner",
        "The borders of {count} areas were settled first: laid on barriers along them (moved by up"
        " to {displacement} m) and closed where they left narrow gaps or overlaps. The area {code}"
        " changed most ({change_m2} m²). The output of communities as divided lists every change;"
        " with a snap distance of 0 borders stay as drawn.",
    ),
    "area_code_length": lambda: translate(
        "GridPlanner",
        "Some area codes have another length than {profile} asks for ({codes}): unit codes are the"
        " area code and a serial number.",
    ),
    "exceptions_found": lambda: translate(
        "GridPlanner",
        "Exceptions to look at: {count} ({kinds}). The output {output} shows where and why.",
    ),
    "exceptions_none": lambda: translate(
        "GridPlanner", "There are no exceptions that a planner has to look at."
    ),
    "building_on_area_border": lambda: translate(
        "GridPlanner",
        "A building lies across the border of areas ({shares}): decide to which area it belongs"
        " and correct the border.",
    ),
    "area_below_minimum": lambda: translate(
        "GridPlanner",
        "The area is smaller than the minimum, so it is one unit ({code}, {area_m2} m²).",
    ),
    "unit_below_minimum": lambda: translate(
        "GridPlanner",
        "The unit {code} is smaller than the minimum ({area_m2} m²): it touches no other unit of"
        " its area.",
    ),
    "unit_around_body": lambda: translate(
        "GridPlanner",
        "The unit {code} is larger than the maximum ({area_m2} m²): it holds a compound or building"
        " of {body_m2} m², which may not be cut.",
    ),
    "unit_across_barrier": lambda: translate(
        "GridPlanner",
        "{length_m} m of railway or river run inside the unit {code}: what lies on one side is too"
        " small or too narrow for a unit of its own.",
    ),
    "unit_above_maximum": lambda: translate(
        "GridPlanner",
        "The unit {code} is larger than the maximum ({area_m2} m²): every cut leaves a part below"
        " the minimum, or too narrow.",
    ),
    "area_without_unit": lambda: translate(
        "GridPlanner",
        "The area {code} gets no unit, because other areas cover it or it has no size: correct its"
        " border.",
    ),
    "areas_overlap": lambda: translate(
        "GridPlanner",
        "Areas overlap here by {area_m2} m², which {code} keeps: correct their borders.",
    ),
    "codes_divided": lambda: translate(
        "GridPlanner",
        "{units} units carry a code that another one carries too ({codes}): these codes are"
        " retired and the units got new ones.",
    ),
    "kept_codes_odd": lambda: translate(
        "GridPlanner",
        "{count} codes that stay are not written as {profile} asks ({codes}): check whether your"
        " platform still takes them.",
    ),
    "codes_kept": lambda: translate(
        "GridPlanner", "{kept} units keep their code, {new} units got a new one."
    ),
    "unit_across_streets": lambda: translate(
        "GridPlanner",
        "Some units lie over communities of several streets ({codes}): they are numbered in the"
        " street with the lowest code, decide who is responsible.",
    ),
    "use_unknown": lambda: translate(
        "GridPlanner",
        "{count} of {total} features of the layer {layer} have no use or one that the table of"
        " themes does not know, and were left out ({values}): add these values to the table.",
    ),
    "no_rule_holds": lambda: translate(
        "GridPlanner",
        "For {count} units no rule holds, so they are of the class OTH: end the table of rules"
        " with one that has no condition.",
    ),
    "class_counts": lambda: translate("GridPlanner", "Units of each class: {classes}."),
    "floors_unknown": lambda: translate(
        "GridPlanner",
        "{count} of {total} buildings have no number of floors and count as one floor: fill in the"
        " field floors to weigh them rightly.",
    ),
    "amounts_missing": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} have no value in {field} and count as 0: fill them"
        " in.",
    ),
    "amounts_negative": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} have a value below zero in {field} and count as 0:"
        " correct them.",
    ),
    "component_empty": lambda: translate(
        "GridPlanner",
        "Nothing of {component} lies in the units, so it has no part in the workload: check the"
        " place and coordinate reference system of its layer.",
    ),
    "component_total": lambda: translate(
        "GridPlanner", "{component}: {inside} in the units, {outside} outside."
    ),
    "patrol_total": lambda: translate(
        "GridPlanner",
        "Patrol tours (patrol_m) of {tours} units: {total} m = {inside} m of streets inside"
        " + {border} m on borders (once for each side) + {again} m walked again + {links} m between"
        " separate streets. At best they have {lower} m; a tour is on average at most {gap} % too"
        " long.",
    ),
    "patrol_straight": lambda: translate(
        "GridPlanner",
        "In {count} units separate streets are joined as the crow flies ({length} m there and"
        " back), because no street around them does: check for gaps in the streets.",
    ),
}

UNITS = Subject(
    errors=ERRORS,
    notices=NOTICES,
    information=frozenset(
        {
            "class_counts",
            "codes_kept",
            "component_total",
            "exceptions_found",
            "exceptions_none",
            "patrol_total",
        }
    ),
)
