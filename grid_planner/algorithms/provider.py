# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of all algorithms."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..i18n import PLUGIN_DIR, translate
from .base import GridPlannerAlgorithm
from .units.audit_coverage import AuditCoverage
from .units.build_base_units import BuildBaseUnits
from .units.classify_units import ClassifyUnits
from .units.encode_units import EncodeUnits
from .units.export_code_table import ExportCodeTable
from .units.measure_workload import MeasureWorkload
from .units.repair_coverage import RepairCoverage
from .zoning.assign_staff import AssignStaff
from .zoning.compare_plans import ComparePlans
from .zoning.evaluate_plan import EvaluatePlan
from .zoning.plan_responsibility_grids import PlanResponsibilityGrids
from .zoning.roll_up import RollUp

ALGORITHMS: tuple[type[GridPlannerAlgorithm], ...] = (
    BuildBaseUnits,
    EncodeUnits,
    ClassifyUnits,
    MeasureWorkload,
    AuditCoverage,
    RepairCoverage,
    PlanResponsibilityGrids,
    EvaluatePlan,
    ComparePlans,
    AssignStaff,
    RollUp,
    ExportCodeTable,
)


class GridPlannerProvider(QgsProcessingProvider):
    """Registers the algorithms with Processing."""

    def id(self) -> str:
        return "gridplanner"

    def name(self) -> str:
        return translate("GridPlanner", "Grid Planner")

    def longName(self) -> str:
        return translate("GridPlanner", "Grid Planner: base units and responsibility grids")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(PLUGIN_DIR / "icons" / "grid_planner.svg")

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
