# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences on merging the grids of departments."""

from __future__ import annotations

from ..i18n import translate
from .sentences import Sentences, Subject

ERRORS: Sentences = {
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
    "FewerGridsThanParts": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but {needed} are needed, because communities and ground"
        " apart need one each ({where}): ask for more grids.",
    ),
    "MoreGridsThanPieces": lambda: translate(
        "GridPlanner",
        "{asked} grids were asked for, but the borders of the departments give only {pieces} pieces"
        " of ground to make them of ({where}): ask for fewer grids.",
    ),
    "SeveralAdopted": lambda: translate(
        "GridPlanner",
        "Only one department's grid can be adopted whole, but several have the weight inf"
        " ({departments}): give the others a number.",
    ),
}

NOTICES: Sentences = {
    "tolerance_valley": lambda: translate(
        "GridPlanner",
        "Borders nearer to each other than {tolerance} m were taken for one: beyond, distances"
        " between the borders of the layers are rare.",
    ),
    "tolerance_elbow": lambda: translate(
        "GridPlanner",
        "Borders nearer to each other than {tolerance} m were taken for one: there the distances"
        " between the borders of the layers become rare, though there is no clear gap; set the"
        " tolerance yourself if you know how exactly the layers were drawn.",
    ),
    "tolerance_none": lambda: translate(
        "GridPlanner",
        "The borders of the layers are equal or have nothing in common, so only those nearer to"
        " each other than {tolerance} m were taken for one.",
    ),
    "conflicts_settled": lambda: translate(
        "GridPlanner",
        "{duplicates} grids of departments were drawn twice and count once; in {count} places"
        " ({area_m2} m²) a department had given ground to two of its grids, which was settled by"
        " what the borders of the others say: look at the list of conflicts.",
    ),
    "slivers_left": lambda: translate(
        "GridPlanner",
        "{count} narrow pieces stay: they are grids of a department, or borders lie farther apart"
        " there than the tolerance of {tolerance} m.",
    ),
    "adopted_as_it_is": lambda: translate(
        "GridPlanner",
        "The grids of {department} were adopted as they are, so the number of grids and the maximum"
        " workload were not used: give a number as its weight to have grids divided anew.",
    ),
    "grids_above_maximum": lambda: translate(
        "GridPlanner",
        "{count} of {total} grids have more than the maximum workload of {maximum}: they are single"
        " pieces of ground that no border divides, or more grids are needed than were asked for.",
    ),
    "grid_codes_retired": lambda: translate(
        "GridPlanner",
        "{count} codes of the grids of before are no longer used, and were not given to other"
        " grids ({codes}).",
    ),
    "grids_across_communities": lambda: translate(
        "GridPlanner",
        "{count} grids lie over several communities and have community digits from 601 on"
        " ({codes}): choose a layer of communities to keep grids inside them.",
    ),
}

MERGING = Subject(
    ERRORS, NOTICES, frozenset({"grid_codes_retired", "tolerance_none", "tolerance_valley"})
)
