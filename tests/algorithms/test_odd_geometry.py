# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometry as it comes: folded, curved, mixed, off the map, without size."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProject,
)

from .conftest import (
    DIVIDE,
    EAST,
    NORTH,
    PLAN,
    UNIT_SCHEMA,
    communities,
    memory_layer,
    square,
    unit_rows,
)

FOLDED = f"POLYGON(({EAST} {NORTH},{EAST + 10} {NORTH + 10},{EAST} {NORTH},{EAST} {NORTH}))"


def test_a_polygon_folded_to_a_line_is_found(run):
    rows = [*unit_rows(), (FOLDED, ("folded", "001", 1.0, "g", None, 0, ""))]
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    outcome = run("auditcoverage", {"INPUT": layer, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    found = [(row["kind"], row["ids"]) for row in outcome.rows("OUTPUT")]
    assert ("invalid", "folded") in found


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
    polygon, beside = (
        {
            "type": "Polygon",
            "coordinates": [[[west + size * (x + east), south + size * y] for x, y in ring]],
        }
        for east in (0, 1)
    )
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


def test_an_area_of_no_size_is_refused(refusal):
    """Found by a user: the result was empty and nothing said why."""
    speck = communities((square(0, 0, 0.0002), "a"))
    refusal("buildbaseunits", {**DIVIDE, "AREA": speck}, "usable geometry")
