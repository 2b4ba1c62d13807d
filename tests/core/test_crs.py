"""Which metric system is computed in, and that nothing moves on the way there and back."""

import geopandas as gpd
import numpy as np
import pytest
from pyproj import CRS, Transformer
from shapely.geometry import Point, box

from grid_planner.core.crs import from_working, to_working, working_crs
from grid_planner.core.errors import CoordinatesOutsideCrs, MissingCrs

CITIES = {
    "Huizhou": (114.41, 23.11, 4547),
    "Beijing": (116.4, 39.9, 4548),
    "Kashgar": (75.99, 39.47, 4534),
    "Fuyuan": (134.3, 48.36, 4554),
    "Taipei": (121.5, 25.03, 4549),
    "Helsinki": (24.94, 60.17, 32635),
    "Hanoi": (105.85, 21.03, 32648),
    "Seoul": (126.98, 37.57, 32652),
    "Sydney": (151.2, -33.87, 32756),
    "Svalbard, UTM's odd zones": (15.6, 78.2, 32633),
    "North Pole": (10.0, 88.0, 5041),
}


def around(epsg, longitude, latitude):
    """Bounds of a small box around a place, in `epsg`, easting first."""
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(longitude, latitude)
    step = 0.01 if CRS.from_epsg(epsg).is_geographic else 1000
    return (x - step, y - step, x + step, y + step)


@pytest.mark.parametrize(("longitude", "latitude", "epsg"), CITIES.values(), ids=CITIES)
def test_degrees_are_computed_in_the_local_zone(longitude, latitude, epsg):
    working = working_crs(CRS.from_epsg(4326), around(4326, longitude, latitude))
    assert working.crs.to_epsg() == epsg
    assert working.reason == "degrees"


def test_the_northing_first_system_of_china_is_read_easting_first():
    working = working_crs(CRS.from_epsg(4490), (114.40, 23.10, 114.42, 23.12))
    assert working.crs.to_epsg() == 4547
    frame = gpd.GeoDataFrame(geometry=[Point(114.41, 23.11), Point(114.4, 23.1)], crs=4490)
    point = to_working(frame, working).geometry.iloc[0]
    assert 541_000 < point.x < 543_000
    assert 2_550_000 < point.y < 2_560_000


@pytest.mark.parametrize("name", ["3857", "ESRI:102100", "EPSG:3395"])
def test_mercator_is_never_computed_in(name):
    working = working_crs(CRS.from_user_input(name), around(3857, 116.4, 39.9))
    assert (working.crs.to_epsg(), working.reason) == (4548, "web_mercator")


def test_feet_are_not_metres():
    working = working_crs(CRS.from_epsg(2232), around(2232, -105.0, 39.0))
    assert working.reason == "units"
    assert working.crs.to_epsg() == 32613


@pytest.mark.parametrize("epsg", [4547, 4526, 32650, 3879, 5514])
def test_a_projected_metric_system_is_kept(epsg):
    source = CRS.from_epsg(epsg)
    working = working_crs(source, (0, 0, 1, 1))
    assert working.crs is source
    assert working.reason == "kept"


def test_a_local_city_system_in_metres_is_kept():
    local = CRS.from_wkt(
        'LOCAL_CS["City",LOCAL_DATUM["City",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]'
    )
    assert working_crs(local, (0, 0, 1, 1)).reason == "kept"


def test_a_missing_system_is_refused_with_the_name_of_the_layer():
    with pytest.raises(MissingCrs) as caught:
        working_crs(None, (0, 0, 1, 1), layer="streets")
    assert caught.value.facts == {"layer": "streets"}
    working = working_crs(CRS.from_epsg(4326), (114.4, 23.1, 114.5, 23.2))
    with pytest.raises(MissingCrs):
        to_working(gpd.GeoDataFrame(geometry=[Point(0, 0)]), working)


@pytest.mark.parametrize(
    ("epsg", "bounds"),
    [
        (4326, (541_000, 2_555_000, 543_000, 2_557_000)),
        (3857, (np.nan,) * 4),
    ],
    ids=["metres called degrees", "no bounds"],
)
def test_coordinates_that_cannot_lie_in_the_system_are_refused(epsg, bounds):
    with pytest.raises(CoordinatesOutsideCrs):
        working_crs(CRS.from_epsg(epsg), bounds, layer="areas")


@pytest.mark.parametrize("epsg", [4490, 4326, 3857, 4547])
def test_a_result_goes_back_to_where_it_came_from(epsg):
    bounds = around(epsg, 114.41, 23.11)
    frame = gpd.GeoDataFrame(geometry=[box(*bounds)], crs=epsg)
    working = working_crs(frame.crs, tuple(frame.total_bounds))
    there = to_working(frame, working)
    assert there.crs.to_epsg() == 4547
    back = from_working(there, working)
    assert back.crs == frame.crs
    tolerance = 1e-9 if frame.crs.is_geographic else 1e-4
    assert back.geometry.iloc[0].equals_exact(frame.geometry.iloc[0], tolerance)


def test_another_layer_comes_along_whatever_its_system():
    working = working_crs(CRS.from_epsg(4490), (114.4, 23.1, 114.42, 23.12))
    other = gpd.GeoDataFrame(geometry=[box(*around(3857, 114.41, 23.11))], crs=3857)
    assert to_working(other, working).crs == working.crs
