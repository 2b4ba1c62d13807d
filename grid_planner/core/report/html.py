# SPDX-License-Identifier: GPL-2.0-or-later
"""One self-contained page of HTML from a report: no script, no network, printable, light or dark.

All words come from the caller in the reader's language. Every number carries its unit, and its
definition where it has one: as a tooltip on screen and in small print below for paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Union

from .measure import Measure, number_text
from .page_style import PAGE_STYLE

LONG_TABLE = 24  # rows; on screen a longer one scrolls by itself
WIDE_TABLE = 9  # columns; one with more is written smaller
SHORT_TEXT = 20  # characters, such as a code or a name: they stay on one line
SHORT = ' class="short"'


Column = Union[Measure, str]  # what numbers measure, or the title above texts


@dataclass(frozen=True)
class Table:
    """Rows under columns. A row has one value per column, None where there is none.

    A row may begin with a `Measure`: what its numbers, then written as text, are. Raises ValueError
    for a row of another length, of which values would be lost.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(self.columns)} columns, but a row of {len(row)} values")


@dataclass(frozen=True)
class Tiles:
    """The numbers that matter side by side, each with what it measures."""

    tiles: Sequence[tuple[Measure, object]]


@dataclass(frozen=True)
class Chart:
    """A chart (see `charts`) with its caption, which also says it to who cannot see it."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Picture:
    """A raster image as data URI with its caption."""

    uri: str
    caption: str


@dataclass(frozen=True)
class Remark:
    """A sentence that must not be overlooked. `state`: "" (plain), "good" or "bad"."""

    text: str
    state: str = ""


Part = Union[Table, Tiles, Chart, Picture, Remark]


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


def render(report: Report) -> str:
    """Return `report` as one HTML document in which every text is escaped."""
    sections = "\n".join(_section(section) for section in report.sections)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{PAGE_STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(report.title)}</h1>\n<p>{escape(report.subtitle)}</p></header>\n"
        f"<main>\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    text = f"<p>{escape(section.text)}</p>\n" if section.text else ""
    parts = "\n".join(_part(part) for part in section.parts)
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{text}{parts}\n</section>"


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Tiles):
        return _tiles(part)
    if isinstance(part, Remark):
        return f'<p class="remark {escape(part.state)}">{escape(part.text)}</p>'
    caption = escape(part.caption)
    if isinstance(part, Chart):
        image = part.svg.replace("<svg ", f'<svg role="img" aria-label="{caption}" ', 1)
    else:
        image = f'<img src="{escape(part.uri)}" alt="{caption}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _table(table: Table) -> str:
    head = "".join(map(_heading, table.columns))
    rows = "\n".join(
        "<tr>" + "".join(map(_cell, table.columns, row)) + "</tr>" for row in table.rows
    )
    named = [*table.columns, *(row[0] for row in table.rows)]
    frame = "scroll"
    frame += " long" if len(table.rows) > LONG_TABLE else ""
    frame += " wide" if len(table.columns) > WIDE_TABLE else ""
    return (
        f'<div class="{frame}"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>{_definitions(named)}"
    )


def _heading(column: Column) -> str:
    if isinstance(column, str):
        return f"<th>{escape(column)}</th>"
    return f'<th class="number">{_labelled(column)}</th>'


def _cell(column: Column, value: object) -> str:
    if isinstance(value, Measure):
        return f"<td>{_labelled(value)}</td>"
    if isinstance(column, str):
        text = number_text(value)
        return f"<td{SHORT if len(text) <= SHORT_TEXT else ''}>{escape(text)}</td>"
    return f'<td class="number">{escape(column.text(value))}</td>'


def _tiles(tiles: Tiles) -> str:
    boxes = "\n".join(
        f'<div class="tile {measure.state(value)}"><span class="label">{_defined(measure)}</span>'
        f'<span class="value">{escape(measure.text(value))}'
        f'<span class="unit">{escape(measure.unit)}</span></span></div>'
        for measure, value in tiles.tiles
    )
    notes = _definitions([measure for measure, _ in tiles.tiles])
    return f'<div class="tiles">\n{boxes}\n</div>{notes}'


def _labelled(measure: Measure) -> str:
    unit = f' <span class="unit">({escape(measure.unit)})</span>' if measure.unit else ""
    return f"{_defined(measure)}{unit}"


def _defined(measure: Measure) -> str:
    if not measure.definition:
        return escape(measure.title)
    return f'<abbr title="{escape(measure.definition)}">{escape(measure.title)}</abbr>'


def _definitions(measures: Sequence[object]) -> str:
    """Return the definitions in small print, for whoever reads on paper."""
    notes = "".join(
        f"<div><dt>{escape(one.title)}</dt><dd>{escape(one.definition)}</dd></div>"
        for one in measures
        if isinstance(one, Measure) and one.definition
    )
    return f'\n<dl class="definitions">{notes}</dl>' if notes else ""
