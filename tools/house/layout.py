# SPDX-License-Identifier: GPL-2.0-or-later
"""Places for boxes in rows, so that every arrow points down and few arrows cross.

After Sugiyama, Tagawa and Toda 1981 (doi:10.1109/TSMC.1981.4308636): rows from above, a joint in
every row that an arrow passes, and the order within a row by the mean place of neighbours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

MOST_IN_A_ROW = 5
SWEEPS = 8

Node = tuple[str, str, int]  # box: (name, "", row); joint of an arrow: (from, to, row)


@dataclass(frozen=True)
class Plan:
    """Rows of nodes from left to right, and each arrow as the nodes that it joins."""

    rows: list[list[Node]]
    ways: list[list[Node]]


def plan_rows(least: dict[str, int], arrows: list[tuple[str, str]], free: int) -> Plan:
    """Return rows and ways; `least` is the uppermost row that a box may stand in.

    Below the row `free`, a row takes `MOST_IN_A_ROW` boxes.
    """
    row_of = _rows(least, arrows, free)
    nodes = {name: (name, "", row) for name, row in row_of.items()}
    ways = [
        [
            nodes[upper],
            *((upper, lower, row) for row in range(row_of[upper] + 1, row_of[lower])),
            nodes[lower],
        ]
        for upper, lower in arrows
    ]
    rows: list[list[Node]] = [[] for _ in range(max(row_of.values()) + 1)]
    for node in sorted({*nodes.values(), *(node for way in ways for node in way)}):
        rows[node[2]].append(node)
    return Plan(_untangled(rows, ways), ways)


def _rows(least: dict[str, int], arrows: list[tuple[str, str]], free: int) -> dict[str, int]:
    """Give each box the first row below all that point to it in which there is room."""
    row_of: dict[str, int] = {}
    boxes_in: Counter[int] = Counter()
    for name in _from_above(least, arrows):
        row = max([least[name], *(row_of[upper] + 1 for upper, lower in arrows if lower == name)])
        while row > free and boxes_in[row] == MOST_IN_A_ROW:
            row += 1
        row_of[name] = row
        boxes_in[row] += 1
    return row_of


def _from_above(least: dict[str, int], arrows: list[tuple[str, str]]) -> list[str]:
    """Return the boxes so that each comes after all that point to it."""
    depth = dict(least)
    for _ in least:  # as many rounds as the longest way can have steps
        for upper, lower in arrows:
            depth[lower] = max(depth[lower], depth[upper] + 1)
    return sorted(depth, key=lambda name: (depth[name], name))


def _untangled(rows: list[list[Node]], ways: list[list[Node]]) -> list[list[Node]]:
    """Return the rows in the order, of all that were tried, with the fewest crossings."""
    steps = [step for way in ways for step in zip(way, way[1:])]
    above: dict[Node, list[Node]] = {}
    below: dict[Node, list[Node]] = {}
    for upper, lower in steps:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    tried = [rows]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        rows = [list(row) for row in rows]
        for row in rows if down else rows[::-1]:
            place = _places(rows)
            row.sort(key=lambda node: (_mean(node, above if down else below, place), node))
        tried.append(rows)
    return min(tried, key=lambda rows: _crossings(_places(rows), steps))


def _places(rows: list[list[Node]]) -> dict[Node, float]:
    return {node: (number + 0.5) / len(row) for row in rows for number, node in enumerate(row)}


def _crossings(place: dict[Node, float], steps: list[tuple[Node, Node]]) -> int:
    return sum(
        first[0][2] == other[0][2]
        and (place[first[0]] - place[other[0]]) * (place[first[1]] - place[other[1]]) < 0
        for first, other in combinations(steps, 2)
    )


def _mean(node: Node, neighbours: dict[Node, list[Node]], place: dict[Node, float]) -> float:
    found = [place[other] for other in neighbours.get(node, [node])]
    return sum(found) / len(found)
