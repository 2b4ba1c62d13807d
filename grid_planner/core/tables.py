# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables that a city may edit: rules and profiles as CSV, whose faults are named by their line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .errors import BadTable

PROFILES = Path(__file__).parents[1] / "profiles"

ENCODINGS = ("utf-8-sig", "gb18030")  # what a spreadsheet saves, with and without its mark
NOTE = "#"  # a line that begins so is a note

Value = TypeVar("Value")


@dataclass(frozen=True)
class Row:
    """One line of a table: cells by column, stripped of blanks."""

    file: Path
    line: int
    cells: dict[str, str]

    def fault(self, column: str, allowed: str) -> BadTable:
        """Return the error that says what stands in `column` and what may."""
        return BadTable(
            problem="value", file=self.file.name, line=self.line, column=column,
            found=self.cells[column], allowed=allowed,
        )  # fmt: skip

    def choice(self, column: str, options: Sequence[str]) -> str:
        """Return the cell, which must be one of `options`."""
        if self.cells[column] not in options:
            raise self.fault(column, " ".join(options))
        return self.cells[column]

    def read(self, column: str, make: Callable[[str], Value], allowed: str) -> Value:
        """Return what `make` makes of the cell; its ValueError becomes the fault."""
        try:
            return make(self.cells[column])
        except ValueError as error:
            raise self.fault(column, allowed) from error


def read_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """Return the lines of the CSV at `path`, which must have `columns`.

    Raises BadTable, which names the file and, where one is at fault, the line.
    """
    lines = _lines(path)
    rows = []
    head: list[str] = []
    for number, cells in lines:
        if not head:
            head = cells
            missing = [name for name in columns if name not in head]
            if missing:
                raise _fault("columns", path, number, cells, ",".join(columns))
            continue
        if len(cells) > len(head):
            raise _fault("cells", path, number, cells, str(len(head)))
        padded = cells + [""] * (len(head) - len(cells))
        rows.append(Row(path, number, dict(zip(head, padded))))
    if not rows:
        raise _fault("empty", path, len(lines), [], ",".join(columns))
    return rows


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return number and cells of every line that is neither blank nor a note."""
    text = _text(path)
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        # a spreadsheet puts a note that holds a comma between quotes
        if line.lstrip('"').startswith(NOTE):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]), [])]
        if any(cells):
            found.append((number, cells))
    return found


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _fault("missing", path, 0, [], "") from error
    texts = [_decoded(data, encoding) for encoding in ENCODINGS]
    text = next((text for text in texts if text is not None), None)
    if text is None:
        raise _fault("encoding", path, 0, [], "UTF-8 GB18030")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _fault(problem: str, path: Path, line: int, found: list[str], allowed: str) -> BadTable:
    return BadTable(
        problem=problem,
        file=path.name,
        line=line,
        column="",
        found=",".join(found),
        allowed=allowed,
    )
