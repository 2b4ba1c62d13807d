# SPDX-License-Identifier: GPL-2.0-or-later
"""Who imports whom in the plugin, and which arrows the rule of the floors allows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .sources import Source

# Which floor may use which; `ground` are the modules beside the floors (i18n, compat, log, ...).
MAY_USE = {
    "core": {"core"},
    "ground": {"ground", "core"},
    "bridge": {"bridge", "ground", "core"},
    "algorithms": {"algorithms", "bridge", "ground", "core"},
    "ui": {"ui", "bridge", "ground", "core"},
    "plugin": {"algorithms", "ui", "bridge", "ground", "core"},
    "entry": {"plugin"},  # classFactory in __init__.py
}
GROUND = {"compat", "dependencies", "i18n", "settings", "log", "messages"}
DOMAINS = {"units", "zoning", "merging", "cases", "change", "streets"}


@dataclass(frozen=True)
class Import:
    """One imported name: `target` is dotted; `inside` when it names a module of the plugin."""

    where: str
    module: str
    target: str
    inside: bool
    on_load: bool  # runs when the module is imported
    for_types: bool  # under `if TYPE_CHECKING:`

    def __str__(self) -> str:
        return f"{self.where} {self.module} -> {self.target}"

    def below(self, package: str) -> bool:
        return self.target == package or self.target.startswith(package + ".")


def floor(module: str) -> str:
    """Return the floor that `module` stands on: a key of MAY_USE, unless it stands nowhere."""
    head = module.split(".")[0]
    if module == "":
        return "entry"
    return "ground" if head in GROUND else head


def imports_of(sources: list[Source]) -> list[Import]:
    """Return every import of `sources`, a row for each imported name."""
    modules = {source.module for source in sources}
    return [
        Import(source.at(statement), source.module, target, inside, on_load, types)
        for source in sources
        for statement, on_load, types in _statements(source.tree)
        for target, inside in _targets(source, statement, modules)
    ]


def against_the_rule(imports: list[Import]) -> list[Import]:
    """Return the arrows inside the plugin that the rule of the floors forbids, each once."""
    wrong = going_up(imports) + of_the_plugin_module(imports) + between_domains(imports)
    return sorted(set(wrong), key=str)


def going_up(imports: list[Import]) -> list[Import]:
    """Return the imports that go up or across the floors."""
    return [
        one
        for one in imports
        if one.inside
        and not (one.for_types and one.module == "")
        # A module may name its own package (`from . import x`), which is the empty module here.
        and one.target != ""
        and floor(one.target) not in MAY_USE[floor(one.module)]
    ]


def of_the_plugin_module(imports: list[Import]) -> list[Import]:
    """Return the imports of plugin.py, which only classFactory may have."""
    return [one for one in imports if one.inside and one.below("plugin") and one.module != ""]


def between_domains(imports: list[Import]) -> list[Import]:
    """Return the imports in core that lead into a domain from outside of it."""
    wrong = []
    for one in imports:
        here, there = one.module.split("."), one.target.split(".")
        if not one.inside or here[0] != "core" or there[0] != "core" or len(there) < 2:
            continue
        in_domain = len(here) > 1 and here[1] in DOMAINS
        if there[1] in DOMAINS and not (in_domain and here[1] == there[1]):
            wrong.append(one)
    return wrong


def _statements(node: ast.AST, on_load: bool = True, types: bool = False) -> Iterator[tuple]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, on_load, types
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for part in child.body:
                yield from _statements(ast.Module([part], []), on_load, types=True)
            for part in child.orelse:
                yield from _statements(ast.Module([part], []), on_load, types)
        else:
            later = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _statements(child, on_load and not later, types)


def _targets(source: Source, statement: ast.AST, modules: set[str]) -> Iterator[tuple[str, bool]]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            name = alias.name
            inside = name.split(".")[0] == "grid_planner"
            yield (name.partition(".")[2], True) if inside else (name, False)
        return
    base, inside = statement.module or "", statement.level > 0
    if inside:
        package = source.module.split(".") if source.module else []
        package = package[: len(package) - statement.level + (1 if source.is_package else 0)]
        base = ".".join([*package, *([base] if base else [])])
    elif base.split(".")[0] == "grid_planner":
        base, inside = base.partition(".")[2], True
    for alias in statement.names:
        longer = f"{base}.{alias.name}" if base else alias.name
        if inside:
            yield (longer if longer in modules else base), True
        else:
            yield (longer if base.startswith("qgis") else base), False
