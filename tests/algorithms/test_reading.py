# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers become frames: bulk and feature by feature alike, in metres, valid, with notes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)

from grid_planner.bridge import features
from grid_planner.bridge.columnar import is_sound, read_columns
from grid_planner.bridge.declared import Column
from grid_planner.bridge.reader import Reader
from grid_planner.bridge.run import Run
from grid_planner.core.errors import EmptyInput, MissingCrs, MissingField, NotTheWantedType
from grid_planner.core.progress import Progress

from .conftest import CRS, UNIT_SCHEMA, line, memory_layer, save, square, unit_rows

IS_BULK = is_sound(int(gdal.VersionInfo()))
SCHEMA = "field=code:string&field=number:integer&field=share:double&field=标签:string&field=on:bool"
ROWS = [
    (square(0, 0), ("甲-01", 3501, 0.5, "单元", True)),
    (square(100, 0), (None, None, None, None, None)),
    (None, ("c", 7, 1e-9, "", False)),
    (square(200, 0, 30), ("d ", -1, 3.0, "网格单元", False)),
]
COLUMNS = (
    Column("number", "number"),
    Column("share", "share", "number"),
    Column("label", "标签"),
)


class Notes(Progress):
    def __init__(self):
        self.kinds = []

    def note(self, notice):
        self.kinds.append((notice.kind, dict(notice.facts)))


@pytest.fixture
def reader(plugin):
    def make(parameters, notes=None):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = plugin.provider.algorithm("auditcoverage").create()
        return Reader(Run(algorithm, parameters, context), notes or Notes())

    return make


@pytest.mark.parametrize(
    ("driver", "suffix"),
    [("GPKG", "gpkg"), ("ESRI Shapefile", "shp"), ("GeoJSON", "geojson")],
)
def test_bulk_and_loop_read_the_same(reader, data_folder, driver, suffix, monkeypatch):
    file = data_folder / f"单元 数据.{suffix}"
    layer = save(memory_layer("Polygon", ROWS, SCHEMA), file, driver)
    assert (read_columns(layer, ["code", "share"]) is not None) == IS_BULK
    columns = (*COLUMNS, Column("on", "on", "flag"))
    bulk = reader({"INPUT": layer}).frame("INPUT", *columns)
    monkeypatch.setattr(features, "read_columns", lambda *_: None)
    loop = reader({"INPUT": layer}).frame("INPUT", *columns)
    assert_geodataframe_equal(bulk, loop)
    assert sorted(bulk["source_id"]) == sorted(
        feature.id() for feature in layer.getFeatures() if feature["code"] != "c"
    )
    assert "甲-01" in set(bulk["code"])


def test_a_gdal_whose_bulk_reader_crashes_is_left_to_the_loop():
    """Found in the matrix: GDAL 3.10.3 gave up or crashed in every twentieth reading."""
    assert [is_sound(version) for version in (3060200, 3100300, 3130300)] == [True, False, True]


def test_a_layer_is_chosen_by_name_in_its_file(reader, data_folder):
    path = data_folder / "多层.gpkg"
    layer = save(memory_layer("Polygon", ROWS, SCHEMA), path)
    opened = type(layer)(f"{path}|layername=多层", "many", "ogr")
    assert (read_columns(opened, ["code"]) is not None) == IS_BULK
    frame = reader({"INPUT": opened}).frame("INPUT")
    assert frame["code"].dropna().tolist() == ["甲-01", "d"]


def test_a_name_that_dbase_cut_inside_a_character_is_left_to_the_loop(reader, data_folder):
    made = memory_layer("Polygon", ROWS, SCHEMA.replace("标签", "网格编号"))
    layer = save(made, data_folder / "单元.shp", "ESRI Shapefile")
    assert read_columns(layer, ["code"]) is None
    assert len(reader({"INPUT": layer}).frame("INPUT")) == 3


def test_a_filter_an_edit_and_a_selection_are_respected(reader, data_folder):
    layer = save(memory_layer("Polygon", ROWS, SCHEMA), data_folder / "单元.gpkg")
    layer.selectByExpression("code = '甲-01'")
    QgsProject.instance().addMapLayer(layer)
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    assert reader({"INPUT": selected}).frame("INPUT", *COLUMNS)["code"].tolist() == ["甲-01"]
    layer.setSubsetString("share > 2")
    assert reader({"INPUT": layer}).frame("INPUT", *COLUMNS)["code"].tolist() == ["d"]
    layer.setSubsetString("")
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures(QgsFeatureRequest())).id())
    assert "甲-01" not in reader({"INPUT": layer}).frame("INPUT", *COLUMNS)["code"].tolist()
    layer.rollBack()
    QgsProject.instance().removeMapLayer(layer)


def test_codes_are_text_numbers_are_numbers(reader):
    layer = memory_layer("Polygon", ROWS, SCHEMA)
    frame = reader({"INPUT": layer}).frame("INPUT", *COLUMNS)
    assert frame["number"].dropna().tolist() == ["3501", "-1"]
    assert frame["code"].dropna().tolist() == ["甲-01", "d"]
    assert frame["share"].isna().tolist() == [False, True, False]
    with pytest.raises(NotTheWantedType):
        reader({"INPUT": layer}).frame("INPUT", Column("x", "code", "number"))
    with pytest.raises(MissingField):
        reader({"INPUT": layer}).frame("INPUT", Column("x", "nowhere"))


def test_degrees_are_computed_in_the_local_zone_and_other_layers_follow(reader, units_layer):
    degrees = memory_layer(
        "Polygon",
        [("POLYGON((114 23,114.01 23,114.01 23.01,114 23.01,114 23))", ())],
        crs="EPSG:4490",
    )
    notes = Notes()
    one = reader({"INPUT": degrees, "PARENTS": units_layer}, notes)
    main, other = one.frame("INPUT"), one.frame("PARENTS")
    assert main.crs.to_epsg() == 4547
    assert other.crs == main.crs
    assert main.area[0] == pytest.approx(1025 * 1107.5, rel=1e-3)
    assert [kind for kind, _ in notes.kinds] == ["computed_in"]


def test_invalid_geometry_is_repaired_and_told(reader):
    bow_tie = (
        "POLYGON((500000 2560000,500100 2560100,500100 2560000,500000 2560100,500000 2560000))"
    )
    layer = memory_layer("Polygon", [(bow_tie, ()), (square(0, 0), ()), (None, ())])
    notes = Notes()
    frame = reader({"INPUT": layer}, notes).frame("INPUT")
    assert frame.is_valid.all()
    assert frame.area.tolist() == [5000.0, 10000.0]
    assert [(kind, facts["count"]) for kind, facts in notes.kinds] == [
        ("geometry_repaired", 1),
        ("geometry_missing", 1),
    ]


def test_multiparts_of_one_part_become_single(reader):
    polygon = square(0, 0).removeprefix("POLYGON")
    layer = memory_layer("MultiPolygon", [(f"MULTIPOLYGON({polygon})", ())])
    assert reader({"INPUT": layer}).frame("INPUT").geom_type.tolist() == ["Polygon"]


def test_curves_heights_and_measures_are_flattened():
    layer = memory_layer(
        "LineStringZM", [("LINESTRING ZM (500000 2560000 1 2, 500100 2560000 3 4)", ())]
    )
    curve = memory_layer("CompoundCurve", [("COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0))", ())])
    for made in (layer, curve):
        source = QgsProcessingFeatureSource(made, QgsProcessingContext())
        shapes = features.simplest(
            shapely.from_wkb(features.loop_columns(source, [], lambda: None).wkb)
        )
        assert shapely.get_type_id(shapes).tolist() == [1]
        assert not shapely.has_z(shapes).any()
    assert shapely.length(shapes)[0] == pytest.approx(np.pi, rel=1e-3)


def test_without_crs_or_features_reading_says_so(reader):
    nowhere = memory_layer("Polygon", [(square(0, 0), ())], crs="")
    with pytest.raises(MissingCrs):
        reader({"INPUT": nowhere}).frame("INPUT")
    with pytest.raises(EmptyInput):
        reader({"INPUT": memory_layer("Polygon", [])}).frame("INPUT")


def test_a_crs_of_the_users_own_is_understood(reader):
    own = QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lon_0=114.4 +x_0=40000 +ellps=GRS80")
    layer = memory_layer("Polygon", [("POLYGON((0 0,100 0,100 100,0 100,0 0))", ())])
    layer.setCrs(own)
    frame = reader({"INPUT": layer}).frame("INPUT")
    assert frame.crs.to_dict()["lon_0"] == 114.4
    assert frame.area.tolist() == [10000.0]


def test_a_table_without_geometry_is_read_in_bulk(plugin, data_folder):
    rows = [(None, ("441302001001", 7)), (None, ("441302001002", None))]
    made = memory_layer("NoGeometry", rows, "field=community:string&field=staff:integer")
    layer = save(made, data_folder / "人员.gpkg")
    assert (read_columns(layer, ["staff"]) is not None) == IS_BULK
    algorithm = plugin.provider.algorithm("planresponsibilitygrids").create()
    chosen = {"QUOTA": layer, "QUOTA_PARENT_FIELD": "community", "QUOTA_COUNT_FIELD": "staff"}
    table = Reader(Run(algorithm, chosen, QgsProcessingContext()), Notes()).table("QUOTA")
    assert table["parent_code"].tolist() == ["441302001001", "441302001002"]
    assert table["grid_count"].fillna(-1).tolist() == [7.0, -1.0]


def test_an_empty_second_layer_is_an_empty_frame(reader, units_layer):
    one = reader({"INPUT": units_layer, "PARENTS": memory_layer("Polygon", [])})
    one.frame("INPUT")
    assert one.frame("PARENTS").empty


def test_a_column_comes_from_the_field_chosen_else_from_one_it_usually_has(plugin, units_layer):
    osm = memory_layer("Polygon", [(square(0, 0), ("house", "5"))],
                       "field=building:string&field=floors:string")  # fmt: skip
    algorithm = plugin.provider.algorithm("classifyunits").create()

    def columns(**chosen):
        run = Run(algorithm, {"BUILDINGS": osm, **chosen}, QgsProcessingContext())
        one = Reader(run, Notes())
        return {column.name: column.field for column in one.declared("BUILDINGS")}

    assert columns() == {"floors": "floors", "use": "building"}
    assert columns(USE_FIELD="floors") == {"floors": "floors", "use": "floors"}


def test_layers_of_many_sources_become_one_frame(plugin):
    context = QgsProcessingContext()
    algorithm = plugin.provider.algorithm("buildbaseunits").create()
    roads = memory_layer(
        "LineString", [(line((0, 0), (9, 9)), ("primary",))], "field=highway:string"
    )
    lake = memory_layer("Polygon", [(square(0, 0, 50), ())])
    area = memory_layer("Polygon", unit_rows(), UNIT_SCHEMA)
    chosen = {"AREA": area, "BARRIERS": [roads, lake], "BARRIER_CLASS_FIELD": "highway"}
    one = Reader(Run(algorithm, chosen, context), Notes())
    one.frame("AREA")
    frame = one.frames("BARRIERS")
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame["barrier_class"].isna().tolist() == [False, True]
    assert frame.crs.to_string() == CRS
    assert one.frames("WEAK_LINES") is None
    assert not pd.isna(frame["barrier_class"][0])
