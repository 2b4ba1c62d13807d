# SPDX-License-Identifier: GPL-2.0-or-later
"""What atoms, unified grids and crosswalks are judged by, whoever made them.

Nothing here is taken from grid_planner: a program cannot be its own witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from merge_task import Task

NOBODY = -1
SLIVER = 6.0  # m: width (twice the area over the perimeter) below which PEERS.md counts slivers
SMALL = 100.0  # m²
BAND = (0.5, 1.5)
MILLIMETRES = 1000
OFF_THE_LATTICE = 1e-3  # mm
ROUNDING = 0.002  # m: borders that are off by less have not moved, and nothing lies across them
DRAWN_TWICE = 1.0  # m²: a layer with less of overlaps is sound
STEP = 10.0  # m: of borders that are looked at piece by piece
LOOKED_AT = 500_000  # places, evenly chosen, that are asked how far the truth is
LARGE = 1_000_000  # places of a department: beyond that, how far they moved is not asked


@dataclass(frozen=True)
class Edges:
    """Straight pieces of the borders of shapes, each once: ends, and the shape on either side.

    `right` is `NOBODY` at the outer border.
    """

    start: np.ndarray
    end: np.ndarray
    left: np.ndarray
    right: np.ndarray

    @property
    def length(self) -> np.ndarray:
        """Length, m."""
        return np.hypot(*(self.end - self.start).T)

    def between(self, label: np.ndarray) -> np.ndarray:
        """Tell the edges at which the `label` of the shapes changes, or ends."""
        label = np.append(label, NOBODY)
        return label[self.left] != label[self.right]

    @property
    def all_lines(self) -> np.ndarray:
        """All edges as lines."""
        return self.lines(np.ones(len(self.left), bool))

    def lines(self, wanted: np.ndarray) -> np.ndarray:
        """Return the `wanted` edges as lines."""
        return shapely.linestrings(np.stack([self.start[wanted], self.end[wanted]], axis=1))


def edges_of(shapes: np.ndarray) -> Edges:
    """Return the edges of polygons; those of two shapes are one if they have the same ends."""
    rings, shape = _rings(shapes)
    places, ring = shapely.get_coordinates(rings, return_index=True)
    along = ring[1:] == ring[:-1]
    start, end, owner = places[:-1][along], places[1:][along], shape[ring[1:][along]]
    turn = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start, end = np.where(turn[:, None], end, start), np.where(turn[:, None], start, end)
    order = np.lexsort((owner, end[:, 1], end[:, 0], start[:, 1], start[:, 0]))
    start, end, owner = start[order], end[order], owner[order]
    again = (start[1:] == start[:-1]).all(axis=1) & (end[1:] == end[:-1]).all(axis=1)
    first = np.flatnonzero(np.append(True, ~again))
    has_other = np.append(again, False)[first]
    right = np.where(has_other, owner[np.minimum(first + 1, len(owner) - 1)], NOBODY)
    return Edges(start[first], end[first], owner[first], right)


def _rings(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    polygons, shape = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    return rings, shape[polygon]


def lattice_area(shapes: np.ndarray) -> int:
    """Return twice the area of polygons with corners in whole numbers, by integers alone."""
    rings, _ = _rings(shapely.orient_polygons(shapes))  # holes turn the other way: they take away
    places, ring = shapely.get_coordinates(rings, return_index=True)
    x, y = (np.rint(places) - np.rint(places).min(axis=0)).astype(np.int64).T
    along = ring[1:] == ring[:-1]
    return int(np.sum((x[:-1] * y[1:] - x[1:] * y[:-1])[along]))


def flaws(shapes: np.ndarray, ground: np.ndarray, *, all_of_it: bool = False) -> dict[str, float]:
    """Return overlap and gaps (m²) of `shapes`, in whole mm² where all corners are such.

    A gap is a hole that a polygon of `ground` lies over, or `all_of_it` that is not covered.
    """
    millimetres = shapely.transform(shapes, lambda xy: xy * MILLIMETRES)
    places = shapely.get_coordinates(millimetres)
    whole = bool(np.abs(places - np.rint(places)).max() < OFF_THE_LATTICE)
    if whole:
        millimetres = shapely.transform(millimetres, np.rint)
    union = shapely.union_all(millimetres)
    if whole:
        corners = shapely.get_coordinates(union)
        overlap = lattice_area(millimetres) / 2 - lattice_area(np.array([union])) / 2
        whole = bool((corners == np.rint(corners)).all())  # else two borders cross
    else:
        overlap = shapely.area(millimetres).sum() - union.area
    union = shapely.transform(union, lambda xy: xy / MILLIMETRES)
    return {
        "overlap": abs(float(overlap)) / MILLIMETRES**2,
        "gap": _bare(union, ground) if all_of_it else _holes(union, ground),
        "whole": whole,
    }


def _bare(union: shapely.Geometry, ground: np.ndarray) -> float:
    """Return the area (m²) of `ground` that `union` leaves bare, wider than rounding."""
    bare = shapely.get_parts(shapely.difference(shapely.union_all(ground), union))
    return float(shapely.area(bare[width_of(bare) > ROUNDING]).sum())


def _holes(union: shapely.Geometry, ground: np.ndarray) -> float:
    """Return the area (m²) of the holes in `union` that polygons of `ground` lie over."""
    parts = shapely.get_parts(union)
    rings, part = shapely.get_rings(parts, return_index=True)
    holes = shapely.polygons(rings[np.append(False, part[1:] == part[:-1])])
    inner = shapely.point_on_surface(holes)
    held = np.unique(shapely.STRtree(ground).query(inner, predicate="within")[0])
    return float(shapely.area(holes[held]).sum())


def width_of(shapes: np.ndarray) -> np.ndarray:
    """Return twice the area over the perimeter, m."""
    return 2 * shapely.area(shapes) / np.maximum(shapely.length(shapes), 1e-9)


def labels_of(shapes: np.ndarray, layers: Mapping[str, gpd.GeoDataFrame]) -> np.ndarray:
    """Return the row (shapes, layers) of the polygon over each shape's inner point."""
    inner = shapely.point_on_surface(shapes)
    columns = []
    for frame in layers.values():
        shape, row = shapely.STRtree(frame.geometry.array).query(inner, predicate="within")
        label = np.full(len(shapes), len(frame))
        np.minimum.at(label, shape, row)
        columns.append(np.where(label == len(frame), NOBODY, label))
    return np.stack(columns, axis=1)


def judge_atoms(
    atoms: np.ndarray,
    layers: Mapping[str, gpd.GeoDataFrame],
    labels: np.ndarray,
    tolerance: float,
    truth: np.ndarray | None = None,
) -> dict[str, float]:
    """Return the figures of pieces that all `layers` were cut into; `truth`: their true borders."""
    ground = np.concatenate([frame.geometry.to_numpy() for frame in layers.values()])
    width, area = width_of(atoms), shapely.area(atoms)
    found = {
        "pieces": len(atoms),
        "slivers": int((width < SLIVER).sum()),
        "small": int((area < SMALL).sum()),
        **flaws(atoms, ground),
    }
    edges = edges_of(atoms)
    if shapely.get_num_coordinates(ground).sum() <= LARGE * len(layers):
        found |= _moves(edges, layers, labels, tolerance)
    if truth is not None:
        places = np.unique(np.concatenate([edges.start, edges.end]), axis=0)
        off = _distance(places[:: 1 + len(places) // LOOKED_AT], truth)
        found["truth_p50"], found["truth_p95"] = np.percentile(off, [50, 95])
    return found


def _moves(
    edges: Edges, layers: Mapping[str, gpd.GeoDataFrame], labels: np.ndarray, tolerance: float
) -> dict[str, float]:
    """Return how far the corners that departments drew are from the borders they have now.

    At most (m), and the share within the `tolerance`: in all layers and in those without overlaps.
    """
    far, sound = [], []
    for frame, label in zip(layers.values(), labels.T):
        shapes = frame.geometry.to_numpy()
        places = np.unique(shapely.get_coordinates(shapes), axis=0)
        far.append(_distance(places, edges.lines(edges.between(label))))
        if shapely.area(shapes).sum() - shapely.union_all(shapes).area < DRAWN_TWICE:
            sound.append(far[-1])
    found = {"moved": max(distance.max() for distance in far)}
    for name, some in (("within", far), ("within_sound", sound)):
        if some:
            found[name] = float((np.concatenate(some) <= tolerance + ROUNDING).mean())
    return found


def _distance(places: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return how far each place is from the nearest of the `lines`, m."""
    points = shapely.points(places)
    return shapely.STRtree(lines).query_nearest(points, return_distance=True, all_matches=False)[1]


def variation_of_information(one: np.ndarray, other: np.ndarray, area: np.ndarray) -> float:
    """Return 2 H(both) - H(one) - H(other) by area, in nats, where both have a label."""
    known = (one != NOBODY) & (other != NOBODY)
    pairs = pd.DataFrame({"one": one[known], "other": other[known], "area": area[known]})

    def entropy(by: list[str]) -> float:
        share = pairs.groupby(by)["area"].sum().to_numpy() / pairs["area"].sum()
        share = share[share > 0]
        return float(-(share * np.log(share)).sum())

    return 2 * entropy(["one", "other"]) - entropy(["one"]) - entropy(["other"])


def judge_grids(
    atoms: np.ndarray,
    zone: np.ndarray,
    labels: np.ndarray,
    task: Task,
    tolerance: float,
) -> dict[str, float]:
    """Return the figures of unified grids: `zone` (atoms,) is the grid of each atom.

    `labels` (atoms, departments) are those of the departments' grids. A border is on a department's
    where one that was drawn is within the `tolerance`, m.
    """
    given = zone != NOBODY
    atoms, labels = atoms[given], labels[given]
    zone = np.unique(zone[given], return_inverse=True)[1]
    order = np.argsort(zone, kind="stable")
    together = shapely.multipolygons(atoms[order], indices=zone[order])
    grids = shapely.union_all(together[:, None], axis=1)
    area, hard, workload = shapely.area(atoms), task.hard, task.workload
    work = shapely.area(grids) if workload is None else _work(grids, workload)
    share = work / work.mean()
    ground = atoms if hard is None else hard.geometry.to_numpy()
    return {
        "grids": len(grids),
        "surplus": int((shapely.get_num_geometries(grids) - 1).sum()),
        "across": np.nan if hard is None else _across(grids, hard.geometry.to_numpy()),
        **flaws(grids, ground, all_of_it=True),
        "vi": float(np.mean([variation_of_information(zone, label, area) for label in labels.T])),
        "cv": float(share.std()),
        "in_band": float(((share >= BAND[0]) & (share <= BAND[1])).mean()),
        "on_department": _on_drawn_borders(grids, task.layers, tolerance),
    }


def _on_drawn_borders(
    grids: np.ndarray, layers: Mapping[str, gpd.GeoDataFrame], tolerance: float
) -> float:
    """Return the share of the borders between `grids` that some department drew, or nearly."""
    edges = edges_of(grids)
    inner = edges.lines(edges.right != NOBODY)
    pieces = _straight_pieces(shapely.segmentize(inner, STEP))
    middle = shapely.points(pieces.mean(axis=1))
    length = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    drawn = np.concatenate(
        [edges_of(frame.geometry.to_numpy()).all_lines for frame in layers.values()]
    )
    near = shapely.STRtree(drawn).query(middle, predicate="dwithin", distance=tolerance + ROUNDING)
    return float(length[np.unique(near[0])].sum() / length.sum()) if len(length) else 1.0


def _straight_pieces(lines: np.ndarray) -> np.ndarray:
    places, line = shapely.get_coordinates(lines, return_index=True)
    along = line[1:] == line[:-1]
    return np.stack([places[:-1][along], places[1:][along]], axis=1)


def _work(grids: np.ndarray, workload: gpd.GeoDataFrame) -> np.ndarray:
    point, grid = shapely.STRtree(grids).query(workload.geometry.array, predicate="intersects")
    first = np.unique(point, return_index=True)[1]
    return np.bincount(grid[first], workload["workload"].to_numpy()[point[first]], len(grids))


def _across(grids: np.ndarray, hard: np.ndarray) -> int:
    """Return how many grids have ground in more than one polygon of the hard layer."""
    grid, unit = shapely.STRtree(hard).query(grids, predicate="intersects")
    common = shapely.area(shapely.intersection(grids[grid], hard[unit]))
    real = common > ROUNDING * shapely.length(grids[grid])
    return int((np.bincount(grid[real], minlength=len(grids)) > 1).sum())


def judge_crosswalk(
    crosswalk: pd.DataFrame, atoms: gpd.GeoDataFrame, width: float
) -> dict[str, float]:
    """Return how far the shares of old grids are from 1 at most, and rows below the `width` (m).

    The ground of a row is put together from the `atoms`; the widest row of an old grid may be
    narrow, since every grid must have one.
    """
    old, rows = ["department", "old_code"], crosswalk.dropna(subset=["new_code"])
    off = (crosswalk.groupby(old)["share_area_old"].sum() - 1).abs().max()
    rows = rows[rows.groupby(old)["share_area_old"].transform("max") > rows["share_area_old"]]
    narrow = 0
    for department, few in rows.groupby("department"):
        keys = pd.MultiIndex.from_frame(few[["old_code", "new_code"]].astype(str))
        names = atoms[[f"code_{department}", "grid_code"]].astype(str)
        row = keys.get_indexer(pd.MultiIndex.from_frame(names))
        held = np.flatnonzero(row >= 0)
        held = held[np.argsort(row[held], kind="stable")]
        parts, place = shapely.get_parts(atoms.geometry.to_numpy()[held], return_index=True)
        shapes = shapely.multipolygons(parts, indices=row[held][place])
        narrow += int((width_of(shapely.coverage_union_all(shapes[:, None], axis=1)) < width).sum())
    return {"off": float(off), "narrow": narrow, "rows": len(crosswalk)}


def overlap_shares(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the common area of each pair of shapes over that of both together."""
    common = shapely.area(shapely.intersection(one, other))
    return common / (shapely.area(one) + shapely.area(other) - common)
