# SPDX-License-Identifier: GPL-2.0-or-later
"""How the grids of several departments lie over each other, before anything is changed.

Fragments are what all borders as drawn cut the ground into. How far borders agree, and whose grids
lie within whose, is read off the borders after those within the tolerance were made one: else no
two of them ever agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..accelerate import many_geometries
from ..arrays import Floats, Geometries, Ints
from ..coverage.certificate import prove
from ..coverage.shapes import NOBODY, Units, first_equals
from ..labels import sum_by_label
from ..params import DiagnoseParams
from ..progress import NULL_PROGRESS, Progress
from .conflate import conflate
from .conflation.faces import Faces, face_network
from .conflation.network import Network, layer_bit
from .layers import check_layers, check_tolerance, ground_layers, read_layer
from .tolerance import FINEST, Suggestion, suggest_tolerance
from .vote import slivers

WITHIN = 0.99
"""Share of a grid that must lie in one grid of another department to be nested in it."""


@dataclass(frozen=True)
class Diagnosis:
    """What was found.

    `fragments`: one row a piece of ground, `code_1` … `code_n` (the grid of each department over
    it, "" for none), `departments` (how many have one), `area_m2`, `sliver` (narrow or tiny),
    `geometry`. `boundaries`: lines, `names` of the departments that share them (joined by `;`),
    `departments` (their number), `length_m`, `geometry`. `matrix`: one row an ordered pair,
    `department, other, overlap_m2` (ground both have), `overlap_share` (of the department's),
    `agreement` (share of the department's border that the other has too), `nested_share` (of its
    grids that lie in one grid of the other). `layers`: one row a department, `department, grids,
    area_m2, overlap_m2, gap_m2, duplicates`. `tolerance` (m) is what was used.
    """

    suggestion: Suggestion
    tolerance: float
    fragments: gpd.GeoDataFrame
    boundaries: gpd.GeoDataFrame
    matrix: pd.DataFrame
    layers: pd.DataFrame


@many_geometries()
def diagnose_departments(
    departments: Mapping[str, gpd.GeoDataFrame],
    params: DiagnoseParams,
    *,
    boundary: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Diagnosis:
    """Lay the `departments` over each other as they are, and say how they overlap and agree.

    `departments` are frames `code, geometry` by name, the highest authority first; `boundary` is
    the area that counts; all in one metric system. The order of rows is free.

    Raises EmptyInput, InputsApart, TooManyDepartments, ToleranceTooLarge, OutOfRange.
    """
    params.validate()
    check_layers(departments, boundary=boundary)
    names = list(departments)
    units = [read_layer(frame) for frame in departments.values()]
    shapes = [layer.shapes for layer in units]
    crs = departments[names[0]].crs
    suggestion = suggest_tolerance(shapes)
    tolerance = max(params.tolerance, FINEST) if params.tolerance else suggestion.tolerance
    check_tolerance(units, tolerance)
    progress.tick(1, 6)
    ground = ground_layers(None, boundary)
    everything = [*ground, *shapes]
    drawn = face_network(conflate(everything, 0.0, fixed=len(everything)).network, everything)
    progress.tick(3, 6)
    near = face_network(conflate(everything, tolerance, fixed=len(ground)).network, everything)
    progress.tick(5, 6)
    first = len(ground)
    diagnosis = Diagnosis(
        suggestion=suggestion,
        tolerance=tolerance,
        fragments=_fragments(drawn, units, first, tolerance, crs),
        boundaries=_boundaries(near.network, names, first, crs),
        matrix=_matrix(drawn, near, names, first),
        layers=_layers(names, units, ground),
    )
    progress.tick(6, 6)
    return diagnosis


def _fragments(
    faces: Faces, units: Sequence[Units], first: int, tolerance: float, crs: Any
) -> gpd.GeoDataFrame:
    labels = faces.labels[:, first:]
    wanted = (labels != NOBODY).any(axis=1)
    if first:
        wanted = faces.labels[:, 0] != NOBODY  # ground without a department counts, too
    labels, polygons = labels[wanted], faces.polygons[wanted]
    area = shapely.area(polygons)
    columns: dict[str, Any] = {
        f"code_{number}": np.append(layer.codes, "")[label]
        for number, (layer, label) in enumerate(zip(units, labels.T), start=1)
    }
    columns["departments"] = (labels != NOBODY).sum(axis=1)
    columns["area_m2"] = area
    columns["sliver"] = slivers(area, shapely.length(polygons), tolerance)
    return gpd.GeoDataFrame(columns, geometry=polygons, crs=crs)


def _boundaries(network: Network, names: Sequence[str], first: int, crs: Any) -> gpd.GeoDataFrame:
    """Return the borders as lines, each with all departments that have it."""
    layers = network.layers >> np.uint64(first)
    shared, group = np.unique(layers, return_inverse=True)
    lines = network.lines
    rows = []
    for number, word in enumerate(shared):
        who = [name for place, name in enumerate(names) if word & layer_bit(place)]
        if who:
            together = shapely.multilinestrings(lines[group == number])
            parts = shapely.get_parts(shapely.normalize(shapely.line_merge(together)))
            rows += [(";".join(who), len(who), part.length, part) for part in parts]
    table = pd.DataFrame(rows, columns=["names", "departments", "length_m", "geometry"])
    return gpd.GeoDataFrame(table, geometry="geometry", crs=crs)


def _matrix(drawn: Faces, faces: Faces, names: Sequence[str], first: int) -> pd.DataFrame:
    """Return a row for each ordered pair: ground as `drawn`, borders and nesting of `faces`."""
    area, as_drawn = shapely.area(faces.polygons), shapely.area(drawn.polygons)
    network = faces.network
    start, end = np.moveaxis(network.places[network.edges], 1, 0)
    length = np.hypot(*(end - start).T)
    has = [(network.layers & layer_bit(first + place)) != 0 for place in range(len(names))]
    rows = []
    for one, name in enumerate(names):
        mine = faces.labels[:, first + one]
        held = drawn.labels[:, first + one] != NOBODY
        whole = as_drawn[held].sum()
        for other, other_name in enumerate(names):
            if one != other:
                theirs = faces.labels[:, first + other]
                both = float(as_drawn[held & (drawn.labels[:, first + other] != NOBODY)].sum())
                border = length[has[one] & has[other]].sum() / max(length[has[one]].sum(), 1e-9)
                nested = _share_of_nested_grids(mine, theirs, area)
                rows.append((name, other_name, both, both / whole, float(border), nested))
    columns = ["department", "other", "overlap_m2", "overlap_share", "agreement", "nested_share"]
    return pd.DataFrame(rows, columns=columns)


def _share_of_nested_grids(mine: Ints, theirs: Ints, area: Floats) -> float:
    """Return the share of the grids `mine` that lie in one of `theirs`, both labels of faces."""
    held = mine != NOBODY
    count = int(theirs.max()) + 2
    pairs, pair = np.unique(mine[held] * count + theirs[held] + 1, return_inverse=True)
    share = sum_by_label(pair, area[held], len(pairs))
    grid, other = pairs // count, pairs % count
    total = np.bincount(grid, weights=share)
    largest = np.zeros(len(total))
    np.maximum.at(largest, grid[other > 0], share[other > 0])
    nested = (total > 0) & (largest >= WITHIN * total)
    return float(np.count_nonzero(nested) / max(np.count_nonzero(total), 1))


def _layers(
    names: Sequence[str], units: Sequence[Units], ground: Sequence[Geometries]
) -> pd.DataFrame:
    """Return what each department's own grids are like."""
    whole = ground[0][0] if ground else None
    rows = []
    for name, layer in zip(names, units):
        certificate, _ = prove(layer.shapes, whole)
        again = first_equals(layer.shapes) != np.arange(len(layer.shapes))
        area = float(shapely.area(layer.shapes).sum())
        flaws = certificate.overlap_area, certificate.gap_area, int(np.count_nonzero(again))
        rows.append((name, len(layer.shapes), area, *flaws))
    columns = ["department", "grids", "area_m2", "overlap_m2", "gap_m2", "duplicates"]
    return pd.DataFrame(rows, columns=columns)
