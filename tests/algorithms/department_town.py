# SPDX-License-Identifier: GPL-2.0-or-later
"""A town of 600 m by 400 m that three departments have divided, each in its way and its hand."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)

from .conftest import EAST, NORTH, Outcome, memory_layer


def box(west: float, south: float, east: float, north: float) -> str:
    """Return the WKT of a rectangle; metres into the town."""
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return f"POLYGON(({','.join(f'{EAST + x} {NORTH + y}' for x, y in ring)}))"


def grids(
    name: str, across: list[float], up: list[float], prefix: str, field: str = "code"
) -> QgsVectorLayer:
    """Return a layer of rectangles between the lines `across` and `up`: P1, P2, … to the east."""
    boxes = [
        box(west, south, east, north)
        for south, north in zip(up, up[1:])
        for west, east in zip(across, across[1:])
    ]
    rows = [(wkt, (f"{prefix}{number}",)) for number, wkt in enumerate(boxes, 1)]
    return memory_layer("Polygon", rows, f"field={field}:string", name=name)


def city() -> QgsVectorLayer:
    """Six grids of 200 m by 200 m."""
    return grids("城管网格", [0, 200, 400, 600], [0, 200, 400], "C")


def police() -> QgsVectorLayer:
    """Four grids of 300 m by 200 m, drawn up to 2 m off."""
    return grids("公安网格", [0, 301, 600], [0, 202, 400], "P")


def sanitation() -> QgsVectorLayer:
    """Three grids of 200 m by 400 m, drawn up to 1.5 m off."""
    return grids("环卫网格", [0, 201, 398.5, 600], [0, 400], "S")


def departments() -> list[QgsVectorLayer]:
    return [city(), police(), sanitation()]


def communities() -> QgsVectorLayer:
    """Two communities, west and east of a line that only the police know."""
    rows = [
        (box(0, 0, 300, 400), ("441302001001",)),
        (box(300, 0, 600, 400), ("441302001002",)),
    ]
    return memory_layer("Polygon", rows, "field=community_code:string", name="社区")


def in_crs(layer: QgsVectorLayer, crs: str) -> QgsVectorLayer:
    """Return a copy of `layer` in another reference system."""
    wanted = QgsCoordinateReferenceSystem(crs)
    there = QgsCoordinateTransform(layer.crs(), wanted, QgsProject.instance())
    rows = []
    for feature in layer.getFeatures():
        shape = feature.geometry()
        shape.transform(there)
        rows.append((shape.asWkt(12), feature.attributes()))
    return memory_layer("Polygon", rows, "field=code:string", crs=crs, name=layer.name())


def to_be_loaded() -> QgsProcessingOutputLayerDefinition:
    """Ask for a layer in memory that is loaded into the project."""
    return QgsProcessingOutputLayerDefinition("memory:", QgsProject.instance())


def names_when_loaded(outcome: Outcome, output: str) -> list[str]:
    """Return what the departments' fields of a layer are called once QGIS has loaded it."""
    layer = outcome.layer(output)
    details = outcome.context.layerToLoadOnCompletionDetails(outcome.results[output])
    details.postProcessor().postProcessLayer(layer, outcome.context, outcome.feedback)
    fields = layer.fields()
    return [layer.attributeAlias(fields.indexFromName(f"code_{number}")) for number in (1, 2, 3)]
