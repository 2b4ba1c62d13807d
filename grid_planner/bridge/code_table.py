# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of codes as the text of a CSV file, with the names that people read as its header."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from .field_names import unique_names
from .field_table import field_aliases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.units.tabulate import CodeTable

BOM = "\ufeff"  # Excel takes a file without it for one in the system's old encoding
LONGEST_NAME = 1000  # bytes; a CSV file sets no limit
DECIMALS = {"area_m2": 2, "longitude": 6, "latitude": 6}  # 6 of a degree are 0.1 m


def code_table_csv(table: CodeTable) -> str:
    """Return the header and the rows of `table`."""
    columns = [(str(table.codes.name), table.codes.tolist())]
    for name, values in table.carried.items():
        columns.append((str(name), values.where(values.notna(), "").tolist()))
    for name, decimals in DECIMALS.items():
        numbers = table.measured[name].tolist()
        columns.append((name, [f"{number:.{decimals}f}" for number in numbers]))
    names, values = zip(*columns)
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_header(names))
    rows.writerows(zip(*values))
    return BOM + text.getvalue()


def _header(names: Sequence[str]) -> list[str]:
    """Return the name for people of each field, the field's own where the plugin knows none."""
    aliases = field_aliases()
    return unique_names([aliases.get(name, name) for name in names], LONGEST_NAME)
