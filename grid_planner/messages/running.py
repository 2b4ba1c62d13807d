# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences of every run: packages, layers, fields, parameters, results."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

ERRORS: Sentences = {
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
}

NOTICES: Sentences = {
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
    "texts_cut": lambda: translate(
        "GridPlanner",
        "A shapefile holds texts of up to {most} bytes, so those of {count} features were cut:"
        " write a GeoPackage to keep them, codes that are cut can become equal.",
    ),
    "fields_renamed": lambda: translate(
        "GridPlanner",
        "A GeoPackage needs some field names for itself, so fields were renamed ({names}).",
    ),
}

RUNNING = Subject(
    errors=ERRORS, notices=NOTICES, information=frozenset({"compiling_kernels", "computed_in"})
)
