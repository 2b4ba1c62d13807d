# SPDX-License-Identifier: GPL-2.0-or-later
"""What every algorithm promises, whichever it is; the whole registry is asked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from qgis.core import (
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProject,
)

from grid_planner.algorithms.provider import ALGORITHMS
from grid_planner.bridge.declared import shapes_of
from grid_planner.bridge.field_table import field_table
from grid_planner.i18n import PLUGIN_DIR
from tools import reference

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

FROZEN = Path(__file__).resolve().parents[1] / "golden" / "contract.json"
OPTIONAL = QgsProcessingParameterDefinition.Flag.FlagOptional
THE_LAYER = object()
# what an algorithm needs besides its main layer to do anything
NEEDED = {
    "buildbaseunits": {"AREA_CODE_FIELD": "unit_code"},
    "measureworkload": {"POPULATION": THE_LAYER, "POPULATION_FIELD": "workload"},
    "auditcoverage": {},
    "repaircoverage": {},
    "classifyunits": {"LAND_USE": THE_LAYER, "LAND_USE_FIELD": "parent_code"},
    "encodeunits": {"AREA_CODE_FIELD": "parent_code"},
    "planresponsibilitygrids": {"GRID_COUNT": 1, "TIME_LIMIT": 1},
    "evaluateplan": {"GRID_FIELD": "grid_code"},
    "compareplans": {"BEFORE_FIELD": "parent_code", "AFTER_FIELD": "unit_code"},
    "assignstaff": {
        "CODE_FIELD": "unit_code",
        "STAFF": THE_LAYER,
        "STAFF_CODE_FIELD": "unit_code",
        "STAFF_NAME_FIELD": "parent_code",
    },
    "rollup": {"LEVEL_FIELDS": ["unit_code"]},
    "exportcodetable": {"CODE_FIELD": "unit_code"},
    "diagnosedepartmentgrids": {"LAYERS": [THE_LAYER, THE_LAYER], "CODE_FIELDS": "unit_code"},
    "mergedepartmentgrids": {"LAYERS": [THE_LAYER, THE_LAYER], "CODE_FIELDS": "unit_code"},
    "crosswalk": {"FROM_FIELD": "unit_code", "TO": THE_LAYER, "TO_FIELD": "parent_code"},
}

# QGIS knows no selection where many layers are chosen
OF_ONE_LAYER = [kind for kind in ALGORITHMS if kind.MAIN not in NEEDED[kind.ID]]
every_algorithm = pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.ID)


def layer_of(rows):
    return memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")


def parameters_for(kind, layer, to="memory:"):
    """Return the parameters of a run that asks for every layer and needed file, into `to`."""
    made = {kind.MAIN: layer, **NEEDED[kind.ID]}
    made = {name: with_layer(value, layer) for name, value in made.items()}
    algorithm = kind()
    algorithm.initAlgorithm()
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            name = definition.name()
            made[name] = to if to == "memory:" else str(to / f"结果 {name.lower()}.gpkg")
        elif definition.isDestination() and not definition.flags() & OPTIONAL:
            file = f"结果 {definition.name().lower()}.{definition.defaultFileExtension()}"
            made[definition.name()] = "TEMPORARY_OUTPUT" if to == "memory:" else str(to / file)
    return made


def with_layer(value, layer):
    """Return `value` of a parameter with `layer` in place of THE_LAYER, also in a list."""
    if isinstance(value, list):
        return [with_layer(one, layer) for one in value]
    return layer if value is THE_LAYER else value


def first_result(kind):
    """Return the name of the result that is always made: a layer, or a file that opens as one."""
    algorithm = kind()
    algorithm.initAlgorithm()
    return next(d.name() for d in algorithm.parameterDefinitions() if d.isDestination())


def test_the_contract_is_frozen():
    """A change here breaks users' models: `tools/reference.py` adds to it, and takes nothing."""
    assert reference.contract() == json.loads(FROZEN.read_text(encoding="utf-8"))


def test_a_lost_promise_is_seen():
    before = {"a": {"parameters": {"X": {"options": ["p", "q"], "default": "p"}}}}
    grown = {"a": {"parameters": {"X": {"options": ["p", "q", "r"], "default": "p"}, "Y": {}}}}
    assert reference.lost(before, grown) == []
    assert reference.lost(grown, before) == [
        "/a/parameters/X/options: r",
        "/a/parameters/Y: {} -> None",
    ]


def test_the_reference_is_up_to_date(qgis_app):
    """Write it anew with `make update`."""
    for file, text in reference.pages().items():
        assert file.read_text(encoding="utf-8") == text


@every_algorithm
def test_every_field_of_a_result_has_a_name_for_people(kind):
    fields = [
        field
        for parameter in reference.contract()[kind.ID]["parameters"].values()
        for field in parameter.get("fields", [])
    ]
    assert set(fields) <= set(field_table())


@every_algorithm
def test_only_the_first_layer_is_mandatory(kind):
    algorithm = kind()
    algorithm.initAlgorithm()
    results = [d for d in algorithm.parameterDefinitions() if d.isDestination()]
    assert [bool(d.flags() & OPTIONAL) for d in results] == [False] + [True] * (len(results) - 1)


@every_algorithm
def test_options_are_static_texts(kind):
    algorithm = kind()
    algorithm.initAlgorithm()
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterEnum):
            assert definition.usesStaticStrings()
            assert definition.defaultValue() == definition.options()[0]


@every_algorithm
def test_every_parameter_is_explained(kind):
    algorithm = kind()
    algorithm.initAlgorithm()
    assert [d.name() for d in algorithm.parameterDefinitions() if len(d.help()) < 5] == []


@every_algorithm
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_is_there_in_both_languages(kind, language):
    page = PLUGIN_DIR / "help" / language / f"{kind.ID}.html"
    assert page.exists()
    assert bool(re.search(r"[\u4e00-\u9fff]{10}", page.read_text(encoding="utf-8"))) == (
        language == "zh"
    )


@every_algorithm
def test_tags_are_english_pinyin_and_chinese(kind):
    tags = kind().tags()
    assert any(re.fullmatch(r"[a-z ]+", tag) for tag in tags)
    assert any(re.search(r"[\u4e00-\u9fff]", tag) for tag in tags)


@every_algorithm
def test_it_has_its_own_icon(kind):
    assert Path(kind().svgIconPath()).exists()


@every_algorithm
def test_an_empty_layer_gets_one_sentence(kind, run):
    outcome = run(kind.ID, parameters_for(kind, layer_of([])))
    assert not outcome.ok
    assert outcome.says_what_to_do, outcome.text


@every_algorithm
def test_one_feature_is_enough(kind, run):
    outcome = run(kind.ID, parameters_for(kind, layer_of(unit_rows(1, 1))))
    assert outcome.ok, outcome.text


@every_algorithm
def test_invalid_geometry_is_used_or_explained(kind, run):
    west, south = 500_000, 2_560_000
    bow_tie = (
        f"POLYGON(({west} {south},{west + 90} {south + 90},{west + 90} {south},"
        f"{west} {south + 90},{west} {south}))"
    )
    attributes = ("x1", "001", 1.0, "001-S", None, 0, "结")
    rows = [(bow_tie, attributes), *unit_rows(3, 1)[1:]]
    outcome = run(kind.ID, parameters_for(kind, layer_of(rows)))
    assert outcome.ok or outcome.says_what_to_do, outcome.text


@every_algorithm
def test_a_feature_without_geometry_does_no_harm(kind, run):
    rows = [*unit_rows(2, 2), (None, ("x1", "001", 1.0, "001-S", None, 0, "空"))]
    outcome = run(kind.ID, parameters_for(kind, layer_of(rows)))
    assert outcome.ok, outcome.text
    told = [text for text in outcome.feedback.warnings if "units have no geometry" in text]
    assert len(told) == 1
    assert told[0].startswith("1 ")
    assert "(5)" in told[0]  # the id of the feature


@pytest.mark.parametrize("kind", OF_ONE_LAYER, ids=lambda kind: kind.ID)
def test_selected_only_means_the_selected(kind, run):
    doubled = (square(0, 100), ("x1", "001", 1.0, "001-S", None, 0, "重"))
    layer = layer_of([*unit_rows(), doubled])
    QgsProject.instance().addMapLayer(layer, False)
    layer.selectByExpression("unit_code = '0010000'")
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    counts = []
    for layer_or_chosen in (chosen, layer):
        outcome = run(kind.ID, parameters_for(kind, layer_or_chosen))
        assert outcome.ok, outcome.text
        counts.append(outcome.layer(first_result(kind)).featureCount())
    QgsProject.instance().takeMapLayer(layer)
    special = {"auditcoverage": (0, 1), "compareplans": (0, None)}  # faults and moves, not units
    of_one, of_all = special.get(kind.ID, (1, None))
    assert counts[0] == of_one
    assert counts[1] > of_one if of_all is None else counts[1] == of_all


@every_algorithm
def test_paths_and_fields_may_be_chinese(kind, run, data_folder):
    schema = UNIT_SCHEMA.replace("field=name:", "field=网格单元名称:")
    layer = memory_layer("Polygon", unit_rows(), schema, name="units")
    opened = save(layer, data_folder / "单元 图层.gpkg")
    outcome = run(kind.ID, parameters_for(kind, opened.source(), to=data_folder))
    assert outcome.ok, outcome.text
    assert Path(outcome.results[first_result(kind)]).exists()
    assert outcome.layer(first_result(kind)).isValid()


@every_algorithm
def test_cancel_before_the_start_leaves_no_layer(kind, run, data_folder, units_layer):
    outcome = run(kind.ID, parameters_for(kind, units_layer, to=data_folder), Feedback(0))
    assert outcome.ok
    assert outcome.results == {}
    assert list(data_folder.iterdir()) == []


@every_algorithm
def test_cancel_at_any_time_leaves_no_layer(kind, run, data_folder, units_layer, monkeypatch):
    monkeypatch.setattr("grid_planner.bridge.feedback.POLL", 0)  # s; small data are soon done
    told = Feedback()
    assert run(kind.ID, parameters_for(kind, units_layer), told).results
    assert told.reports >= 5
    for report in range(1, told.reports + 1):
        told_less = Feedback(report)
        outcome = run(kind.ID, parameters_for(kind, units_layer, to=data_folder), told_less)
        assert told_less.reports == report
        assert outcome.ok, outcome.text
        assert outcome.results == {}, report
        assert list(data_folder.iterdir()) == [], report


@every_algorithm
def test_a_layer_without_crs_gets_one_sentence(kind, run):
    layer = memory_layer("Polygon", unit_rows(), UNIT_SCHEMA, crs="", name="units")
    outcome = run(kind.ID, parameters_for(kind, layer))
    assert "coordinate reference system" in outcome.text
    assert outcome.says_what_to_do


@every_algorithm
@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "EPSG:3857", "EPSG:2263"])
def test_degrees_web_mercator_and_feet_come_back_in_their_own_crs(kind, run, crs):
    origin = {"EPSG:3857": (12_690_000, 2_630_000), "EPSG:2263": (980_000, 200_000)}
    x, y = origin.get(crs, (114.0, 23.0))
    step = 0.001 if x < 200 else 300
    rows = []
    for n in range(4):
        west = x + n * step
        ring = [(west, y), (west + step, y), (west + step, y + step), (west, y + step), (west, y)]
        wkt = f"POLYGON(({','.join(f'{a} {b}' for a, b in ring)}))"
        rows.append((wkt, (f"u{n}", "001", 1.0, "g", None, 0, "一")))
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, crs=crs, name="units")
    outcome = run(kind.ID, parameters_for(kind, layer))
    assert outcome.ok, outcome.text
    assert any("EPSG" in text or "CGCS2000" in text or "WGS 84" in text
               for text in outcome.feedback.infos)  # fmt: skip
    made = outcome.layer(first_result(kind))
    if not made.isSpatial():
        return  # a file has no system
    assert made.crs().authid() == crs
    assert made.featureCount() == 0 or made.extent().intersects(layer.extent())


TABLES = {"QUOTA", "USED_CODES", "STAFF"}  # a table has no place


def second_layers():
    """Return algorithm and parameter of every map layer that is read besides the main one."""
    frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    return [
        (kind, name)
        for kind in ALGORITHMS
        for name, facts in frozen[kind.ID]["parameters"].items()
        if facts["type"] in {"source", "multilayer"} and name not in {kind.MAIN, *TABLES}
    ]


@pytest.mark.parametrize(
    ("kind", "name"), second_layers(), ids=lambda part: getattr(part, "ID", part)
)
def test_layers_of_different_places_get_one_sentence(kind, name, run):
    algorithm = kind()
    algorithm.initAlgorithm()
    definition = algorithm.parameterDefinition(name)
    shape = shapes_of(definition)[0]
    wkt = {"points": f"POINT({EAST + 90_000} {NORTH})", "lines": line((90_000, 0), (90_100, 0)),
           "polygons": square(90_000, 0)}[shape]  # fmt: skip
    kind_of = {"points": "Point", "lines": "LineString", "polygons": "Polygon"}[shape]
    far = memory_layer(kind_of, [(wkt, ())], name="elsewhere")
    here = memory_layer("Polygon", unit_rows(), UNIT_SCHEMA, name="town")
    value = [far] if definition.type() == "multilayer" else far
    outcome = run(kind.ID, {**parameters_for(kind, here), name: value})
    assert outcome.text.startswith("The layers town and elsewhere do not overlap anywhere: ")
    assert outcome.says_what_to_do
