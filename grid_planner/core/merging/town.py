# SPDX-License-Identifier: GPL-2.0-or-later
"""The atoms with all that is known of them: codes of every department, workload, grids of before.

Rows become codes here: rows of one code are one grid, however many polygons it was drawn in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Floats, Ints
from ..coverage.shapes import NOBODY
from ..errors import GivenName, MissingCodes
from .arrange import Arrangement
from .holdings import workload_of_atoms
from .incremental import label_atoms


@dataclass(frozen=True)
class Town:
    """An arrangement whose labels are places in `codes` (one tuple a department) and `hard_codes`.

    Per atom: `area` (m²), `workload`, and `before`, the grid of before as a place in
    `before_codes`. `names` are the departments'.
    """

    names: tuple[str, ...]
    arrangement: Arrangement
    area: Floats
    workload: Floats
    codes: tuple[tuple[str, ...], ...]
    hard_codes: tuple[str, ...]
    before: Ints
    before_codes: tuple[str, ...]

    @property
    def with_before(self) -> Arrangement:
        """The arrangement with the grids of before as one more department."""
        labels = np.column_stack([self.arrangement.labels, self.before])
        return replace(self.arrangement, labels=labels)


def make_town(
    arrangement: Arrangement,
    departments: Mapping[str, gpd.GeoDataFrame],
    *,
    hard: gpd.GeoDataFrame | None,
    workload: gpd.GeoDataFrame | None,
    current: gpd.GeoDataFrame | None,
) -> Town:
    """Return the town of an `arrangement` whose labels are rows of `departments` and `hard`.

    Frames as in `merge_department_grids`. Raises BadWorkload, MissingCodes.
    """
    columns = [
        _by_code(frame["code"], GivenName(name), "code_fields")
        for name, frame in departments.items()
    ]
    labels = [place[label] for (_, place), label in zip(columns, arrangement.labels.T)]
    hard_codes, of_hard = (
        ((), np.array([0, NOBODY]))
        if hard is None
        else _by_code(hard["code"], "hard", "hard_code_field")
    )
    before_codes: tuple[str, ...] = ()
    before = np.full(len(arrangement.atoms), NOBODY, np.int64)
    if current is not None:
        before_codes, of_before = _by_code(current["grid_code"], "current", "grid_code")
        shapes = np.asarray(current.geometry.to_numpy(), object)
        before = of_before[label_atoms(arrangement.atoms, shapes)]
    return Town(
        names=tuple(departments),
        arrangement=replace(
            arrangement, labels=np.column_stack(labels), hard=of_hard[arrangement.hard]
        ),
        area=np.asarray(shapely.area(arrangement.atoms)),
        workload=workload_of_atoms(arrangement.atoms, workload),
        codes=tuple(codes for codes, _ in columns),
        hard_codes=hard_codes,
        before=before,
        before_codes=before_codes,
    )


def _by_code(codes: pd.Series, layer: str, field: str) -> tuple[tuple[str, ...], Ints]:
    """Return the distinct codes, ascending, and which one each row has (`NOBODY` has `NOBODY`)."""
    missing = int(codes.isna().sum())
    if missing:
        raise MissingCodes(layer=layer, field=field, count=missing)
    names, place = np.unique(codes.astype(str).to_numpy(object), return_inverse=True)
    return tuple(names.tolist()), np.append(place, NOBODY).astype(np.int64)
