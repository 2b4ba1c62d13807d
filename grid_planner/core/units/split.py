# SPDX-License-Identifier: GPL-2.0-or-later
"""Divide cells that are too large: along paths first, then by straight cuts between buildings.

A straight cut is chosen among 14 directions. Across each direction the buildings cast shadows;
the cut goes through the gap between shadows that leaves the wanted share of the area on one side:

    score = 4 * |share - wanted share| + 0.5 * chord / sqrt(area)        (the lowest is taken)

Where no gap comes near the wanted share the cut ignores buildings; `carve` then hands each
building it meets whole to one side (method: PEERS.md chapter 1, measured against k-means Voronoi
and enclosed tessellation).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ..graph import Floats, Geometries
from ..params import BaseUnitParams
from .faces import node_and_polygonize

SAMPLE_POINTS = 600
FEWEST_SAMPLES = 20
TURNS = np.pi * np.arange(12) / 12
GAP_WIDTH = 1.0
"""Metres between buildings from which a cut may pass."""
CLEARANCE = 3.0
"""Metres a cut keeps from buildings where the gap is wide enough."""
TOLERABLE_ERROR = 0.22
WORTHWHILE_GAIN = 0.1
SHORTEST_PATH = 15.0
"""Metres of path inside a cell below which it is a doorway, not a border."""


class _Cut(NamedTuple):
    """A straight cut: `offset` (m) across the direction `turn`; the lowest score is best."""

    score: float
    error: float
    turn: float
    offset: float


def cut_lines(
    cell: shapely.Polygon,
    bodies: Geometries,
    paths: Geometries,
    params: BaseUnitParams,
    poll: Callable[[], None],
) -> list[shapely.LineString]:
    """Return lines that divide `cell` into parts of about `params.target_area`.

    `bodies` (b,) are polygons better not cut (buildings, compounds); `paths` (p,) are weak lines
    that reach into the cell. `poll` is called before each cut and may raise Cancelled.
    """
    weak = _paths_inside(cell, paths)
    parts = _parts(cell, weak) if len(weak) else [cell]
    cuts: list[shapely.LineString] = list(weak)
    for part in parts:
        if part.area > params.max_area:
            cuts += _straight_cuts(part, bodies, params.target_area, poll)
    return cuts


def _paths_inside(cell: shapely.Polygon, paths: Geometries) -> Geometries:
    inside = shapely.get_parts(shapely.intersection(paths, cell))
    is_line = shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING
    return np.asarray(inside[is_line & (shapely.length(inside) >= SHORTEST_PATH)])


def _parts(cell: shapely.Polygon, lines: Geometries) -> list[shapely.Polygon]:
    faces = node_and_polygonize(np.concatenate([[shapely.boundary(cell)], lines]))
    return list(faces[shapely.contains(cell, shapely.point_on_surface(faces))])


def _straight_cuts(
    cell: shapely.Polygon, bodies: Geometries, target_area: float, poll: Callable[[], None]
) -> list[shapely.LineString]:
    """Return cuts that halve `cell` again and again until each part is about `target_area`."""
    pieces = round(cell.area / target_area)
    if pieces < 2:
        return []
    poll()
    near = bodies[shapely.intersects(cell, bodies)]
    cut = _best_cut(cell, near, pieces)
    if cut is None:
        return []
    line = _line(cell, cut)
    parts = _parts(cell, np.array([line], object))
    if len(parts) < 2:
        return []
    inside = shapely.get_parts(shapely.intersection(line, cell))
    cuts = list(inside[shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING])
    for part in parts:
        cuts += _straight_cuts(part, near, target_area, poll)
    return cuts


def _best_cut(cell: shapely.Polygon, bodies: Geometries, pieces: int) -> _Cut | None:
    free = min(_cuts(cell, bodies, pieces), default=None)
    if len(bodies) == 0 or (free is not None and free.error <= TOLERABLE_ERROR):
        return free
    plain = min(_cuts(cell, bodies[:0], pieces), default=None)
    if free is None or (plain is not None and plain.error < free.error - WORTHWHILE_GAIN):
        return plain
    return free


def _cuts(cell: shapely.Polygon, bodies: Geometries, pieces: int) -> Iterator[_Cut]:
    """Yield the candidate cuts of `cell` between `bodies`, in every direction."""
    samples, spacing = _sample(cell)
    if len(samples) < FEWEST_SAMPLES:
        return
    body_corners, body = shapely.get_coordinates(bodies, return_index=True)
    body_starts = np.flatnonzero(np.diff(body, prepend=-1))
    root = math.sqrt(cell.area)
    wishes = sorted({pieces // 2 / pieces, (pieces + 1) // 2 / pieces})
    for turn in np.concatenate([_main_directions(cell), TURNS]).tolist():
        _, across = _axes(turn)
        offsets = np.sort(samples @ across)
        shadows = _shadows(body_corners @ across, body_starts)
        for wanted in wishes:
            target = offsets[min(len(offsets) - 1, int(len(offsets) * wanted))]
            for offset in _gap_offsets(shadows, target, offsets[0], offsets[-1]):
                below, at, above = np.searchsorted(
                    offsets, [offset - spacing / 2, offset, offset + spacing / 2]
                ).tolist()
                share = at / len(offsets)
                if 0.5 / pieces < share < 1 - 0.5 / pieces:
                    error = abs(share - wanted)
                    chord = (above - below) * spacing
                    yield _Cut(4 * error + 0.5 * chord / root, error, turn, offset)


def _axes(turn: float) -> tuple[Floats, Floats]:
    """Return the unit vectors along and across the direction `turn` (radians)."""
    along = np.array([math.cos(turn), math.sin(turn)])
    return along, np.array([-along[1], along[0]])


def _line(cell: shapely.Polygon, cut: _Cut) -> shapely.LineString:
    """Return the line of `cut` right across the `cell`."""
    along, across = _axes(cut.turn)
    reach = shapely.get_coordinates(cell) @ along
    ends = np.array([reach.min() - 1, reach.max() + 1])
    return shapely.LineString(across * cut.offset + ends[:, None] * along)


def _sample(cell: shapely.Polygon) -> tuple[Floats, float]:
    """Return points of a square lattice inside `cell` and their spacing (m)."""
    spacing = math.sqrt(cell.area / SAMPLE_POINTS)
    x_min, y_min, x_max, y_max = cell.bounds
    x, y = np.meshgrid(
        np.arange(x_min + spacing / 2, x_max, spacing),
        np.arange(y_min + spacing / 2, y_max, spacing),
    )
    shapely.prepare(cell)
    inside = shapely.contains_xy(cell, x.ravel(), y.ravel())
    return np.column_stack([x.ravel(), y.ravel()])[inside], spacing


def _main_directions(cell: shapely.Polygon) -> NDArray[np.float64]:
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(cell))
    if len(corners) < 4:
        return np.empty(0)
    side = corners[1] - corners[0]
    turn = math.atan2(side[1], side[0]) % math.pi
    return np.array([turn, turn + math.pi / 2])


def _shadows(projected: Floats, starts: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Return where the bodies' shadows begin and how far all shadows up to there reach."""
    if not len(starts):
        return np.empty(0), np.empty(0)
    low = np.minimum.reduceat(projected, starts)
    high = np.maximum.reduceat(projected, starts)
    order = np.argsort(low)
    return low[order], np.maximum.accumulate(high[order])


def _gap_offsets(
    shadows: tuple[Floats, Floats], target: float, first: float, last: float
) -> list[float]:
    """Return the offsets nearest to `target` in the two best gaps between shadows."""
    begin = np.concatenate([[first - GAP_WIDTH], shadows[1]])
    end = np.concatenate([shadows[0], [last + GAP_WIDTH]])
    wide = end - begin > GAP_WIDTH
    begin, end = begin[wide], end[wide]
    clearance = np.minimum((end - begin) / 2, CLEARANCE)
    offset = np.clip(target, begin + clearance, end - clearance)
    best = np.argsort(np.abs(offset - target), kind="stable")[:2]
    return [float(value) for value in offset[best]]
