# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentence of every notice, exception and broken rule, by its kind."""

from __future__ import annotations

from collections.abc import Callable

from ..i18n import translate
from .level_notices import LEVEL_NOTICES
from .merging_notices import MERGING_NOTICES
from .staff_notices import STAFF_NOTICES

NOTICES: dict[str, Callable[[], str]] = {
    # rules of a plan
    "GridCountAdjusted": lambda: translate(
        "GridPlanner",
        "The ideal workload asks for {asked} grids; {used} were made, because every separate part"
        " needs at least one and the limits of the workload hold.",
    ),
    "parents_change_their_number": lambda: translate(
        "GridPlanner",
        "{count} of {total} parents have another number of grids than at present ({parents}): a"
        " quota table keeps the numbers, or a stability above 0 and as many grids as now.",
    ),
    "stability_without_current": lambda: translate(
        "GridPlanner",
        "The stability of {stability} has no effect, because no unit that can move is in a current"
        " grid: choose the field of the current grid, or set the stability to 0.",
    ),
    "grids_of_one_heavy_unit": lambda: translate(
        "GridPlanner",
        "{count} grids are one unit each that alone has over {percent} % more workload than wanted"
        " ({grids}); units are not divided. Larger grids or smaller units make the plan more even.",
    ),
    "units_do_not_touch": lambda: translate(
        "GridPlanner",
        "{count} grids are in one piece by their units, but come out as several polygons, because"
        " these units are drawn some centimetres apart: run Audit coverage and close the gaps.",
    ),
    "optimum_known": lambda: translate(
        "GridPlanner",
        "Proved: no plan with as many grids in each part is better by more than {gap} %. {closed}"
        " of {parts} separate parts are at their best.",
    ),
    "optimum_unknown": lambda: translate(
        "GridPlanner",
        "{closed} of {parts} separate parts are proved to be at their best. In {seconds} s nothing"
        " could be said about {open}, so no gap is given: allow more time or ask for smaller"
        " grids.",
    ),
    "finish_stopped": lambda: translate(
        "GridPlanner",
        "The time limit of {seconds} s ended the last improvements, so the plan depends on the"
        " speed of the computer: allow more time for one that does not.",
    ),
    "UnitWithoutGrid": lambda: translate(
        "GridPlanner",
        "Units belong to no grid ({units}): give each one the code of its grid.",
    ),
    "GridAcrossParents": lambda: translate(
        "GridPlanner",
        "The grid {grid} lies in several parents ({parents}): divide it along their border; the"
        " units outside its main parent are {units}.",
    ),
    "GridInPieces": lambda: translate(
        "GridPlanner",
        "The grid {grid} is in {pieces} pieces: give the units apart from the largest ({units}) to"
        " their neighbours, or set a bridge distance for islands.",
    ),
    "GridAcrossBarrier": lambda: translate(
        "GridPlanner",
        "The grid {grid} holds together only across a barrier, which leaves {pieces} pieces: divide"
        " it along the barrier; beyond it lie {units}.",
    ),
    "KeptTogetherSplit": lambda: translate(
        "GridPlanner",
        "The units of {group} shall stay together but are divided among grids ({grids}): put them"
        " into one; those outside the grid that has most of them are {units}.",
    ),
    "GridAboveMaximum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, above the maximum of {limit}: give units"
        " away to its neighbours.",
    ),
    "GridBelowMinimum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, below the minimum of {limit}: take units"
        " from its neighbours.",
    ),
    "QuantityAboveMaximum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has {quantity} of {amount}, above the limit of {limit}: give units away to"
        " its neighbours.",
    ),
    "QuantityBelowMinimum": lambda: translate(
        "GridPlanner",
        "The grid {grid} has {quantity} of {amount}, below the limit of {limit}: take units from"
        " its neighbours.",
    ),
    "GridBeyondTolerance": lambda: translate(
        "GridPlanner",
        "The grid {grid} has a workload of {workload}, {deviation} % off the wanted {wanted}, where"
        " {tolerance} % are allowed: exchange units with its neighbours.",
    ),
    "LockChanged": lambda: translate(
        "GridPlanner",
        "The locked grid {grid} was changed ({units}): give it its units back, or unlock it.",
    ),
    "GridCountMissed": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but there are {got}: split or merge grids.",
    ),
    "QuotaMissed": lambda: translate(
        "GridPlanner",
        "The parent {parent} shall have {asked} grids, but has {got}: split or merge grids there.",
    ),
    "units_are_grids": lambda: translate(
        "GridPlanner",
        "Each of the {count} units is a grid of its own: check whether {field} is the field with"
        " the codes of the grids.",
    ),
    "rules_broken": lambda: translate(
        "GridPlanner", "The plan breaks rules in {count} places ({kinds})."
    ),
    "rules_broken_more": lambda: translate(
        "GridPlanner",
        "{count} more broken rules are not listed here: ask for the output {output} or {other}.",
    ),
    "rules_kept": lambda: translate(
        "GridPlanner", "The plan breaks none of the {count} rules that could be judged."
    ),
    "units_overlap": lambda: translate(
        "GridPlanner",
        "{count} units lie over other units ({units}), so their ground is counted twice: run Repair"
        " coverage first.",
    ),
    # comparing plans
    "nothing_moved": lambda: translate(
        "GridPlanner",
        "No unit moved: both plans divide the units alike.",
    ),
    "grids_renamed": lambda: translate(
        "GridPlanner",
        "{count} grids live on under another code ({codes}); units that stay in them do not count"
        " as moved.",
    ),
    "units_without_grid_before": lambda: translate(
        "GridPlanner",
        "{count} units had no grid before ({units}): they count as moved where they have one now.",
    ),
    "units_without_grid_after": lambda: translate(
        "GridPlanner",
        "{count} units have no grid after ({units}): they count as moved where they had one; give"
        " each one a grid.",
    ),
    # reading and writing
    "geometry_repaired": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} had an invalid geometry and were repaired for this"
        " run ({ids}): check their shape in the layer.",
    ),
    "geometry_missing": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} have no geometry and were left out ({ids}).",
    ),
    "geometry_other": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} are of another kind of geometry and were left out"
        " ({ids}).",
    ),
    "geometry_astray": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} lie where no map of this place reaches and were"
        " left out ({ids}): correct their coordinates.",
    ),
    "layer_empty": lambda: translate(
        "GridPlanner",
        "The layer {layer} has no feature with a usable geometry, so it has no effect: check its"
        " filter and the selection.",
    ),
    "computed_in": lambda: translate(
        "GridPlanner",
        "The layer is in {source}, so lengths and areas are measured in {crs}; the result is given"
        " back in {source}.",
    ),
    "compiling_kernels": lambda: translate(
        "GridPlanner",
        "The first plan on this computer takes some seconds more, because the calculation is"
        " compiled for it; later ones start at once.",
    ),
    "fields_shortened": lambda: translate(
        "GridPlanner",
        "A shapefile holds field names of up to 10 characters, so some were shortened ({names}):"
        " write a GeoPackage to keep them.",
    ),
    "fields_renamed": lambda: translate(
        "GridPlanner",
        "A GeoPackage needs some field names for itself, so fields were renamed ({names}).",
    ),
    # base units
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
    # audit of a coverage
    "findings_found": lambda: translate(
        "GridPlanner", "Findings: {count} ({kinds}). The output {output} shows where."
    ),
    "findings_none": lambda: translate("GridPlanner", "There is no finding."),
    # repair of a coverage
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
    # codes of units
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
    # classes of units
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
    # workload
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
    # patrol
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
    "priority_compared": lambda: translate(
        "GridPlanner",
        "With the priority {priority}: coefficient of variation of the workload {cv} %, {cut} % of"
        " unit borders are grid borders.",
    ),
    "between_priorities": lambda: translate(
        "GridPlanner",
        "Between two priorities: coefficient of variation of the workload {cv} %, {cut} % of unit"
        " borders are grid borders.",
    ),
    **STAFF_NOTICES,
    **LEVEL_NOTICES,
    **MERGING_NOTICES,
}

FACTS_ONLY = frozenset(
    {
        "between_priorities",
        "class_counts",
        "codes_kept",
        "compiling_kernels",
        "component_total",
        "computed_in",
        "exceptions_found",
        "exceptions_none",
        "findings_found",
        "findings_none",
        "grids_of_one_heavy_unit",
        "grids_renamed",
        "nothing_moved",
        "level_total",
        "nothing_to_repair",
        "patrol_total",
        "priority_compared",
        "rules_kept",
        "tolerance_none",
        "tolerance_valley",
    }
)  # notices that ask nothing of the user: plain information
