# SPDX-License-Identifier: GPL-2.0-or-later
"""What tools/house tells of the code is true: shown on a small plugin of a few files."""

from __future__ import annotations

import pytest

from tools.house import boxes, imports, layout, sizes
from tools.house.sources import read_sources

FILES = {
    "__init__.py": "def classFactory(iface):\n    from .plugin import Plugin\n",
    "plugin.py": "from .algorithms import provider\n",
    "algorithms/__init__.py": '"""The algorithms."""\n',
    "algorithms/provider.py": "from . import walk\n",
    "algorithms/walk.py": (
        '"""A docstring."""\n\n# a comment\nfrom ..core.units import steps\n\n\n'
        'class Walk:\n    """Says what for."""\n\n    ID = "walk"\n'
        '    NAME = (\n        translate("GridPlanner", "Walk"),\n    )\n'
    ),
    "core/__init__.py": "",
    "core/units/__init__.py": '"""Units."""\n',
    "core/units/steps.py": "from ..graph import links\n",
    "core/zoning/__init__.py": '"""Grids."""\n',
    "core/graph.py": '"""Who borders whom."""\n\nlinks = 1\n',
    "log.py": "",
}


@pytest.fixture
def house(tmp_path):
    """Return a function that reads the small plugin, with some files changed."""

    def read(**changed: str):
        texts = FILES | {f"{name.replace('__', '/')}.py": text for name, text in changed.items()}
        for name, text in texts.items():
            file = tmp_path / "grid_planner" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return read_sources(tmp_path)

    return read


def against_the_rule(sources) -> list[str]:
    return [str(one).split()[0] for one in imports.against_the_rule(imports.imports_of(sources))]


def test_arrows_that_go_down_are_all_right(house):
    assert against_the_rule(house()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"core__graph": "from .. import log\n"},
        {"core__graph": "def late():\n    from ..algorithms import walk\n"},
        {"core__graph": "from .units.steps import links\n"},
        {"core__zoning__plan": "import grid_planner.core.units.steps\n"},
        {"algorithms__other": "from ..plugin import Plugin\n"},
    ],
)
def test_an_arrow_against_the_rule_is_found_once_and_where_it_stands(house, changed):
    file = next(iter(changed)).replace("__", "/")
    places = against_the_rule(house(**changed))
    assert [place.rpartition(":")[0] for place in places] == [f"grid_planner/{file}.py"]


def test_lines_of_code_are_counted_without_docstrings_comments_and_blanks(house):
    (walk,) = sizes.algorithm_files(house())
    assert walk.module == "algorithms.walk"
    assert sizes.code_lines(walk) == 6
    assert sizes.code_lines(walk, words=False) == 5


def test_an_arrow_that_follows_from_others_is_not_drawn(house):
    found = boxes.boxes_of(house(algorithms__other="from ..core.graph import links\n"))
    assert found["algorithms"].uses == {"core/units", "core/graph"}
    assert boxes.reduced(found) == [
        ("algorithms", "core/units"),
        ("core/units", "core/graph"),
        ("plugin", "algorithms"),
    ]
    assert found["core/graph"].says == "Who borders whom."


def test_every_arrow_of_the_picture_points_down(sources):
    found = boxes.boxes_of(sources)
    least = {name: box.row for name, box in found.items() if name not in boxes.FOUNDATION}
    plan = layout.plan_rows(least, boxes.reduced(found), free=boxes.DOMAIN_ROW)
    steps = [(upper[2], lower[2]) for way in plan.ways for upper, lower in zip(way, way[1:])]
    assert steps
    assert all(lower == upper + 1 for upper, lower in steps)
    named = [[node for node in row if not node[1]] for row in plan.rows]
    assert max(map(len, named[boxes.SHARED_ROW :])) <= layout.MOST_IN_A_ROW
    assert sorted(node[0] for row in named for node in row) == sorted(least)
