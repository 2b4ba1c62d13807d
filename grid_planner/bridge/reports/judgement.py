# SPDX-License-Identifier: GPL-2.0-or-later
"""What a report tells of the rules of a plan; light, so that it costs nothing without a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True)
class Judgement:
    """What was judged and found.

    `broken`, `checklist`, `bare`: of `core.zoning.evaluate.Evaluation`, the first with a `note` in
    the user's words.
    """

    broken: gpd.GeoDataFrame
    checklist: pd.DataFrame
    bare: gpd.GeoSeries
