# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of a diagnosis: fragments, distances between borders, departments in pairs, layers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...core.report.charts.line_map import Lines, line_map
from ...core.report.charts.matrix import matrix
from ...core.report.charts.polygon_map import MapClass, polygon_map
from ...core.report.html import Chart, Column, Part, Report, Section, Table, Tiles
from ...core.report.measure import Measure, percent
from ...core.unions import coverage_union
from ...i18n import translate
from ..field_table import field_aliases
from .tolerance import tolerance_charts, tolerance_meaning

if TYPE_CHECKING:
    from ...core.arrays import Floats, Geometries
    from ...core.merging.diagnose import Diagnosis

MOST_CLASSES = 6  # of the map of fragments
STEPS = ("#f2f6fa", "#d6e4f1", "#b5d0e7", "#8fb9da", "#689fcb", "#4384bb")
ALONE, TWO, MORE = "#e5701d", "#86bce0", "#1f6fb2"
FINE = 5000  # fragments from which on their outlines would cover the map


def diagnosis_report(result: Diagnosis) -> Report:
    """Return the chapters on the departments' grids as they are."""
    departments = len(result.layers)
    subtitle = translate("GridPlanner", "{grids} grids of {departments} departments")
    first: list[Part] = [_tiles(result), _fragment_map(result)]
    near = [*tolerance_charts(result.suggestion), _border_map(result)]
    sections = [
        Section(translate("GridPlanner", "What was found"), _in_plain_words(result), first),
        Section(
            translate("GridPlanner", "Which borders are one"),
            tolerance_meaning(result.suggestion),
            near,
        ),
    ]
    if departments > 1:
        sections.append(_pairs(result))
    sections.append(_layers(result))
    return Report(
        translate("GridPlanner", "Grids of the departments as they are"),
        subtitle.format(grids=f"{int(result.layers['grids'].sum()):,d}", departments=departments),
        sections,
    )


def _tiles(result: Diagnosis) -> Tiles:
    fragments, borders = result.fragments, result.boundaries
    several = borders["length_m"][borders["departments"] > 1].sum() / borders["length_m"].sum()
    wide = Measure(
        translate("GridPlanner", "Suggested tolerance"),
        "m",
        1,
        translate("GridPlanner", "Borders nearer to each other than this are taken for one."),
    )
    slivers = Measure(
        translate("GridPlanner", "Slivers"),
        definition=translate(
            "GridPlanner",
            "Fragments too narrow or too small to be meant: two drawings of one border.",
        ),
    )
    shared = percent(
        translate("GridPlanner", "Borders of several departments"),
        translate("GridPlanner", "Share of the length of all borders, near ones taken for one."),
    )
    return Tiles(
        [
            (Measure(translate("GridPlanner", "Departments")), len(result.layers)),
            (Measure(translate("GridPlanner", "Grids of all departments")), _grids(result)),
            (_fragments(), len(fragments)),
            (slivers, int(fragments["sliver"].sum())),
            (shared, several),
            (wide, result.suggestion.tolerance),
        ]
    )


def _grids(result: Diagnosis) -> int:
    return int(result.layers["grids"].sum())


def _fragments() -> Measure:
    return Measure(
        translate("GridPlanner", "Fragments"),
        definition=translate(
            "GridPlanner", "Pieces that all borders as drawn cut the ground into."
        ),
    )


def _in_plain_words(result: Diagnosis) -> str:
    text = translate(
        "GridPlanner",
        "A department has {mean} grids on average, but the borders of all {departments} cut the"
        " ground into {fragments} fragments: {slivers} of these are slivers, which only show that"
        " the same border was drawn several times, a little apart.",
    )
    return text.format(
        mean=f"{_grids(result) / len(result.layers):,.0f}",
        departments=len(result.layers),
        fragments=f"{len(result.fragments):,d}",
        slivers=f"{int(result.fragments['sliver'].sum()):,d}",
    )


def _fragment_map(result: Diagnosis) -> Chart:
    """Return the fragments by the number of departments that have a grid there.

    Slivers would be seen on no map, but their outlines cover it.
    """
    wide = ~result.fragments["sliver"]
    fragments = result.fragments[wide if wide.any() else slice(None)]
    number = fragments["departments"].to_numpy()
    width = int(np.ceil((number.max() + 1 - number.min()) / MOST_CLASSES))
    place = (number - number.min()) // width
    present, place = np.unique(place, return_inverse=True)
    firsts = number.min() + width * present
    labels = [f"{a}" if width == 1 else f"{a} … {a + width - 1}" for a in firsts.tolist()]
    colours = [STEPS[step - present.max() - 1] for step in present]  # the most is the darkest
    return Chart(
        polygon_map(
            fragments.geometry.to_numpy(),
            place,
            [MapClass(label, colour) for label, colour in zip(labels, colours)],
            legend_title=translate("GridPlanner", "Departments"),
            edge_width=0.25 if len(fragments) < FINE else 0.1,
        ),
        translate("GridPlanner", "Fragments, by the number of departments that have a grid there"),
    )


def _border_map(result: Diagnosis) -> Chart:
    """Return the borders by the number of departments that share them."""
    number = result.boundaries["departments"]
    thick, thin = (1.4, 0.8) if len(number) < FINE else (0.6, 0.4)
    kinds = [
        (translate("GridPlanner", "of three or more"), MORE, number > 2, thick),
        (translate("GridPlanner", "of two"), TWO, number == 2, thin),
        (translate("GridPlanner", "of one department"), ALONE, number == 1, thin),
    ]
    shapes = result.boundaries.geometry.to_numpy()
    lines = [Lines(label, colour, _pieces(shapes[of]), width) for label, colour, of, width in kinds]
    return Chart(
        line_map([coverage_union(result.fragments.geometry.to_numpy())], lines),
        translate("GridPlanner", "Borders, by the number of departments that share them"),
    )


def _pieces(lines: Geometries) -> Floats:
    """Return the straight pieces `(n, 2, 2)` of the `lines`."""
    places, line = shapely.get_coordinates(lines, return_index=True)
    within = line[:-1] == line[1:]
    return np.stack([places[:-1][within], places[1:][within]], axis=1)


def _pairs(result: Diagnosis) -> Section:
    text = translate(
        "GridPlanner",
        "Each row is a department; its columns are the departments by the numbers of the rows.",
    )
    overlap = percent(translate("GridPlanner", "Ground that the other has, too"))
    agreement = percent(translate("GridPlanner", "Border that the other has, too"))
    nested = percent(translate("GridPlanner", "Grids within one of the other's"))
    charts = [
        _matrix(
            result, "overlap_share", overlap,
            translate("GridPlanner", "How much of the ground of each department the others have"),
        ),
        _matrix(
            result, "agreement", agreement,
            translate("GridPlanner", "How much of the border of each department the others have"),
        ),
        _matrix(
            result, "nested_share", nested,
            translate("GridPlanner", "How many grids of each department lie in one of another's"),
        ),
    ]  # fmt: skip
    return Section(translate("GridPlanner", "The departments in pairs"), text, charts)


def _matrix(result: Diagnosis, column: str, value: Measure, caption: str) -> Chart:
    names = list(result.layers["department"])
    table = result.matrix.pivot(index="department", columns="other", values=column)
    shares = table.reindex(index=names, columns=names).to_numpy(float)
    return Chart(matrix(names, shares, value=replace(value, digits=0)), caption)


def _layers(result: Diagnosis) -> Section:
    """Return what each department's own grids are like, gaps only where a boundary was given."""
    measures = {
        "grids": Measure(translate("GridPlanner", "Number of grids")),
        "area_m2": Measure(translate("GridPlanner", "Area"), "m²"),
        "overlap_m2": Measure(
            translate("GridPlanner", "Overlap"),
            "m²",
            definition=translate("GridPlanner", "Ground that several of its grids have."),
        ),
        "gap_m2": Measure(
            translate("GridPlanner", "Gap"),
            "m²",
            definition=translate(
                "GridPlanner",
                "Ground that none of its grids has: in the boundary, else in between.",
            ),
        ),
        "duplicates": Measure(translate("GridPlanner", "Grids drawn twice")),
    }
    columns: list[Column] = [field_aliases()["department"], *measures.values()]
    rows = result.layers[["department", *measures]].to_numpy(object).tolist()
    title = translate("GridPlanner", "Each department by itself")
    return Section(title, parts=[Table(columns, rows)])
