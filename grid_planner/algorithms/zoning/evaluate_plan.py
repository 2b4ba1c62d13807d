# SPDX-License-Identifier: GPL-2.0-or-later
"""Evaluate a plan: figures, scores and every broken rule of grids that somebody drew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...bridge.plan_titles import plan_titles
from ...bridge.reports.terms import read_terms
from ...bridge.tally import tell_broken_rules
from ...core.params import EvaluationParams
from ...dependencies import REPORTS
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import report
from .grid_outputs import grids_output, plan_figures, write_report
from .plan_inputs import (
    grids_of_today,
    limits,
    parents,
    quota_table,
    read_rules,
    read_units,
    role_and_bridges,
    ties,
    units,
)

if TYPE_CHECKING:
    from ...bridge.reports.terms import Terms
    from ...core.errors import Notice
    from ...core.zoning.evaluate import Evaluation

BROKEN = Result("broken_rule", ("kind", "note", "grid_code"), "MultiPoint")


@dataclass(frozen=True)
class Judged:
    """A plan as it is, and the terms by which it was judged."""

    evaluation: Evaluation
    terms: Terms

    @property
    def notes(self) -> tuple[Notice, ...]:
        """What the user should know of the plan."""
        return self.evaluation.notes


class EvaluatePlan(GridPlannerAlgorithm):
    """Measures an existing plan with the same figures as a new one, and judges it."""

    ID = "evaluateplan"
    GROUP = "zoning"
    MAIN = "UNITS"
    PARAMS = EvaluationParams
    NEEDS = REPORTS
    TAGS = (
        "evaluate, score, balance, compactness, broken rules, pinggu, zeren wangge, 评估,"
        " 方案评价, 责任网格, 均衡度, 规则检查"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Evaluate plan")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Gives the figures, scores and broken rules of existing responsibility grids.",
        )

    def inputs(self) -> Definitions:
        layer, *workload = units(translate("GridPlanner", "The units of the plan."))
        today = translate("GridPlanner", "The grid of today: units with another one have moved.")
        grid = make.attribute(
            "GRID_FIELD",
            translate("GridPlanner", "Grid"),
            translate("GridPlanner", "The grid of each unit."),
            "UNITS",
            fills("grid_code"),
            optional=False,
            usual="grid_code",
        )
        return [
            layer,
            grid,
            *workload,
            *parents(usual="area_code"),
            *quota_table(),
            *ties(),
            *grids_of_today(today),
        ]

    def settings(self) -> Definitions:
        where_given = translate("GridPlanner", "Judged only where it is given.")
        return [
            make.tunable(
                EvaluationParams,
                "grid_count",
                translate("GridPlanner", "Number of grids"),
                translate("GridPlanner", "How many there should be; 0: not judged."),
            ),
            make.tunable(
                EvaluationParams,
                "ideal_workload",
                translate("GridPlanner", "Ideal workload of a grid"),
                translate("GridPlanner", "Deviations are measured from it; else from the mean."),
            ),
            make.tunable(
                EvaluationParams,
                "tolerance",
                translate("GridPlanner", "Tolerance of the workload"),
                where_given,
            ),
            *limits(EvaluationParams, where_given),
            *role_and_bridges(EvaluationParams),
        ]

    def results(self) -> Definitions:
        return [
            grids_output(optional=False),
            make.sink(
                "BROKEN_RULES",
                translate("GridPlanner", "Broken rules"),
                translate("GridPlanner", "Points at the units out of place, with what to do."),
                BROKEN,
                optional=True,
            ),
            report(),
        ]

    def figures(self) -> Outputs:
        broken = translate("GridPlanner", "Number of broken rules")
        return [*plan_figures(), make.number("RULES_BROKEN", broken)]

    def compute(self, reader: Reader, params: EvaluationParams, progress: Progress) -> Judged:
        from ...core.zoning.evaluate import evaluate_plan

        read, rules = read_units(reader), read_rules(reader)
        terms = read_terms(read, rules["quota"])
        return Judged(evaluate_plan(read, params, progress=progress, **rules), terms)

    def write(self, judged: Judged, writer: Writer) -> None:
        result = judged.evaluation
        told = replace(result, broken_rules=writer.with_notes(result.broken_rules))
        places = ("BROKEN_RULES", "REPORT")
        for notice in tell_broken_rules(result.broken_rules, result.checklist, places):
            writer.tell(notice)
        titles = plan_titles(str(result.grids["role"].iloc[0]))
        writer.call("GRIDS_OUTPUT", titles.grids)
        writer.frame("GRIDS_OUTPUT", result.grids)
        writer.frame("BROKEN_RULES", told.broken_rules)
        write_report(writer, result, titles, judged.terms, judged=told)
        writer.values(result.figures)
        writer.value("RULES_BROKEN", len(result.broken_rules))
