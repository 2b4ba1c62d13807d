# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentence of every error and notice: what happened, where, and what to do next.

A sentence is looked up by the class name of an error or the kind of a notice. Where one fact
decides between sentences (`VARIANTS`), its value follows after a slash. The texts are made when
they are asked for, because the language is known only at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from numbers import Integral, Real

from .core.errors import (
    GridPlannerError,
    MissingPackages,
    Notice,
    OutOfRange,
    PlanBreaksRules,
)
from .i18n import translate

LISTED = 5  # how many codes a sentence names before it only counts the rest

NAMES = frozenset({"layer", "other", "field", "parameter", "output"})  # facts that have labels

VARIANTS = {
    "MissingPackages": "platform",
    "BadWorkload": "problem",
    "KeptTogetherApart": "reason",
    "NotTheWantedType": "wanted",
}

ERRORS: dict[str, Callable[[], str]] = {
    "MissingPackages/windows": lambda: translate(
        "GridPlanner",
        "This tool needs Python packages that QGIS does not have yet: {packages}; open the OSGeo4W"
        " Shell, run: python -m pip install --user {install} and start QGIS again.",
    ),
    "MissingPackages/macos": lambda: translate(
        "GridPlanner",
        "This tool needs Python packages that QGIS does not have yet: {packages}; open a terminal,"
        " run: /Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {install}"
        " and start QGIS again.",
    ),
    "MissingPackages/linux": lambda: translate(
        "GridPlanner",
        "This tool needs Python packages that QGIS does not have yet: {packages}; install them for"
        " the Python that QGIS uses, with the package manager (python3-geopandas, python3-scipy,"
        " python3-rtree, python3-matplotlib) or with: python3 -m pip install --user {install} and"
        " start QGIS again.",
    ),
    "NotTheWantedType/number": lambda: translate(
        "GridPlanner",
        "The field {field} of the layer {layer} does not hold numbers: choose a numeric field or"
        " convert it with the field calculator.",
    ),
    "ResultNotWritten": lambda: translate(
        "GridPlanner",
        "The layer {output} cannot be written to {place} ({reason}): check that the folder exists,"
        " that the file is not open elsewhere, and that the disk has room.",
    ),
    "MissingCrs": lambda: translate(
        "GridPlanner",
        "The layer {layer} has no coordinate reference system: set the right one in its properties"
        " (Source) and run again.",
    ),
    "CoordinatesOutsideCrs": lambda: translate(
        "GridPlanner",
        "The coordinates of the layer {layer} ({x}, {y}) cannot lie in its coordinate reference"
        " system {crs}: set the right one in its properties (Source) and run again.",
    ),
    "EmptyInput": lambda: translate(
        "GridPlanner",
        "The layer {layer} has no feature with a usable geometry: check its filter and the"
        " selection, or choose another layer.",
    ),
    "InputsApart": lambda: translate(
        "GridPlanner",
        "The layers {layer} and {other} do not overlap anywhere: check that both have the right"
        " coordinate reference system and cover the same place.",
    ),
    "MissingField": lambda: translate(
        "GridPlanner",
        "The layer {layer} has no field {field}: choose one of its fields.",
    ),
    "MissingCodes": lambda: translate(
        "GridPlanner",
        "{count} features of the layer {layer} have no code in the field {field}: fill it in or"
        " choose another field.",
    ),
    "DuplicateCodes": lambda: translate(
        "GridPlanner",
        "In the layer {layer} several features carry the same code in the field {field} ({codes}):"
        " make the codes unique or choose another field.",
    ),
    "OutOfRange": lambda: translate(
        "GridPlanner",
        "{parameter} is {value}, but must be {range}: enter a value in this range.",
    ),
    "UnknownOption": lambda: translate(
        "GridPlanner",
        "{parameter} is {value}, which is not an option: choose one of {options}.",
    ),
    "BadText": lambda: translate(
        "GridPlanner",
        "{parameter} cannot be read ({value}): write it like {example}.",
    ),
    "LimitsOutOfOrder": lambda: translate(
        "GridPlanner",
        "The limits of the area are out of order (minimum {minimum} m², target {target} m²,"
        " maximum {maximum} m²): the minimum must not exceed the target, nor the target the"
        " maximum.",
    ),
    "SerialOverflow": lambda: translate(
        "GridPlanner",
        "The area {area} gets {units} units, but its code has room for {capacity} only: raise the"
        " target area or choose a code profile with longer serial numbers.",
    ),
    "NoComponents": lambda: translate(
        "GridPlanner",
        "There is nothing to measure workload from: choose at least one layer of population,"
        " buildings, points of interest, cases or streets.",
    ),
    "UnitsWithoutShape": lambda: translate(
        "GridPlanner",
        "Some units have no geometry ({units}): draw them or leave them out.",
    ),
    "BadWorkload/null": lambda: translate(
        "GridPlanner",
        "The workload of some units is empty ({units}): fill it in, 0 included, or run Measure"
        " workload first.",
    ),
    "BadWorkload/negative": lambda: translate(
        "GridPlanner",
        "The workload of some units is below zero ({units}): correct it, a workload is zero or"
        " more.",
    ),
    "BadWorkload/zero": lambda: translate(
        "GridPlanner",
        "The workload of all units is zero: choose another workload field, or none to balance"
        " the area.",
    ),
    "NoGridCount": lambda: translate(
        "GridPlanner",
        "It is not known how many grids to make: enter a number of grids, a quota table or an"
        " ideal workload.",
    ),
    "TooManyGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but there are only {units} units (or groups kept together)"
        " to give out ({where}): ask for fewer grids or make smaller units.",
    ),
    "TooFewGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but {needed} are needed because every separate part needs"
        " at least one ({where}): ask for more grids, leave out borders, or set a bridge distance"
        " for islands.",
    ),
    "QuotaWithoutFields": lambda: translate(
        "GridPlanner",
        "It is not known how to read the quota table: choose the parent field of the units, and in"
        " the table the field with the code of the parent and the field with the number of grids.",
    ),
    "UnknownQuotaParent": lambda: translate(
        "GridPlanner",
        "The quota table names parents that no unit has ({parents}): correct the codes in the"
        " table or in the parent field of the units.",
    ),
    "ParentWithoutQuota": lambda: translate(
        "GridPlanner",
        "The quota table has no row for parents that have units ({parents}): add a row for each.",
    ),
    "BadQuota": lambda: translate(
        "GridPlanner",
        "The quota of some parents is not a whole number above zero ({parents}): correct the"
        " table.",
    ),
    "QuotaSumDiffers": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but the quota adds up to {total}: correct one of them, or"
        " set the number of grids to 0 to follow the quota.",
    ),
    "WorkloadLimitsCrossed": lambda: translate(
        "GridPlanner",
        "The minimum workload of a grid ({minimum}) exceeds the maximum ({maximum}): exchange or"
        " correct them.",
    ),
    "LockedGridApart": lambda: translate(
        "GridPlanner",
        "The locked grid {grid} is in {pieces} pieces: unlock it, mend it, or set a bridge"
        " distance.",
    ),
    "LockNeedsCurrent": lambda: translate(
        "GridPlanner",
        "Units are locked, but it is not known to which grid they belong: choose the field of the"
        " current grid, or leave the lock field out.",
    ),
    "KeptTogetherApart/parents": lambda: translate(
        "GridPlanner",
        "The units of {group} must stay together but lie in different parents: give them one"
        " parent or take them out of the group.",
    ),
    "KeptTogetherApart/pieces": lambda: translate(
        "GridPlanner",
        "The units of {group} must stay together but do not touch each other: take the separate"
        " ones out of the group, or set a bridge distance.",
    ),
    "KeptTogetherApart/locked": lambda: translate(
        "GridPlanner",
        "Some units of {group}, which must stay together, are in a locked grid and some are not:"
        " unlock the grid or take units out of the group.",
    ),
    "UnitTooHeavy": lambda: translate(
        "GridPlanner",
        "Some units (or groups kept together) alone exceed the maximum workload of {maximum}"
        " ({units}): raise the maximum or split these units.",
    ),
    "MaximumUnreachable": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot stay under the maximum workload of {maximum} ({where}): ask for at"
        " least {needed} grids or raise the maximum.",
    ),
    "MinimumUnreachable": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot all reach the minimum workload of {minimum} ({where}): ask for at"
        " most {possible} grids or lower the minimum.",
    ),
    "LimitsNotMet": lambda: translate(
        "GridPlanner",
        "No plan of {grids} grids within the limits (minimum {minimum}, maximum {maximum}) was"
        " found: widen the limits, change the number of grids, or allow more time.",
    ),
    "PlanBreaksRules": lambda: translate(
        "GridPlanner",
        "The check of the finished plan found broken rules, so nothing was written; please report"
        " this with your data: {rules}",
    ),
}

NOTICES: dict[str, Callable[[], str]] = {
    # rules of a plan
    "GridCountAdjusted": lambda: translate(
        "GridPlanner",
        "The ideal workload asks for {asked} grids; {used} were made, because every separate part"
        " needs at least one and the limits of the workload hold.",
    ),
    "UnitWithoutGrid": lambda: translate(
        "GridPlanner",
        "Units belong to no grid ({units}): give each one the code of its grid.",
    ),
    "GridAcrossParents": lambda: translate(
        "GridPlanner",
        "The grid {grid} lies in several parents ({parents}): divide it along their border.",
    ),
    "GridInPieces": lambda: translate(
        "GridPlanner",
        "The grid {grid} is in {pieces} pieces: give the separate units to their neighbours, or"
        " set a bridge distance for islands.",
    ),
    "GridAcrossBarrier": lambda: translate(
        "GridPlanner",
        "The grid {grid} holds together only across a barrier, without it there are {pieces}"
        " pieces: divide it along the barrier.",
    ),
    "KeptTogetherSplit": lambda: translate(
        "GridPlanner",
        "The units of {group} shall stay together but are divided among grids ({grids}): put them"
        " into one.",
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
    "computed_in": lambda: translate(
        "GridPlanner",
        "The layer is in {source}, so lengths and areas are measured in {crs}; the result is given"
        " back in {source}.",
    ),
    "fields_shortened": lambda: translate(
        "GridPlanner",
        "A shapefile holds field names of up to 10 characters, so some were shortened ({names}):"
        " write a GeoPackage to keep them.",
    ),
    # base units
    "areas_with_one_code": lambda: translate(
        "GridPlanner",
        "Several areas carry the same code ({codes}): their units are numbered in one series.",
    ),
    "area_code_length": lambda: translate(
        "GridPlanner",
        "Some area codes have another length than {profile} asks for ({codes}): unit codes are the"
        " area code and a serial number.",
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
        "The unit {code} is smaller than the minimum ({area_m2} m²): no neighbour could take it"
        " without exceeding the maximum.",
    ),
    "unit_above_maximum": lambda: translate(
        "GridPlanner",
        "The unit {code} is larger than the maximum ({area_m2} m²): its compound or building may"
        " not be cut.",
    ),
    "areas_overlap": lambda: translate(
        "GridPlanner",
        "Areas overlap here by {area_m2} m², which {code} keeps: correct their borders.",
    ),
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
}

FACTS_ONLY = frozenset(
    {"computed_in", "component_total"}
)  # notices that ask nothing of the user: plain information


def explain(problem: GridPlannerError | Notice, labels: Mapping[str, str] | None = None) -> str:
    """Put an error or notice into the user's words.

    `labels` gives the words the user sees for names of parameters and fields.
    """
    if isinstance(problem, Notice):
        name, table = problem.kind, NOTICES
    else:
        name, table = type(problem).__name__, ERRORS
    if name in VARIANTS:
        name = f"{name}/{problem.facts[VARIANTS[name]]}"
    words = {
        key: say(value, labels if key in NAMES else None) for key, value in problem.facts.items()
    }
    if isinstance(problem, OutOfRange):
        words["range"] = _range(problem.facts)
    if isinstance(problem, MissingPackages):
        words["packages"] = _packages(problem.facts["packages"])
    if isinstance(problem, PlanBreaksRules):
        words["rules"] = _rules(problem.facts["rules"])
    if "where" in words:
        words["where"] = words["where"] or translate("GridPlanner", "in the whole area")
    return table[name]().format(**words)


def say(value: object, labels: Mapping[str, str] | None = None) -> str:
    """Write a fact: a code as it is, a number shortly, a list with its first members."""
    if isinstance(value, str):
        return (labels or {}).get(value, value)
    if value is None:
        return "–"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return f"{float(value):,.6g}"
    if isinstance(value, Mapping):
        value = [f"{say(key, labels)}: {say(item, labels)}" for key, item in value.items()]
    if hasattr(value, "__iter__"):
        return _listing([say(item, labels) for item in value])
    return str(value)


def _listing(words: list[str]) -> str:
    more = len(words) - LISTED
    shown = ", ".join(words[:LISTED])
    if more <= 0:
        return shown
    return translate("GridPlanner", "{shown} and {more} more").format(shown=shown, more=more)


def _range(facts: Mapping[str, object]) -> str:
    low, high = facts.get("minimum"), facts.get("maximum")
    if high is None:
        return translate("GridPlanner", "{low} or more").format(low=say(low))
    if low is None:
        return translate("GridPlanner", "{high} or less").format(high=say(high))
    return translate("GridPlanner", "between {low} and {high}").format(low=say(low), high=say(high))


def _rules(rules: Iterable[Mapping[str, object]]) -> str:
    """Put broken rules into words, each as the evaluation of a plan would."""
    sentences = [explain(Notice(str(facts["rule"]), facts)) for facts in rules]
    return " ".join(sentences[:LISTED])


def _packages(packages: Iterable[tuple[str, str, str]]) -> str:
    words = []
    for name, found, wanted in packages:
        text = f"{name} >= {wanted}" if wanted else name
        if found:
            text = translate("GridPlanner", "{package} (found {version})").format(
                package=text, version=found
            )
        words.append(text)
    return ", ".join(words)
