# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure workload: what there is to do in each base unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...bridge.declared import Result, fills
from ...core.params import WorkloadParams
from ...i18n import translate
from .. import definitions as make
from ..base import Definitions, GridPlannerAlgorithm, Progress, Reader, Writer
from ..parameters import base_units, buildings

if TYPE_CHECKING:
    from ...core.errors import Notice
    from ...core.units.workload import Workload

MEASURED = Result(
    "unit_workload",
    (
        "households", "persons", "buildings", "floor_area_m2", "poi", "cases", "street_m",
        "patrol_m", "workload",
    ),
)  # fmt: skip
PATROLLING = 0.6  # share of the time, where there are streets


class MeasureWorkload(GridPlannerAlgorithm):
    """Adds one field a component and their weighted sum to the base units."""

    ID = "measureworkload"
    GROUP = "units"
    MAIN = "UNITS"
    PARAMS = WorkloadParams
    TAGS = (
        "workload, population, households, weights, patrol, gongzuoliang, renkou, xuncha, 工作量,"
        " 人口, 户数, 权重, 巡查"
    )

    def displayName(self) -> str:
        return translate("GridPlanner", "Measure workload")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Adds population, households, buildings, points of interest, cases, street length"
            " and patrol length to each base unit, and one workload from them (mean 1).",
        )

    def inputs(self) -> Definitions:
        return [*self._people(), *self._places()]

    def _people(self) -> Definitions:
        return [
            base_units(translate("GridPlanner", "The units to measure.")),
            make.layer(
                "POPULATION",
                translate("GridPlanner", "Population"),
                translate(
                    "GridPlanner",
                    "Points or polygons; what a polygon holds is shared out by area, all is kept.",
                ),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.attribute(
                "POPULATION_FIELD",
                translate("GridPlanner", "Number of persons"),
                translate("GridPlanner", "Field of the population layer."),
                "POPULATION",
                fills("persons", kind="number"),
            ),
            make.attribute(
                "HOUSEHOLDS_FIELD",
                translate("GridPlanner", "Number of households"),
                translate("GridPlanner", "Field of the population layer."),
                "POPULATION",
                fills("households", kind="number"),
            ),
        ]

    def _places(self) -> Definitions:
        return [
            buildings(),
            make.layer(
                "POI",
                translate("GridPlanner", "Points of interest"),
                translate("GridPlanner", "Shops and other places, each counts 1."),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                "CASES",
                translate("GridPlanner", "Cases"),
                translate("GridPlanner", "Each counts 1."),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                "STREETS",
                translate("GridPlanner", "Streets"),
                translate(
                    "GridPlanner",
                    "Their length in and along each unit, and of the shortest patrol of them.",
                ),
                make.LINES,
                optional=True,
            ),
        ]

    def settings(self) -> Definitions:
        return [
            make.tunable(
                WorkloadParams,
                "weights",
                translate("GridPlanner", "Weights"),
                translate(
                    "GridPlanner",
                    "For example households=0.5,cases=0.3,patrol=0.2; left empty, all that was"
                    " measured weighs the same.",
                ),
            ),
        ]

    def results(self) -> Definitions:
        return [
            make.sink(
                "OUTPUT",
                translate("GridPlanner", "Workload of base units"),
                translate("GridPlanner", "The units with one field a component and workload."),
                MEASURED,
            ),
        ]

    def compute(self, reader: Reader, params: WorkloadParams, progress: Progress) -> Workload:
        from ...core.streets.patrol import measure_patrol
        from ...core.units.workload import measure_workload

        units, streets = reader.frame("UNITS"), reader.frame("STREETS")
        notes: tuple[Notice, ...] = ()
        if streets is not None:
            patrol = measure_patrol(units, streets, progress=progress.sub(PATROLLING))
            units = units.assign(patrol_m=patrol.tours["patrol_m"].to_numpy())
            notes = patrol.notes
        workload = measure_workload(
            units,
            params,
            population=reader.frame("POPULATION"),
            buildings=reader.frame("BUILDINGS"),
            poi=reader.frame("POI"),
            cases=reader.frame("CASES"),
            streets=streets,
            progress=progress.sub(1.0 - PATROLLING),
        )
        return replace(workload, notes=(*workload.notes, *notes))

    def write(self, result: Workload, writer: Writer) -> None:
        columns = result.components.assign(workload=result.workload)
        writer.extended("OUTPUT", "UNITS", columns, measured=columns.columns.tolist())
