# SPDX-License-Identifier: GPL-2.0-or-later
"""One self-contained page of HTML from a report: no script, no network, printable, light or dark.

All words come from the caller in the reader's language. Every number carries its unit, and its
definition where it has one: as a tooltip on screen and in small print below for paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from numbers import Integral, Real
from typing import Union

from .page_style import PAGE_STYLE

LONG_TABLE = 24  # rows; on screen a longer one scrolls by itself
NO_VALUE = "–"  # a dash, as in printed tables


@dataclass(frozen=True)
class Column:
    """A table column. `digits` are decimals of its numbers; None where it holds text."""

    title: str
    unit: str = ""
    definition: str = ""
    digits: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows under columns; a row has one value per column, None where there is none.

    Raises ValueError for a row of another length, of which values would be lost.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(self.columns)} columns, but a row of {len(row)} values")


@dataclass(frozen=True)
class Tile:
    """One figure that matters. `state`: "" (plain), "good" or "bad"."""

    title: str
    value: object
    unit: str = ""
    definition: str = ""
    digits: int = 0
    state: str = ""


@dataclass(frozen=True)
class Tiles:
    """Figures side by side."""

    tiles: Sequence[Tile]


@dataclass(frozen=True)
class Picture:
    """A chart as data URI (see `charts`) with its caption, which also describes it in words."""

    uri: str
    caption: str


@dataclass(frozen=True)
class Remark:
    """A sentence that must not be overlooked. `state`: "" (plain), "good" or "bad"."""

    text: str
    state: str = ""


Part = Union[Table, Tiles, Picture, Remark]


@dataclass(frozen=True)
class Section:
    """A chapter: a heading, a paragraph and its parts in order."""

    title: str
    text: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True)
class Report:
    """A whole report. `language` is the HTML language tag, such as `zh-CN` or `en`."""

    title: str
    subtitle: str
    sections: Sequence[Section]
    language: str = "en"
    footer: str = ""


def render(report: Report) -> str:
    """Return `report` as one HTML document in which every text is escaped."""
    sections = "\n".join(_section(section) for section in report.sections)
    footer = f"<footer>{escape(report.footer)}</footer>\n" if report.footer else ""
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{PAGE_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(report.title)}</h1>\n<p>{escape(report.subtitle)}</p></header>\n"
        f"<main>\n{sections}\n</main>\n{footer}</body>\n</html>\n"
    )


def number_text(value: object, digits: int = 0) -> str:
    """Return `value` for reading: 1,234.5 with `digits` decimals; texts as they are."""
    if value is None or (isinstance(value, Real) and math.isnan(value)):
        return NO_VALUE
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    if isinstance(value, Integral):
        return f"{value:,d}"
    text = f"{float(value):,.{digits}f}"
    return text.replace("-0", "0", 1) if not text.strip("-0.,") else text


def _section(section: Section) -> str:
    text = f"<p>{escape(section.text)}</p>\n" if section.text else ""
    parts = "\n".join(_part(part) for part in section.parts)
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{text}{parts}\n</section>"


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Tiles):
        return _tiles(part)
    if isinstance(part, Picture):
        caption = escape(part.caption)
        return (
            f'<figure><img src="{escape(part.uri)}" alt="{caption}">'
            f"<figcaption>{caption}</figcaption></figure>"
        )
    return f'<p class="remark {_state(part.state)}">{escape(part.text)}</p>'


def _table(table: Table) -> str:
    head = "".join(_heading(column) for column in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(map(_cell, table.columns, row)) + "</tr>" for row in table.rows
    )
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    notes = _definitions([(column.title, column.definition) for column in table.columns])
    frame = "scroll long" if len(table.rows) > LONG_TABLE else "scroll"
    return (
        f'<div class="{frame}"><table>{caption}<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>{notes}"
    )


def _heading(column: Column) -> str:
    unit = f' <span class="unit">({escape(column.unit)})</span>' if column.unit else ""
    return f"<th{_alignment(column)}>{_defined(column.title, column.definition)}{unit}</th>"


def _cell(column: Column, value: object) -> str:
    text = number_text(value, column.digits or 0)
    return f"<td{_alignment(column)}>{escape(text)}</td>"


def _alignment(column: Column) -> str:
    return ' class="number"' if column.digits is not None else ""


def _tiles(tiles: Tiles) -> str:
    boxes = "\n".join(
        f'<div class="tile {_state(tile.state)}"><span class="label">'
        f"{_defined(tile.title, tile.definition)}</span>"
        f'<span class="value">{escape(number_text(tile.value, tile.digits))}'
        f'<span class="unit">{escape(tile.unit)}</span></span></div>'
        for tile in tiles.tiles
    )
    notes = _definitions([(tile.title, tile.definition) for tile in tiles.tiles])
    return f'<div class="tiles">\n{boxes}\n</div>{notes}'


def _defined(title: str, definition: str) -> str:
    if not definition:
        return escape(title)
    return f'<abbr title="{escape(definition)}">{escape(title)}</abbr>'


def _definitions(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the definitions in small print, for whoever reads on paper."""
    notes = "".join(
        f"<div><dt>{escape(title)}</dt><dd>{escape(text)}</dd></div>"
        for title, text in pairs
        if text
    )
    return f'\n<dl class="definitions">{notes}</dl>' if notes else ""


def _state(state: str) -> str:
    return state if state in {"good", "bad"} else "plain"
