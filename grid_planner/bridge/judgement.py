# SPDX-License-Identifier: GPL-2.0-or-later
"""What a report tells of the rules of a plan; light, so that it costs nothing without a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True)
class Judgement:
    """What was judged and found.

    `broken`, `checklist`: of `core.zoning.evaluate.Evaluation`, the former with a `note` in the
    user's words; `notes`: sentences about the input; `bare`: the units
    without a grid.
    """

    broken: gpd.GeoDataFrame
    checklist: pd.DataFrame
    notes: Sequence[str]
    bare: gpd.GeoSeries
