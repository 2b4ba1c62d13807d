# SPDX-License-Identifier: GPL-2.0-or-later
"""Help pages name all that an algorithm takes and gives as the dialog does, in both languages."""

from __future__ import annotations

import re

import pytest
from qgis.core import QgsProcessingParameterFeatureSink
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from grid_planner.algorithms.provider import ALGORITHMS
from grid_planner.bridge.declared import result_of
from grid_planner.i18n import PLUGIN_DIR

every_algorithm = pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.ID)
CODE = re.compile(r"<code>(.+?)</code>")
ENTRY = re.compile(r"<li><b>([^<]+)</b> ?[(（]<code>([A-Z_]+)</code>(.*?)[)）]")
UNIT = re.compile(r" ?[(（](m²|%|s)[)）]$")  # stands behind the label in the dialog only
WORDS = {"en": {"optional": "optional", False: "no"}, "zh": {"optional": "可选", False: "否"}}


@pytest.fixture(params=["en", "zh"])
def language(request):
    """Let the plugin speak this language."""
    translator = QTranslator()
    if request.param == "zh":
        assert translator.load(str(PLUGIN_DIR / "i18n" / "grid_planner_zh.qm"))
        QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)


def page(language, name):
    return (PLUGIN_DIR / "help" / language / f"{name}.html").read_text(encoding="utf-8")


def started(kind):
    algorithm = kind()
    algorithm.initAlgorithm()
    return algorithm


def expected(definition, words):
    """Return how a page writes the default, or that nothing needs to be given; else None."""
    default = None if definition.isDestination() else definition.defaultValue()
    if isinstance(default, bool):
        return words[default]
    if isinstance(default, (int, float)):
        return f"{default:,g}"
    if default:
        return f"<code>{default}</code>"
    return words["optional"] if definition.flags() & definition.FlagOptional else None


@every_algorithm
def test_help_names_the_parameters_as_the_dialog_does_and_in_its_order(kind, language):
    algorithm = started(kind)
    definitions = algorithm.parameterDefinitions()
    asked = [(UNIT.sub("", d.description()), d.name()) for d in definitions]
    assert [(label, name) for label, name, _ in ENTRY.findall(page(language, kind.ID))] == asked


@every_algorithm
def test_help_says_every_default_and_what_may_be_left_out(kind, language):
    algorithm, words = started(kind), WORDS[language]
    said = ENTRY.findall(page(language, kind.ID))
    facts = {name: set(re.split(", |，", text)) for _, name, text in said}
    for definition in algorithm.parameterDefinitions():
        wanted = expected(definition, words)
        if wanted is not None:
            assert wanted in facts[definition.name()], definition.name()
        if wanted != words["optional"]:
            assert words["optional"] not in facts[definition.name()], definition.name()


@every_algorithm
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_names_every_output_and_every_field_of_the_results(kind, language):
    algorithm = started(kind)
    wanted = {output.name() for output in algorithm.outputDefinitions()}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            wanted |= set(result_of(definition).fields)
    assert wanted <= set(CODE.findall(page(language, kind.ID)))


@every_algorithm
def test_both_languages_speak_of_the_same_things(kind):
    english, chinese = page("en", kind.ID), page("zh", kind.ID)
    assert set(CODE.findall(english)) == set(CODE.findall(chinese))
    for tag in ("<h3>", "<li>", "<tr>"):
        assert english.count(tag) == chinese.count(tag)


@every_algorithm
def test_the_dialog_shows_the_page_without_its_frame(kind):
    shown = kind().shortHelpString()
    assert shown.startswith("<p>")
    assert "\n" not in shown
    assert "<body>" not in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_page_leads_to_every_algorithm(language):
    links = re.findall(r'href="(.+?)"', page(language, "index"))
    assert sorted(links) == sorted(f"{kind.ID}.html" for kind in ALGORITHMS)
