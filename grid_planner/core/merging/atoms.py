# SPDX-License-Identifier: GPL-2.0-or-later
"""From the departments' layers to atoms: the whole way, each step in a file of its own.

Tolerance, conflicts within layers, conflation by authority, faces, slivers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..accelerate import many_geometries
from ..arrays import Flags, Floats, Geometries, Ints
from ..coverage.shapes import NOBODY, Units, ordered_units
from ..errors import Notice
from ..progress import NULL_PROGRESS, Progress
from ..shape_measures import width_of
from .arrange import ELSEWHERE, Arrangement, arrange
from .conflate import Conflation, conflate
from .conflation.faces import Faces, face_network
from .conflation.network import Border
from .conflicts import COLUMNS, settle_conflicts
from .layers import check_layers, check_tolerance, ground_layers, read_layer
from .moves import Drawn, out_of_reach
from .tolerance import FINEST, Suggestion, suggest_tolerance
from .vote import SLIVER_AREA, slivers

TOLERANCE_NOTICES = {
    "valley": "tolerance_valley",
    "elbow": "tolerance_elbow",
    "none": "tolerance_none",
}

SETTLED = 2.0
"""Tolerances that a border may move in a layer with conflicts, where one of two borders is wrong:
one by conflation, and one more with a sliver. In a clean layer both together keep to one."""

MOST_LAID = 4
"""Times that borders are laid, each time without the places that were out of reach the time before;
only where ground was drawn twice some are at last."""


@dataclass(frozen=True)
class Atoms:
    """What the departments' layers were made of.

    The `arrangement` of atoms; the `tolerance` (m) used and the `suggestion` it came from (None
    where it was given); `conflicts`, one row a place that a department had given to several grids
    (`department` and the columns of `conflicts.settle_conflicts`); the `borders` as each
    department drew them and, likewise one array a department, how far each of their places has
    moved (`moves`, m; `moved_borders` makes lines of them).
    """

    arrangement: Arrangement
    tolerance: float
    suggestion: Suggestion | None
    conflicts: gpd.GeoDataFrame
    borders: tuple[Border, ...]
    moves: tuple[Floats, ...]
    notes: tuple[Notice, ...]

    @property
    def largest_move(self) -> float:
        """How far a place of a border has moved at most, m."""
        return max(float(moved.max(initial=0.0)) for moved in self.moves)


@many_geometries()
def make_atoms(
    departments: Mapping[str, gpd.GeoDataFrame],
    tolerance: float = 0.0,
    *,
    hard: gpd.GeoDataFrame | None = None,
    boundary: gpd.GeoDataFrame | None = None,
    adopted: str | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Atoms:
    """Lay the `departments` over each other and cut the ground into atoms.

    `departments` are frames `code, geometry` by name, the highest authority first; `hard` likewise
    (communities: its borders stay and no atom crosses them), `boundary` the area that counts; all
    in one metric system. `tolerance` (m) is how near two borders are to be one, 0: as suggested.
    The department `adopted` comes before all others, and none of its ground changes its grid.
    The order of rows is free.

    Raises EmptyInput, InputsApart, TooManyDepartments, GridsOverlapEachOther, ToleranceTooLarge.
    """
    check_layers(departments, hard=hard, boundary=boundary)
    layers = [read_layer(frame) for frame in departments.values()]
    suggestion = None if tolerance else suggest_tolerance([layer.shapes for layer in layers])
    tolerance = max(tolerance, FINEST) if suggestion is None else suggestion.tolerance
    check_tolerance(layers, tolerance)
    names = list(departments)
    shapes, decisions = settle_conflicts(names, layers, tolerance, progress.sub(0.2))
    ground = ground_layers(hard, boundary)
    everything = [*ground, *shapes]
    first = len(ground)
    fixed = min(first, 1)  # a boundary comes to the hard layer, if there is one
    leader = None if adopted is None else first + names.index(adopted)
    own = None
    for _ in range(MOST_LAID):
        share = progress.sub(0.6 / MOST_LAID)
        laid = conflate(everything, tolerance, fixed=fixed, leader=leader, own=own, progress=share)
        faces = face_network(laid.network, everything, tolerance)
        drawn = [
            _drawn(faces, laid, number, everything[number], tolerance, table.empty, leader)
            for number, table in enumerate(decisions, start=first)
        ]
        astray = out_of_reach(faces, drawn)
        if not any(places.any() for places in astray):
            break
        if own is None:
            own = [np.zeros(len(border.places), bool) for border in laid.drawn]
        for places, more in zip(own[first:], astray):
            np.logical_or(places, more, out=places)
    hard_label = _hard_labels(faces, hard is not None, boundary is not None)
    arrangement, moves = arrange(faces, drawn, hard_label, tolerance, whole=bool(ground))
    progress.tick(1, 1)
    conflicts = _conflicts(departments, decisions)
    return Atoms(
        arrangement=_in_rows(arrangement, layers, hard),
        tolerance=tolerance,
        suggestion=suggestion,
        conflicts=conflicts,
        borders=laid.drawn[first:],
        moves=moves,
        notes=_notes(tolerance, suggestion, conflicts, arrangement),
    )


def _drawn(
    faces: Faces,
    laid: Conflation,
    number: int,
    polygons: Geometries,
    tolerance: float,
    clean: bool,
    leader: int | None,
) -> Drawn:
    """Return what the layer of this `number` drew; one that is not `clean` had conflicts."""
    return Drawn(
        labels=faces.labels[:, number],
        border=laid.drawn[number],
        laid=laid.laid[number],
        thin=_thin(polygons, tolerance),
        reach=tolerance if clean else SETTLED * tolerance,
        held=number == leader,
    )


def _hard_labels(faces: Faces, has_hard: bool, has_boundary: bool) -> Ints:
    """Return the hard label of each face: 0 without a hard layer, beyond the boundary another."""
    count = len(faces.polygons)
    hard = faces.labels[:, 0].copy() if has_hard else np.zeros(count, np.int64)
    if has_boundary:
        hard[faces.labels[:, int(has_hard)] == NOBODY] = ELSEWHERE
    return hard


def _thin(polygons: Geometries, tolerance: float) -> Flags:
    """Tell which of a department's grids are slivers by themselves, or nearly."""
    return np.asarray((width_of(polygons) < tolerance) | (shapely.area(polygons) < SLIVER_AREA))


def _in_rows(
    arrangement: Arrangement, layers: Sequence[Units], hard: gpd.GeoDataFrame | None
) -> Arrangement:
    """Return the `arrangement` with rows of the frames as labels, not places in their order."""
    labels = arrangement.labels.copy()
    for number, layer in enumerate(layers):
        labels[:, number] = np.append(layer.row, NOBODY)[labels[:, number]]
    hard_label = arrangement.hard
    if hard is not None:
        hard_label = np.append(ordered_units(hard).row, NOBODY)[hard_label]
    return replace(arrangement, labels=labels, hard=hard_label)


def _conflicts(
    departments: Mapping[str, gpd.GeoDataFrame], decisions: Sequence[pd.DataFrame]
) -> gpd.GeoDataFrame:
    """Return what was decided in all layers as one table."""
    tables = [table.assign(department=name) for name, table in zip(departments, decisions)]
    table = pd.concat(tables, ignore_index=True)
    crs = next(iter(departments.values())).crs
    return gpd.GeoDataFrame(table[["department", *COLUMNS]], geometry="geometry", crs=crs)


def _notes(
    tolerance: float,
    suggestion: Suggestion | None,
    conflicts: gpd.GeoDataFrame,
    arrangement: Arrangement,
) -> tuple[Notice, ...]:
    notes = []
    if suggestion is not None:
        notes.append(Notice(TOLERANCE_NOTICES[suggestion.kind], {"tolerance": tolerance}))
    if len(conflicts):
        twice = conflicts["kind"] == "duplicate"
        notes.append(
            Notice(
                "conflicts_settled",
                {
                    "duplicates": int(twice.sum()),
                    "count": int((~twice).sum()),
                    "area_m2": float(conflicts["area_m2"][~twice].sum()),
                },
            )
        )
    atoms = arrangement.atoms
    left = np.count_nonzero(slivers(shapely.area(atoms), shapely.length(atoms), tolerance))
    if left:
        notes.append(Notice("slivers_left", {"count": int(left), "tolerance": tolerance}))
    return tuple(notes)
