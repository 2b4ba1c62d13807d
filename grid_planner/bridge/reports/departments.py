# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapters of a merging report on the departments: all side by side, then each with its map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from ...core.merging.changes import AtomBorders, border_fates, grid_changes
from ...core.merging.measures import FATES
from ...core.report.charts.line_map import Lines, line_map
from ...core.report.html import Chart, Column, Section, Table
from ...core.report.measure import Measure
from ...core.unions import coverage_union
from ...i18n import translate
from ..field_table import field_aliases
from .merging_measures import department_measures, relation_names

if TYPE_CHECKING:
    from ...core.merging.merge import MergedGrids

MOST_MAPS = 12  # departments with a chapter of their own
MOST_CHANGES = 10  # rows of each
MOST_SHARES = 4  # unified grids named for one old one
PERCENT = "\N{NO-BREAK SPACE}%"
SEEN = 0.005  # share that is more than 0 %
KEPT, GIVEN_UP, FRESH = "#1f6fb2", "#e5701d", "#8f999f"
COMPARED = (
    "grids", *FATES, "border_kept", "grids_nested", "variation_of_information",
)  # fmt: skip
FINE = 300  # unified grids, from which on lines are thinner


def departments_section(result: MergedGrids) -> Section:
    """Return the chapter on all departments side by side."""
    measures = department_measures()
    columns: list[Column] = [field_aliases()["department"], *(measures[name] for name in COMPARED)]
    rows = result.departments[["department", *COMPARED]].to_numpy(object).tolist()
    text = ""
    if len(rows) > MOST_MAPS:
        told = translate(
            "GridPlanner",
            "The {most} departments that the unified grid is farthest from have a chapter with a"
            " map below; what became of the grids of the others stands in the table Crosswalk.",
        )
        text = told.format(most=MOST_MAPS)
    title = translate("GridPlanner", "The departments side by side")
    return Section(title, text, [Table(columns, rows)])


def department_sections(
    result: MergedGrids, borders: AtomBorders, fates: pd.DataFrame
) -> list[Section]:
    """Return a chapter for each department, those that change most if there are too many.

    `borders` are those of the atoms, `fates` what became of each old grid (`grid_fates`).
    """
    table = result.departments
    farthest = table["variation_of_information"].sort_values(ascending=False, kind="stable")
    ground = coverage_union(result.grids.geometry.to_numpy())
    shown = table.loc[sorted(farthest.index[:MOST_MAPS])]
    return [
        Section(
            str(row["department"]),
            _in_plain_words(row),
            [
                _map(result, ground, borders, row["department"]),
                _changes(result, row["department"], fates),
            ],
        )
        for _, row in shown.iterrows()
    ]


def _in_plain_words(row: pd.Series) -> str:
    text = translate(
        "GridPlanner",
        "Of its {grids} grids {kept} go on whole, {split} are split, {merged} joined with others,"
        " {mixed} both, {dissolved} dissolved; {border} of its borders are kept.",
    )
    counts = {name: f"{row[name]:,d}" for name in ("grids", *FATES)}
    return text.format(border=f"{100 * row['border_kept']:.0f}{PERCENT}", **counts)


def _map(
    result: MergedGrids, ground: shapely.Geometry, borders: AtomBorders, department: str
) -> Chart:
    atoms = result.atoms
    fates = border_fates(
        borders, atoms[f"code_{department}"].to_numpy(), atoms["grid_code"].to_numpy()
    )
    thick, thin = (1.4, 0.7) if len(result.grids) < FINE else (0.8, 0.4)
    caption = translate(
        "GridPlanner", "{department}: which of its borders the unified grid keeps, and which not"
    )
    new = translate("GridPlanner", "new for it, from others")
    return Chart(
        line_map(
            [ground],
            [
                Lines(new, FRESH, fates.new.ends, thin),
                Lines(translate("GridPlanner", "given up"), GIVEN_UP, fates.gave_up.ends, thin),
                Lines(translate("GridPlanner", "kept as a border"), KEPT, fates.kept.ends, thick),
            ],
        ),
        caption.format(department=department),
    )


def holds_area(result: MergedGrids) -> bool:
    """Tell whether the workload is the area, as where none was given."""
    return bool((result.atoms["workload"] == result.atoms["area_m2"]).all())


def _changes(result: MergedGrids, department: str, fates: pd.DataFrame) -> Table:
    """Return the grids that give and get most, with where their ground went."""
    changes = grid_changes(result.atoms, f"code_{department}").head(MOST_CHANGES)
    of = fates[fates["department"] == department].set_index("old_code")["fate"]
    crosswalk = result.crosswalk[result.crosswalk["department"] == department]
    words, aliases = relation_names(), field_aliases()
    columns: list[Column] = [
        aliases["old_code"], aliases["relation"], translate("GridPlanner", "Lives on as"),
        *_change_measures(holds_area(result)),
        translate("GridPlanner", "Where its ground went"),
    ]  # fmt: skip
    code, before = changes["old_code"], changes["area_before"]
    gains = changes["workload_after"] / changes["workload_before"] - 1
    table = pd.DataFrame(
        {
            "code": code,
            "fate": code.map(of).map(words),
            "new_code": changes["new_code"],
            "before": before,
            "gave": changes["gave_m2"] / before,
            "got": changes["got_m2"] / before,
            "gains": gains.where(changes["workload_before"] > 0),
            "went": [_destinations(crosswalk[crosswalk["old_code"] == one]) for one in code],
        }
    ).astype(object)
    return Table(columns, table.where(table.notna(), None).to_numpy().tolist())


def _change_measures(by_area: bool) -> list[Measure]:
    return [
        Measure(translate("GridPlanner", "Area before"), "m²"),
        Measure(
            translate("GridPlanner", "Gives away"),
            "%",
            definition=translate("GridPlanner", "Ground that goes to other unified grids."),
            factor=100.0,
        ),
        Measure(
            translate("GridPlanner", "Gets"),
            "%",
            definition=translate(
                "GridPlanner", "Ground of others that comes to it, in that which it had."
            ),
            factor=100.0,
        ),
        Measure(
            translate("GridPlanner", "Area after")
            if by_area
            else translate("GridPlanner", "Workload"),
            "%",
            definition=translate("GridPlanner", "More or less than before, where it lives on."),
            factor=100.0,
            signed=True,
        ),
    ]


def _destinations(shares: pd.DataFrame) -> str:
    """Return the new grids of one old one, those with most of it first."""
    outside = translate("GridPlanner", "outside")
    codes = shares["new_code"].fillna(outside)
    texts = [
        f"{code}\N{NO-BREAK SPACE}{100 * share:.0f}{PERCENT}"
        for code, share in zip(codes, shares["share_area_old"])
        if share >= SEEN
    ]
    rest = ["…"] if len(texts) > MOST_SHARES else []
    return translate("GridPlanner", ", ").join(texts[:MOST_SHARES] + rest)
