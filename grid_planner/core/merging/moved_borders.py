# SPDX-License-Identifier: GPL-2.0-or-later
"""The borders that were moved, as lines where each department had drawn them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Floats
from .network import Border, place_numbers

SEEN = 0.01
"""m from which a border counts as moved: what can be seen on no map."""


def moved_borders(
    names: Sequence[str], borders: Sequence[Border], moves: Sequence[Floats], crs: Any
) -> gpd.GeoDataFrame:
    """Return one row a stretch of border that was moved, the farthest of each department first.

    Columns `department`, `distance_m` (how far a place of it moved at most), `length_m` and
    `geometry`: the border as it was drawn, from one junction to the next. `names`, `borders` and
    `moves` (how far each place of a border moved, m) go together.
    """
    tables = []
    for name, border, moved in zip(names, borders, moves):
        edges = border.edges[border.distinct]
        edges = edges[moved[edges].max(axis=1, initial=0.0) > SEEN]
        pieces = shapely.linestrings(border.places[edges])
        lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces)))
        places, line = shapely.get_coordinates(lines, return_index=True)
        farthest = np.zeros(len(lines))
        at = np.searchsorted(place_numbers(border.places), place_numbers(places))
        np.maximum.at(farthest, line, moved[at])
        tables.append(
            pd.DataFrame(
                {
                    "department": name,
                    "distance_m": farthest,
                    "length_m": shapely.length(lines),
                    "geometry": shapely.normalize(lines),
                }
            ).sort_values("distance_m", ascending=False, kind="stable")
        )
    table = pd.concat(tables, ignore_index=True)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=crs)
