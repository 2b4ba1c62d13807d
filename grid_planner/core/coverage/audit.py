# SPDX-License-Identifier: GPL-2.0-or-later
"""Find everything that keeps polygons from being a full coverage, place by place.

The input may be drawn by hand: corners on one side of a border only, real overlaps, crossings.
What is narrower than a millimetre is rounding and no finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..arrays import Geometries, Ints
from ..errors import EmptyInput
from ..params import AuditParams
from ..progress import NULL_PROGRESS, Progress
from ..shape_measures import width_of
from .certificate import Certificate, prove
from .outline_faces import Faces
from .places import in_order
from .shapes import DUPLICATE_SHARE, ROUNDING_WIDTH, Units, first_equals, ordered_units, real_parts

KINDS = (
    "invalid",
    "multipart",
    "duplicate",
    "overlap",
    "gap",
    "outside",
    "not_nested",
    "sliver",
)
FLAWS = frozenset(KINDS) - {"multipart", "sliver"}
"""Kinds that contradict a full coverage; a sliver or a multipart unit is only worth a look."""

NOTCH_LIMIT = 20.0
"""Depth of a filled notch in half widths: an outline may turn in by angles down to 2 asin(1/20),
about 6 degrees; a sharper notch is two borders that should have been one."""
TIP_LIMIT = 2.0  # half widths: right angles stay square, sharp tips do not reach far to others


@dataclass(frozen=True)
class CoverageAudit:
    """What was found.

    `findings`: one row a place, `kind, area_m2, width_m` (twice the area over the perimeter),
    `ids` (codes of the units, and parents, joined by `;`), `geometry`. `gap_area` and
    `overlap_area` in m²; where three units lie over each other the area counts twice. `valid`
    when no area is missing, covered twice, misplaced or broken; the `certificate` asks in addition
    that neighbours share their corners, and is not valid beside a gap either.
    """

    findings: gpd.GeoDataFrame
    gap_area: float
    overlap_area: float
    valid: bool
    certificate: Certificate


def audit_coverage(
    units: gpd.GeoDataFrame,
    params: AuditParams,
    *,
    boundary: gpd.GeoDataFrame | None = None,
    parents: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> CoverageAudit:
    """Look for gaps, overlaps, slivers and the other flaws of a coverage.

    `units` and `parents` are frames with `code, geometry` (without codes: `source_id`), `boundary`
    holds the area that the units shall cover, all in one metric system. Without a boundary every
    hole between units is a gap, and so is every slit that opens to the outside and is narrower
    than `sliver_width`. The order of rows is free.

    Raises EmptyInput where there is nothing to compare with.
    """
    for layer, frame in (("boundary", boundary), ("parents", parents)):
        if frame is not None and frame.empty:
            raise EmptyInput(layer=layer)
    whole = None if boundary is None else shapely.union_all(boundary.geometry.array)
    ordered = ordered_units(units)
    tree = shapely.STRtree(ordered.shapes)
    invalid = _invalid(ordered)
    steps = [invalid, _multipart(ordered), _slivers(ordered, params.sliver_width)]
    progress.tick(1, 4)
    certificate, faces = prove(ordered.shapes, whole)
    progress.tick(2, 4)
    steps.append(_overlaps(ordered, tree, faces))
    ground = _enclosed(faces.covered, params.sliver_width) if whole is None else whole
    gaps = _gaps(ordered, tree, faces, ground)
    steps.append(gaps)
    if whole is not None:
        steps.append(_outside(ordered, whole))
    progress.tick(3, 4)
    if parents is not None:
        steps.append(_not_nested(ordered, ordered_units(parents)))
    findings = _in_order(pd.concat(steps, ignore_index=True), units.crs)
    progress.tick(4, 4)
    return CoverageAudit(
        findings=findings,
        gap_area=float(gaps["area_m2"].sum()),
        overlap_area=_area_covered_again(faces),
        valid=not FLAWS.intersection(findings["kind"]),
        certificate=replace(
            certificate,
            invalid_cells=len(invalid),
            gap_area=max(certificate.gap_area, float(gaps["area_m2"].sum())),
            valid=certificate.valid and not len(invalid) and not len(gaps),
        ),
    )


def _table(kind: str, ids: Iterable[str], geometry: Geometries) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "kind": kind,
            "area_m2": np.nan_to_num(shapely.area(geometry)),
            "width_m": width_of(geometry),
            "ids": pd.Series(list(ids), dtype=object),
            "geometry": pd.Series(list(geometry), dtype=object),
        }
    )


def _invalid(units: Units) -> pd.DataFrame:
    missing = shapely.is_missing(units.given) | shapely.is_empty(units.given)
    bad = missing | ~shapely.is_valid(units.given)
    shapes = units.shapes[bad]
    flat = shapely.area(shapes) == 0  # folded to a line: drawn as wide as rounding, to be found
    shapes[flat] = shapely.buffer(units.given[bad][flat], ROUNDING_WIDTH)
    return _table("invalid", units.codes[bad], shapes)


def _multipart(units: Units) -> pd.DataFrame:
    many = shapely.get_num_geometries(units.shapes) > 1
    return _table("multipart", units.codes[many], units.shapes[many])


def _slivers(units: Units, width: float) -> pd.DataFrame:
    parts, index = shapely.get_parts(units.shapes, return_index=True)
    narrow = width_of(parts) < width
    return _table("sliver", units.codes[index[narrow]], parts[narrow])


def _overlaps(units: Units, tree: shapely.STRtree, faces: Faces) -> pd.DataFrame:
    """Return duplicates, whole, and overlaps, part by part.

    A unit with the same points as another is named once, beside the first of its kind: thousands
    of them would be millions of pairs.
    """
    _, unit = tree.query(faces.polygons[faces.cover > 1], predicate="intersects")
    unit = np.unique(unit)
    first = unit[first_equals(units.shapes[unit])]
    left, right = _overlapping_pairs(tree, np.unique(first))
    again = first != unit
    left, right = np.append(left, first[again]), np.append(right, unit[again])
    common = shapely.intersection(units.shapes[left], units.shapes[right])
    larger = np.maximum(shapely.area(units.shapes[left]), shapely.area(units.shapes[right]))
    same = shapely.area(common) > DUPLICATE_SHARE * larger
    pair = _joined(units.codes[left], units.codes[right])
    parts, index = real_parts(common[~same])
    tables = [
        _table("duplicate", pair[same], units.shapes[left[same]]),
        _table("overlap", pair[~same][index], parts),
    ]
    return pd.concat(tables, ignore_index=True)


def _overlapping_pairs(tree: shapely.STRtree, unit: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of units that lie over each other among `unit`, those at overlaid faces.

    Which ones a face does not tell: along a border between two of them it goes on with others.
    """
    shapes = tree.geometries[unit]
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    apart = shapely.touches(shapes[left], shapes[right])
    return unit[left[~apart]], unit[right[~apart]]


def _joined(first: NDArray[np.object_], second: NDArray[np.object_]) -> NDArray[np.object_]:
    return cast("NDArray[np.object_]", first + ";" + second)


def _area_covered_again(faces: Faces) -> float:
    """Area that lies in more than one unit, m²; where three overlap it counts twice."""
    again = (faces.cover > 1) & (width_of(faces.polygons) > ROUNDING_WIDTH)
    return float(shapely.area(faces.polygons[again]) @ (faces.cover[again] - 1))


def _gaps(units: Units, tree: shapely.STRtree, faces: Faces, ground: Any) -> pd.DataFrame:
    """Return what of the `ground` lies in no unit."""
    missing = shapely.difference(ground, faces.covered, grid_size=ROUNDING_WIDTH)
    parts, _ = real_parts(np.asarray([missing], dtype=object))
    return _table("gap", _codes_near(parts, units, tree), parts)


def _enclosed(covered: Any, width: float) -> Any:
    """Return what `covered` stands for: slits narrower than `width` closed, holes filled.

    A morphological closing. Eroding with mitred corners gives straight outlines and wide notches
    back as they were (Serra 1982, Image Analysis and Mathematical Morphology, chapter 2).
    """
    grown = shapely.buffer(_filled(covered), width / 2, join_style="mitre", mitre_limit=TIP_LIMIT)
    return _filled(shapely.buffer(grown, -width / 2, join_style="mitre", mitre_limit=NOTCH_LIMIT))


def _filled(area: Any) -> Any:
    """Return `area` without holes."""
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(area))))


def _codes_near(places: Geometries, units: Units, tree: shapely.STRtree) -> list[str]:
    place, unit = tree.query(places, predicate="dwithin", distance=ROUNDING_WIDTH)
    order = np.lexsort((unit, place))
    ends = np.cumsum(np.bincount(place, minlength=len(places)))
    names = units.codes[unit[order]].tolist()
    return [";".join(names[start:end]) for start, end in zip([0, *ends], ends)]


def _outside(units: Units, whole: Any) -> pd.DataFrame:
    shapely.prepare(whole)
    leaving = np.flatnonzero(~shapely.covers(whole, units.shapes))
    parts, index = real_parts(shapely.difference(units.shapes[leaving], whole))
    return _table("outside", units.codes[leaving[index]], parts)


def _not_nested(units: Units, parents: Units) -> pd.DataFrame:
    """Return, for each unit that is not inside one parent, what lies out of its main parent."""
    _, nested = shapely.STRtree(units.shapes).query(parents.shapes, predicate="covers")
    astray = np.setdiff1d(np.arange(len(units.codes)), nested)
    shapes, rows = units.shapes[astray], range(len(astray))
    row, parent = shapely.STRtree(parents.shapes).query(shapes, predicate="intersects")
    common = shapely.intersection(shapes[row], parents.shapes[parent])
    shares = pd.DataFrame({"row": row, "parent": parent, "area": shapely.area(common)})
    shares = shares[width_of(common) > ROUNDING_WIDTH].sort_values(
        ["row", "area", "parent"], ascending=[True, False, True]
    )
    main = shares.groupby("row")["parent"].first()
    inside = np.full(len(astray), shapely.Polygon(), dtype=object)
    inside[main.index] = parents.shapes[main]
    beyond = shapely.difference(shapes, inside)
    shares["code"] = parents.codes[shares["parent"]]
    names = shares.groupby("row")["code"].agg(";".join).radd(";").reindex(rows, fill_value="")
    found = width_of(beyond) > ROUNDING_WIDTH
    ids = units.codes[astray] + names.to_numpy(dtype=object)
    return _table("not_nested", ids[found], beyond[found])


def _in_order(findings: pd.DataFrame, crs: Any) -> gpd.GeoDataFrame:
    kind = findings["kind"].map(KINDS.index).to_numpy(dtype=np.int64)
    largest_first = -findings["area_m2"].to_numpy(dtype=float)
    return in_order(findings, [kind, findings["ids"].to_numpy(dtype=str), largest_first], crs)
