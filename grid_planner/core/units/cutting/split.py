# SPDX-License-Identifier: GPL-2.0-or-later
"""Divide cells that are too large: along paths first, then by straight cuts between buildings.

All cells are divided together, level by level: every part that is still too large is cut once,
then its halves are looked at. Cutting needs no care for gaps: only the cut lines are handed back,
and noded into the faces (see `refine`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints
from ...labels import count_off
from ...params import BaseUnitParams
from ...progress import Progress
from .byways import Divided, divide_by_paths
from .cuts import Cuts, best_cuts

OVERRUN = 1.0
"""Metres by which a cutting line is drawn past the part it cuts."""
PARTS_AT_ONCE = 1_000
"""Parts cut together: their profiles take some 10 MB."""
PROGRESS_NEEDED = 0.99
"""Share of a part above which a half is not cut again: the cut only took a sliver off."""


@dataclass(frozen=True)
class _Parts:
    """Parts (k,) of cells still to be cut, and the bodies in them.

    `cell` (k,) each belongs to, `piece` (k,) area wanted (m²); `owner` (n,) ascending and `body`
    (n,): which body lies in which part.
    """

    polygons: Geometries
    cell: Ints
    piece: Floats
    owner: Ints
    body: Ints

    @property
    def pieces(self) -> Ints:
        """How many pieces each part shall become."""
        return np.asarray(np.round(shapely.area(self.polygons) / self.piece), np.int64)

    def take(self, chosen: Ints) -> _Parts:
        """Return the `chosen` parts, ascending, with their bodies."""
        place = np.full(len(self.polygons), -1)
        place[chosen] = np.arange(len(chosen))
        kept = place[self.owner] >= 0
        return _Parts(
            self.polygons[chosen],
            self.cell[chosen],
            self.piece[chosen],
            place[self.owner[kept]],
            self.body[kept],
        )


def cut_lines(
    cells: Geometries,
    bodies: Geometries,
    paths: Geometries,
    params: BaseUnitParams,
    progress: Progress,
) -> tuple[Geometries, Ints]:
    """Return lines that divide `cells` (c,) into parts of about `params.target_area`.

    `bodies` (b,) are polygons better not cut (buildings, compounds); `paths` (p,) are weak lines,
    used where they run inside a cell. Returns the lines (n,) and the cell (n,) each divides.
    Raises Cancelled.
    """
    cells = _sound(cells)
    by_paths = divide_by_paths(cells, paths, params)
    parts = _parts_to_cut(cells, by_paths, bodies, params)
    lines, of_cell = [by_paths.lines], [by_paths.divided]
    total = int(parts.pieces.sum())
    while len(parts.polygons):
        halves = []
        done = total - int(parts.pieces.sum())
        for some in _chunks(parts):
            progress.tick(done, total)
            cut, cell, left = _cut_once(some, bodies)
            lines.append(cut)
            of_cell.append(cell)
            halves.append(left)
        parts = _together(halves)
    return np.concatenate(lines), np.concatenate(of_cell)


def _sound(cells: Geometries) -> Geometries:
    """Return `cells` with those whose outline crosses itself made valid."""
    broken = np.flatnonzero(~shapely.is_valid(cells))
    result = cells.copy()
    for place, mended in zip(broken, shapely.make_valid(cells[broken])):
        parts = shapely.get_parts(shapely.get_parts(mended))
        is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        result[place] = shapely.multipolygons(parts[is_area])
    return result


def _parts_to_cut(
    cells: Geometries, by_paths: Divided, bodies: Geometries, params: BaseUnitParams
) -> _Parts:
    """Return what paths leave above the maximum, and the cells without paths."""
    whole = np.setdiff1d(np.arange(len(cells)), by_paths.cell)
    polygons = np.concatenate([cells[whole], by_paths.parts])
    cell, size = np.concatenate([whole, by_paths.cell]), shapely.area(polygons)
    large = size > params.max_area
    polygons, cell, size = shapely.normalize(polygons[large]), cell[large], size[large]
    # Where the maximum is near the target, pieces of target size may be too few.
    piece = np.minimum(params.target_area, size / np.ceil(size / params.max_area))
    body, part = shapely.STRtree(polygons).query(bodies, predicate="intersects")
    order = np.lexsort((body, part))
    parts = _Parts(polygons, cell, piece, part[order], body[order])
    return parts.take(np.flatnonzero(parts.pieces >= 2))


def _chunks(parts: _Parts) -> Iterator[_Parts]:
    count = len(parts.polygons)
    for first in range(0, count, PARTS_AT_ONCE):
        yield parts.take(np.arange(first, min(first + PARTS_AT_ONCE, count)))


def _together(chunks: list[_Parts]) -> _Parts:
    first = np.cumsum([0, *(len(chunk.polygons) for chunk in chunks[:-1])])
    return _Parts(
        np.concatenate([chunk.polygons for chunk in chunks]),
        np.concatenate([chunk.cell for chunk in chunks]),
        np.concatenate([chunk.piece for chunk in chunks]),
        np.concatenate([chunk.owner + start for chunk, start in zip(chunks, first)]),
        np.concatenate([chunk.body for chunk in chunks]),
    )


def _cut_once(parts: _Parts, bodies: Geometries) -> tuple[Geometries, Ints, _Parts]:
    """Return a cut through each part, the cell it divides, and the halves to be cut again."""
    cuts = best_cuts(parts.polygons, parts.owner, bodies[parts.body], parts.pieces)
    line, sides = _drawn(parts.polygons, cuts)
    inside, part = shapely.get_parts(shapely.intersection(line, parts.polygons), return_index=True)
    is_line = shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING
    halves, half_of = shapely.get_parts(
        shapely.intersection(sides, np.repeat(parts.polygons, 2)), return_index=True
    )
    is_area = shapely.get_type_id(halves) == shapely.GeometryType.POLYGON
    halves, half_of = halves[is_area], half_of[is_area] // 2
    still_large = np.round(shapely.area(halves) / parts.piece[half_of]) >= 2
    still_large &= shapely.area(halves) < PROGRESS_NEEDED * shapely.area(parts.polygons)[half_of]
    halves, half_of = shapely.normalize(halves[still_large]), half_of[still_large]
    left = _with_bodies(parts, halves, half_of, bodies)
    return inside[is_line], parts.cell[part[is_line]], left


def _drawn(polygons: Geometries, cuts: Cuts) -> tuple[Geometries, Geometries]:
    """Return the line of each cut (k,) and the ground on both sides of it (2 k,)."""
    along = np.stack([np.cos(cuts.turn), np.sin(cuts.turn)], axis=1)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    corners, part = shapely.get_coordinates(polygons, return_index=True)
    starts = np.flatnonzero(np.diff(part, prepend=-1))

    def reach(unit: Floats) -> tuple[Floats, Floats]:
        offset = (corners * unit[part]).sum(axis=1)
        low, high = np.minimum.reduceat(offset, starts), np.maximum.reduceat(offset, starts)
        return low - OVERRUN, high + OVERRUN

    def ground(u: Floats, v: Floats) -> Floats:
        return np.asarray(u[:, None] * along + v[:, None] * across)

    (left, right), (low, high) = reach(along), reach(across)
    begin, end = ground(left, cuts.offset), ground(right, cuts.offset)
    below = np.stack([begin, end, ground(right, low), ground(left, low)], axis=1)
    above = np.stack([end, begin, ground(left, high), ground(right, high)], axis=1)
    sides = shapely.polygons(np.stack([below, above], axis=1).reshape(-1, 4, 2))
    return shapely.linestrings(np.stack([begin, end], axis=1)), sides


def _with_bodies(parts: _Parts, halves: Geometries, half_of: Ints, bodies: Geometries) -> _Parts:
    """Return `halves` (h,) of the parts `half_of` (h,) as parts with their bodies."""
    first = np.searchsorted(parts.owner, half_of, side="left")
    count = np.searchsorted(parts.owner, half_of, side="right") - first
    owner = np.repeat(np.arange(len(halves)), count)
    body = parts.body[first[owner] + count_off(count)]
    shapely.prepare(halves)
    touching = shapely.intersects(halves[owner], bodies[body])
    return _Parts(
        halves, parts.cell[half_of], parts.piece[half_of], owner[touching], body[touching]
    )
