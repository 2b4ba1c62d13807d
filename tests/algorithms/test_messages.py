# SPDX-License-Identifier: GPL-2.0-or-later
"""Every error and notice has its sentence, and every sentence its error or notice."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from grid_planner import messages
from grid_planner.core import errors
from grid_planner.core.errors import Notice

PLUGIN = Path(messages.__file__).parents[1]
KIND = re.compile(r"[A-Za-z]+(_[a-z0-9]+)+|[A-Z][a-z]+([A-Z][a-z]+)+")


def error_classes():
    return {
        name: kind
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.GridPlannerError) and kind is not errors.GridPlannerError
    }


def documented_facts(kind):
    """Return the facts that the docstring of an error class names."""
    text = " ".join(kind.__doc__.split())
    listed = text.partition("Facts: ")[2].rstrip(".")
    return set(re.findall(r"\w+", re.sub(r"\([^)]*\)", "", listed))) - {"none"}


def texts_of_core():
    """Return every text constant in the core and the bridge, where notices are made."""
    found = set()
    for folder in ("core", "bridge"):
        for path in (PLUGIN / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def kinds_of_core():
    """Return the kinds that are given to Notice as literals."""
    found = set()
    for folder in ("core", "bridge"):
        for path in (PLUGIN / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") in {"Notice", "BrokenRule"}
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found.add(node.args[0].value)
    return found


def test_every_error_has_a_sentence_and_every_sentence_an_error():
    assert {key.partition("/")[0] for key in messages.ERRORS} == set(error_classes())


def test_every_notice_has_a_sentence():
    assert kinds_of_core() - set(messages.NOTICES) == set()


def test_every_sentence_of_a_notice_has_a_place_that_makes_it():
    assert set(messages.NOTICES) - texts_of_core() == set()


@pytest.mark.parametrize("key", sorted(messages.ERRORS))
def test_a_sentence_uses_only_facts_that_its_error_has(key):
    derived = {"OutOfRange": {"range"}}
    name = key.partition("/")[0]
    used = set(re.findall(r"\{(\w+)\}", messages.ERRORS[key]()))
    assert used <= documented_facts(error_classes()[name]) | derived.get(name, set())


@pytest.mark.parametrize("key", sorted({**messages.ERRORS, **messages.NOTICES}))
def test_a_sentence_is_one_sentence(key):
    text = {**messages.ERRORS, **messages.NOTICES}[key]()
    assert text[0].isupper() or text[0] == "{"
    assert text.rstrip("}").endswith((".", "{rules")), text


def test_facts_are_written_for_reading():
    assert messages.say(1234567.8) == "1,234,568"
    assert messages.say(0.123456) == "0.1235"
    assert messages.say(441302001001) == "441302001001"
    assert messages.say([1, 2, 3, 4, 5, 6, 7]) == "1, 2, 3, 4, 5 and 2 more"
    assert messages.say({"a": 0.25}) == "a: 0.25"
    assert messages.say(None) == "–"


def test_names_are_those_of_the_dialog_but_codes_stay():
    problem = errors.OutOfRange(parameter="seed", value=-1, minimum=0, maximum=None)
    assert messages.explain(problem, {"seed": "Seed"}) == (
        "Seed is -1, but must be 0 or more: enter a value in this range."
    )
    given = errors.MissingField(layer=errors.GivenName("units"), field=errors.GivenName("workload"))
    own = messages.explain(given, {"units": "Base units", "workload": "Workload"})
    assert own.startswith("The layer units has no field workload:")
    notice = Notice("GridInPieces", {"grid": "seed", "pieces": 2, "units": ["a"]})
    assert "The grid seed is in 2 pieces" in messages.explain(notice, {"seed": "Seed"})


def test_a_number_and_its_unit_stay_on_one_line():
    """Found on a map: labels broke between 20,055 and m²."""
    facts = {"code": "7 m", "area_m2": 20055.0, "body_m2": 12.5}
    text = messages.explain(Notice("unit_around_body", facts))
    assert "(20,055\u00a0m²)" in text
    assert "of 12.5\u00a0m²," in text
    rail = messages.explain(Notice("unit_across_barrier", {"code": "7", "length_m": 24.0}))
    assert rail.startswith("24\u00a0m of railway")
    gap = messages.explain(Notice("optimum_known", {"gap": 0.5, "closed": 3, "parts": 4}))
    assert "0.5\u00a0%." in gap
    assert "3 of 4 separate" in gap


def test_counts_by_kind_are_all_listed():
    kinds = {f"Kind {number}": 10**number for number in range(7)}
    text = messages.explain(
        Notice("findings_found", {"count": 7, "kinds": kinds, "output": "OUTPUT"}),
        {"OUTPUT": "Coverage findings"},
    )
    assert "Kind 0: 1, Kind 1: 10, " in text
    assert "Kind 6: 1000000)" in text
    assert "Coverage findings" in text
