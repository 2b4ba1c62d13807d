# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of the demo in Chinese: the promises, the maps, the spread of sizes and workloads."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import numpy as np
import pandas as pd

from grid_planner.core.report.charts.bars import ranking
from grid_planner.core.report.charts.histogram import histogram
from grid_planner.core.report.charts.polygon_map import MapClass, polygon_map
from grid_planner.core.report.html import (
    Chart,
    Picture,
    Remark,
    Report,
    Section,
    Table,
    Tiles,
    render,
)
from grid_planner.core.report.measure import Measure
from grid_planner.core.report.theme import DIVERGING

from .chain import WEIGHTS_ZH, Places
from .promises import AREA_LIMITS, Promise
from .tables import read_table

UNITS = Measure("基础单元格", "个", definition="不重叠、无缝隙覆盖全部社区的最小管理单元")
GRIDS = Measure("责任网格", "个", definition="由整个基础单元格组成")
UNIT_AREA = Measure("平均单元格面积", "m²", definition="全部基础单元格面积的平均值")
NEAR = Measure(
    "偏差 10% 以内的网格",
    "%",
    1,
    "网格工作量与全区网格平均工作量之差不超过 10% 的网格所占比例",
    factor=100.0,
)
DEVIATION_LIMITS = [-25.0, -10.0, 10.0, 25.0]  # %
DEVIATION_CLASSES = ["低 25% 以上", "低 10–25%", "偏差 10% 以内", "高 10–25%", "高 25% 以上"]


# What the console says in English inside a figure.
IN_CHINESE = {"yes": "是", "no": "否", "listed": "已列明", ">=": "≥"}


def write_report(places: Places, promises: list[Promise], maps: list[Path]) -> Path:
    """Write demo_report.html and return its path."""
    units = read_table(places.package, "base_unit")
    grids = read_table(places.package, "responsibility_grid")
    communities = read_table(places.package, "admin_community")
    report = Report(
        "和美区责任网格规划示例报告",
        "由 Grid Planner 用随附的示例数据自动生成；和美区为虚构示例区，"
        "坐标系 CGCS2000 / 3 度带 114°E（EPSG:4547）；数值均由程序从成果图层独立重新计算",
        [
            _summary(promises, units, grids),
            _maps(maps),
            _sizes(units),
            _workloads(grids, communities),
            _communities(grids, communities),
        ],
        "zh-CN",
    )
    file = places.folder / "demo_report.html"
    file.write_text(render(report), encoding="utf-8")
    return file


def _summary(promises: list[Promise], units: pd.DataFrame, grids: pd.DataFrame) -> Section:
    broken = [promise.zh for promise in promises if not promise.kept]
    remark = Remark("全部要求均已满足。", "good")
    if broken:
        remark = Remark("未满足：" + "；".join(broken) + "。", "bad")
    deviation = grids["deviation"].abs()
    tiles = Tiles(
        [
            (UNITS, len(units)),
            (GRIDS, len(grids)),
            (UNIT_AREA, units["area_m2"].mean()),
            (NEAR, (deviation <= 10.0).mean()),
        ]
    )
    table = Table(
        ["检查项", "要求", "结果", "结论"],
        [
            (p.zh, in_chinese(p.asked), in_chinese(p.got), "符合" if p.kept else "不符合")
            for p in promises
        ],
    )
    return Section("要求与结果", parts=[remark, tiles, table])


def in_chinese(figure: str) -> str:
    """Return a figure of the console's table with its words in Chinese."""
    figure = figure.replace(" %", "%")
    return re.sub(r"[a-z]+|>=", lambda found: IN_CHINESE.get(found[0], found[0]), figure)


def _maps(maps: list[Path]) -> Section:
    captions = ["基础单元格", "基础单元格的工作量", "责任网格", "建筑物最密处的局部放大"]
    return Section(
        "成果图",
        parts=[
            Picture(_data_uri(file), caption) for file, caption in zip(maps, captions, strict=True)
        ],
    )


def _data_uri(file: Path) -> str:
    return "data:image/png;base64," + base64.b64encode(file.read_bytes()).decode("ascii")


def _sizes(units: pd.DataFrame) -> Section:
    low, high = AREA_LIMITS
    chart = histogram(
        units["area_m2"],
        x=Measure("面积", "m²"),
        y=UNITS,
        limits=AREA_LIMITS,
        limit_labels=(f"下限 {low:,.0f} m²", f"上限 {high:,.0f} m²"),
    )
    return Section(
        "基础单元格面积",
        "红色表示超出上下限的单元格，每一个都列在“例外”图层中。",
        [Chart(chart, "基础单元格的面积分布")],
    )


def _workloads(grids: pd.DataFrame, communities: pd.DataFrame) -> Section:
    deviation = grids["deviation"].to_numpy(float)
    chart = histogram(
        deviation,
        x=Measure("工作量偏差", "%"),
        y=GRIDS,
        limits=(-25.0, 25.0),
        limit_labels=("−25%", "+25%"),
    )
    classes = [
        MapClass(label, colour) for label, colour in zip(DEVIATION_CLASSES, DIVERGING, strict=True)
    ]
    picture = polygon_map(
        grids.geometry.to_numpy(),
        np.digitize(deviation, DEVIATION_LIMITS),
        classes,
        legend_title="工作量偏差",
        outlines=communities.geometry.to_numpy(),
    )
    return Section(
        "责任网格工作量",
        f"工作量由{WEIGHTS_ZH}加权得到；偏差 =（网格工作量 − 平均工作量）/ 平均工作量。",
        [
            Chart(chart, "工作量偏差的分布"),
            Chart(picture, "各网格的工作量偏差；粗线为社区界线"),
        ],
    )


def _communities(grids: pd.DataFrame, communities: pd.DataFrame) -> Section:
    names = communities.set_index("community_code")["name"]
    by_community = grids.groupby("parent_code")
    table = pd.DataFrame(
        {
            "grids": by_community.size(),
            "units": by_community["unit_count"].sum(),
            "workload": by_community["workload"].mean(),
            "worst": by_community["deviation"].agg(lambda values: values.abs().max()),
            "area": by_community["area_m2"].mean(),
        }
    )
    columns = [
        "社区代码",
        "社区",
        GRIDS,
        UNITS,
        Measure("网格平均工作量", "", 2, "全区基础单元格的平均工作量为 1"),
        Measure("最大偏差", "%", 1, "与全区网格平均工作量之差的最大绝对值"),
        Measure("网格平均面积", "m²"),
    ]
    rows = [(code, names.get(code), *row) for code, *row in table.itertuples()]
    chart = ranking(
        [str(names.get(code, code)) for code in table.index],
        table["grids"],
        x=GRIDS,
        reference=float(table["grids"].mean()),
        reference_label=f"平均 {table['grids'].mean():.1f}",
    )
    return Section("各社区", parts=[Table(columns, rows), Chart(chart, "各社区的责任网格数")])
