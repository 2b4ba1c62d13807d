# SPDX-License-Identifier: GPL-2.0-or-later
"""Crosswalk: which grid of one layer went into which of another, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...bridge.declared import fills, table
from ...core.params import CrosswalkParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Progress, Reader, Writer

if TYPE_CHECKING:
    import pandas as pd

SHARES = table(
    "old_code", "new_code", "relation", "share_area_old", "share_area_new", "share_workload_old"
)


class Crosswalk(GridPlannerAlgorithm):
    """Accounts for every grid of one layer by those of another."""

    ID = "crosswalk"
    GROUP = "merging"
    MAIN = "FROM"
    PARAMS = CrosswalkParams
    TAGS = (
        "crosswalk, shares, correspondence, duizhao, xinjiu, 对照表, 新旧网格, 对应关系, 网格整合"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Crosswalk")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Says which new grid each old grid went into and by which share of its area, its"
            " points or their weight; the shares of an old grid sum to 1.",
        )

    def inputs(self) -> Definitions:
        return [
            make.layer(
                "FROM",
                translate("GridPlanner", "Grids of before"),
                translate("GridPlanner", "The grids to account for."),
                make.POLYGONS,
            ),
            make.attribute(
                "FROM_FIELD",
                translate("GridPlanner", "Code of the old grid"),
                translate("GridPlanner", "Rows of one code are one grid."),
                "FROM",
                fills("code"),
                optional=False,
                usual="grid_code",
            ),
            make.layer(
                "TO",
                translate("GridPlanner", "Grids of now"),
                translate("GridPlanner", "The grids that they went into."),
                make.POLYGONS,
            ),
            make.attribute(
                "TO_FIELD",
                translate("GridPlanner", "Code of the new grid"),
                translate("GridPlanner", "Rows of one code are one grid."),
                "TO",
                fills("code"),
                optional=False,
                usual="grid_code",
            ),
            make.layer(
                "POINTS",
                translate("GridPlanner", "Points"),
                translate("GridPlanner", "Such as cases or households, which are shared out too."),
                make.POINTS,
                optional=True,
            ),
            make.attribute(
                "WEIGHT_FIELD",
                translate("GridPlanner", "Weight of the point"),
                translate("GridPlanner", "Left out, each point counts 1."),
                "POINTS",
                fills("workload", kind="number"),
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                CrosswalkParams,
                "sliver_width",
                translate("GridPlanner", "Width of slivers"),
                translate("GridPlanner", "Common ground that is narrower is drawing error."),
                advanced=True,
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Crosswalk"),
                translate("GridPlanner", "One row for each pair of an old and a new grid."),
                SHARES,
            ),
        ]

    def compute(self, reader: Reader, params: CrosswalkParams, progress: Progress) -> pd.DataFrame:
        from ...core.merging.overlay import crosswalk_layers

        return crosswalk_layers(
            reader.frame("FROM"),
            reader.frame("TO"),
            params,
            points=reader.frame("POINTS"),
            progress=progress,
        )

    def write(self, result: pd.DataFrame, writer: Writer) -> None:
        writer.frame("OUTPUT", result)
