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
from typing import Any, cast

import numpy as np
import shapely

from ..arrays import Geometries
from ..unions import COVERAGE_TOOLS
from .drawing import MM, Drawing, Edges, draw, twice_area_of
from .outline_faces import Faces, faces_of, in_metres

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


def certify(polygons: Geometries, whole: Any = None) -> Certificate:
    """Prove, or refute, that `polygons` cover `whole` once and only once.

    `polygons` are cells in a metric system; parts of multipolygons count as cells. Without `whole`
    every hole between cells is a gap, and nothing is said of slits that open to the outside
    (`outline`: not compared). Invalid cells make the certificate invalid.
    """
    return prove(polygons, whole)[0]


def prove(polygons: Geometries, whole: Any = None) -> tuple[Certificate, Faces]:
    """Return the certificate together with the faces it was read from, in metres."""
    drawing = draw(polygons)
    faces = faces_of(drawing)
    return _verdict(drawing, faces, whole), in_metres(faces, drawing.origin)


def _verdict(drawing: Drawing, faces: Faces, whole: Any) -> Certificate:
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
    outline_area = sum(twice_area_of(part) for part in shapely.get_parts(covered))
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


def _unmatched_length(edges: Edges, faces: Faces, whole: Any) -> float:
    """Length of single segments that do not lie on the outline of the covered area; mm.

    A hole that is in the whole as well belongs to the outline, any other hole is a gap.
    """
    open_ = edges.net > 0
    length = np.hypot(*(edges.end[open_] - edges.start[open_]).T) @ edges.net[open_]
    meant = faces.cover > 0
    meant |= whole is None or shapely.intersects(whole, shapely.point_on_surface(faces.polygons))
    unmatched = float(length - shapely.length(shapely.boundary(faces.joined(meant))))
    return unmatched if unmatched > SNAP_BAND / 2 else 0.0  # no segment is shorter than 1 mm


def _geos_verdict(cells: Geometries, edges: Edges) -> bool | None:
    """Ask GEOS, but where three cells use one segment: that it would only say after long."""
    if not COVERAGE_TOOLS:
        return None
    return not (edges.uses > 2).any() and bool(shapely.coverage_is_valid(cells))
