# SPDX-License-Identifier: GPL-2.0-or-later
"""Help pages name all that an algorithm takes and gives, and say the same in both languages."""

from __future__ import annotations

import re

import pytest

from grid_planner.algorithms.provider import ALGORITHMS
from grid_planner.i18n import PLUGIN_DIR

every_algorithm = pytest.mark.parametrize("kind", ALGORITHMS, ids=lambda kind: kind.ID)
CODE = re.compile(r"<code>(.+?)</code>")


def page(language, name):
    return (PLUGIN_DIR / "help" / language / f"{name}.html").read_text(encoding="utf-8")


@every_algorithm
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_names_every_parameter_and_every_output(kind, language):
    algorithm = kind()
    algorithm.initAlgorithm()
    wanted = {d.name() for d in algorithm.parameterDefinitions()}
    wanted |= {d.name() for d in algorithm.outputDefinitions()}
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
