# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan had to keep to, as far as its report tells; light, for a run without a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True)
class Terms:
    """`quota`: the grids that each parent was to get, None where that was free.

    `names` of the parents by code, as far as the units tell them. `has_current`: the units have
    grids already; `locked` of these were, None where nothing could be.
    """

    quota: Mapping[str, float] | None
    names: Mapping[str, str]
    has_current: bool
    locked: int | None


def read_terms(units: pd.DataFrame, quota: Mapping[str, float] | None) -> Terms:
    """Return the terms of a plan of `units`.

    `units`: as for `core.zoning.plan.plan_grids`, with optional `parent_name`.
    """
    locks = {"current_grid", "locked"} <= set(units)
    return Terms(
        quota,
        _parent_names(units),
        "current_grid" in units,
        int(units.loc[units["locked"], "current_grid"].nunique()) if locks else None,
    )


def _parent_names(units: pd.DataFrame) -> dict[str, str]:
    if not {"parent_code", "parent_name"} <= set(units):
        return {}
    named = units.dropna(subset=["parent_name"]).groupby("parent_code")
    return {str(code): name for code, name in named["parent_name"].min().items()}
