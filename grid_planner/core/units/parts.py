# SPDX-License-Identifier: GPL-2.0-or-later
"""Groups of neighbouring areas, divided independently of each other and then fitted together.

No cell crosses the border of two areas, so a group needs nothing from outside. What a cut ending
on its border adds there, its neighbours get when the cells along the borders of groups are noded
together once more. What the rounds hold at once is thus what the largest groups need, one a
worker, whatever the city's size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Geometries, Ints
from ..compute import executor, map_parts
from ..coverage.arrangement import GRID_SIZE
from ..graph import rook_adjacency
from ..params import BaseUnitParams, ComputeParams
from ..progress import NULL_PROGRESS, Progress
from ..segments import border_segments, unmatched_segments
from .carve import join_bodies
from .cells import Cells
from .faces import Faces
from .ground import Ground
from .refine import merged, refined
from .renode import renoded, replaced

FACES_IN_PART = 3_000
"""Faces divided together: a few seconds of work, and their arrays stay within a few megabytes."""

FITTINGS = 3
"""Times the rims are noded together: a rounded corner may come to lie on a border fitted before."""


@dataclass(frozen=True)
class Part:
    """Some areas with all that touches them: `faces` are theirs, `ground` what lies near."""

    ground: Ground
    faces: Cells


def divide(
    ground: Ground, faces: Faces, params: BaseUnitParams, compute: ComputeParams, progress: Progress
) -> Cells:
    """Return `faces` as cells of moderate size, one polygon each, no body cut.

    Raises Cancelled.
    """
    parts = list(_parts(ground, faces))
    if len(parts) == 1:
        return _divide_part(parts[0], params, progress)
    with executor(compute) as pool:
        divided = map_parts(partial(_divide_part, params=params), parts, progress.sub(0.9), pool)
    return _fitted(divided, progress.sub(0.1))


def _parts(ground: Ground, faces: Faces) -> Iterator[Part]:
    """Give the areas in groups of about `FACES_IN_PART` faces, neighbours together."""
    areas = gpd.GeoSeries(ground.areas)
    walk = np.argsort(areas.hilbert_distance(), kind="stable")
    in_area = np.bincount(faces.area, minlength=len(ground.areas))
    part_of_area = np.empty(len(ground.areas), np.int64)
    part_of_area[walk] = (np.cumsum(in_area[walk]) - in_area[walk]) // FACES_IN_PART
    barriers = ground.barriers.by_segment()
    near_lines, near_paths, near_bodies, near_compounds = (
        shapely.STRtree(shapes)
        for shapes in (barriers.lines, ground.paths, ground.bodies, ground.compounds)
    )
    for part in np.unique(part_of_area[faces.area]):
        within = ground.areas[part_of_area == part]
        chosen = part_of_area[faces.area] == part
        yield Part(
            replace(
                ground,
                barriers=barriers.take(_near(near_lines, within)),
                paths=ground.paths[_near(near_paths, within)],
                bodies=ground.bodies[_near(near_bodies, within)],
                compounds=ground.compounds[_near(near_compounds, within)],
            ),
            Cells(faces.polygons[chosen], faces.area[chosen], np.arange(chosen.sum())),
        )


def _near(tree: shapely.STRtree, areas: Geometries) -> Ints:
    return np.asarray(np.unique(tree.query(areas)[1]))


def _divide_part(part: Part, params: BaseUnitParams, progress: Progress = NULL_PROGRESS) -> Cells:
    faces, ground = part.faces, part.ground
    adjacency = rook_adjacency(faces.polygons)
    whole = join_bodies(faces.polygons, faces.area, ground.compounds, adjacency)
    cells = merged(faces.joined(whole), ground, params, progress.sub(0.2), cut_later=True)
    return refined(cells, ground, params, progress.sub(0.8)).dissolved()


def _fitted(parts: list[Cells], progress: Progress) -> Cells:
    """Return the cells of all `parts` in one, with the same corners on both sides of borders."""
    cells = Cells(
        np.concatenate([part.polygons for part in parts]),
        np.concatenate([part.area for part in parts]),
        np.arange(sum(part.count for part in parts)),
    )
    part = np.repeat(np.arange(len(parts)), [part.count for part in parts])
    for done in range(FITTINGS):
        progress.tick(done, FITTINGS)
        rim = _rim_cells(cells.polygons, part)
        if not len(rim):
            break
        region, faces, parent = renoded(cells, np.isin(cells.cell, rim), np.empty(0, object))
        again, cell = np.unique(parent, return_inverse=True)
        part = part[np.concatenate([cells.cell[~region], again])]
        cells = replaced(cells, region, faces.joined(cell)).dissolved()
    return cells


def _rim_cells(polygons: Geometries, part: Ints) -> Ints:
    """Return the polygons whose border has corners that a neighbour in another part lacks."""
    loose = np.unique(unmatched_segments(border_segments(polygons)).owner)
    # A rounded corner may lie beside the border of the neighbour, so they need not touch.
    first, second = shapely.STRtree(polygons[loose]).query(
        polygons[loose], predicate="dwithin", distance=2 * GRID_SIZE
    )
    other = part[loose[first]] != part[loose[second]]
    return np.asarray(np.unique(loose[first[other]]))
