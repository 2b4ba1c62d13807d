# SPDX-License-Identifier: GPL-2.0-or-later
"""One spelling for QGIS 3.22 to 4, and nothing that the plugin site or a user's machine forbids."""

from __future__ import annotations

import ast
import enum
import importlib
from collections.abc import Iterator

import pytest

BANNED_MODULES = {
    "PyQt5": "import qgis.PyQt instead",
    "PyQt6": "import qgis.PyQt instead",
    "PySide6": "import qgis.PyQt instead",
    "sip": "import qgis.PyQt.sip instead",
    "pickle": "runs code that it reads",
    "marshal": "runs code that it reads",
    "shelve": "runs code that it reads",
    "subprocess": "starts programs",
    "random": "use numpy.random.Generator with the seed",
    "socket": "network",
    "ssl": "network",
    "http": "network",
    "urllib.request": "network",
    "requests": "network",
    "ftplib": "network",
    "smtplib": "network",
    "qgis.PyQt.QtNetwork": "network",
    "xml.etree": "the plugin site refuses it",
    "xml.dom": "the plugin site refuses it",
    "xml.sax": "the plugin site refuses it",
    "pip": "nothing is installed behind the user's back",
}
BANNED_NAMES = {
    "eval": "runs text as code",
    "exec": "runs text as code",
    "compile": "runs text as code",
    "__import__": "hides an import",
    "print": "use the log",
    "QRegExp": "gone in Qt 6",
    "QUndoCommand": "moved in Qt 6",
    "qApp": "gone in Qt 6",
    "QgsNetworkAccessManager": "network",
    "QgsNetworkContentFetcher": "network",
}
BANNED_ATTRIBUTES = {
    "exec_": "write exec()",
    "parameterAsFields": "deprecated from QGIS 3.40 on: parameterAsString, parameterAsStrings",
    "pushFormattedMessage": "not in QGIS 3.22",
    "coverageUnion": "not in QGIS 3.22",
}
VERSIONS = {
    "QGIS_VERSION", "QGIS_VERSION_INT", "QT_VERSION", "QT_VERSION_STR", "PYQT_VERSION",
    "PYQT_VERSION_STR", "version_info", "qgisVersion", "qVersion",
}  # fmt: skip
BROAD = {"Exception", "BaseException"}
MOST_BROAD_EXCEPTS = 6


def _imported(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def _chain(node: ast.AST) -> list[str]:
    """Return `["A", "B", "c"]` for the expression `A.B.c`, and [] for any other."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else []


def test_no_module_that_is_banned(sources):
    wrong = [
        f"{source.at(node)} {name}: {why}"
        for source in sources
        for node, name in _imported(source.tree)
        for banned, why in BANNED_MODULES.items()
        if name == banned or name.startswith(banned + ".")
    ]
    assert not wrong, "\n".join(wrong)


def test_no_name_that_is_banned(sources):
    wrong = []
    for source in sources:
        for node in ast.walk(source.tree):
            name = getattr(node, "id", None)
            attribute = getattr(node, "attr", None)
            why = BANNED_NAMES.get(name) or BANNED_ATTRIBUTES.get(attribute)
            if why:
                wrong.append(f"{source.at(node)} {name or attribute}: {why}")
    assert not wrong, "\n".join(wrong)


def test_no_assert(sources):
    wrong = [s.at(n) for s in sources for n in ast.walk(s.tree) if isinstance(n, ast.Assert)]
    assert not wrong, "\n".join(wrong)


def test_no_bare_or_silent_except(sources):
    wrong = []
    for source in sources:
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            silent = len(node.body) == 1 and isinstance(node.body[0], (ast.Pass, ast.Continue))
            if node.type is None or silent:
                wrong.append(source.at(node))
    assert not wrong, "\n".join(wrong)


def test_a_broad_except_is_a_handful_in_the_whole_plugin(sources):
    broad = [
        source.at(node)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and any(getattr(name, "id", None) in BROAD for name in ast.walk(node.type))
    ]
    assert len(broad) <= MOST_BROAD_EXCEPTS, "\n".join(broad)


def test_versions_are_asked_only_in_compat(sources):
    wrong = []
    for source in sources:
        if source.module == "compat":
            continue
        for node in ast.walk(source.tree):
            name = getattr(node, "attr", getattr(node, "id", None))
            if name in VERSIONS:
                wrong.append(f"{source.at(node)} {name}")
    assert not wrong, "\n".join(wrong)


def test_qt_subscripts_of_old_signals_are_gone(sources):
    """`signal[str]` chooses an overload that Qt 6 does not have."""
    wrong = [
        source.at(node)
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"connect", "emit"}
        and isinstance(node.value, ast.Subscript)
        and isinstance(node.value.value, ast.Attribute)
    ]
    assert not wrong, "\n".join(wrong)


# --- names of QGIS and Qt, held against the QGIS that runs ------------------------------------


def _qgis_names(tree: ast.AST) -> dict[str, tuple[ast.AST, str]]:
    """Return what each imported name stands for: `{"Qgs": (node, "qgis.core")}`."""
    return {
        alias.asname or alias.name: (node, node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.")
        for alias in node.names
    }


def _inner_chains(tree: ast.AST) -> Iterator[tuple[ast.AST, list[str]]]:
    """Yield every dotted expression once, at its full length."""
    parts = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in parts:
            chain = _chain(node)
            if chain:
                yield node, chain


def _is_enum_member(value: object) -> bool:
    named_int = isinstance(value, int) and type(value) not in {int, bool}
    return isinstance(value, enum.Enum) or named_int


def _is_flags_class(value: object) -> bool:
    return isinstance(value, type) and value.__name__.endswith(("Flags", "Filters", "Buttons"))


def _fault_of(owner: object, names: list[str]) -> str | None:
    """Return what is wrong with `owner.names[0].names[1]...`, or None."""
    for name in names:
        if not isinstance(owner, type):
            return None
        if not hasattr(owner, name):
            return f"{name} is not in this QGIS"
        inside = owner
        owner = getattr(owner, name)
        if _is_flags_class(owner):
            return f"{name}: plural flags classes are gone in Qt 6"
        scoped = issubclass(inside, (int, enum.Enum))
        if _is_enum_member(owner) and not scoped:
            return f"{name}: write {type(owner).__name__}.{name}"
    return None


@pytest.fixture(scope="module")
def qgis_faults(sources) -> list[str]:
    pytest.importorskip("qgis.core", reason="names can be held against a running QGIS only")
    faults = []
    for source in sources:
        if source.module == "compat":
            continue
        names = _qgis_names(source.tree)
        for node, chain in _inner_chains(source.tree):
            if chain[0] not in names:
                continue
            _, module = names[chain[0]]
            owner = getattr(importlib.import_module(module), chain[0], None)
            fault = _fault_of(owner, chain[1:]) if owner is not None else None
            if fault:
                faults.append(f"{source.at(node)} {'.'.join(chain)}: {fault}")
    return faults


def test_enums_are_fully_scoped_and_every_name_exists(qgis_faults):
    assert not qgis_faults, "\n".join(qgis_faults)


def test_every_imported_qgis_name_exists(sources):
    pytest.importorskip("qgis.core")
    wrong = [
        f"{source.at(node)} {module}.{name}"
        for source in sources
        for name, (node, module) in _qgis_names(source.tree).items()
        if not hasattr(importlib.import_module(module), name)
        and name not in {alias.asname for alias in node.names}
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("names", "good"),
    [
        (["SourceType", "TypeVectorPolygon"], True),
        (["TypeVectorPolygon"], False),
        (["SourceType", "NoSuchThing"], False),
    ],
)
def test_this_check_tells_scoped_from_unscoped(names, good):
    core = pytest.importorskip("qgis.core")
    assert (_fault_of(core.QgsProcessing, names) is None) is good


def test_this_check_knows_qt_enums_too():
    qt = pytest.importorskip("qgis.PyQt.QtCore")
    assert _fault_of(qt.Qt, ["ItemDataRole", "UserRole"]) is None
    assert _fault_of(qt.Qt, ["UserRole"])
