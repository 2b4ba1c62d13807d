# SPDX-License-Identifier: GPL-2.0-or-later
"""Prove that polygons cover an area without gap and overlap, in whole millimetres.

The proof: where two cells meet, both have the same segment in opposite directions, so the two
cancel. What remains are the outlines. Around each face between these outlines the number of cells
is constant, so asking one point a face finds every gap (no cell) and every overlap (two or more).
Areas are sums of integers, so "equal" means equal. GEOS judges the same cells independently.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..arrays import Flags, Floats, Geometries, Ints
from ..unions import COVERAGE_TOOLS

MM = 1000.0  # millimetres a metre: cells come from a 1 mm grid
SNAP_BAND = 1.0  # mm a border may move when it is put on that grid
METHOD = (
    "Coordinates are integer millimetres from the origin.",
    "Every segment must be used once (outline) or twice in opposite directions (interior).",
    "Gaps and overlaps are the faces between unmatched segments with no or several cells.",
    "Areas are integer shoelace sums; twice the area is kept, because halves occur.",
    "Euler: vertices - edges + faces - components - 1 must be 0.",
    "Along the border of the whole, deviations within 1 mm are snapping and do not count.",
)


@dataclass(frozen=True)
class Certificate:
    """What was counted and measured; `valid` when nothing speaks against a full coverage.

    Lengths m, areas m². `twice_area_cells_mm2` and `twice_area_outline_mm2` are exact integers;
    `euler` is 0 for a complete map; `coverage_is_valid` is the verdict of GEOS (None before 3.12).
    `outside_area` lies in cells but not in the whole; `unmatched_length_m` is the length of
    segments that have no partner although they are not on the outline. `outline` tells whether
    the outer border was held against a whole; where not, what opens to the outside is not judged.
    """

    valid: bool
    cells: int
    vertices: int
    interior_edges: int
    outline_edges: int
    overused_edges: int
    unmatched_length_m: float
    gap_area: float
    overlap_area: float
    outside_area: float
    twice_area_cells_mm2: int
    twice_area_outline_mm2: int
    euler: int
    invalid_cells: int
    outline: str
    coverage_is_valid: bool | None
    max_rounding_mm: float
    origin: tuple[float, float]
    geos: str
    method: tuple[str, ...] = METHOD

    @property
    def area_mm2(self) -> int:
        """Area of all cells together in mm², rounded down to whole ones."""
        return self.twice_area_cells_mm2 // 2

    def to_json(self) -> str:
        """Return the certificate as JSON text."""
        facts = {**asdict(self), "area_mm2": self.area_mm2}
        return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class _Edges:
    """Undirected segments: `start`, `end` (m, 2) mm in the direction that is used more often.

    `uses` counts both directions; `net` is the surplus of that direction (0: they cancel).
    """

    start: Ints
    end: Ints
    uses: Ints
    net: Ints
    vertices: int
    components: int


@dataclass(frozen=True)
class _Drawing:
    """Cells (m), and their segments in whole millimetres from the `origin` (m).

    `max_rounding` is the largest deviation that this brought, mm.
    """

    cells: Geometries
    origin: Floats
    edges: _Edges
    twice_area: int
    max_rounding: float


@dataclass(frozen=True)
class Faces:
    """Faces between unmatched segments: polygons (they meet in equal corners), cells over each."""

    polygons: Geometries
    cover: Ints

    @cached_property
    def covered(self) -> Any:
        """Return where at least one cell lies, as one geometry."""
        return self.joined(self.cover > 0)

    def points(self) -> Floats:
        """Return a point (n, 2) inside each face that lies on no border between cells.

        GEOS puts its point halfway between vertices, where borders of regular cells run; from there
        it moves by a part of the free radius in a direction that no line between integer points
        takes.
        """
        middle = shapely.point_on_surface(self.polygons)
        step = shapely.distance(middle, shapely.boundary(self.polygons)) / 3
        offset = step[:, None] * np.array([np.cos(1), np.sin(1)])
        return cast("Floats", shapely.get_coordinates(middle) + offset)

    def joined(self, chosen: Flags) -> Any:
        """Return the chosen faces as one geometry."""
        if not chosen.any():
            return shapely.GeometryCollection()
        join = shapely.coverage_union_all if COVERAGE_TOOLS else shapely.union_all
        return join(self.polygons[chosen])


def certify(polygons: Geometries, whole: Any = None) -> Certificate:
    """Prove, or refute, that `polygons` cover `whole` once and only once.

    `polygons` are cells in a metric system; parts of multipolygons count as cells. Without `whole`
    every hole between cells is a gap, and nothing is said of slits that open to the outside
    (`outline`: not compared). Invalid cells make the certificate invalid.
    """
    return prove(polygons, whole)[0]


def prove(polygons: Geometries, whole: Any = None) -> tuple[Certificate, Faces]:
    """Return the certificate together with the faces it was read from, in metres."""
    drawing = _draw(polygons)
    faces = _faces(drawing)
    return _verdict(drawing, faces, whole), _in_metres(faces, drawing.origin)


def faces_between(polygons: Geometries) -> Faces:
    """Return the faces between unmatched segments of `polygons`, in metres, without a verdict."""
    drawing = _draw(polygons)
    return _in_metres(_faces(drawing), drawing.origin)


def _in_metres(faces: Faces, origin: Floats) -> Faces:
    return Faces(shapely.transform(faces.polygons, lambda p: p / MM + origin), faces.cover)


def _draw(polygons: Geometries) -> _Drawing:
    """Put the `polygons` on the grid of millimetres, and match their segments."""
    cells = shapely.get_parts(np.asarray(polygons, dtype=object))
    cells = cells[~shapely.is_empty(cells)]
    xy, ring, is_shell = _rings(cells)
    origin = np.floor(xy.min(axis=0)) if len(xy) else np.zeros(2)
    scaled = (xy - origin) * MM
    mm = np.rint(scaled).astype(np.int64)
    start, end = _directed_segments(mm, ring, is_shell)
    return _Drawing(
        cells=cells,
        origin=origin,
        edges=_match(start, end),
        twice_area=_twice_area(start, end),
        max_rounding=float(np.abs(scaled - mm).max(initial=0.0)),
    )


def _verdict(drawing: _Drawing, faces: Faces, whole: Any) -> Certificate:
    cells, edges, origin = drawing.cells, drawing.edges, drawing.origin
    if whole is not None:
        whole = shapely.transform(whole, lambda p: (p - origin) * MM)
    covered = faces.covered
    gaps = _gaps(faces, covered, whole)
    overlap = float(shapely.area(faces.polygons) @ np.maximum(faces.cover - 1, 0))
    outside = 0.0 if whole is None else _beyond_band(covered, whole)
    interior = (edges.uses == 2) & (edges.net == 0)
    once = edges.uses == 1
    unmatched = _unmatched_length(edges, faces, whole)
    outline_area = sum(_polygon_twice_area(part) for part in shapely.get_parts(covered))
    faces_total = len(cells) + int(np.count_nonzero(faces.cover == 0)) + 1
    euler = edges.vertices - len(edges.uses) + faces_total - edges.components - 1
    invalid = int(np.count_nonzero(~shapely.is_valid(cells)))
    by_geos = _geos_verdict(cells, edges)
    gap = float(sum(shapely.area(gaps)))
    overused = len(edges.uses) - int(np.count_nonzero(interior | once))
    surplus = drawing.twice_area - outline_area
    flaws = (gap, overlap, outside, unmatched, overused, invalid, surplus, euler)
    return Certificate(
        valid=not any(flaws) and by_geos is not False,
        cells=len(cells),
        vertices=edges.vertices,
        interior_edges=int(np.count_nonzero(interior)),
        outline_edges=int(np.count_nonzero(once)),
        overused_edges=overused,
        unmatched_length_m=unmatched / MM,
        gap_area=gap / MM**2,
        overlap_area=overlap / MM**2,
        outside_area=outside / MM**2,
        twice_area_cells_mm2=drawing.twice_area,
        twice_area_outline_mm2=outline_area,
        euler=euler,
        invalid_cells=invalid,
        outline="not compared" if whole is None else "compared",
        coverage_is_valid=by_geos,
        max_rounding_mm=round(drawing.max_rounding, 3),  # below a micrometre it is noise
        origin=(float(origin[0]), float(origin[1])),
        geos=shapely.geos_version_string,
    )


def _rings(cells: Geometries) -> tuple[Floats, Ints, Flags]:
    """Return all ring coordinates, the ring of each, and which rings are shells."""
    rings, cell = shapely.get_rings(cells, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    is_shell = np.r_[True, cell[1:] != cell[:-1]] if len(cell) else np.zeros(0, bool)
    return xy, ring, is_shell


def _directed_segments(mm: Ints, ring: Ints, is_shell: Flags) -> tuple[Ints, Ints]:
    """Return start and end of all segments, the cell on the left: shells turn left, holes right."""
    inner = ring[1:] == ring[:-1]
    start, end, owner = mm[:-1][inner], mm[1:][inner], ring[:-1][inner]
    twice = np.zeros(len(is_shell), np.int64)
    np.add.at(twice, owner, _cross(start, end))
    backward = ((twice > 0) != is_shell)[owner, None]
    start, end = np.where(backward, end, start), np.where(backward, start, end)
    moved = (start != end).any(axis=1)
    return start[moved], end[moved]


def _cross(start: Ints, end: Ints) -> Ints:
    return cast("Ints", start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0])


def _twice_area(start: Ints, end: Ints) -> int:
    # int64 wraps around in numpy, so intermediate sums may overflow and the result is still exact
    return int(_cross(start, end).sum())


def _match(start: Ints, end: Ints) -> _Edges:
    """Bring the uses of each segment together and count them by direction."""
    n = len(start)
    points, vertex = np.unique(
        np.concatenate([start, end]) @ np.array([1 << 32, 1]), return_inverse=True
    )
    tail, head = vertex[:n].astype(np.int64), vertex[n:].astype(np.int64)
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    key = low * len(points) + high
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0]) if n else np.zeros(0, np.int64)
    uses = np.diff(np.r_[first, n])
    sign = np.where(tail < head, 1, -1)[order]
    surplus = np.add.reduceat(sign, first) if n else np.zeros(0, np.int64)
    leader = order[first]
    along = (surplus * sign[first] >= 0)[:, None]
    graph = coo_matrix(
        (np.ones(len(first), bool), (low[leader], high[leader])), shape=(len(points), len(points))
    )
    return _Edges(
        start=np.where(along, start[leader], end[leader]),
        end=np.where(along, end[leader], start[leader]),
        uses=uses,
        net=np.abs(surplus),
        vertices=len(points),
        components=int(connected_components(graph, directed=False, return_labels=False)),
    )


def _faces(drawing: _Drawing) -> Faces:
    """Close the unmatched segments to faces in mm, and count the cells over one point of each."""
    edges = drawing.edges
    open_ = edges.net > 0
    segments = np.stack([edges.start[open_], edges.end[open_]], axis=1).astype(np.float64)
    noded = shapely.union_all(shapely.multilinestrings(shapely.linestrings(segments)))
    polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = Faces(polygons, np.zeros(len(polygons), np.int64))
    points = shapely.points(faces.points() / MM + drawing.origin)
    inside, _ = shapely.STRtree(drawing.cells).query(points, predicate="intersects")
    return Faces(polygons, np.bincount(inside, minlength=len(polygons)))


def _gaps(faces: Faces, covered: Any, whole: Any) -> Geometries:
    """Return the gaps in mm: holes between cells, or what of the whole no cell covers."""
    if whole is None:
        return cast("Geometries", faces.polygons[faces.cover == 0])
    missing = shapely.get_parts(shapely.difference(whole, covered))
    border = shapely.boundary(whole)
    shapely.prepare(border)
    at_border = shapely.dwithin(border, missing, SNAP_BAND)
    gaps = [missing[~at_border], _opened(missing[at_border])]
    return cast("Geometries", np.concatenate(gaps))


def _beyond_band(covered: Any, whole: Any) -> float:
    """Area of cells outside the whole, without the band that snapping explains; mm²."""
    return float(shapely.area(_opened(shapely.get_parts(shapely.difference(covered, whole)))).sum())


def _opened(parts: Geometries) -> Geometries:
    """Return what of `parts` is wider than the band: eroded, then dilated by the same."""
    core = shapely.buffer(parts, -SNAP_BAND / 2, join_style="mitre")
    grown = shapely.buffer(core, SNAP_BAND / 2, join_style="mitre")
    opened = shapely.get_parts(shapely.intersection(grown, parts))
    return cast("Geometries", opened[shapely.area(opened) > SNAP_BAND**2])


def _unmatched_length(edges: _Edges, faces: Faces, whole: Any) -> float:
    """Length of single segments that do not lie on the outline of the covered area; mm.

    A hole that is in the whole as well belongs to the outline, any other hole is a gap.
    """
    open_ = edges.net > 0
    length = np.hypot(*(edges.end[open_] - edges.start[open_]).T) @ edges.net[open_]
    meant = faces.cover > 0
    meant |= whole is None or shapely.intersects(whole, shapely.point_on_surface(faces.polygons))
    unmatched = float(length - shapely.length(shapely.boundary(faces.joined(meant))))
    return unmatched if unmatched > SNAP_BAND / 2 else 0.0  # no segment is shorter than 1 mm


def _polygon_twice_area(polygon: Any) -> int:
    """Twice the area of a polygon with integer coordinates, exact."""
    xy, ring, is_shell = _rings(np.asarray([polygon], dtype=object))
    return _twice_area(*_directed_segments(np.rint(xy).astype(np.int64), ring, is_shell))


def _geos_verdict(cells: Geometries, edges: _Edges) -> bool | None:
    """Ask GEOS, but where three cells use one segment: that it would only say after long."""
    if not COVERAGE_TOOLS:
        return None
    return not (edges.uses > 2).any() and bool(shapely.coverage_is_valid(cells))
