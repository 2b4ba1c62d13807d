# SPDX-License-Identifier: GPL-2.0-or-later
"""What every plan of the same units starts from, whatever it shall favour."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from ..params import PlanParams
from .limits import parse_limits
from .links import Links, link_units
from .problem import Problem, build_problem
from .table import UnitTable, read_units


@dataclass(frozen=True)
class Basis:
    """Units, who touches whom, and what is free to be given out."""

    table: UnitTable
    links: Links
    problem: Problem
    crs: object


def read_basis(
    units: gpd.GeoDataFrame, params: PlanParams, barriers: gpd.GeoSeries | None
) -> Basis:
    """Read what does not depend on how a plan is worked out: limits and bridges, no more of params.

    Raises the errors of `parse_limits`, `read_units` and `build_problem`.
    """
    table = read_units(units, parse_limits(params.limits))
    links = link_units(table, barriers, params.bridge_distance)
    problem = build_problem(table, links)
    return Basis(table, links, problem, units.crs)
