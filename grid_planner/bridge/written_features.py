# SPDX-License-Identifier: GPL-2.0-or-later
"""Features for an output: made from rows and WKB, or those of an input with something changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from ..compat import is_nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# invalid geometry is repaired in reading, so Processing shall not stop at it first
UNCHECKED = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
FEATURE_ID = "fid"  # the column that every GeoPackage has for its key


def make_feature(wkb: bytes | None, attributes: Sequence[Any], multi: bool) -> QgsFeature:
    """Return a feature; a multipart one where the output is of such a type (`multi`)."""
    feature = QgsFeature()
    if wkb is not None:
        feature.setGeometry(_geometry(wkb, multi))
    feature.setAttributes(list(attributes))
    return feature


def _geometry(wkb: bytes, multi: bool) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    if multi:
        geometry.convertToMultiType()
    return geometry


def extended(
    source: QgsProcessingFeatureSource,
    kept: Sequence[int],
    added: Mapping[int, tuple[Any, ...]],
    count: int,
) -> Iterator[QgsFeature]:
    """Yield the features with the attributes `kept` and `count` new ones.

    Attributes that stay as they are never become Python objects, which would take most of the time.
    """
    fields, wkb_type = source.fields(), source.wkbType()
    wanted = QgsWkbTypes.geometryType(wkb_type)
    dropped = sorted(set(range(fields.count())) - set(kept), reverse=True)
    nested = [place for place, index in enumerate(kept) if is_nested(fields.at(index))]
    nothing = (None,) * count
    for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED):
        for index in dropped:
            feature.deleteAttribute(index)
        for place in nested:
            feature.setAttribute(place, _as_text(feature.attribute(place)))
        feature.resizeAttributes(len(kept) + count)
        for place, value in enumerate(added.get(feature.id(), nothing), len(kept)):
            feature.setAttribute(place, value)
        if feature.geometry().type() != wanted:
            _fit(feature, wkb_type)
        yield feature


def reshaped(
    source: QgsProcessingFeatureSource, shapes: Mapping[int, bytes]
) -> Iterator[QgsFeature]:
    """Yield the features that `shapes` (WKB by feature id) names, in that shape."""
    for feature in source.getFeatures(QgsFeatureRequest(), UNCHECKED):
        wkb = shapes.get(feature.id())
        if wkb is not None:
            feature.setGeometry(_geometry(wkb, True))
            yield feature


def has_unique_ids(source: QgsProcessingFeatureSource) -> bool:
    """Tell whether the field that a GeoPackage takes for its key, if there is one, can be one."""
    names = source.fields().names()
    place = next((i for i, name in enumerate(names) if name.lower() == FEATURE_ID), None)
    if place is None:
        return True
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([place])
    values = [feature.attribute(place) for feature in source.getFeatures(request, UNCHECKED)]
    return all(isinstance(value, int) for value in values) and len(set(values)) == len(values)


def _as_text(value: object) -> object:
    """Write a list or map, as GeoJSON may have them, in a way that a text field holds."""
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _fit(feature: QgsFeature, wkb_type: QgsWkbTypes.Type) -> None:
    """Make the geometry of a feature from a mixed layer one that an output of `wkb_type` takes.

    What is no such geometry was left out in reading and is written as a row without one.
    """
    geometry, wanted = feature.geometry(), QgsWkbTypes.geometryType(wkb_type)
    if geometry.isNull():
        return
    fitting = [g for g in geometry.coerceToType(wkb_type) if g.type() == wanted]
    is_collection = geometry.isMultipart()
    feature.setGeometry(fitting[0] if is_collection and len(fitting) == 1 else QgsGeometry())
