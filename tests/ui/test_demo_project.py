# SPDX-License-Identifier: GPL-2.0-or-later
"""`make demo` keeps its promises, notices broken ones, and leaves a project that opens anywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from unittest.mock import MagicMock

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from qgis.core import QgsLayerTreeLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

from tools.demo import chain, promises, session
from tools.demo.tables import read_table, trim_table

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
INPUTS = {"admin_street", "admin_community", "barrier", "water", "path", "compound", "building",
          "poi", "population", "staff_quota"}  # fmt: skip
RESULTS = {"base_unit", "responsibility_grid", "responsibility_grid_staff", "exceptions",
           "coverage_finding", "settled_area"}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Run the demo as `make demo` does, into a folder with a Chinese name."""
    folder = tmp_path_factory.mktemp("demo") / "规划 数据"
    script, sample = ROOT / "tools" / "make_demo.py", ROOT / "sample_data" / "hemei.gpkg"
    outcome = subprocess.run(
        [sys.executable, script, sample, folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        check=False,
    )
    return folder, outcome


@pytest.fixture
def project(demo, qgis_app, tmp_path):
    """Open the demo project after its folder has been moved."""
    moved = tmp_path / "另一处"
    shutil.copytree(demo[0], moved)
    opened = QgsProject()
    assert opened.read(str(moved / "hemei_demo.qgz"))
    yield opened
    opened.clear()


pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("where", ["in the demo", "in loading the plugin"])
def test_qgis_is_left_in_order_whatever_goes_wrong(monkeypatch, where):
    left = MagicMock()
    for name in ("QgsApplication", "QgsProject", "QgsSettings"):
        monkeypatch.setattr(session, name, getattr(left, name))
    monkeypatch.setattr(session, "load_plugin", left.load_plugin)
    if where == "in loading the plugin":
        left.load_plugin.side_effect = SystemExit
    with pytest.raises(SystemExit), session.qgis_in_chinese():
        raise SystemExit
    assert left.load_plugin.return_value.unload.called == (where == "in the demo")
    left.QgsProject.instance.return_value.clear.assert_called_once_with()
    left.QgsApplication.return_value.exitQgis.assert_called_once_with()


@pytest.mark.slow
class TestDemo:
    def test_every_promise_is_kept(self, demo):
        _, outcome = demo
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr
        assert "responsibility grids" in outcome.stdout
        assert "BROKEN" not in outcome.stdout

    def test_it_leaves_what_the_readme_says(self, demo):
        folder, _ = demo
        files = {file.name for file in folder.iterdir()}
        assert files >= {
            "hemei_demo.gpkg",
            "hemei_demo.qgz",
            "map_base_units.png",
            "map_workload.png",
            "map_responsibility_grids.png",
            "map_close_up.png",
            "demo_report.html",
            "plan_report.html",
            "certificate.json",
        }
        assert not [name for name in files if name.endswith(("-wal", "-shm", "~", ".png.pgw"))]

    def test_the_geopackage_holds_inputs_and_results_under_their_names(self, demo):
        folder, _ = demo
        package = folder / "hemei_demo.gpkg"
        whole_layer = QgsVectorLayer(str(package), "package", "ogr")
        tables = {row.split("!!::!!")[1] for row in whole_layer.dataProvider().subLayers()}
        assert tables >= INPUTS | RESULTS
        units_layer = QgsVectorLayer(f"{package}|layername=base_unit", "units", "ogr")
        assert {"unit_code", "grid_code"} <= set(units_layer.fields().names())

    def test_the_project_opens_wherever_its_folder_is(self, project):
        home = Path(project.fileName()).parent
        layers = project.mapLayers().values()
        assert len(layers) >= 15
        for layer in layers:
            assert layer.isValid(), layer.name()
            assert layer.providerType() == "ogr"
            assert Path(layer.source().partition("|")[0]).parent == home

    def test_the_project_names_no_place_on_this_machine(self, demo):
        folder, _ = demo
        with zipfile.ZipFile(folder / "hemei_demo.qgz") as package:
            name = next(name for name in package.namelist() if name.endswith(".qgs"))
            text = package.read(name).decode("utf-8")
        for place in (
            str(folder),
            str(ROOT),
            str(Path.home()),
            "/usr/share",
            "http://",
            "https://",
        ):
            found = [
                line for line in text.splitlines() if f'"{place}' in line or f">{place}" in line
            ]
            assert not [line for line in found if "qgis.org" not in line], place

    def test_layers_groups_and_fields_have_chinese_names(self, project):
        root = project.layerTreeRoot()
        titles = [node.name() for node in root.children()]
        assert "网格规划" in titles
        for title in [*titles, *(layer.name() for layer in project.mapLayers().values())]:
            assert CHINESE.search(title), title
        for layer in project.mapLayers().values():
            for index, field in enumerate(layer.fields()):
                if field.name() != "fid":
                    alias = layer.attributeDisplayName(index)
                    assert CHINESE.search(alias), f"{layer.name()}: {field.name()}"

    def test_units_and_grids_are_shown_and_lie_above_the_ground(self, project):
        root = project.layerTreeRoot()
        order = [layer.source().partition("layername=")[2] for layer in root.layerOrder()]
        assert order.index("admin_community") < order.index("building")
        assert order.index("building") < order.index("water") < order.index("base_unit")
        assert order.index("base_unit") < order.index("responsibility_grid")
        assert order.index("responsibility_grid") < order.index("barrier")
        shown = {
            node.layer().source().partition("layername=")[2]
            for node in root.findLayers()
            if isinstance(node, QgsLayerTreeLayer) and node.isVisible()
        }
        assert {"base_unit", "responsibility_grid", "admin_community", "building"} <= shown
        assert "responsibility_grid_staff" not in shown

    def test_the_maps_are_whole_sheets_with_much_to_see(self, demo):
        folder, _ = demo
        for file in folder.glob("map_*.png"):
            image = QImage(str(file))
            assert (image.width(), image.height()) == (2480, 1753)
            small = image.scaled(200, 141)
            colours = {small.pixel(x, y) for x in range(200) for y in range(141)}
            assert len(colours) > 200, file.name

    def test_the_report_stands_alone(self, demo):
        folder, _ = demo
        text = (folder / "demo_report.html").read_text(encoding="utf-8")
        assert text.count("<figure") >= 8
        assert not re.findall(r'(?:src|href)="(?!data:|#)', text)
        assert "全部要求均已满足" in text


# --- the checks themselves: a plan that breaks a rule must not pass -----------------------------


def squares(codes, grids, *, areas=None):
    """Return 100 m squares in a row, with their grids and communities."""
    shapes = [shapely.box(100 * x, 0, 100 * x + 100, 100) for x in range(len(codes))]
    areas = areas or ["441302001001"] * len(codes)
    columns = {"unit_code": codes, "grid_code": grids, "area_code": areas}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4547")


def layers_of(units, *, buildings=(), exceptions=(), communities=None):
    """Return what the promises look at, with one community around all units."""
    whole = gpd.GeoDataFrame(
        {"area_code": ["441302001001"]}, geometry=[units.union_all()], crs=units.crs
    )
    bodies = gpd.GeoDataFrame(
        {"building_id": [f"B{number}" for number in range(len(buildings))]},
        geometry=list(buildings),
        crs=units.crs,
    )
    points = gpd.GeoDataFrame(
        {"kind": ["building_on_area_border"] * len(exceptions)},
        geometry=list(exceptions),
        crs=units.crs,
    )
    none = gpd.GeoDataFrame({"compound_id": []}, geometry=[], crs=units.crs)
    lines = gpd.GeoDataFrame({"barrier_class": []}, geometry=[], crs=units.crs)
    quota = pd.DataFrame({"community_code": ["441302001001"], "staff_count": [2]})
    places = whole if communities is None else communities
    return promises.Layers(places, bodies, none, lines, points, units, units, quota)


def kept(found, what):
    return next(promise.kept for promise in found if promise.what == what)


def test_a_gap_and_an_overlap_are_noticed():
    units = squares(["1", "2", "3"], ["a", "a", "b"])
    good = promises._units(layers_of(units))
    assert kept(good, "gap")
    assert kept(good, "overlap")
    whole = layers_of(units).communities
    shrunk, grown = units.copy(), units.copy()
    shrunk.loc[0, "geometry"] = shapely.box(0, 0, 100, 99)
    grown.loc[0, "geometry"] = shapely.box(0, 0, 101, 100)
    assert not kept(promises._units(layers_of(shrunk, communities=whole)), "gap")
    broken = promises._units(layers_of(grown))
    assert not kept(broken, "overlap")
    assert not kept(broken, "coverage valid (GEOS)")


def test_a_cut_building_is_noticed_unless_it_is_listed():
    units = squares(["1", "2"], ["a", "b"])
    astride = shapely.box(90, 40, 110, 60)
    cut, listed = promises.cut_buildings(layers_of(units, buildings=[astride]))
    assert (cut, listed) == ({"B0"}, set())
    layers = layers_of(units, buildings=[astride], exceptions=[shapely.Point(95, 50)])
    cut, listed = promises.cut_buildings(layers)
    assert cut == listed == {"B0"}


def test_a_grid_in_two_pieces_is_noticed():
    assert promises.surplus_pieces(squares(["1", "2", "3"], ["a", "a", "b"])) == 0
    assert promises.surplus_pieces(squares(["1", "2", "3"], ["a", "b", "a"])) == 1


def test_a_grid_across_a_community_border_is_noticed():
    areas = ["441302001001", "441302001002"]
    assert promises.grids_over_borders(squares(["1", "2"], ["a", "b"], areas=areas)) == 0
    assert promises.grids_over_borders(squares(["1", "2"], ["a", "a"], areas=areas)) == 1


def test_a_unit_across_a_community_border_is_noticed():
    units = squares(["1", "2"], ["a", "b"])
    layers = layers_of(units)
    assert promises.units_over_borders(layers) == 0
    layers.communities.loc[0, "geometry"] = shapely.box(0, 0, 150, 100)
    assert promises.units_over_borders(layers) == 1


def test_a_grid_across_the_railway_is_noticed():
    railway = gpd.GeoDataFrame(
        {"barrier_class": ["RLW"]},
        geometry=[shapely.LineString([(100, -50), (100, 150)])],
        crs="EPSG:4547",
    )
    assert promises.grids_over_railway(squares(["1", "2"], ["a", "b"]), railway) == 0
    assert promises.grids_over_railway(squares(["1", "2"], ["a", "a"]), railway) == 1


def test_a_unit_with_railway_inside_is_noticed_unless_it_is_listed():
    units = squares(["1", "2"], ["a", "b"])
    layers = layers_of(units, exceptions=[shapely.Point(150, 50)])
    layers.barriers.loc[0] = ["RLW", shapely.LineString([(150, -50), (150, 150)])]
    assert promises.units_with_railway(layers) == ({"2"}, set())
    layers.exceptions["kind"] = "unit_across_barrier"
    assert promises.units_with_railway(layers) == ({"2"}, {"2"})


def test_what_sticks_out_of_the_area_is_cut_off(tmp_path):
    package = tmp_path / "lines.gpkg"
    shutil.copyfile(ROOT / "sample_data" / "hemei.gpkg", package)
    before = read_table(package, "barrier")
    west, south, east, north = before.total_bounds
    area = shapely.box(west, south, (west + east) / 2, north)
    trim_table(package, "barrier", area.buffer(1.0))
    after = read_table(package, "barrier")
    assert after.total_bounds[2] <= area.bounds[2] + 1.001
    inside = before.within(area)
    assert after.geometry[inside].equals(before.geometry[inside])


def test_a_split_compound_is_noticed():
    ground = gpd.GeoDataFrame(
        {"compound_id": ["XQ1"]}, geometry=[shapely.box(10, 10, 190, 90)], crs="EPSG:4547"
    )
    assert promises.split_compounds(squares(["1", "2"], ["a", "a"]), ground) == []
    assert promises.split_compounds(squares(["1", "2"], ["a", "b"]), ground) == ["XQ1"]


def test_a_quota_that_is_not_met_is_noticed():
    what = "staff plan: communities with exactly their staff"
    assert kept(promises._staff(layers_of(squares(["1", "2"], ["a", "b"]))), what)
    assert not kept(promises._staff(layers_of(squares(["1", "2"], ["a", "a"]))), what)


def test_a_unit_belongs_to_the_compound_that_fills_most_of_it():
    shapes = squares(["1", "2", "3"], [None] * 3).geometry.to_numpy()
    grounds = gpd.GeoDataFrame(
        {"compound_id": ["XQ1"]}, geometry=[shapely.box(0, 0, 140, 100)], crs="EPSG:4547"
    )
    assert chain.main_compound(shapes, grounds).tolist() == ["XQ1", None, None]


def test_the_table_names_every_promise():
    rows = [promises.Promise("grids", "网格", "510", "509", kept=False)]
    assert re.search(r"grids\s*\| 510\s*\| 509\s*\| BROKEN", promises.table_text(rows))
