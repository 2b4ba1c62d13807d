# SPDX-License-Identifier: GPL-2.0-or-later
"""The arrows of the house (CONTRIBUTING.md): imports go down only, domains stay apart."""

from __future__ import annotations

import sys

import pytest

from tools.house.imports import (
    DOMAINS,
    MAY_USE,
    Import,
    between_domains,
    floor,
    going_up,
    imports_of,
    of_the_plugin_module,
)

SHARED = {
    "errors", "progress", "params", "crs", "gcj02", "accelerate", "compute", "arrays", "labels",
    "segments", "unions", "shape_measures", "street_sides", "graph", "coverage", "partition",
    "codes", "row_order", "serials", "tables", "report",
}  # fmt: skip
# The modules of a core package that others may import; what else is in it is its own affair.
DOORS = {
    "coverage": {"arrangement", "audit", "certificate", "displacement", "repair", "shapes"},
    "merging": {"arrange", "atoms", "diagnose", "merge", "moved_borders", "overlay"},
    "partition": {"amounts", "anneal", "batches", "divisions", "energy", "matching", "seats"},
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


@pytest.fixture(scope="module")
def imports(sources) -> list[Import]:
    return imports_of(sources)


@pytest.fixture(scope="module")
def at_run_time(imports) -> list[Import]:
    return [one for one in imports if not one.for_types]


def listed(wrong: list[Import]) -> str:
    return "\n".join(sorted(map(str, wrong)))


def test_every_file_stands_on_a_floor(sources):
    strays = [s.module for s in sources if floor(s.module) not in MAY_USE]
    assert not strays, f"no floor for {strays}: see CONTRIBUTING.md"


def test_imports_go_down_only(imports):
    wrong = going_up(imports)
    assert not wrong, listed(wrong)


def test_nobody_imports_the_plugin_module(imports):
    wrong = of_the_plugin_module(imports)
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
    wrong = between_domains(imports)
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
