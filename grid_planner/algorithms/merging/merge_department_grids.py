# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge department grids (多网合一): one grid of all departments', and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills, sought, table
from ...core.errors import MissingField
from ...core.params import MergeParams
from ...dependencies import REPORTS
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Outputs, Progress, Reader, Writer
from ..parameters import certificate, report
from .departments import (
    code_fields,
    department_layers,
    read_departments,
    tolerance,
    with_codes,
)

if TYPE_CHECKING:
    import geopandas as gpd

    from ...core.merging.merge import MergedGrids
    from ...core.report.html import Report

UNIFIED = Result(
    "unified_grid", ("grid_code", "parent_code", "workload", "area_m2", "departments_on_border")
)
ATOMS = Result("atom", ("grid_code", "parent_code", "area_m2", "workload"), "Polygon")
CROSSWALK = table(
    "department", "old_code", "new_code", "relation", "share_area_old", "share_area_new",
    "share_workload_old",
)  # fmt: skip
MOVES = Result("moved_border", ("department", "distance_m", "length_m"), "LineString")
CONFLICTS = Result(
    "department_conflict", ("department", "kind", "kept", "cut", "area_m2", "reason")
)


class MergeDepartmentGrids(GridPlannerAlgorithm):
    """Makes one grid of those of several departments and accounts for every old one."""

    ID = "mergedepartmentgrids"
    GROUP = "merging"
    MAIN = "LAYERS"
    PARAMS = MergeParams
    NEEDS = REPORTS
    TAGS = (
        "merge, unify, departments, conflate, crosswalk, duowang heyi, bumen wangge, 多网合一,"
        " 网格整合, 部门网格, 一张网"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Merge department grids")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Makes one grid of the grids of several departments: borders that nearly coincide"
            " become one, no grid crosses a community, the workload is balanced, and every old grid"
            " is accounted for.",
        )

    def inputs(self) -> Definitions:
        return [*department_layers(), *self._ground(), *self._load(), *self._before()]

    def _ground(self) -> Definitions:
        return [
            make.layer(
                "HARD",
                translate("GridPlanner", "Communities"),
                translate("GridPlanner", "No grid crosses their borders, which stay as they are."),
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                "HARD_CODE_FIELD",
                translate("GridPlanner", "Code of the community"),
                translate(
                    "GridPlanner",
                    "The codes of the grids begin with it; left out, with the number of the"
                    " feature.",
                ),
                "HARD",
                fills("code", "community_code", "area_code", "code"),
                usual="community_code",
            ),
        ]

    def _load(self) -> Definitions:
        return [
            make.layer(
                "WORKLOAD",
                translate("GridPlanner", "Workload"),
                translate(
                    "GridPlanner",
                    "Points or polygons to be shared out evenly; left out, the area is.",
                ),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                "WORKLOAD_FIELD",
                translate("GridPlanner", "Field of the workload"),
                translate(
                    "GridPlanner", "Left out, each point counts 1 and each polygon its area."
                ),
                "WORKLOAD",
                fills("workload", kind="number"),
                usual="workload",
            ),
        ]

    def _before(self) -> Definitions:
        return [
            make.layer(
                "CURRENT",
                translate("GridPlanner", "Unified grid of before"),
                translate(
                    "GridPlanner",
                    "Its grids keep their codes (grid_code) where they live on: choose all layers"
                    " again, with the one that joins.",
                ),
                make.POLYGONS,
                optional=True,
                columns=[sought("grid_code")],
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                MergeParams,
                "grid_count",
                translate("GridPlanner", "Number of grids"),
                translate(
                    "GridPlanner",
                    "0: from the maximum workload, else as the departments have on average.",
                ),
            ),
            make.tunable(
                MergeParams,
                "max_workload",
                translate("GridPlanner", "Maximum workload of a grid"),
                translate("GridPlanner", "Gives the number of grids where none is asked for."),
            ),
            make.tunable(
                MergeParams,
                "balance",
                translate("GridPlanner", "Balance"),
                translate("GridPlanner", "0: follow the departments' borders; 1: even workload."),
            ),
            make.tunable(
                MergeParams,
                "weights",
                translate("GridPlanner", "Weights of the departments"),
                translate(
                    "GridPlanner",
                    "One number a layer, separated by commas, such as 2,1,1; inf adopts that layer"
                    " whole; left empty, all count alike.",
                ),
            ),
            tolerance(MergeParams),
            make.tunable(
                MergeParams,
                "seed",
                translate("GridPlanner", "Seed"),
                translate("GridPlanner", "The same seed gives the same grids."),
                advanced=True,
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Unified grid"),
                translate("GridPlanner", "One grid for all departments, without gap or overlap."),
                UNIFIED,
            ),
            make.sink(
                "ATOMS",
                translate("GridPlanner", "Pieces of ground"),
                translate(
                    "GridPlanner",
                    "The pieces over which no department changes its grid, with all their codes.",
                ),
                ATOMS,
                optional=True,
                by_default=False,
            ),
            make.sink(
                "CROSSWALK",
                translate("GridPlanner", "Crosswalk"),
                translate("GridPlanner", "Which new grid each old one went into, and how much."),
                CROSSWALK,
                optional=True,
            ),
            make.sink(
                "MOVES",
                translate("GridPlanner", "Moved borders"),
                translate("GridPlanner", "The borders that were laid on another, and how far."),
                MOVES,
                optional=True,
                by_default=False,
            ),
            make.sink(
                "CONFLICTS",
                translate("GridPlanner", "Conflicts within departments"),
                translate(
                    "GridPlanner",
                    "Ground that a department had given to two of its grids, and who got it.",
                ),
                CONFLICTS,
                optional=True,
            ),
            report(),
            certificate(),
        ]

    def figures(self) -> Outputs:
        words = {
            "GRIDS": translate("GridPlanner", "Number of grids"),
            "ATOMS_COUNT": translate("GridPlanner", "Pieces of ground"),
            "MAX_DISPLACEMENT": translate("GridPlanner", "Largest displacement (m)"),
            "HARD_VIOLATIONS": translate("GridPlanner", "Grids across a community border"),
            "PIECES_TOO_MANY": translate("GridPlanner", "Surplus pieces of grids"),
            "BALANCE_CV": translate("GridPlanner", "Coefficient of variation of the workload"),
            "BORDER_ON_DEPARTMENT_SHARE": translate(
                "GridPlanner", "Share of the borders that are some department's"
            ),
            "VARIATION_OF_INFORMATION": translate(
                "GridPlanner", "Variation of information to the departments (nats)"
            ),
        }
        return [make.number(name, label) for name, label in words.items()]

    def compute(self, reader: Reader, params: MergeParams, progress: Progress) -> MergedGrids:
        from ...core.merging.merge import merge_department_grids

        return merge_department_grids(
            read_departments(reader),
            params,
            hard=_communities(reader),
            workload=reader.frame("WORKLOAD"),
            current=_grids_of_before(reader),
            progress=progress,
        )

    def write(self, result: MergedGrids, writer: Writer) -> None:
        from ...core.merging.moved_borders import moved_borders

        def make_report() -> Report:
            from ...bridge.reports.merging import merging_report

            return merging_report(result, [writer.sentence(note) for note in result.notes])

        laid, figures = result.laid, result.figures
        departments = list(result.departments["department"])
        writer.frame("OUTPUT", result.grids)
        writer.frame("ATOMS", _numbered(result.atoms, departments), also=code_fields(departments))
        writer.frame("CROSSWALK", result.crosswalk)
        if writer.wants("MOVES"):
            moves = moved_borders(departments, laid.borders, laid.moves, result.grids.crs)
            writer.frame("MOVES", moves)
        writer.frame("CONFLICTS", laid.conflicts)
        writer.report("REPORT", make_report)
        writer.text("CERTIFICATE", result.certificate.to_json)
        writer.value("GRIDS", figures.grids)
        writer.value("ATOMS_COUNT", figures.atoms)
        writer.value("MAX_DISPLACEMENT", figures.max_displacement)
        writer.value("HARD_VIOLATIONS", figures.violations.across_hard)
        writer.value("PIECES_TOO_MANY", figures.violations.pieces_too_many)
        writer.value("BALANCE_CV", figures.balance_cv)
        writer.value("BORDER_ON_DEPARTMENT_SHARE", figures.border_on_department)
        writer.value("VARIATION_OF_INFORMATION", figures.variation_of_information)


def _communities(reader: Reader) -> gpd.GeoDataFrame | None:
    frame = reader.frame("HARD")
    return None if frame is None else with_codes(frame)


def _grids_of_before(reader: Reader) -> gpd.GeoDataFrame | None:
    """Read the grids of before. Raises MissingField where they have no codes to live on."""
    frame = reader.frame("CURRENT")
    if frame is not None and "grid_code" not in frame:
        raise MissingField(layer="CURRENT", field="grid_code")
    return frame


def _numbered(atoms: gpd.GeoDataFrame, departments: list[str]) -> gpd.GeoDataFrame:
    """Call the columns of the departments' codes by their numbers: names of fields are ASCII."""
    names = {f"code_{name}": f"code_{n}" for n, name in enumerate(departments, 1)}
    return atoms.rename(columns={**names, "hard_code": "parent_code"})
