# SPDX-License-Identifier: GPL-2.0-or-later
"""One round of refinement: cut what is too large, carve the bodies that were cut, merge again.

Only the cells concerned and their neighbours are noded anew. Cuts end on borders of the cells they
divide, so nothing changes on the rim of that region; where rounding to the millimetre does change
it, the region is widened to everything.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely
from numpy.typing import NDArray

from ..coverage.arrangement import node_and_polygonize, rings_as_lines
from ..graph import (
    Geometries,
    Ints,
    Segments,
    border_segments,
    equal_segments,
    rook_adjacency,
)
from ..params import BaseUnitParams
from ..progress import Progress
from .carve import astride, join_bodies, overlaps
from .cells import Cells, graph_of_cells
from .faces import label_borders
from .ground import Ground
from .merge import merge_cells
from .split import cut_lines


def refine(
    cells: Cells, ground: Ground, params: BaseUnitParams, progress: Progress
) -> Cells | None:
    """Return `cells` after one round of cutting, carving and merging; None when all is well."""
    cuts, divided = _cuts(cells, ground, params, progress.sub(0.7))
    bodies, concerned = _bodies_to_carve(cells, ground, cuts)
    if len(divided) == 0 and len(bodies) == 0:
        return None
    region = np.isin(cells.cell, _with_neighbours(cells, np.union1d(divided, concerned)))
    lines = np.concatenate([cuts, rings_as_lines(ground.bodies[bodies])])
    faces = _renoded(cells, region, lines)
    if _came_loose(cells.polygons[~region], cells.polygons[region], faces.polygons):
        region[:] = True
        faces = _renoded(cells, region, lines)
    label = join_bodies(
        faces.polygons, faces.area, ground.bodies[bodies], rook_adjacency(faces.polygons)
    )
    return merged(_replaced(cells, region, faces.joined(label)), ground, params, progress.sub(0.3))


def merged(cells: Cells, ground: Ground, params: BaseUnitParams, progress: Progress) -> Cells:
    """Return `cells` after small and narrow ones joined a neighbour."""
    return cells.joined(merge_cells(graph_of_cells(cells, ground.barriers), params, progress))


def _cuts(
    cells: Cells, ground: Ground, params: BaseUnitParams, progress: Progress
) -> tuple[Geometries, Ints]:
    """Return cut lines and the cells they divide."""
    bodies, paths = shapely.STRtree(ground.bodies), shapely.STRtree(ground.paths)
    large = np.flatnonzero(cells.size > params.max_area)
    cuts: list[shapely.LineString] = []
    divided = []
    for done, (number, cell) in enumerate(zip(large, cells.outlines(large))):
        near = ground.bodies[bodies.query(cell, predicate="intersects")]
        inside = ground.paths[paths.query(cell, predicate="intersects")]
        lines = cut_lines(cell, near, inside, params, partial(progress.tick, done, len(large)))
        if lines:
            cuts += lines
            divided.append(number)
        progress.tick(done + 1, len(large))
    return np.array(cuts, object), np.array(divided, np.int64)


def _bodies_to_carve(cells: Cells, ground: Ground, cuts: Geometries) -> tuple[Ints, Ints]:
    """Return the bodies that lie in several cells or on a cut, and the cells they lie in."""
    rows = overlaps(ground.bodies, cells.polygons, cells.area, cells.cell)
    divided = astride(rows, across="cell", within=["body", "area"])["body"].to_numpy(np.int64)
    crossed = shapely.STRtree(ground.bodies).query(cuts, predicate="intersects")[1]
    bodies = np.union1d(divided, crossed)
    cells_of_bodies = rows.loc[rows["body"].isin(bodies), "cell"].to_numpy(np.int64)
    return bodies, np.unique(cells_of_bodies)


def _with_neighbours(cells: Cells, chosen: Ints) -> Ints:
    """Return the `chosen` cells and those that touch them."""
    face = np.flatnonzero(np.isin(cells.cell, chosen))
    touching = shapely.STRtree(cells.polygons).query(cells.polygons[face], predicate="intersects")[
        1
    ]
    return np.asarray(np.unique(cells.cell[touching]))


def _renoded(cells: Cells, region: NDArray[np.bool_], lines: Geometries) -> Cells:
    """Return the faces of `region` (n,) with `lines` noded in, each a cell of its own."""
    before, cell = cells.polygons[region], cells.cell[region]
    polygons = node_and_polygonize(np.concatenate([label_borders(before, cell), lines]))
    # Borders inside a cell are gone, so an inner point may lie on one: on either side is its cell.
    points = shapely.point_on_surface(polygons)
    parent, face = shapely.STRtree(points).query(before, predicate="intersects")
    face, first = np.unique(face, return_index=True)
    return Cells(polygons[face], cells.area[region][parent[first]], np.arange(len(face)))


def _came_loose(rest: Geometries, before: Geometries, after: Geometries) -> bool:
    """Say whether `rest` shares fewer segments with the faces `after` than with those `before`."""
    rim = _rim(rest)
    return _shared_segments(rim, _rim(after)) < _shared_segments(rim, _rim(before))


def _shared_segments(rim: Segments, other: Segments) -> int:
    together = Segments(
        np.concatenate([rim.owner, other.owner]),
        np.concatenate([rim.start, other.start]),
        np.concatenate([rim.end, other.end]),
    )
    return len(equal_segments(together)[0])


def _rim(polygons: Geometries) -> Segments:
    """Return the segments that only one of the `polygons` has."""
    segments = border_segments(polygons)
    outer = np.ones(len(segments), bool)
    outer[np.concatenate(equal_segments(segments))] = False
    return segments.take(outer)


def _replaced(cells: Cells, region: NDArray[np.bool_], faces: Cells) -> Cells:
    """Return `cells` with the faces of `region` (n,) replaced by `faces`."""
    kept, kept_cell = np.unique(cells.cell[~region], return_inverse=True)
    return Cells(
        np.concatenate([cells.polygons[~region], faces.polygons]),
        np.concatenate([cells.area[~region], faces.area]),
        np.concatenate([kept_cell, faces.cell + len(kept)]).astype(np.int64),
    )
