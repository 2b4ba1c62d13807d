# SPDX-License-Identifier: GPL-2.0-or-later
"""What became of a department's borders and grids, piece by piece, for whoever has to be told."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..arrays import Flags, Floats, Geometries, Ints, Texts
from ..segments import Stretches, border_segments, equal_segments


@dataclass(frozen=True)
class AtomBorders(Stretches):
    """Straight pieces of border, each between the atoms `left` and `right` (n,)."""

    left: Ints
    right: Ints

    @property
    def ends(self) -> Floats:
        """Both ends of each piece, (n, 2, 2), m."""
        return np.stack([self.start, self.end], axis=1)

    def between(self, codes: Texts) -> Flags:
        """Tell which lie between two different `codes` of atoms (None for ground without one)."""
        label = pd.factorize(codes)[0]
        return np.asarray(label[self.left] != label[self.right])


def atom_borders(atoms: Geometries) -> AtomBorders:
    """Return the borders between neighbours of the coverage `atoms` (n,)."""
    segments = border_segments(atoms)
    one, other = equal_segments(segments)
    owner = segments.owner
    return AtomBorders(segments.start[one], segments.end[one], owner[one], owner[other])


@dataclass(frozen=True)
class BorderFates:
    """Borders of a department that unified grids `kept` or `gave_up`, and those `new` to it."""

    kept: AtomBorders
    gave_up: AtomBorders
    new: AtomBorders


def border_fates(borders: AtomBorders, codes: Texts, grid_codes: Texts) -> BorderFates:
    """Return what became of a department's borders, from its `codes` of the atoms (n,).

    Ground that no unified grid has (None in `grid_codes`) does not count, as in `measures`.
    """
    given = pd.notna(grid_codes)
    inside = given[borders.left] & given[borders.right]
    old, unified = borders.between(codes), borders.between(grid_codes)
    return BorderFates(
        kept=borders.take(inside & old & unified),
        gave_up=borders.take(inside & old & ~unified),
        new=borders.take(inside & ~old & unified),
    )


def grid_changes(atoms: gpd.GeoDataFrame, code: str) -> pd.DataFrame:
    """Return what each grid of a department gives and gets, the largest change first.

    `atoms`: as in `MergedGrids`; `code` is the column of the department. An old grid lives on as
    the unified grid with most of its ground, if no other old grid has more of that one; else all
    its ground goes to others. Columns `old_code, new_code` (None where it does not live on),
    `area_before, area_after, gave_m2, got_m2` (m²), `workload_before, workload_after` (after: nan
    where it does not live on).
    """
    amounts = ["area_m2", "workload"]
    before, after = (atoms.groupby(column)[amounts].sum() for column in (code, "grid_code"))
    common = atoms.groupby([code, "grid_code"])["area_m2"].sum().reset_index()
    common = common.sort_values("area_m2", ascending=False, kind="stable")
    main = common.drop_duplicates(code)
    heir = common.drop_duplicates("grid_code").set_index("grid_code")[code]
    lives = main[heir.reindex(main["grid_code"]).to_numpy() == main[code].to_numpy()]
    table = before.set_axis(["area_before", "workload_before"], axis=1)
    table = table.join(lives.set_index(code).set_axis(["new_code", "common"], axis=1))
    table = table.join(after.set_axis(["area_after", "workload_after"], axis=1), on="new_code")
    table["gave_m2"] = table["area_before"] - table["common"].fillna(0.0)
    table["got_m2"] = (table["area_after"] - table["common"]).fillna(0.0)
    table["new_code"] = table["new_code"].astype(object).where(table["new_code"].notna(), None)
    order = np.argsort(-(table["gave_m2"] + table["got_m2"]).to_numpy(), kind="stable")
    changes: pd.DataFrame = table.drop(columns="common").iloc[order]
    return changes.rename_axis("old_code").reset_index()
