# SPDX-License-Identifier: GPL-2.0-or-later
"""Rounds of refinement: cut what is large or straggles, carve bodies that were cut, merge again.

Only the cells concerned and their neighbours are noded anew, and only what changed in the round
before can need another one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Geometries, Ints
from ..coverage.arrangement import rings_as_lines
from ..graph import rook_adjacency
from ..params import BaseUnitParams
from ..progress import Progress
from .carve import astride, join_bodies, overlaps
from .cells import Cells, graph_of_cells
from .cutting.split import cut_lines
from .cutting.strips import strip_cuts
from .ground import Ground
from .merge import merge_cells
from .renode import renoded, replaced

ROUNDS = 4
"""Rounds of cutting and merging; what is too large after them cannot be cut (a compound)."""


@dataclass(frozen=True)
class _Means:
    """What a round may do: cut along `paths` (p,), `trim` strips, leave cells to be `cut_later`."""

    paths: Geometries
    trim: bool
    cut_later: bool


def refined(cells: Cells, ground: Ground, params: BaseUnitParams, progress: Progress) -> Cells:
    """Return `cells` cut, carved and merged until all is well, in `ROUNDS` rounds at most."""
    unsettled = np.arange(cells.count)
    for done in range(ROUNDS):
        means = _Means(
            # Paths get one chance: what they left too large is then cut evenly.
            paths=ground.paths if done == 0 else ground.paths[:0],
            # The last round only mends, so that no piece of a strip is left over.
            trim=done < ROUNDS - 1,
            # Once the blocks are cut, a piece goes where it fits. Before, a strip held off the
            # block alongside becomes a tail of the one at its end.
            cut_later=done == 0,
        )
        cells, unsettled = _round(cells, unsettled, means, ground, params, progress.sub(1 / ROUNDS))
        if not len(unsettled):
            break
    return cells


def merged(
    cells: Cells, ground: Ground, params: BaseUnitParams, progress: Progress, *, cut_later: bool
) -> Cells:
    """Return `cells` after small and narrow ones joined a neighbour; `cut_later`: see `merge`."""
    graph = graph_of_cells(cells, ground.barriers)
    return cells.joined(merge_cells(graph, params, progress, cut_later=cut_later))


def _round(
    cells: Cells,
    unsettled: Ints,
    means: _Means,
    ground: Ground,
    params: BaseUnitParams,
    progress: Progress,
) -> tuple[Cells, Ints]:
    """Return the cells after one round, and those it made; none when nothing was to be done."""
    large = cells.size[unsettled] > params.max_area
    cuts, divided = _cuts(cells, unsettled[large], means.paths, ground, params, progress.sub(0.7))
    if means.trim:
        across, strips = strip_cuts(cells, unsettled[~large], params.min_width)
        cuts, divided = np.concatenate([cuts, across]), np.union1d(divided, strips)
    bodies, concerned = _bodies_to_carve(cells, unsettled, ground.bodies, cuts)
    if len(divided) == 0 and len(bodies) == 0:
        return cells, unsettled[:0]
    chosen = np.isin(cells.cell, _with_neighbours(cells, np.union1d(divided, concerned)))
    lines = np.concatenate([cuts, rings_as_lines(ground.bodies[bodies])])
    region, faces, _ = renoded(cells, chosen, lines)
    whole = join_bodies(
        faces.polygons, faces.area, ground.bodies[bodies], rook_adjacency(faces.polygons)
    )
    new = merged(faces.joined(whole), ground, params, progress.sub(0.3), cut_later=means.cut_later)
    result = replaced(cells, region, new)
    return result, np.arange(result.count - new.count, result.count)


def _cuts(
    cells: Cells,
    large: Ints,
    paths: Geometries,
    ground: Ground,
    params: BaseUnitParams,
    progress: Progress,
) -> tuple[Geometries, Ints]:
    """Return lines that cut the `large` cells, and those that they divide."""
    lines, place = cut_lines(cells.take(large).outlines(), ground.bodies, paths, params, progress)
    return lines, large[np.unique(place)]


def _bodies_to_carve(
    cells: Cells, unsettled: Ints, bodies: Geometries, cuts: Geometries
) -> tuple[Ints, Ints]:
    """Return the bodies that lie in several cells or on a cut, and the cells they lie in."""
    tree = shapely.STRtree(bodies)
    near = np.arange(len(bodies))
    if len(unsettled) < cells.count:
        changed = cells.polygons[np.isin(cells.cell, unsettled)]
        near = np.unique(tree.query(changed, predicate="intersects")[1])
    rows = overlaps(bodies[near], cells.polygons, cells.area, cells.cell)
    rows["body"] = near[rows["body"]]
    divided = astride(rows, across="cell", within=["body", "area"])["body"].to_numpy(np.int64)
    crossed = tree.query(cuts, predicate="intersects")[1]
    chosen = np.union1d(divided, crossed)
    cells_of_bodies = rows.loc[rows["body"].isin(chosen), "cell"].to_numpy(np.int64)
    return chosen, np.unique(cells_of_bodies)


def _with_neighbours(cells: Cells, chosen: Ints) -> Ints:
    """Return the `chosen` cells and those that touch them."""
    face = cells.polygons[np.isin(cells.cell, chosen)]
    touching = shapely.STRtree(cells.polygons).query(face, predicate="intersects")[1]
    return np.asarray(np.unique(cells.cell[touching]))
