# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers that come in: looked over as a whole, and read as polygons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Geometries, shapes_of
from ..coverage.shapes import Units, ordered_units
from ..errors import EmptyInput, GivenName, InputsApart, ToleranceTooLarge, TooManyDepartments
from ..shape_measures import width_of

MOST_DEPARTMENTS = 40
"""A city has about 30; the network has room for some more layers."""


def read_layer(frame: gpd.GeoDataFrame) -> Units:
    """Return the polygons of `frame` in one order, valid, and empty where one is missing."""
    layer = ordered_units(frame)
    shapes = layer.shapes.copy()
    shapes[shapely.is_missing(shapes)] = shapely.Polygon()
    return replace(layer, shapes=shapes)


def check_layers(
    departments: Mapping[str, gpd.GeoDataFrame],
    *,
    hard: gpd.GeoDataFrame | None = None,
    boundary: gpd.GeoDataFrame | None = None,
) -> None:
    """Raise what is wrong with the layers as a whole.

    EmptyInput, InputsApart, TooManyDepartments.
    """
    if len(departments) > MOST_DEPARTMENTS:
        raise TooManyDepartments(count=len(departments), most=MOST_DEPARTMENTS)
    for name, frame in (("hard", hard), ("boundary", boundary)):
        if frame is not None and not _has_ground(frame):
            raise EmptyInput(layer=name)
    for name, frame in departments.items():
        if not _has_ground(frame):
            raise EmptyInput(layer=GivenName(name))
    boxes = [shapely.box(*frame.total_bounds) for frame in departments.values()]
    for number, (name, box) in enumerate(zip(departments, boxes)):
        others = boxes[:number] + boxes[number + 1 :]
        if others and not shapely.intersects(box, others).any():
            other = next(other for other in departments if other != name)
            raise InputsApart(layer=GivenName(name), other=GivenName(other))


def _has_ground(frame: gpd.GeoDataFrame) -> bool:
    return bool(np.nan_to_num(shapely.area(shapes_of(frame))).any())


def check_tolerance(layers: Sequence[Units], tolerance: float) -> None:
    """Raise ToleranceTooLarge where every grid is narrower than the `tolerance` (m)."""
    if tolerance > max(float(width_of(layer.shapes).max(initial=0.0)) for layer in layers):
        raise ToleranceTooLarge(tolerance=tolerance)


def ground_layers(
    hard: gpd.GeoDataFrame | None, boundary: gpd.GeoDataFrame | None
) -> list[Geometries]:
    """Return what there is of hard layer and boundary, which no department moves."""
    ground = []
    if hard is not None:
        ground.append(read_layer(hard).shapes)
    if boundary is not None:
        ground.append(np.asarray([shapely.union_all(read_layer(boundary).shapes)]))
    return ground
