# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of a report from frames: columns are called and rounded as the fields of layers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.report.html import Column, Table
from ...core.report.measure import Measure
from ..field_table import Field, field_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def frame_table(frame: pd.DataFrame, names: Sequence[str], **titles: str) -> Table:
    """Return the columns `names` of a frame, called as in its layer or by `titles`."""
    fields = field_table()
    columns = [_column(fields[name], titles.get(name, fields[name].alias)) for name in names]
    shown = frame[list(names)].astype(object)
    return Table(columns, shown.where(shown.notna(), None).to_numpy().tolist())


def _column(field: Field, title: str) -> Column:
    if field.kind == "number":
        return Measure(title, digits=field.digits, signed=field.signed)
    return Measure(title) if field.kind == "integer" else title
