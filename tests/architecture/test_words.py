# SPDX-License-Identifier: GPL-2.0-or-later
"""What a user reads goes through translate("GridPlanner", "literal") and is complete in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from tools.translations import (
    file_of,
    files,
    literal_of,
    sentences,
    translate_calls,
    translations,
)

FLOORS_WITH_WORDS = ("algorithms", "bridge", "ui", "plugin", "messages", "dependencies")
# Calls whose text a user reads, and methods whose answer a user reads.
SPEAKING_CALLS = {
    "setText", "setTitle", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis",
    "setPlaceholderText", "setHelp", "setLabel", "setHeaderLabels", "addMenu", "addTab",
    "addPluginToMenu", "removePluginMenu", "addToolBar",
    "pushMessage", "pushInfo", "pushWarning", "pushCritical", "pushSuccess", "reportError",
    "setProgressText", "QLabel", "QPushButton", "QToolButton", "QGroupBox", "QCheckBox",
    "QRadioButton", "QgsProcessingException", "QgsDockWidget", "QDockWidget",
}  # fmt: skip
SPEAKING_METHODS = {"displayName", "group", "shortHelpString", "shortDescription", "longName"}
DESCRIBED = re.compile(r"QgsProcessing(Parameter|Output)[A-Z]\w+$")
THREE_WORDS = re.compile(r"[A-Za-z’']{2,},? [A-Za-z’']+,? [A-Za-z’']{2,}")
WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]{2,}")


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what the names of a module stand for: a text is no better under a name."""
    assigned = (node for node in tree.body if isinstance(node, ast.Assign))
    return {target.id: node.value for node in assigned for target in node.targets
            if isinstance(target, ast.Name)}  # fmt: skip


def _texts(node: ast.AST) -> Iterator[ast.Constant]:
    """Yield the text constants in `node`, but none that already goes through a call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif not isinstance(node, (ast.Call, ast.Lambda, ast.Subscript)):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def _spoken(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions that QGIS will show to a user."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in SPEAKING_CALLS:
                yield from node.args
            elif DESCRIBED.match(name):
                yield from node.args[1:2]
                yield from (k.value for k in node.keywords if k.arg == "description")
        elif isinstance(node, ast.FunctionDef) and node.name in SPEAKING_METHODS:
            yield from (n.value for n in ast.walk(node) if isinstance(n, ast.Return) and n.value)


def _docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of docstrings and of every other bare text statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _search_words(tree: ast.AST) -> set[int]:
    """Return the ids of the texts in `TAGS`: words to search by, in three languages at once."""
    tags = (
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and "'TAGS'" in ast.dump(node)
    )
    return {id(part) for node in tags for part in ast.walk(node)}


def _translated(tree: ast.AST) -> set[int]:
    return {id(part) for call in translate_calls(tree) for part in ast.walk(call)}


@pytest.fixture(scope="module")
def with_words(sources):
    return [s for s in sources if s.module.split(".")[0] in FLOORS_WITH_WORDS]


def test_translate_takes_two_literals(sources):
    """A text that is put together before it is translated is found by no translator."""
    wrong = [
        source.at(call)
        for source in sources
        if source.module != "i18n"
        for call in translate_calls(source.tree)
        if literal_of(call) is None
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_goes_through_another_translator(sources):
    wrong = [
        source.at(node)
        for source in sources
        if source.module != "i18n"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and (
            node.attr in {"tr", "trUtf8"}
            or (node.attr == "translate" and getattr(node.value, "id", "").startswith("Q"))
        )
    ]
    assert not wrong, "\n".join(wrong)


def test_what_qgis_shows_is_translated(with_words):
    wrong = []
    for source in with_words:
        done, named = _translated(source.tree), _constants(source.tree)
        for spoken in _spoken(source.tree):
            wrong += [
                f"{source.at(text)} {text.value!r}"
                for text in _texts(named.get(getattr(spoken, "id", ""), spoken))
                if id(text) not in done and WORD.search(text.value)
            ]
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_no_sentence_stands_outside_translate(with_words):
    wrong, known = [], set(sentences())  # the key of a table may be the sentence itself
    for source in with_words:
        skip = _translated(source.tree) | _docstrings(source.tree) | _search_words(source.tree)
        wrong += [
            f"{source.at(node)} {node.value!r}"
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skip
            and node.value not in known
            and THREE_WORDS.search(node.value)
        ]
    assert not wrong, "\n".join(wrong)


every_language = pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)


def test_chinese_is_among_the_languages():
    assert file_of("zh") in files()


@every_language
def test_every_sentence_is_translated(file):
    missing = [text for text in sentences() if text not in translations(file)]
    assert not missing, (
        f"{len(missing)} sentences to translate (run `make update`, then fill them in):\n"
        + "\n".join(missing)
    )


@every_language
def test_no_sentence_is_translated_that_is_gone(file):
    assert set(translations(file)) <= set(sentences())


@every_language
def test_translations_keep_the_places_of_facts(file):
    for english, other in translations(file).items():
        places = [sorted(p[1] for p in Formatter().parse(t) if p[1]) for t in (english, other)]
        assert places[0] == places[1], english


def test_chinese_sentences_speak_chinese():
    wrong = [
        f"{english!r}: {chinese!r}"
        for english, chinese in translations(file_of("zh")).items()
        if len(english.split()) > 3 and not re.search(r"[\u4e00-\u9fff]", chinese)
    ]
    assert not wrong, "\n".join(wrong)


@every_language
def test_every_help_page_exists_in_every_language(file, root):
    folder = root / "grid_planner" / "help"
    english = {page.name for page in (folder / "en").glob("*.html")}
    assert {page.name for page in (folder / file.stem[-2:]).glob("*.html")} == english != set()
