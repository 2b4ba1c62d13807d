# SPDX-License-Identifier: GPL-2.0-or-later
"""The arrows of the house (CONTRIBUTING.md): imports go down only, domains stay apart."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

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
SHARED = {
    "errors", "progress", "params", "crs", "gcj02", "accelerate", "compute", "arrays", "labels",
    "segments", "unions", "shape_measures", "street_sides", "graph", "coverage", "partition",
    "row_order", "serials", "tables", "report",
}  # fmt: skip
# The modules of a core package that others may import; what else is in it is its own affair.
DOORS = {
    "coverage": {"arrangement", "audit", "certificate", "displacement", "repair", "shapes"},
    "partition": {"amounts", "anneal", "batches", "energy", "matching", "seats"},
    "streets": {"patrol"},
    "units": {
        "build", "class_rules", "classify", "code_profiles", "encode", "tabulate", "use_themes",
        "workload",
    },
    "zoning": {
        "compare", "evaluate", "limits", "measure", "plan", "rollup", "staff", "trade_off",
    },
}  # fmt: skip
LIGHT = {"core", "core.errors", "core.params", "core.progress"}

LIBRARIES = {"numpy", "scipy", "pandas", "geopandas", "shapely", "rtree"}
ONE_DOOR = {
    "matplotlib": "core.report",
    "openpyxl": "core.report",
    "numba": "core.accelerate",
    "llvmlite": "core.accelerate",
    "dask": "core.compute",
    "distributed": "core.compute",
    "pyproj": "core.crs",
    "sklearn": "core.change",
    "onnxruntime": "core.change",
}
OPTIONAL = {"numba", "llvmlite", "dask", "distributed", "sklearn", "onnxruntime", "openpyxl"}
# numpy is not among these: QGIS's own Processing plugin does not load without it.
HEAVY = (LIBRARIES | set(ONE_DOOR)) - {"numpy"}
WIDGETS = ("qgis.gui", "qgis.utils", "qgis.PyQt.QtWidgets", "qgis.PyQt.uic")
QT = {"qgis", "PyQt5", "PyQt6", "sip", "processing", "osgeo"}


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
    head = module.split(".")[0]
    if module == "":
        return "entry"
    return "ground" if head in GROUND else head


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


def _targets(source, statement, modules: set[str]) -> Iterator[tuple[str, bool]]:
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


@pytest.fixture(scope="module")
def imports(sources) -> list[Import]:
    modules = {source.module for source in sources}
    return [
        Import(source.at(statement), source.module, target, inside, on_load, types)
        for source in sources
        for statement, on_load, types in _statements(source.tree)
        for target, inside in _targets(source, statement, modules)
    ]


@pytest.fixture(scope="module")
def at_run_time(imports) -> list[Import]:
    return [one for one in imports if not one.for_types]


def listed(wrong: list[Import]) -> str:
    return "\n".join(sorted(map(str, wrong)))


def test_every_file_stands_on_a_floor(sources):
    strays = [s.module for s in sources if floor(s.module) not in MAY_USE]
    assert not strays, f"no floor for {strays}: see CONTRIBUTING.md"


def test_imports_go_down_only(imports):
    inside = [one for one in imports if one.inside and not (one.for_types and one.module == "")]
    wrong = [one for one in inside if floor(one.target) not in MAY_USE[floor(one.module)]]
    # A module may name its own package (`from . import x`), which is the empty module here.
    wrong = [one for one in wrong if one.target != ""]
    assert not wrong, listed(wrong)


def test_nobody_imports_the_plugin_module(imports):
    wrong = [one for one in imports if one.inside and one.below("plugin") and one.module != ""]
    assert not wrong, listed(wrong)


def test_core_knows_neither_qgis_nor_qt(imports):
    core = [one for one in imports if floor(one.module) == "core" and not one.inside]
    wrong = [one for one in core if one.target.split(".")[0] in QT]
    assert not wrong, listed(wrong)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="stdlib_module_names is of Python 3.10")
def test_core_uses_the_chosen_libraries_only(imports):
    wrong = []
    for one in imports:
        package = one.target.split(".")[0]
        if floor(one.module) != "core" or one.inside or package in sys.stdlib_module_names:
            continue
        door = ONE_DOOR.get(package, "")
        through_door = door and (one.module == door or one.module.startswith(door + "."))
        if package not in LIBRARIES and not through_door and not one.for_types:
            wrong.append(one)
    assert not wrong, listed(wrong)


def test_optional_packages_are_imported_only_when_used(at_run_time):
    wrong = [
        one
        for one in at_run_time
        if not one.inside
        and one.target.split(".")[0] in OPTIONAL
        and one.on_load
        and one.module != "core.accelerate"  # decorators need numba on load; guarded there
    ]
    assert not wrong, listed(wrong)


def test_domains_of_the_core_do_not_import_each_other(imports):
    wrong = []
    for one in imports:
        here, there = one.module.split("."), one.target.split(".")
        if not one.inside or here[0] != "core" or there[0] != "core" or len(there) < 2:
            continue
        in_domain = len(here) > 1 and here[1] in DOMAINS
        if there[1] in DOMAINS and not (in_domain and here[1] == there[1]):
            wrong.append(one)
    assert not wrong, listed(wrong)


def test_packages_of_the_core_are_entered_by_their_doors(imports):
    wrong = []
    for one in imports:
        here, there = one.module.split("."), one.target.split(".")
        if not one.inside or there[0] != "core" or len(there) < 3 or here[:2] == there[:2]:
            continue
        if there[1] in DOORS and ".".join(there[2:]) not in DOORS[there[1]]:
            wrong.append(one)
    assert not wrong, listed(wrong)


def test_core_holds_the_shared_ground_and_the_domains_only(sources):
    parts = {s.module.split(".")[1] for s in sources if s.module.startswith("core.")}
    assert parts <= SHARED | DOMAINS


def test_the_light_core_modules_stay_light(at_run_time):
    wrong = [
        one
        for one in at_run_time
        if one.module in LIGHT
        and (one.target not in LIGHT if one.inside else one.target.split(".")[0] in LIBRARIES)
    ]
    assert not wrong, listed(wrong)


def _packages_of(module: str) -> list[str]:
    """Return `module` and the packages that Python loads on the way to it."""
    parts = module.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]


def test_loading_the_plugin_needs_no_heavy_package(at_run_time, sources):
    """QGIS lists the algorithms, and says what is missing, without shapely and the like."""
    loads: dict[str, list[Import]] = {}
    for one in at_run_time:
        if one.on_load or one.module == "algorithms.provider":
            loads.setdefault(one.module, []).append(one)
    first = {s.module for s in sources if floor(s.module) in {"plugin", "entry", "ground", "ui"}}
    path = {module: module for module in {*first, "algorithms.provider"}}
    queue, wrong = list(path), []
    while queue:
        module = queue.pop()
        for one in loads.get(module, []):
            chain = f"{path[module]} -> {one.target} ({one.where})"
            if not one.inside and one.target.split(".")[0] in HEAVY:
                wrong.append(chain)
            for loaded in _packages_of(one.target) if one.inside else ():
                if loaded not in path:
                    path[loaded] = chain
                    queue.append(loaded)
    assert not wrong, "\n".join(sorted(wrong))


def test_bridge_and_algorithms_need_no_widgets(at_run_time):
    wrong = [
        one
        for one in at_run_time
        if floor(one.module) in {"bridge", "algorithms"}
        and not one.inside
        and any(one.below(widget) for widget in WIDGETS)
    ]
    assert not wrong, listed(wrong)


def test_algorithms_share_the_base_only(imports):
    wrong = []
    for one in imports:
        here, there = one.module.split("."), one.target.split(".")
        if here[0] != "algorithms" or there[0] != "algorithms" or not one.inside:
            continue
        folder = here[1:2] == there[1:2] and len(here) > 2
        shared = len(there) == 1 or (len(there) == 2 and there[1] not in {"provider", *DOMAINS})
        if here[1:] != ["provider"] and not folder and not shared:
            wrong.append(one)
    assert not wrong, listed(wrong)


def test_the_search_for_plans_knows_nothing_of_the_optimum_built_on_it(imports):
    found = [one for one in imports if one.inside and one.below("core.zoning.optimum")]
    users = {one.module for one in found if not one.module.startswith("core.zoning.optimum")}
    assert users == {"core.zoning.draft"}


def test_ui_takes_of_core_only_graph_and_report(imports):
    wrong = [
        one
        for one in imports
        if floor(one.module) == "ui"
        and one.inside
        and one.below("core")
        and not (one.below("core.graph") or one.below("core.report"))
    ]
    assert not wrong, listed(wrong)
