# SPDX-License-Identifier: GPL-2.0-or-later
"""The chapter of a report about rules: which were judged, which are broken, where, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.report.charts.polygon_map import MapClass, polygon_map
from ...core.report.html import Chart, Column, Part, Remark, Section, Table
from ...core.report.measure import Measure
from ...core.report.theme import NEUTRAL
from ...i18n import translate
from ..field_table import field_aliases
from ..layer_texts import rule_names

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from ...core.zoning.evaluate import Evaluation

BARE = "UnitWithoutGrid"  # the rule about units that no grid of the map shows
# Near those of the points in `styles/broken_rule.qml`, most lightened to be a fill; all rules but
# the one about the number of grids, which has no place.
COLOURS = {
    BARE: "#4d4d4d",
    "GridInPieces": "#e8735f",
    "GridAcrossParents": "#a97bb8",
    "GridAcrossBarrier": "#63a6b3",
    "KeptTogetherSplit": "#86b98f",
    "GridAboveMaximum": "#f4a582",
    "GridBelowMinimum": "#92c5de",
    "GridBeyondTolerance": "#f3c77a",
    "QuantityAboveMaximum": "#d6a08f",
    "QuantityBelowMinimum": "#8fa9c9",
    "QuotaMissed": "#c9b37e",
    "LockChanged": "#e18bb8",
}


def rules_section(judged: Evaluation, grids: gpd.GeoDataFrame) -> Section:
    """Return the chapter; a map shows where rules are broken, where any is.

    `judged.broken_rules` has a `note` in the user's words.
    """
    broken = judged.broken_rules
    parts: list[Part] = [_verdict(judged), _checklist(judged.checklist)]
    if broken["kind"].isin(COLOURS).any():
        parts.append(_map(judged, grids))
    if len(broken):
        parts.append(_details(broken))
    return Section(translate("GridPlanner", "Rules"), parts=parts)


def _verdict(judged: Evaluation) -> Remark:
    count, rules = len(judged.broken_rules), judged.checklist
    open_rules = int((~rules["judged"]).sum())
    if count:
        text = translate("GridPlanner", "The plan breaks {kinds} rules in {count} places.")
        kinds = int((rules["broken"] > 0).sum())
        return Remark(text.format(kinds=kinds, count=count), "bad")
    if open_rules:
        text = translate(
            "GridPlanner",
            "The plan breaks none of the {judged} rules that could be judged; for {open} rules"
            " nothing was given.",
        )
        return Remark(text.format(judged=len(rules) - open_rules, open=open_rules), "good")
    return Remark(translate("GridPlanner", "The plan breaks no rule."), "good")


def _checklist(rules: pd.DataFrame) -> Table:
    names = rule_names()
    columns: list[Column] = [
        translate("GridPlanner", "Rule"),
        translate("GridPlanner", "Result"),
        Measure(translate("GridPlanner", "Times broken")),
    ]
    rows = [
        [names[rule], _result(judged, broken), broken if judged else None]
        for rule, judged, broken in zip(*(rules[c].tolist() for c in ("rule", "judged", "broken")))
    ]
    return Table(columns, rows)


def _result(judged: bool, broken: int) -> str:
    if not judged:
        return translate("GridPlanner", "not judged, nothing given to judge by")
    if broken:
        return "✗ " + translate("GridPlanner", "broken")
    return "✓ " + translate("GridPlanner", "kept")


def _map(judged: Evaluation, grids: gpd.GeoDataFrame) -> Chart:
    """Return the grids in the colour of the first rule of the checklist that they break.

    Units without a grid are a class of their own.
    """
    names = rule_names()
    first = _first_broken(judged, grids)
    place = [first.get(code, "") for code in grids["grid_code"]] + [BARE] * len(judged.bare)
    shown = [kind for kind in judged.checklist["rule"] if kind in place]
    classes = [MapClass(translate("GridPlanner", "Breaks no rule"), NEUTRAL)]
    classes += [MapClass(names[kind], COLOURS[kind]) for kind in shown]
    number = {kind: i for i, kind in enumerate(["", *shown])}
    drawn = polygon_map(
        [*grids.geometry, *judged.bare],
        [number[kind] for kind in place],
        classes,
        legend_title=translate("GridPlanner", "First rule broken"),
    )
    return Chart(drawn, translate("GridPlanner", "Where rules are broken"))


def _first_broken(judged: Evaluation, grids: gpd.GeoDataFrame) -> dict[str, str]:
    """Return for each grid that has to do with a broken rule the first one of the checklist."""
    of_parent = grids.groupby("parent_code")["grid_code"].agg(list).to_dict()
    first: dict[str, str] = {}
    for kind in judged.checklist["rule"]:
        for facts in judged.broken_rules["facts"][judged.broken_rules["kind"] == kind]:
            one = [facts["grid"]] if "grid" in facts else of_parent.get(facts.get("parent"), [])
            for code in facts.get("grids", one):
                first.setdefault(code, kind)
    return first


def _details(broken: gpd.GeoDataFrame) -> Table:
    names = rule_names()
    columns = [
        translate("GridPlanner", "Rule"),
        field_aliases()["grid_code"],
        translate("GridPlanner", "What is wrong, where, and what to do"),
    ]
    codes = broken["grid_code"].astype(object).where(broken["grid_code"].notna(), None)
    rows = [
        [names[kind], code, note] for kind, code, note in zip(broken["kind"], codes, broken["note"])
    ]
    return Table(columns, rows)
