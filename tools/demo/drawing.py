# SPDX-License-Identifier: GPL-2.0-or-later
"""The three sheets of the demo, and the project they are kept in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from qgis.core import QgsPointXY

from .chain import WEIGHTS_ZH, Places
from .maps import MapSheet, export_maps
from .project import CLOSE_UP, GRIDS_MAP, UNITS_MAP, WORKLOAD_MAP, build_project
from .tables import read_table

OVERVIEW, DETAIL = 16_500.0, 2_500.0  # scales 1:n
CELL = 400.0  # m; a close-up at this scale shows about 800 m by 650 m


def draw(places: Places) -> list[Path]:
    """Build and write the project, write its maps, return these."""
    project = build_project(places.package, places.folder / "hemei_demo.qgz")
    maps = export_maps(project, places.folder, sheets(places))
    if not project.write():
        raise SystemExit(f"make demo: the project could not be written: {project.error()}")
    project.clear()
    return maps


def sheets(places: Places) -> list[MapSheet]:
    """Return the overviews of units, workload and grids, and a close-up among the buildings."""
    units = read_table(places.package, "base_unit")
    grids = read_table(places.package, "responsibility_grid")
    west, south, east, north = units.total_bounds
    middle = QgsPointXY((west + east) / 2, (south + north) / 2)
    near = 100.0 * (grids["deviation"].abs() <= 10.0).mean()
    area = ("总面积", f"{units.geometry.area.sum() / 1e6:,.2f} km²")
    count = ("基础单元格", f"{len(units):,} 个")
    size = ("单元格平均面积", f"{units.geometry.area.mean():,.0f} m²")
    number = ("责任网格", f"{len(grids):,} 个")
    mean = ("每网格单元格", f"{len(units) / len(grids):.1f} 个")
    even = ("偏差 10% 以内", f"{near:.1f}%")
    people = ("人口", f"{units['persons'].sum():,.0f} 人")
    return [
        MapSheet(
            UNITS_MAP, "map_base_units.png", "和美区基础单元格划分图",
            "单元格沿街巷、河流、铁路和围墙划分，不跨社区，不切割建筑物",
            (area, count, size), OVERVIEW, middle,
        ),
        MapSheet(
            WORKLOAD_MAP, "map_workload.png", "和美区基础单元格工作量图",
            f"工作量由{WEIGHTS_ZH}加权得到，全区平均为 1",
            (count, people), OVERVIEW, middle,
        ),
        MapSheet(
            GRIDS_MAP, "map_responsibility_grids.png", "和美区责任网格规划图",
            "每个责任网格由相连的整个单元格组成，不跨社区，不切分小区，工作量尽量均衡",
            (count, number, mean, even), OVERVIEW, middle,
        ),
        MapSheet(
            CLOSE_UP, "map_close_up.png", "和美区责任网格局部图",
            "粗线为责任网格，细线为基础单元格；大字为网格编码末四位，小字为单元格编码末三位",
            (number, count), DETAIL, densest(places),
        ),
    ]  # fmt: skip


def densest(places: Places) -> QgsPointXY:
    """Return the middle of the square of `CELL` metres with the most buildings."""
    middles = read_table(places.package, "building").geometry.centroid
    squares = pd.DataFrame({"column": middles.x // CELL, "row": middles.y // CELL})
    column, row = squares.value_counts(sort=True).index[0]
    return QgsPointXY((column + 0.5) * CELL, (row + 0.5) * CELL)
