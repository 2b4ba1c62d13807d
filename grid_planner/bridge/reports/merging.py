# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of merged grids: what came out, department by department, crosswalk, how, how even."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...core.merging.changes import atom_borders
from ...core.merging.measures import BAND, FATES, grid_fates
from ...core.merging.moved_borders import moved_borders
from ...core.report.charts.histogram import histogram
from ...core.report.charts.polygon_map import MapClass, polygon_map
from ...core.report.html import Chart, Column, Part, Remark, Report, Section, Table, Tiles
from ...core.report.measure import Measure
from ...core.report.theme import DIVERGING, NEUTRAL
from ...i18n import translate
from ..field_table import field_aliases
from .crosswalk import crosswalk_section
from .departments import PERCENT, department_sections, departments_section, holds_area
from .merging_measures import conflict_names, merging_measures
from .tables import frame_table
from .tolerance import tolerance_charts, tolerance_meaning

if TYPE_CHECKING:
    from ...core.merging.merge import MergedGrids

MOST_CONFLICTS = 20


def merging_report(result: MergedGrids, notes: Sequence[str]) -> Report:
    """Return the chapters on merged grids; `notes`: sentences about them."""
    fates = grid_fates(result.crosswalk)
    sections = [_outcome(result, fates, notes), departments_section(result)]
    sections += department_sections(result, atom_borders(result.atoms.geometry.to_numpy()), fates)
    sections += [crosswalk_section(result), _conflation(result)]
    if len(result.laid.conflicts):
        sections.append(_conflicts(result))
    sections.append(_evenness(result))
    subtitle = translate(
        "GridPlanner", "{before} grids of {departments} departments become {after}"
    )
    counts = {"before": f"{len(fates):,d}", "departments": len(result.departments)}
    return Report(
        translate("GridPlanner", "One grid for all departments"),
        subtitle.format(after=f"{result.figures.grids:,d}", **counts),
        sections,
    )


def _outcome(result: MergedGrids, fates: pd.DataFrame, notes: Sequence[str]) -> Section:
    parts: list[Part] = [_tiles(result, len(fates)), _verdict(result), _map(result)]
    parts += map(Remark, notes)
    return Section(translate("GridPlanner", "What came out"), _in_plain_words(result, fates), parts)


def _tiles(result: MergedGrids, before: int) -> Tiles:
    figures, certificate = result.figures, result.certificate
    violations = figures.violations
    values = {
        "departments": len(result.departments),
        "before": before,
        "grids": figures.grids,
        "max_displacement": figures.max_displacement,
        "across_hard": violations.across_hard,
        "pieces_too_many": violations.pieces_too_many,
        "uncovered": violations.without_grid + certificate.gap_area,
        "overlap": certificate.overlap_area,
        "border_on_department": figures.border_on_department,
        "in_band": figures.in_band,
        "balance_cv": figures.balance_cv,
    }
    if not _has_communities(result):
        del values["across_hard"]
    measures = merging_measures()
    return Tiles([(measures[name], value) for name, value in values.items()])


def _map(result: MergedGrids) -> Chart:
    """Return the grids within the communities, with those that have far too little or too much."""
    grids = result.grids
    load = grids["workload"].to_numpy() / grids["workload"].mean()
    classes = [
        MapClass(translate("GridPlanner", "less than half the mean workload"), DIVERGING[0]),
        MapClass(translate("GridPlanner", "0.5 to 1.5 of the mean"), NEUTRAL),
        MapClass(translate("GridPlanner", "more than 1.5 of the mean"), DIVERGING[-1]),
    ]
    present, place = np.unique(np.digitize(load, BAND), return_inverse=True)
    communities = grids.dropna(subset=["parent_code"]).dissolve("parent_code")
    drawn = polygon_map(
        grids.geometry.to_numpy(),
        place,
        [classes[kind] for kind in present],
        outlines=communities.geometry.to_numpy(),
    )
    return Chart(drawn, translate("GridPlanner", "The new grids; thick lines: communities"))


def _has_communities(result: MergedGrids) -> bool:
    return bool(result.atoms["hard_code"].notna().any())


def _in_plain_words(result: MergedGrids, fates: pd.DataFrame) -> str:
    text = translate(
        "GridPlanner",
        "The {departments} departments had drawn {before} grids over the same town; now there are"
        " {after}, one division for all. {kept} of the old grids go on whole, {split} are split,"
        " {merged} joined with others, {mixed} both, and {dissolved} dissolved. {share} of the"
        " new borders run where a department had one already, and no border was moved by more than"
        " {move} m.",
    )
    counts = fates["fate"].value_counts()
    return text.format(
        departments=len(result.departments),
        before=f"{len(fates):,d}",
        after=f"{result.figures.grids:,d}",
        share=f"{100 * result.figures.border_on_department:.1f}{PERCENT}",
        move=f"{result.figures.max_displacement:.1f}",
        **{fate: f"{int(counts.get(fate, 0)):,d}" for fate in FATES},
    )


def _verdict(result: MergedGrids) -> Remark:
    violations = result.figures.violations
    if result.certificate.valid and not any(vars(violations).values()):
        if _has_communities(result):
            text = translate(
                "GridPlanner",
                "Checked by what did not make them: the grids have no gap and no overlap, each is"
                " in one piece, and none crosses a community.",
            )
        else:
            text = translate(
                "GridPlanner",
                "Checked by what did not make them: the grids have no gap and no overlap, and each"
                " is in one piece.",
            )
        return Remark(text, "good")
    text = translate(
        "GridPlanner",
        "The unified grid breaks a rule: see the figures in red before you use it, and choose more"
        " grids or check the layer of communities.",
    )
    return Remark(text, "bad")


def _conflation(result: MergedGrids) -> Section:
    laid = result.laid
    if laid.suggestion is None:
        text = translate("GridPlanner", "The tolerance of {tolerance} m was given.")
        text, parts = text.format(tolerance=f"{laid.tolerance:g}"), []
    else:
        text = tolerance_meaning(laid.suggestion)
        parts = tolerance_charts(laid.suggestion)
    title = translate("GridPlanner", "How near borders became one")
    return Section(title, text, [*parts, _moves(result)])


def _moves(result: MergedGrids) -> Table:
    """Return how far each department's borders moved, the farthest first."""
    laid, names = result.laid, list(result.departments["department"])
    moved = moved_borders(names, laid.borders, laid.moves, result.grids.crs).groupby("department")
    table = moved.agg(
        count=("distance_m", "size"), length=("length_m", "sum"), farthest=("distance_m", "max")
    )
    columns: list[Column] = [
        field_aliases()["department"],
        Measure(translate("GridPlanner", "Stretches moved")),
        Measure(
            translate("GridPlanner", "Length of these"),
            "m",
            definition=translate(
                "GridPlanner",
                "Each from one junction to the next; where they lie: layer Moved borders.",
            ),
        ),
        Measure(translate("GridPlanner", "Farthest move"), "m", 2),
    ]
    table = table.reindex(names, fill_value=0)
    table = table.sort_values("farthest", ascending=False, kind="stable")
    return Table(columns, [list(row) for row in table.itertuples()])


def _conflicts(result: MergedGrids) -> Section:
    conflicts, words = result.laid.conflicts, conflict_names()
    text = translate(
        "GridPlanner",
        "Places where a department had given the same ground to two of its grids: {count}. The"
        " largest are listed; all stand in the layer of conflicts.",
    )
    shown = conflicts.sort_values("area_m2", ascending=False, kind="stable").head(MOST_CONFLICTS)
    named = shown.assign(kind=shown["kind"].map(words), reason=shown["reason"].map(words))
    columns = ("department", "kind", "kept", "cut", "area_m2", "reason")
    return Section(
        translate("GridPlanner", "Conflicts within departments"),
        text.format(count=f"{len(conflicts):,d}"),
        [frame_table(pd.DataFrame(named), columns)],
    )


def _evenness(result: MergedGrids) -> Section:
    load = result.grids["workload"]
    mean = float(load.mean())
    text = translate(
        "GridPlanner", "Grids with less than half of the mean workload, or more than half above it:"
        " {count} of {grids}.",
    )  # fmt: skip
    outside = int(((load < BAND[0] * mean) | (load > BAND[1] * mean)).sum())
    label = translate("GridPlanner", "{times} × mean")
    chart = Chart(
        histogram(
            load,
            x=_load_measure(result),
            y=Measure(translate("GridPlanner", "Number of grids")),
            limits=(BAND[0] * mean, BAND[1] * mean),
            limit_labels=[label.format(times=f"{times:g}") for times in BAND],
        ),
        translate("GridPlanner", "How the workload is spread over the unified grids"),
    )
    title = translate("GridPlanner", "How even the workload is")
    return Section(title, text.format(count=outside, grids=len(load)), [chart])


def _load_measure(result: MergedGrids) -> Measure:
    if holds_area(result):
        return Measure(translate("GridPlanner", "Area of a grid, as no workload was given"), "m²")
    return Measure(translate("GridPlanner", "Workload of a grid"))
