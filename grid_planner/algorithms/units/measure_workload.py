# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure workload: what there is to do in each base unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ...bridge.sinks import FieldSpec
from ...core.params import WorkloadParams
from ...i18n import translate
from .. import definitions as make
from ..base import GridPlannerAlgorithm

if TYPE_CHECKING:
    import geopandas as gpd
    from qgis.core import QgsProcessingOutputDefinition, QgsProcessingParameterDefinition

    from ...bridge.features import Reader
    from ...bridge.sinks import Writer
    from ...core.errors import Notice
    from ...core.progress import Progress
    from ...core.units.workload import Workload

UNITS = "UNITS"
POPULATION = "POPULATION"
POPULATION_FIELD = "POPULATION_FIELD"
HOUSEHOLDS_FIELD = "HOUSEHOLDS_FIELD"
BUILDINGS = "BUILDINGS"
POI = "POI"
CASES = "CASES"
STREETS = "STREETS"
OUTPUT = "OUTPUT"

PATROLLING = 0.6  # share of the time, where there are streets


@dataclass(frozen=True)
class WorkloadInputs:
    """The units and what is counted in them."""

    units: gpd.GeoDataFrame
    population: gpd.GeoDataFrame | None
    buildings: gpd.GeoDataFrame | None
    poi: gpd.GeoDataFrame | None
    cases: gpd.GeoDataFrame | None
    streets: gpd.GeoDataFrame | None


class MeasureWorkload(GridPlannerAlgorithm):
    """Adds one field a component and their weighted sum to the base units."""

    ID = "measureworkload"
    GROUP = "units"
    MAIN = UNITS
    PARAMS = WorkloadParams
    COLUMNS = MappingProxyType(
        {"persons": (POPULATION_FIELD, "number"), "households": (HOUSEHOLDS_FIELD, "number")}
    )
    TAGS = (
        "workload", "population", "households", "weights", "patrol", "gongzuoliang", "renkou",
        "xuncha", "工作量", "人口", "户数", "权重", "巡查",
    )  # fmt: skip

    def displayName(self) -> str:
        return translate("GridPlanner", "Measure workload")

    def shortDescription(self) -> str:
        return translate(
            "GridPlanner",
            "Adds population, households, buildings, points of interest, cases, street length"
            " and patrol length to each base unit, and one workload from them (mean 1).",
        )

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        return [*self._people(), *self._places(), *self._sum()]

    def _people(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                UNITS,
                translate("GridPlanner", "Base units"),
                translate("GridPlanner", "The units to measure."),
                make.POLYGONS,
            ),
            make.layer(
                POPULATION,
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
                POPULATION_FIELD,
                translate("GridPlanner", "Number of persons"),
                translate("GridPlanner", "Field of the population layer."),
                POPULATION,
                numeric=True,
            ),
            make.attribute(
                HOUSEHOLDS_FIELD,
                translate("GridPlanner", "Number of households"),
                translate("GridPlanner", "Field of the population layer."),
                POPULATION,
                numeric=True,
            ),
        ]

    def _places(self) -> list[QgsProcessingParameterDefinition]:
        return [
            make.layer(
                BUILDINGS,
                translate("GridPlanner", "Buildings"),
                translate("GridPlanner", "Floor area, with the field floors where there is one."),
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                POI,
                translate("GridPlanner", "Points of interest"),
                translate("GridPlanner", "Shops and other places, each counts 1."),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                CASES,
                translate("GridPlanner", "Cases"),
                translate("GridPlanner", "Each counts 1."),
                make.POINTS,
                make.POLYGONS,
                optional=True,
            ),
            make.layer(
                STREETS,
                translate("GridPlanner", "Streets"),
                translate(
                    "GridPlanner",
                    "Their length in and along each unit, and of the shortest patrol of them.",
                ),
                make.LINES,
                optional=True,
            ),
        ]

    def _sum(self) -> list[QgsProcessingParameterDefinition]:
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
            make.sink(
                OUTPUT,
                translate("GridPlanner", "Workload of base units"),
                translate("GridPlanner", "The units with one field a component and workload."),
                make.POLYGONS,
            ),
        ]

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        return []

    def read(self, reader: Reader) -> WorkloadInputs:
        from ...bridge.features import Column

        code = {"unit_code": Column(reader.first_field(UNITS, ["unit_code"]))}
        floors = {"floors": Column(reader.first_field(BUILDINGS, ["floors"]), "number")}
        return WorkloadInputs(
            units=reader.frame(UNITS, code),
            population=reader.frame(POPULATION, reader.columns(self.COLUMNS)),
            buildings=reader.frame(BUILDINGS, floors),
            poi=reader.frame(POI),
            cases=reader.frame(CASES),
            streets=reader.frame(STREETS),
        )

    def compute(self, data: WorkloadInputs, params: WorkloadParams, progress: Progress) -> Workload:
        from ...core.streets.patrol import measure_patrol
        from ...core.units.workload import measure_workload

        units = data.units
        notes: tuple[Notice, ...] = ()
        if data.streets is not None:
            patrol = measure_patrol(units, data.streets, progress=progress.sub(PATROLLING))
            units = units.assign(patrol_m=patrol.tours["patrol_m"].to_numpy())
            notes = patrol.notes
        workload = measure_workload(
            units,
            params,
            population=data.population,
            buildings=data.buildings,
            poi=data.poi,
            cases=data.cases,
            streets=data.streets,
            progress=progress.sub(1.0 - PATROLLING),
        )
        return replace(workload, notes=(*workload.notes, *notes))

    def write(self, data: WorkloadInputs, result: Workload, writer: Writer) -> None:
        measured = result.components.assign(workload=result.workload)
        columns = measured.set_index(data.units["source_id"])
        fields = [FieldSpec(name, "number") for name in columns.columns]
        writer.extended(OUTPUT, UNITS, columns, fields, "unit_workload")
