# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad input that users came up with: each once gave a traceback, a wrong hint or half a result."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from grid_planner.core.units.workload import measure_workload

from .conftest import (
    EAST,
    NORTH,
    UNIT_SCHEMA,
    Feedback,
    line,
    memory_layer,
    save,
    square,
    unit_rows,
)

PLAN = {"UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:", "TIME_LIMIT": 1, "GRID_COUNT": 4}
FOLDED = f"POLYGON(({EAST} {NORTH},{EAST + 10} {NORTH + 10},{EAST} {NORTH},{EAST} {NORTH}))"


def at(x: float, y: float) -> str:
    return f"POINT({EAST + x} {NORTH + y})"


def communities(*rows) -> QgsVectorLayer:
    return memory_layer("Polygon", list(rows), "field=area_code:string", name="communities")


def people(schema="field=n:double", value: object = 1.0, name="people") -> QgsVectorLayer:
    rows = [(at(30 + 50 * i, 55), (value,)) for i in range(10)]
    return memory_layer("Point", rows, schema, name=name)


def units_where(field: int, value: object, codes: tuple[str, ...] = ()) -> QgsVectorLayer:
    """Return the town's units with `value` in the column `field` of `codes`, or of all."""
    rows = []
    for wkt, attributes in unit_rows():
        values = list(attributes)
        if not codes or attributes[0] in codes:
            values[field] = value
        rows.append((wkt, tuple(values)))
    return memory_layer("Polygon", rows, UNIT_SCHEMA, name="base units")


@pytest.fixture
def refusal(run):
    def ask(name, parameters, *words):
        outcome = run(name, parameters)
        assert not outcome.ok
        assert outcome.says_what_to_do, outcome.text
        for word in words:
            assert word in outcome.text, outcome.text
        return outcome.text

    return ask


@pytest.fixture
def build(refusal):
    def ask(parameters, *words):
        areas = communities((square(0, 0, 300), ("441302001001",)))
        given = {"AREA": areas, "AREA_CODE_FIELD": "area_code", "OUTPUT": "memory:", **parameters}
        return refusal("buildbaseunits", given, *words)

    return ask


# --- layers of the wrong kind --------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["Point", "LineString", "NoGeometry"])
def test_areas_must_be_polygons(build, shape):
    places = {"Point": at(5, 5), "LineString": line((0, 0), (300, 300)), "NoGeometry": None}
    layer = memory_layer(shape, [(places[shape], ("a",))], "field=area_code:string", name="wrong")
    build({"AREA": layer}, "polygons", "wrong")


def test_trees_are_no_barriers(build):
    build({"BARRIERS": [people(name="trees")]}, "trees", "lines", "polygons")


def test_streets_drawn_as_areas_are_no_lengths(refusal, units_layer):
    roads = memory_layer("Polygon", [(square(10, 10, 20), ())], name="carriageways")
    parameters = {"UNITS": units_layer, "STREETS": roads, "OUTPUT": "memory:"}
    refusal("measureworkload", parameters, "carriageways", "lines")


def test_a_river_drawn_as_area_is_a_barrier_of_a_plan(run, units_layer):
    river = memory_layer("Polygon", [(square(300, -10, 1), ())], name="river")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "BARRIERS": river})
    assert outcome.ok, outcome.text


def test_a_quota_may_be_a_map_layer_of_any_place(run, units_layer):
    rows = [(square(9e6, 0), ("001", 3.0)), (None, ("002", 2.0))]
    quota = memory_layer("Polygon", rows, "field=code:string&field=staff:double", crs="")
    fields = {
        "PARENT_FIELD": "parent_code",
        "QUOTA_PARENT_FIELD": "code",
        "QUOTA_COUNT_FIELD": "staff",
    }
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": units_layer, "QUOTA": quota, "GRID_COUNT": 0, **fields},
    )
    assert outcome.ok, outcome.text
    assert outcome.results["GRIDS"] == 5


# --- empty layers, and layers beside the place ---------------------------------------------------


def test_a_layer_of_empty_features_is_empty_not_elsewhere(build, run, communities_layer):
    build({"AREA": communities((None, ("a",)))}, "usable geometry", "communities")
    buildings = memory_layer("Polygon", [(None, ())], name="no shapes")
    parameters = {"AREA": communities_layer, "BUILDINGS": buildings, "OUTPUT": "memory:"}
    outcome = run("buildbaseunits", parameters)
    assert outcome.ok, outcome.text
    assert any("no shapes" in text for text in outcome.feedback.warnings)


def test_a_river_beside_the_chosen_communities_is_no_mistake(run):
    areas = communities((square(0, 0, 300), ("441302001001",)))
    river = memory_layer("LineString", [(line((310, -2000), (900, 2000)), ())], name="river")
    outcome = run("buildbaseunits", {"AREA": areas, "BARRIERS": [river], "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text


def test_a_single_point_has_a_place(run, units_layer):
    shop = memory_layer("Point", [(at(250, 250), ())], name="shop")
    outcome = run("measureworkload", {"UNITS": units_layer, "POI": shop, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    assert sum(row["poi"] for row in outcome.rows("OUTPUT")) == 1


@pytest.mark.parametrize("name", ["BOUNDARY", "PARENTS"])
def test_an_audit_needs_something_to_compare_with(refusal, units_layer, name):
    nothing = memory_layer("Polygon", [], name="nothing")
    refusal("auditcoverage", {"INPUT": units_layer, name: nothing, "OUTPUT": "memory:"})


def test_a_polygon_folded_to_a_line_is_found(run):
    rows = [*unit_rows(), (FOLDED, ("folded", "001", 1.0, "g", None, 0, ""))]
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    outcome = run("auditcoverage", {"INPUT": layer, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    found = [(row["kind"], row["ids"]) for row in outcome.rows("OUTPUT")]
    assert ("invalid", "folded") in found


# --- codes and sizes -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", [None, "  "])
def test_an_area_without_its_code_is_refused(build, code):
    areas = communities((square(0, 0, 300), (code,)), (square(300, 0, 300), ("441302001002",)))
    build({"AREA": areas}, "1 features", "no code")


@pytest.mark.parametrize(("size", "limits"), [
    (4_000, {"TARGET_AREA": 1, "MIN_AREA": 0, "MAX_AREA": 1}),  # a slip of the pen
    (400_000, {}),  # a province
])  # fmt: skip
def test_units_without_end_are_refused_at_once(build, size, limits):
    street = memory_layer("LineString", [(line((0, 0), (size, size)), ())], name="street")
    areas = communities((square(0, 0, size), ("44",)))
    build({"AREA": areas, "BARRIERS": [street], **limits}, "units", "target area")


def test_a_community_with_more_units_than_serials_is_refused_at_once(build):
    areas = communities((square(0, 0, 6_000), ("441302001001",)))
    build({"AREA": areas}, "441302001001", "999")


def test_a_number_that_is_none(refusal, units_layer):
    parameters = {**PLAN, "UNITS": units_layer, "BRIDGE_DISTANCE": float("nan")}
    refusal("planresponsibilitygrids", parameters, "Bridge distance")


# --- fields --------------------------------------------------------------------------------------


def test_a_parent_field_without_any_value_is_no_missing_field(refusal):
    layer = units_where(1, None)
    parameters = {**PLAN, "UNITS": layer, "PARENT_FIELD": "parent_code"}
    refusal("planresponsibilitygrids", parameters, "24", "Parent", "no code")


def test_a_plan_without_any_grid_code_is_no_missing_field(refusal):
    parameters = {
        "UNITS": units_where(3, None),
        "GRID_FIELD": "grid_code",
        "GRIDS_OUTPUT": "memory:",
    }
    refusal("evaluateplan", parameters, "24", "Grid", "no code")


@pytest.mark.parametrize("value", [None, -1.0, 0.0])
def test_people_of_no_number_are_nothing_to_measure(refusal, units_layer, value):
    parameters = {"UNITS": units_layer, "POPULATION": people(value=value), "OUTPUT": "memory:"}
    refusal("measureworkload", {**parameters, "POPULATION_FIELD": "n"}, "persons", "above zero")


@pytest.mark.parametrize(("locked", "count"), [(("0010000",), 1), ((), 7), ((), 2)])
def test_locks_that_leave_no_room_are_named(refusal, locked, count):
    parameters = {
        **PLAN,
        "UNITS": units_where(5, 1, locked),
        "CURRENT_FIELD": "grid_code",
        "LOCKED_FIELD": "locked",
        "GRID_COUNT": count,
    }
    refusal("planresponsibilitygrids", parameters, "locked", "unlock", str(count))


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson"])
def test_fields_that_collide_with_those_of_the_result(run, data_folder, suffix):
    schema = (
        "field=unit_code:string&field=GRID_CODE:string&field=fid:integer&field=geom:string"
        "&field=ogc_fid:integer"
    )
    rows = [(wkt, (values[0], "X", 1, "old", 5)) for wkt, values in unit_rows()]
    layer = memory_layer("Polygon", rows, schema, name="units")
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": layer, "UNITS_OUTPUT": str(data_folder / f"单元.{suffix}")},
    )
    assert outcome.ok, outcome.text
    written = outcome.rows("UNITS_OUTPUT")
    assert len(written) == 24
    assert all(row["grid_code"] != "X" for row in written)
    assert all("old" in row.values() for row in written)


def test_a_field_fid_of_unique_numbers_stays(run, data_folder):
    rows = [(wkt, (values[0], 100 + i)) for i, (wkt, values) in enumerate(unit_rows())]
    layer = memory_layer("Polygon", rows, "field=unit_code:string&field=fid:integer")
    place = str(data_folder / "单元.gpkg")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": layer, "UNITS_OUTPUT": place})
    assert outcome.ok, outcome.text
    assert sorted(row["fid"] for row in outcome.rows("UNITS_OUTPUT")) == list(range(100, 124))


# --- places of results ---------------------------------------------------------------------------


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_two_results_never_share_a_file(refusal, units_layer, data_folder):
    place = str(data_folder / "one.gpkg")
    for other in ("GRIDS_OUTPUT", "REPORT"):
        parameters = {**PLAN, "UNITS": units_layer, "UNITS_OUTPUT": place, other: place}
        refusal("planresponsibilitygrids", parameters, "one.gpkg", "another file")
    assert files(data_folder) == []


def test_a_file_with_other_layers_than_the_input_is_not_replaced(
    refusal, units_layer, streets_layer, data_folder
):
    place = data_folder / "city.gpkg"
    save(units_layer, place)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    options.layerName = "streets"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        streets_layer, str(place), QgsCoordinateTransformContext(), options
    )
    units = f"{place}|layername=city"
    parameters = {**PLAN, "UNITS": units, "UNITS_OUTPUT": str(place)}
    refusal("planresponsibilitygrids", parameters, "city.gpkg", "other layers")
    assert QgsVectorLayer(f"{place}|layername=streets", "streets", "ogr").featureCount() == 8


@pytest.mark.parametrize("place", ["file/r", "folder", "nowhere/r.gpkg"])
@pytest.mark.parametrize("output", ["UNITS_OUTPUT", "GRIDS_OUTPUT", "REPORT"])
def test_places_that_cannot_be_written_leave_nothing_behind(
    run, units_layer, data_folder, output, place
):
    (data_folder / "file").write_text("no folder", encoding="utf-8")
    (data_folder / "folder").mkdir()
    written = {"UNITS_OUTPUT": str(data_folder / "u.gpkg"), "GRIDS_OUTPUT": "memory:"}
    outcome = run(
        "planresponsibilitygrids",
        {**PLAN, "UNITS": units_layer, **written, output: str(data_folder / place)},
    )
    if outcome.ok:
        return  # QGIS adds a suffix, a report makes its folder
    assert outcome.says_what_to_do, outcome.text
    assert files(data_folder) == ["file"]


def test_a_failure_while_writing_leaves_no_file(run, units_layer, data_folder, monkeypatch):
    monkeypatch.setattr("grid_planner.bridge.reports.page.page", lambda *_: "\udc00")
    places = {"UNITS_OUTPUT": "单元.gpkg", "GRIDS_OUTPUT": "grids.shp", "REPORT": "r.html"}
    parameters = {name: str(data_folder / file) for name, file in places.items()}
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, **parameters})
    assert not outcome.ok
    assert files(data_folder) == []


def test_cancelling_during_the_last_step_is_heard_before_anything_is_written(
    run, units_layer, data_folder, monkeypatch
):
    feedback = Feedback()

    def cancelled_meanwhile(*given, **named):
        feedback.cancel()
        return measure_workload(*given, **named)

    monkeypatch.setattr("grid_planner.core.units.workload.measure_workload", cancelled_meanwhile)
    place = str(data_folder / "单元.gpkg")
    parameters = {"UNITS": units_layer, "POI": people(), "OUTPUT": place}
    assert run("measureworkload", parameters, feedback).results == {}
    assert files(data_folder) == []


# --- geometry ------------------------------------------------------------------------------------


def test_curved_layers_without_an_arc_are_read(run):
    rows = [(wkt.replace("POLYGON", "CURVEPOLYGON"), values) for wkt, values in unit_rows()]
    layer = memory_layer("CurvePolygon", rows, UNIT_SCHEMA)
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": layer})
    assert outcome.ok, outcome.text


@pytest.fixture
def mixed_layer(data_folder) -> str:
    """Return a GeoJSON as web maps give it: all kinds of geometry in one, lists and maps."""
    south, west, size = 23.1, 114.0, 0.001
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    polygon = {
        "type": "Polygon",
        "coordinates": [[[west + size * x, south + size * y] for x, y in ring]],
    }
    beside = {
        "type": "Polygon",
        "coordinates": [[[west + size * (x + 1), south + size * y] for x, y in ring]],
    }
    point = {"type": "Point", "coordinates": [west, south]}
    line = {"type": "LineString", "coordinates": [[west, south], [west + size, south]]}
    collection = {"type": "GeometryCollection", "geometries": [beside, point]}
    features = [
        {
            "type": "Feature",
            "properties": {"unit_code": str(i), "@relations": [1, 2], "tags": {"a": "街"}},
            "geometry": geometry,
        }
        for i, geometry in enumerate([polygon, collection, point, line, None])
    ]
    place = data_folder / "mixed.geojson"
    place.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(place)


@pytest.mark.parametrize("place", ["memory:", "u.gpkg", "u.shp", "u.geojson"])
def test_of_a_mixed_layer_the_polygons_are_units(run, mixed_layer, data_folder, place):
    units = place if place == "memory:" else str(data_folder / place)
    parameters = {**PLAN, "UNITS": mixed_layer, "UNITS_OUTPUT": units, "GRID_COUNT": 2}
    outcome = run("planresponsibilitygrids", parameters)
    assert outcome.ok, outcome.text
    assert sum("another kind" in text for text in outcome.feedback.warnings) == 1
    rows = {row["unit_code"]: row for row in outcome.rows("UNITS_OUTPUT")}
    assert len({rows[code]["grid_code"] for code in "01"}) == 2
    assert "街" in str(rows["0"]["tags"])  # GeoJSON is read as a map again


def test_an_audit_of_a_mixed_layer_looks_at_its_polygons(run, mixed_layer):
    outcome = run("auditcoverage", {"INPUT": mixed_layer, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    assert outcome.results["VALID"] is True


def test_points_off_the_map_are_left_out(run, units_layer):
    here = QgsCoordinateTransform(
        units_layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    ).transform(QgsPointXY(EAST + 250, NORTH + 250))
    rows = [(f"POINT({here.x()} {here.y()})", ()), (f"POINT({here.x()} 91)", ())]
    shops = memory_layer("Point", rows, crs="EPSG:4326", name="shops")
    outcome = run("measureworkload", {"UNITS": units_layer, "POI": shops, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    assert sum(row["poi"] for row in outcome.rows("OUTPUT")) == 1
    assert any("shops" in text and "coordinates" in text for text in outcome.feedback.warnings)


def test_an_area_that_others_cover_is_listed(run):
    areas = communities((square(0, 0, 300), ("a",)), (square(0, 0, 300), ("b",)))
    parameters = {"AREA": areas, "AREA_CODE_FIELD": "area_code"}
    outcome = run("buildbaseunits", {**parameters, "OUTPUT": "memory:", "EXCEPTIONS": "memory:"})
    assert outcome.ok, outcome.text
    notes = [r["note"] for r in outcome.rows("EXCEPTIONS") if r["kind"] == "area_without_unit"]
    assert len(notes) == 1
    assert "b" in notes[0]


def test_an_area_of_no_size_is_no_result_of_nothing(build):
    build({"AREA": communities((square(0, 0, 0.0002), ("a",)))}, "usable geometry")
