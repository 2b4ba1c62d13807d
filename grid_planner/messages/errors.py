# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentence of every error: what is wrong, where, and what to do next.

The key is the name of the class in `core.errors`; where one fact decides between sentences, its
value follows after a slash (`explain.VARIANTS`). The language is known only at run time, so the
texts are made when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from ..i18n import translate

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
        "This tool needs Python packages that QGIS does not have yet: {packages}; where the package"
        " manager has shapely 2, install python3-geopandas, python3-scipy, python3-rtree and"
        " python3-matplotlib with it and start QGIS again; else (Debian 12, Ubuntu 22.04) run:"
        " /usr/bin/python3 -m venv --system-site-packages ~/grid_planner_env, then:"
        ' ~/grid_planner_env/bin/pip install {install} "numpy<2", and start QGIS with:'
        " PYTHONPATH=$(echo ~/grid_planner_env/lib/python3*/site-packages) qgis (see the README).",
    ),
    "NotTheWantedType/number": lambda: translate(
        "GridPlanner",
        "The field {field} of the layer {layer} does not hold numbers: choose a numeric field or"
        " convert it with the field calculator.",
    ),
    "ResultNotWritten": lambda: translate(
        "GridPlanner",
        "{output} cannot be written to {place} ({reason}): check that the folder exists and may be"
        " written to, that the file is not open elsewhere, and that the disk has room.",
    ),
    "OneFileForTwo": lambda: translate(
        "GridPlanner",
        "{output} and {other} would be written to one file ({place}), where one deletes the other:"
        " choose another file for one of them.",
    ),
    "InputsInTheWay": lambda: translate(
        "GridPlanner",
        "{output} would replace the file {place}, which holds an input and other layers: choose"
        " another file.",
    ),
    "WrongGeometry": lambda: translate(
        "GridPlanner",
        "{parameter} takes {wanted}, which the layer {layer} does not hold: choose another layer.",
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
        "The layer {layer} has no field {field}: choose one of its fields. In a file of several"
        " layers check that the right one is open (file.gpkg|layername=…).",
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
    "EmptyTable": lambda: translate(
        "GridPlanner",
        "The table {layer} has no row: check its filter and the selection, or choose another one.",
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
    "BadTable/missing": lambda: translate(
        "GridPlanner",
        "The table {file} cannot be opened: choose an existing CSV file or leave the parameter"
        " empty.",
    ),
    "BadTable/encoding": lambda: translate(
        "GridPlanner",
        "The table {file} cannot be read as text: save it as CSV in {allowed}.",
    ),
    "BadTable/empty": lambda: translate(
        "GridPlanner",
        "The table {file} holds no line: write one line for each rule under the head {allowed}.",
    ),
    "BadTable/columns": lambda: translate(
        "GridPlanner",
        "The head of the table {file} (line {line}) is {found}, but must have the columns"
        " {allowed}: correct it, with commas between them.",
    ),
    "BadTable/cells": lambda: translate(
        "GridPlanner",
        "Line {line} of the table {file} has more cells than the head ({allowed}): put cells that"
        " hold a comma between quotes.",
    ),
    "BadTable/value": lambda: translate(
        "GridPlanner",
        "In line {line} of the table {file}, column {column} is {found}, which cannot be used:"
        " write it with {allowed}.",
    ),
    "BadTable/twice": lambda: translate(
        "GridPlanner",
        "In line {line} of the table {file}, column {column} is {found}, which stands in an earlier"
        " line already: give every line its own.",
    ),
    "ClusterUnavailable/package": lambda: translate(
        "GridPlanner",
        "The Dask cluster {address} cannot be used because the package dask[distributed] is"
        " missing: install it for the Python that QGIS uses, or leave the address empty.",
    ),
    "ClusterUnavailable/connection": lambda: translate(
        "GridPlanner",
        "The Dask cluster {address} does not answer: start its scheduler, correct the address, or"
        " leave it empty.",
    ),
    "LimitsOutOfOrder": lambda: translate(
        "GridPlanner",
        "The limits of the area are out of order (minimum {minimum} m², target {target} m²,"
        " maximum {maximum} m²): the minimum must not exceed the target, nor the target the"
        " maximum.",
    ),
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
    "BadWorkload/null": lambda: translate(
        "GridPlanner",
        "The workload of some units is empty ({units}): fill it in, 0 included, or run Measure"
        " workload first.",
    ),
    "BadWorkload/huge": lambda: translate(
        "GridPlanner",
        "The workload of some units is too large to be meant ({units}): correct it, tables fill"
        " such numbers in where there is no value.",
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
        "It is not known how many grids to make: enter a number of grids, a quota table, an ideal"
        " workload or the field of the current grid.",
    ),
    "TooManyGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but there are only {units} units (or groups kept together)"
        " to give out ({where}): ask for fewer grids or make smaller units.",
    ),
    "LocksLeaveNoRoom": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but with {locked} locked grids there can be {needed} to"
        " {possible} ({where}): change the number, or unlock grids.",
    ),
    "TooFewGrids": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but {needed} are needed because every separate part needs"
        " at least one ({where}; areas in several parts first): ask for more grids, leave out"
        " borders, or set a bridge distance for islands.",
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
    "BadLimit/text": lambda: translate(
        "GridPlanner",
        "The limit {entry} cannot be read: write the name of the quantity, = and the least and the"
        " most of it with two dots between, one of which may be left out, like {example}.",
    ),
    "BadLimit/twice": lambda: translate(
        "GridPlanner",
        "The limit {entry} is for a quantity that was limited before: write both ends in one, like"
        " {example}.",
    ),
    "BadLimit/crossed": lambda: translate(
        "GridPlanner",
        "In the limit {entry} the least exceeds the most: exchange or correct them, like"
        " {example}.",
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
    "UnitAboveLimit": lambda: translate(
        "GridPlanner",
        "Some units (or groups kept together) alone exceed the most of {quantity} that a grid may"
        " hold, {maximum} ({units}): raise the limit or split these units.",
    ),
    "TooMuchForGrids": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot stay within {quantity} of {maximum} each ({where}): there are {total}"
        " and room for {room}, so ask for at least {needed} grids or raise the limit.",
    ),
    "TooLittleForGrids": lambda: translate(
        "GridPlanner",
        "{grids} grids cannot all reach {quantity} of {minimum} ({where}): there are {total} and"
        " {demand} would be needed, so ask for at most {possible} grids or lower the limit.",
    ),
    "LimitsExcludeEachOther": lambda: translate(
        "GridPlanner",
        "No number of grids suits {where}: with {above} there must be at least {needed}, with"
        " {below} at most {possible}, so widen one of the two limits.",
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
        "No plan of {grids} grids within the limits ({limits}) was found, {broken} is beyond them"
        " and the hard places are {where}: widen the limits, change the number of grids there, or"
        " divide heavy units.",
    ),
    "PlanBreaksRules": lambda: translate(
        "GridPlanner",
        "The check of the finished plan found broken rules, so nothing was written; please report"
        " this with your data: {rules}",
    ),
    "NoStaffMatches": lambda: translate(
        "GridPlanner",
        "None of the {count} rows of the staff table names a grid of the layer (there: {codes}; in"
        " the layer: {examples}): choose the fields that hold the same codes.",
    ),
    "NoLevels": lambda: translate(
        "GridPlanner",
        "Nothing says which levels to sum up by: choose the fields of the levels, or a code whose"
        " first digits name them.",
    ),
    "TooManyDepartments": lambda: translate(
        "GridPlanner",
        "{count} layers are more than can be merged at once ({most}): leave some out, or merge part"
        " of them first and take the result as one layer.",
    ),
    "GridsOverlapEachOther": lambda: translate(
        "GridPlanner",
        "The {grids} grids of the layer {layer} overlap in {count} pairs (e.g. {example}), so they"
        " do not divide the ground: check whether they belong to several levels or dates, and"
        " choose one of them.",
    ),
}
