# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw docs/images/architecture.svg from the code: the folders of the plugin and their imports.

    python tools/draw_architecture.py

What changes with every edit (lines, numbers of imports) is left to tools/measure_house.py; the
picture changes when a folder comes or goes, gets another purpose, or uses another folder.
"""

from __future__ import annotations

import sys
import unicodedata
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.house.boxes import DOMAIN_ROW, FOUNDATION, Box, boxes_of, reduced  # noqa: E402
from tools.house.layout import Node, Plan, plan_rows  # noqa: E402
from tools.house.sources import Source, read_sources  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "architecture.svg"

WIDTH, MARGIN, GAP, ROW_GAP = 1000, 24, 14, 46
WIDEST, JOINT = 330, 10  # px of a box and of an arrow that passes a row
NAME, TEXT = 15, 12  # px of letters
LINE = 16
PAD = 10
COLOURS = {  # what is drawn: in light, in dark
    ".paper": ("#ffffff", "#12171c"),
    ".band": ("#eef2f6", "#1a222a"),
    ".box": ("#ffffff", "#232d37"),
    ".chip": ("#e3ebf3", "#33414f"),
    ".tip": ("#2f6f9f", "#7db7e0"),
    "text": ("#1b2733", "#eef3f7"),
    ".soft": ("#51606e", "#aebccb"),
}
LINES = {".box": ("#8fa3b5", "#51657a"), ".arrow": ("#2f6f9f", "#7db7e0")}


def style() -> str:
    """Return the style sheet: one set of colours, and another where the reader's screen is dark."""

    def colours(which: int) -> str:
        return " ".join(
            [f"{what} {{ fill: {pair[which]}; }}" for what, pair in COLOURS.items()]
            + [f"{what} {{ stroke: {pair[which]}; }}" for what, pair in LINES.items()]
        )

    return "\n".join(
        [
            'text { font: 12px system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }',
            "text.name { font-size: 15px; font-weight: 600; }",
            ".arrow { fill: none; stroke-width: 1.6; }",
            colours(0),
            f"@media (prefers-color-scheme: dark) {{ {colours(1)} }}",
        ]
    )


def text_width(text: str, size: float = TEXT) -> float:
    """Return about how wide `text` is, in px; Chinese letters are square."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide + 0.56 * (len(text) - wide))


def wrapped(text: str, width: float) -> list[str]:
    """Break `text` between words into lines of at most `width` px."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Frame:
    """A box with its words, laid out for a width."""

    def __init__(self, box: Box, width: float) -> None:
        self.box = box
        self.width = width
        self.says = wrapped(box.says, width - 2 * PAD)
        self.uses = wrapped(uses_text(box), width - 2 * PAD)
        self.chips = chip_rows(box.inside, width - 2 * PAD)
        rows = len(self.says) + len(self.uses)
        self.height = 2 * PAD + NAME + 5 + LINE * rows + 25 * len(self.chips)

    def drawn(self, x: float, y: float, height: float) -> list[str]:
        """Return the elements, with the upper left corner at x, y."""
        parts = [rectangle("box", x, y, self.width, height, 6)]
        line = y + PAD + NAME - 2
        parts.append(words("name", x + PAD, line, self.box.name.removeprefix("core/")))
        line += 5
        for text in self.says:
            line += LINE
            parts.append(words("", x + PAD, line, text))
        for row in self.chips:
            line += 24
            at = x + PAD
            for text in row:
                wide = text_width(text) + 14
                parts.append(rectangle("chip", at, line - 14, wide, 19, 4))
                parts.append(words("", at + 6, line, text))
                at += wide + 6
            line += 1
        for text in self.uses:
            line += LINE
            parts.append(words("soft", x + PAD, line, text))
        return parts


def uses_text(box: Box) -> str:
    """Say all that the folder imports, also where no arrow is drawn."""
    return "uses " + ", ".join(sorted(box.names)) if box.names else ""


def chip_rows(names: list[str], width: float) -> list[list[str]]:
    """Return names in rows of at most `width` px."""
    rows: list[list[str]] = []
    left = 0.0
    for name in names:
        wide = text_width(name) + 20
        if not rows or wide > left:
            rows.append([])
            left = width
        rows[-1].append(name)
        left -= wide
    return rows


def rectangle(kind: str, x: float, y: float, width: float, height: float, round_by: int) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' rx="{round_by}"/>'
    )


def words(kind: str, x: float, y: float, text: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}">{escape(text, quote=False)}</text>'


class House:
    """All boxes in their places."""

    def __init__(self, boxes: dict[str, Box], plan: Plan) -> None:
        self.boxes = boxes
        self.plan = plan
        self.frames: dict[Node, Frame] = {}
        self.left: dict[Node, float] = {}
        self.tops: list[float] = []
        self.heights: list[float] = []
        y = 2.0 * MARGIN
        for row in plan.rows:
            self._place(row)
            self.tops.append(y)
            self.heights.append(max(self.frames[node].height for node in row if not node[1]))
            y += self.heights[-1] + ROW_GAP
        self.height = y - ROW_GAP + 2 * MARGIN

    def _place(self, row: list[Node]) -> None:
        names = [node for node in row if not node[1]]
        room = WIDTH - 2 * MARGIN - 2 * PAD - GAP * (len(row) - 1) - JOINT * (len(row) - len(names))
        width = min(WIDEST, room / len(names))
        x = MARGIN + PAD + (room - width * len(names)) / 2
        for node in row:
            self.left[node] = x
            if node[1]:
                x += JOINT + GAP
            else:
                self.frames[node] = Frame(self.boxes[node[0]], width)
                x += width + GAP

    def drawn(self) -> list[str]:
        """Return the elements from back to front."""
        return [*self._band(), *self._arrows(), *self._boxes()]

    def _band(self) -> list[str]:
        top = self.tops[DOMAIN_ROW] - ROW_GAP / 2
        return [
            rectangle("band", MARGIN / 2, top, WIDTH - MARGIN, self.height - top - MARGIN / 2, 8),
            words(
                "soft", MARGIN + PAD, self.height - MARGIN,
                "All of this is core, which knows neither QGIS nor Qt. Its first row are the"
                " domains: they import the shared ground, never each other.",
            ),
        ]  # fmt: skip

    def _boxes(self) -> list[str]:
        return [
            part
            for node, frame in self.frames.items()
            for part in frame.drawn(self.left[node], self.tops[node[2]], self.heights[node[2]])
        ]

    def _arrows(self) -> list[str]:
        return [self._arrow(way) for way in self.plan.ways]

    def _arrow(self, way: list[Node]) -> str:
        x, y = self._port(way[0], way, below=True)
        path = f"M{x:.1f} {y:.1f}"
        for node in way[1:]:
            end = node is way[-1]
            to_x, to_y = self._port(node, way, below=False) if end else self._joint(node)
            middle = (y + to_y) / 2
            path += f" C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
            x, y = to_x, to_y
            if not end:
                y += self.heights[node[2]]
                path += f" V{y:.1f}"
        return f'<path class="arrow" marker-end="url(#tip)" d="{path}"/>'

    def _joint(self, node: Node) -> tuple[float, float]:
        return self.left[node] + JOINT / 2, self.tops[node[2]]

    def _centre(self, node: Node) -> float:
        return self.left[node] + (JOINT if node[1] else self.frames[node].width) / 2

    def _port(self, node: Node, way: list[Node], *, below: bool) -> tuple[float, float]:
        """Return where the arrow leaves (below) or meets its box: arrows stand side by side."""
        if below:
            beside = sorted(
                (w for w in self.plan.ways if w[0] == node), key=lambda w: self._centre(w[1])
            )
        else:
            beside = sorted(
                (w for w in self.plan.ways if w[-1] == node), key=lambda w: self._centre(w[-2])
            )
        share = (beside.index(way) + 1) / (len(beside) + 1)
        x = self.left[node] + self.frames[node].width * (0.15 + 0.7 * share)
        return x, self.tops[node[2]] + (self.heights[node[2]] if below else -2)


def picture(sources: list[Source]) -> str:
    """Return the SVG; the same code gives the same text."""
    boxes = boxes_of(sources)
    least = {name: box.row for name, box in boxes.items() if name not in FOUNDATION}
    plan = plan_rows(least, reduced(boxes), free=DOMAIN_ROW)
    plan.rows.append([(name, "", len(plan.rows)) for name in sorted(FOUNDATION & boxes.keys())])
    house = House(boxes, plan)
    height = house.height
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
            f' width="{WIDTH}" height="{height:.0f}">',
            "<title>The folders of grid_planner and what they import</title>",
            f"<style>\n{style()}\n</style>",
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7"'
            ' markerHeight="7" orient="auto"><path class="tip" d="M0 0 L10 5 L0 10 z"/></marker>'
            "</defs>",
            rectangle("paper", 0, 0, WIDTH, height, 0),
            words(
                "soft", MARGIN, MARGIN,
                "Arrows are imports at run time and go down only. Left out: what follows from other"
                " arrows, and those to the bottom row. “uses” names all.",
            ),
            *house.drawn(),
            "</svg>\n",
        ]
    )  # fmt: skip


def main() -> None:
    PICTURE.write_text(picture(read_sources()), encoding="utf-8")
    print(PICTURE)


if __name__ == "__main__":
    main()
