# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers that come in: looked over as a whole, and read as polygons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Geometries, shapes_of
from ..coverage.shapes import NOBODY, Units, ordered_units
from ..errors import EmptyInput, GivenName, InputsApart, ToleranceTooLarge, TooManyDepartments
from .conflation.faces import Faces

MOST_DEPARTMENTS = 40
"""A city has about 30; the network has room for some more layers."""

LEFT = 0.5
"""Share of the ground that is left at least once borders are one: less, and the tolerance is as
wide as the town, whose outline fell in."""


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


def ground_of(faces: Faces, first: int) -> float:
    """Return how much ground (m²) the layers from the number `first` on have together."""
    held = (faces.labels[:, first:] != NOBODY).any(axis=1)
    return float(shapely.area(faces.polygons[held]).sum())


def check_ground_left(left: float, drawn: float, tolerance: float) -> None:
    """Raise ToleranceTooLarge where little is `left` of the ground as `drawn` (m²)."""
    if left < LEFT * drawn:
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
