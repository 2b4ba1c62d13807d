# SPDX-License-Identifier: GPL-2.0-or-later
"""A small town in memory, a folder with a Chinese name, and a way to run algorithms by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from grid_planner.plugin import GridPlannerPlugin

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "grid_planner" / "styles"
CRS = "EPSG:4547"  # CGCS2000, 3-degree zone at 114 E
EAST, NORTH = 500_000, 2_560_000  # m, near Huizhou
UNIT = 100  # m
UNIT_SCHEMA = (
    "field=unit_code:string&field=parent_code:string&field=workload:double"
    "&field=grid_code:string&field=group:string&field=locked:integer&field=name:string"
)
GEOMETRY = {
    "exception": "Point", "broken_rule": "MultiPoint", "poi": "Point", "population": "Point",
    "barrier": "LineString", "path": "LineString",
}  # fmt: skip
DIVIDE = {"AREA_CODE_FIELD": "area_code", "OUTPUT": "memory:"}
PLAN = {"UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:", "TIME_LIMIT": 1, "GRID_COUNT": 4}


class Feedback(QgsProcessingFeedback):
    """Keeps what the user would read; cancels itself at the report `stop_at` of progress.

    0: before the start; `reports` counts them.
    """

    def __init__(self, stop_at: int | None = None) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.infos: list[str] = []
        self.reports = 0
        self._stop_at = stop_at
        self.progressChanged.connect(self._count)
        if stop_at == 0:
            self.cancel()

    def _count(self, _: float) -> None:
        self.reports += 1
        if self.reports == self._stop_at:
            self.cancel()

    def reportError(self, error, fatalError=False):  # noqa: N802, N803
        self.errors.append(error)

    def pushWarning(self, warning):  # noqa: N802
        self.warnings.append(warning)

    def pushInfo(self, info):  # noqa: N802
        self.infos.append(info)


@dataclass
class Outcome:
    """What came of a run: results, or the sentence that the user reads."""

    results: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    feedback: Feedback | None = None
    context: QgsProcessingContext | None = None

    @property
    def ok(self) -> bool:
        return not self.text

    @property
    def says_what_to_do(self) -> bool:
        return ":" in self.text and self.text.endswith(".") and "Traceback" not in self.text

    def layer(self, name: str) -> QgsVectorLayer:
        found = self.results[name]
        if isinstance(found, QgsVectorLayer):
            return found
        layer = self.context.getMapLayer(found) or QgsVectorLayer(found, name, "ogr")
        assert layer.isValid(), found
        return layer

    def rows(self, name: str) -> list[dict[str, Any]]:
        layer = self.layer(name)
        names = layer.fields().names()
        return [dict(zip(names, f.attributes())) for f in layer.getFeatures()]


@pytest.fixture(scope="module")
def plugin(qgis_processing):
    loaded = GridPlannerPlugin(None)
    loaded.initProcessing()
    yield loaded
    loaded.unload()


@pytest.fixture
def run(plugin):
    """Run an algorithm as the toolbox does: check the parameters, then execute."""

    def execute(name: str, parameters: dict[str, Any], feedback: Feedback | None = None) -> Outcome:
        algorithm = plugin.provider.algorithm(name).create()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        told = feedback or Feedback()
        context.setFeedback(told)
        fine, text = algorithm.checkParameterValues(parameters, context)
        if not fine:
            return Outcome(text=text, feedback=told, context=context)
        try:
            results, done = algorithm.run(parameters, context, told, catchExceptions=False)
        except QgsProcessingException as error:
            return Outcome(text=str(error), feedback=told, context=context)
        assert done
        return Outcome(results, "", told, context)

    return execute


@pytest.fixture
def refusal(run):
    """Run and return the sentence of the refusal, in which every one of `words` stands."""

    def ask(name: str, parameters: dict[str, Any], *words: str) -> str:
        outcome = run(name, parameters)
        assert not outcome.ok
        assert outcome.says_what_to_do, outcome.text
        for word in words:
            assert word in outcome.text, outcome.text
        return outcome.text

    return ask


def square(x: float, y: float, size: float = UNIT) -> str:
    """Return the WKT of a square whose lower left corner lies x, y metres into the town."""
    west, south = EAST + x, NORTH + y
    ring = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return f"POLYGON(({','.join(f'{west + dx} {south + dy}' for dx, dy in ring)}))"


def at(x: float, y: float) -> str:
    return f"POINT({EAST + x} {NORTH + y})"


def line(*points: tuple[float, float]) -> str:
    return f"LINESTRING({','.join(f'{EAST + x} {NORTH + y}' for x, y in points)})"


def memory_layer(
    kind: str,
    rows: list[tuple[str | None, tuple]],
    schema: str = "",
    crs: str = CRS,
    name: str = "",
) -> QgsVectorLayer:
    """Return a layer in memory with one feature per (WKT, attributes)."""
    address = "&".join(part for part in (f"crs={crs}" if crs else "", schema) if part)
    layer = QgsVectorLayer(f"{kind}?{address}", name or "test layer", "memory")
    if not crs:
        layer.setCrs(type(layer.crs())())
    features = []
    for wkt, attributes in rows:
        feature = QgsFeature(layer.fields())
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes(list(attributes))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


def unit_rows(columns: int = 6, rows: int = 4) -> list[tuple[str, tuple]]:
    """Return squares of 100 m: west half parent 001, east half 002, two grids a half."""
    made = []
    for x in range(columns):
        for y in range(rows):
            parent = "001" if x < columns / 2 else "002"
            grid = f"{parent}-{'S' if y < rows / 2 else 'N'}"
            attributes = (f"{parent}{x:02d}{y:02d}", parent, 1.0 + (x + y) % 3, grid, None, 0, "一")
            made.append((square(x * UNIT, y * UNIT), attributes))
    return made


UNIT_CODES = [attributes[0] for _, attributes in unit_rows()]


def units_with(changes: dict[tuple[str, str], object]) -> QgsVectorLayer:
    """Return the town's units with `changes`: {(unit_code, field): value}."""
    layer = memory_layer("Polygon", unit_rows(), UNIT_SCHEMA, name="units")
    changed = {
        feature.id(): {
            layer.fields().indexFromName(field): value
            for (code, field), value in changes.items()
            if code == feature["unit_code"]
        }
        for feature in layer.getFeatures()
    }
    assert layer.dataProvider().changeAttributeValues(changed)
    return layer


def communities(*rows: tuple[str | None, str | None]) -> QgsVectorLayer:
    """Return a layer of (WKT, code)."""
    coded = [(wkt, (code,)) for wkt, code in rows]
    return memory_layer("Polygon", coded, "field=area_code:string", name="communities")


@pytest.fixture
def units_layer(qgis_app):
    return memory_layer("Polygon", unit_rows(), UNIT_SCHEMA, name="units")


@pytest.fixture
def streets_layer(qgis_app):
    across = [(line((-10, y), (610, y)), ("residential",)) for y in (0, 200, 400)]
    along = [(line((x, -10), (x, 410)), ("primary",)) for x in (0, 150, 300, 450, 600)]
    return memory_layer("LineString", across + along, "field=highway:string", name="streets")


@pytest.fixture
def communities_layer(qgis_app):
    return communities((square(0, 0, 300), "441302001001"), (square(300, 0, 300), "441302001002"))


@pytest.fixture
def data_folder(tmp_path) -> Path:
    folder = tmp_path / "规划 数据"
    folder.mkdir()
    return folder


def save(layer: QgsVectorLayer, path: Path, driver: str = "GPKG") -> QgsVectorLayer:
    """Write `layer` to a file and open that."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding, options.layerName = driver, "UTF-8", path.stem
    # Where pyogrio is loaded too, its error handler stumbles over a name cut in a character.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        written = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(path), QgsCoordinateTransformContext(), options
        )
    finally:
        gdal.PopErrorHandler()
    assert written[0] == QgsVectorFileWriter.WriterError.NoError, written
    opened = QgsVectorLayer(str(path), layer.name(), "ogr")
    assert opened.isValid()
    return opened


def layer_of(kind: str) -> QgsVectorLayer:
    """Return an empty layer of the geometry that results of `kind` have."""
    return QgsVectorLayer(f"{GEOMETRY.get(kind, 'Polygon')}?crs={CRS}", kind, "memory")
