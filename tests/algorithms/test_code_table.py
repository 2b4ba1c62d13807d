# SPDX-License-Identifier: GPL-2.0-or-later
"""The code table as a city hands it over: in Excel's UTF-8, with names that people read."""

from __future__ import annotations

import csv

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, QTime, QTranslator

from grid_planner.i18n import PLUGIN_DIR

from .conftest import UNIT_SCHEMA, memory_layer, save, square, unit_rows

SCHEMA = (
    "field=grid_code:string&field=name:string&field=floors:double&field=survey_date:date"
    "&field=changed:datetime"
)
MORNING = QDateTime(QDate(2025, 3, 1), QTime(8, 30))
ROWS = [
    (square(100, 0), ("441302001002", "二，“号”", 3.0, QDate(2025, 3, 1), MORNING)),
    (square(0, 0, 10), ("441302001001", "一\n号", 2.5, None, None)),
    (square(200, 0), ("441302001010", None, None, QDate(2024, 12, 31), None)),
]
CHOSEN = {"CODE_FIELD": "grid_code", "CARRIED_FIELDS": ["name", "floors", "survey_date", "changed"]}


@pytest.fixture
def chinese(qgis_app):
    translator = QTranslator()
    assert translator.load(str(PLUGIN_DIR / "i18n" / "grid_planner_zh.qm"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def export(run, data_folder):
    """Run the export into a file and return outcome and rows, the header first."""

    def execute(layer, **more):
        file = data_folder / "编码表.csv"
        parameters = {"INPUT": layer, **CHOSEN, "OUTPUT": str(file), **more}
        outcome = run("exportcodetable", parameters)
        if not outcome.ok:
            assert not file.exists()
            return outcome, []
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return outcome, list(csv.reader(opened))

    return execute


@pytest.mark.parametrize("as_file", [False, True])
def test_a_row_has_code_fields_area_and_centre_in_the_order_of_codes(export, data_folder, as_file):
    layer = memory_layer("Polygon", ROWS, SCHEMA)
    if as_file:
        layer = save(layer, data_folder / "网格.gpkg")
    outcome, (header, *rows) = export(layer)
    assert outcome.results["ROWS"] == 3
    assert header == [
        "Grid code", "Name", "Floors", "Survey date", "changed", "Area (m²)",
        "Longitude of the centre (°)", "Latitude of the centre (°)",
    ]  # fmt: skip
    assert [row[:6] for row in rows] == [
        ["441302001001", "一\n号", "2.5", "", "", "100.00"],
        ["441302001002", "二，“号”", "3", "2025-03-01", "2025-03-01T08:30:00", "10000.00"],
        ["441302001010", "", "", "2024-12-31", "", "10000.00"],
    ]
    for longitude, latitude in (row[6:] for row in rows):
        assert longitude.startswith("114.00")
        assert latitude.startswith("23.1")
        assert [len(text.partition(".")[2]) for text in (longitude, latitude)] == [6, 6]


def test_the_header_is_in_the_users_language(export, chinese):
    schema = "field=grid_code:string&field=街长:string"
    layer = memory_layer("Polygon", [(square(0, 0), ("001", "李四"))], schema)
    _, (header, row) = export(layer, CARRIED_FIELDS=["街长"])
    assert header == ["责任网格编码", "街长", "面积（m²）", "中心点经度（°）", "中心点纬度（°）"]
    assert row[:2] == ["001", "李四"]


def test_degrees_and_metres_give_the_same_centre(export):
    west, south, step = 114.05, 23.1, 0.001
    ring = [(0, 0), (step, 0), (step, step), (0, step), (0, 0)]
    wkt = f"POLYGON(({','.join(f'{west + x} {south + y}' for x, y in ring)}))"
    layer = memory_layer("Polygon", [(wkt, ("001",))], "field=grid_code:string", "EPSG:4490")
    _, (_, row) = export(layer, CARRIED_FIELDS=[])
    assert row[2:] == ["114.050500", "23.100500"]
    assert float(row[1]) == pytest.approx(111_000**2 * 0.92 * step**2, rel=0.01)


def test_no_two_columns_have_the_same_name_and_none_stands_twice(export):
    schema = "field=grid_code:string&field=floor_area:double&field=floor_area_m2:double"
    attributes = ("001", 1.5, 2.5, 99.0)
    layer = memory_layer("Polygon", [(square(0, 0), attributes)], f"{schema}&field=area_m2:double")
    fields = ["floor_area", "floor_area_m2", "area_m2", "grid_code", "floor_area"]
    _, (header, row) = export(layer, CARRIED_FIELDS=fields)
    assert header[:4] == ["Grid code", "Floor area (m²)", "Floor area (m²)_1", "Area (m²)"]
    assert row[:4] == ["001", "1.5", "2.5", "10000.00"]


def test_a_missing_code_gets_one_sentence(export):
    rows = [*ROWS, (square(300, 0), (None, "三", 1.0, None, None))]
    outcome, _ = export(memory_layer("Polygon", rows, SCHEMA))
    assert outcome.text.startswith(
        "1 features of the layer Units or grids have no code in the field grid_code: "
    )
    assert outcome.says_what_to_do


def test_a_code_that_stands_twice_gets_one_sentence(export):
    outcome, _ = export(
        memory_layer("Polygon", unit_rows(), UNIT_SCHEMA), CARRIED_FIELDS=["unit_code"]
    )
    assert "in the field grid_code (001-N, 001-S, 002-N, 002-S): make" in outcome.text
    assert outcome.says_what_to_do
