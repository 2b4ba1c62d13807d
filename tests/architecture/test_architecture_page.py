# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/architecture.md and its picture say what the code is, and go on saying it."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

from tools import draw_architecture
from tools.house.sources import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLUGIN = ROOT / "grid_planner"
BASES = (PLUGIN, ROOT)
BESIDE = ("tools", "tests", "benchmarks", "docs", "sample_data")
FILE = re.compile(r"[\w./*-]+\.(py|csv|json|md|txt|ts|sh|toml|svg|qml|html)")
DOTTED = re.compile(r"[a-z_]\w*(\.\w+)+")
LONGEST_PAGE = 250  # lines: what a newcomer reads in one go
QUESTIONS = 25


def quoted() -> list[str]:
    """Return everything that stands in code letters, each once."""
    return sorted(set(re.findall(r"`([^`\n]+)`", PAGE)))


def is_path(name: str) -> bool:
    return not name.startswith(("~", ".")) and (name.endswith("/") or bool(FILE.fullmatch(name)))


def is_python(name: str) -> bool:
    """Tell whether `name` is dotted and begins inside the plugin or in a folder beside it."""
    heads = {path.stem for path in PLUGIN.iterdir()} | set(BESIDE)
    return bool(DOTTED.fullmatch(name)) and name.split(".")[0] in heads


PATHS = [name for name in quoted() if is_path(name)]
NAMES = [name for name in quoted() if is_python(name) and not is_path(name)]


def test_every_path_on_the_page_is_there():
    wrong = [name for name in PATHS if not any(list(b.glob(name.rstrip("/"))) for b in BASES)]
    assert PATHS
    assert not wrong, "\n".join(wrong)


def test_every_name_on_the_page_is_there():
    wrong = [name for name in NAMES if not is_defined(name)]
    assert NAMES
    assert not wrong, "\n".join(wrong)


def is_defined(name: str) -> bool:
    """Tell whether a dotted name leads to a folder, a module or what a module itself defines."""
    parts = name.split(".")
    place = ROOT if parts[0] in BESIDE else PLUGIN
    while parts and not (place / f"{parts[0]}.py").exists():
        place /= parts.pop(0)
    if not parts:
        return place.is_dir()
    scope = names_in(place / f"{parts[0]}.py")
    for part in parts[1:]:
        if part not in scope:
            return False
        scope = _defined(scope[part])
    return True


@lru_cache
def names_in(file: Path) -> dict[str, ast.AST]:
    return _defined(ast.parse(file.read_text(encoding="utf-8")))


def _defined(owner: ast.AST) -> dict[str, ast.AST]:
    """Return what is defined at the top of a module or class; imported names do not count."""
    found: dict[str, ast.AST] = {}
    for node in getattr(owner, "body", []):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            written = [name for target in targets for name in ast.walk(target)]
            found.update({name.id: node for name in written if isinstance(name, ast.Name)})
    return found


def test_every_make_target_on_the_page_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = {name.removeprefix("make ") for name in quoted() if name.startswith("make ")}
    assert asked
    assert {target for target in asked if not re.search(rf"(?m)^{target}:", makefile)} == set()


def test_the_page_answers_where_things_are_decided():
    table = PAGE.partition("## Where is … decided?")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= QUESTIONS
    checked = {*PATHS, *NAMES}
    assert [row for row in rows if not checked & set(re.findall(r"`([^`]+)`", row))] == []


def test_every_floor_and_domain_is_told_of():
    folders = [path for path in PLUGIN.glob("*/") if (path / "__init__.py").exists()]
    domains = [path for path in (PLUGIN / "core").glob("*/") if (path / "__init__.py").exists()]
    told = [path.relative_to(PLUGIN).as_posix() for path in folders + domains]
    assert [name for name in told if f"`{name}/`" not in PAGE] == []


def test_the_page_stays_short():
    assert len(PAGE.splitlines()) <= LONGEST_PAGE


def test_the_picture_is_the_one_that_the_code_gives(sources):
    drawn = draw_architecture.PICTURE.read_text(encoding="utf-8")
    assert drawn == draw_architecture.picture(sources), (
        "folders changed: run tools/draw_architecture.py"
    )
