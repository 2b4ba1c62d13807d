# SPDX-License-Identifier: GPL-2.0-or-later
"""Five departments that drew their grids over the same town, and what they meant to draw.

The town is a bent lattice of blocks about 100 m wide. A department's grids are groups of blocks;
over three quarters of the town they follow areas that all departments know. Each department has its
own error of survey, equal for all its grids, and its own dirt: a tenth of its grids was drawn anew
(gaps and overlaps within the layer), a few are missing, doubled or 15 m too large. Seed 1 gives the
data that PEERS.md chapter 3 quotes figures for.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

CRS = 32650
NAMES = ("community", "police", "sanitation", "parks", "utility")
ERRORS = (0.5, 1.0, 2.0, 3.0, 5.0)
"""m: by how much a department's places are off."""

BLOCK = 100.0  # m
BLOCKS_A_GRID = 4
COMMON_AREAS = 0.6  # for each grid of a department
FOLLOWING = 0.75  # share of common areas that a department follows
DRAWN_ANEW, OVERDRAWN, MISSING, DOUBLED = 0.10, 0.003, 0.002, 0.003  # shares of grids
OVERDRAWN_BY = 15.0  # m
GRIDS_A_COMMUNITY = 30
ROUNDS = 12
FEW_TOO_MANY = 1.02


@dataclass(frozen=True)
class Departments:
    """The layers (`code, geometry`, and in `truth` the row of the grid meant) as drawn.

    `truth`: the polygons that each department meant; `labels` (blocks, departments) the same by
    blocks; `atoms`: pieces of ground over which no department changes its grid.
    """

    blocks: np.ndarray
    labels: np.ndarray
    truth: tuple[np.ndarray, ...]
    layers: dict[str, gpd.GeoDataFrame]
    atoms: int

    def communities(self) -> gpd.GeoDataFrame:
        """Return the hard layer: the first department's true grids, put together by nearness."""
        grids = self.truth[0]
        centres = shapely.get_coordinates(shapely.centroid(grids))
        count = max(2, len(self.layers[NAMES[0]]) // GRIDS_A_COMMUNITY)
        chosen = np.random.default_rng(0).choice(len(grids), count, replace=False)
        label = cKDTree(centres[chosen]).query(centres)[1]
        shapes = shapely.transform(_united(grids, label), lambda xy: np.round(xy, 3))
        codes = [f"{330000000000 + number}" for number in range(len(shapes))]
        return gpd.GeoDataFrame({"code": codes}, geometry=shapes, crs=CRS)

    def workload(self) -> gpd.GeoDataFrame:
        """Return a point a block; work goes with its area, uneven as life is."""
        uneven = np.random.default_rng(0).lognormal(0, 0.5, len(self.blocks))
        work = shapely.area(self.blocks) * uneven / 1000
        points = shapely.point_on_surface(self.blocks)
        return gpd.GeoDataFrame({"workload": work}, geometry=points, crs=CRS)


def draw_departments(
    grids: int, *, departments: int = len(NAMES), seed: int = 1, dirty: bool = True
) -> Departments:
    """Return `departments` of about `grids` grids each; not `dirty`: each one's layer is clean.

    A clean layer is still off by the department's error of survey.
    """
    rng = np.random.default_rng(seed)
    side = int(np.sqrt(BLOCKS_A_GRID * grids))
    blocks = _lattice(side, rng)
    labels = _true_labels(blocks, grids, departments, rng)
    truth = tuple(_united(blocks, label) for label in labels.T)
    layers = {}
    for number, meant in enumerate(truth):
        name = NAMES[number] if number < len(NAMES) else f"department_{number + 1}"
        own = np.random.default_rng(100 + number)
        shapes, row = _drawn(meant, ERRORS[number % len(ERRORS)], own, dirty=dirty)
        codes = [f"{name[0].upper()}{place:06d}" for place in range(len(shapes))]
        layers[name] = gpd.GeoDataFrame({"code": codes, "truth": row}, geometry=shapes, crs=CRS)
    together = np.unique(labels, axis=0, return_inverse=True)[1].ravel()
    atoms = int(_connected(together.reshape(side, side)).max()) + 1
    return Departments(blocks, labels, truth, layers, atoms)


def _lattice(side: int, rng: np.random.Generator) -> np.ndarray:
    """Return side x side blocks whose edges are bent and have two places more each."""
    grid = np.stack(np.meshgrid(*2 * [np.arange(side + 1)], indexing="ij"), -1)
    corner = grid * BLOCK
    corner += rng.uniform(-22, 22, corner.shape)
    corner += np.stack([40 * np.sin(corner[..., 1] / 700), 40 * np.sin(corner[..., 0] / 900)], -1)

    def between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        share = np.array([1 / 3, 2 / 3])[:, None, None, None]
        across = np.stack([-(end - start)[..., 1], (end - start)[..., 0]], -1) / BLOCK
        bent = rng.uniform(-4, 4, start.shape[:-1])[..., None] * across
        return np.moveaxis(start + (end - start) * share + bent, 0, -2)

    rows, columns = between(corner[:-1], corner[1:]), between(corner[:, :-1], corner[:, 1:])
    ring = [
        corner[:-1, :-1, None], rows[:, :-1], corner[1:, :-1, None], columns[1:],
        corner[1:, 1:, None], rows[:, 1:, ::-1], corner[:-1, 1:, None], columns[:-1, :, ::-1],
        corner[:-1, :-1, None],
    ]  # fmt: skip
    return shapely.polygons(np.concatenate(ring, axis=-2).reshape(side * side, -1, 2))


def _true_labels(
    blocks: np.ndarray, grids: int, departments: int, rng: np.random.Generator
) -> np.ndarray:
    """Return the grid of each of the `departments` (columns) that each block lies in."""
    side = int(np.sqrt(len(blocks)))
    centres = shapely.get_coordinates(shapely.centroid(blocks))

    def areas(count: int) -> np.ndarray:
        seeds = rng.choice(len(blocks), count, replace=False)
        return cKDTree(centres[seeds]).query(centres)[1]

    common = areas(int(grids * COMMON_AREAS))
    columns = []
    for _ in range(departments):
        own = areas(grids)
        follows = rng.random(common.max() + 1) < FOLLOWING
        divided = common * 10 + areas(max(2, int(grids * 1.3))) % 3
        label = np.where(follows[common], divided, 10_000_000 + own)
        columns.append(_about(_connected(label.reshape(side, side)), side, grids, rng))
    return np.stack(columns, axis=1)


def _connected(label: np.ndarray) -> np.ndarray:
    """Return the number of the connected piece of equal `label` (rows, columns) of each block."""
    place = np.arange(label.size).reshape(label.shape)
    down, right = label[:-1] == label[1:], label[:, :-1] == label[:, 1:]
    one = np.concatenate([place[:-1][down], place[:, :-1][right]])
    other = np.concatenate([place[1:][down], place[:, 1:][right]])
    return _components(one, other, label.size)


def _components(one: np.ndarray, other: np.ndarray, count: int) -> np.ndarray:
    graph = coo_matrix((np.ones(len(one), np.int8), (one, other)), (count, count))
    return connected_components(graph, directed=False)[1]


def _about(piece: np.ndarray, side: int, grids: int, rng: np.random.Generator) -> np.ndarray:
    """Join the smallest pieces to their smallest neighbours until there are about `grids`."""
    for _ in range(ROUNDS):
        count = piece.max() + 1
        if count <= grids * FEW_TOO_MANY:
            break
        size, square = np.bincount(piece), piece.reshape(side, side)
        one = np.concatenate([square[:-1].ravel(), square[:, :-1].ravel()])
        other = np.concatenate([square[1:].ravel(), square[:, 1:].ravel()])
        apart = one != other
        one, other = one[apart], other[apart]
        one, other = np.concatenate([one, other]), np.concatenate([other, one])
        order = np.lexsort((size[other] + rng.random(len(one)), one))
        one, other = one[order], other[order]
        first = np.diff(one, prepend=-1) > 0
        nearest = np.full(count, -1)
        nearest[one[first]] = other[first]
        small = np.argsort(size + rng.random(count))[: count - grids]
        small = small[nearest[small] >= 0]
        piece = _components(small, nearest[small], count)[piece]
    return piece


def _united(shapes: np.ndarray, label: np.ndarray) -> np.ndarray:
    order = np.argsort(label, kind="stable")
    groups = shapely.multipolygons(shapes[order], indices=label[order])
    return shapely.coverage_union_all(groups[:, None], axis=1)


def _drawn(
    truth: np.ndarray, error: float, rng: np.random.Generator, *, dirty: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return what a department drew of the `truth`, and the row there of each of its grids."""
    places = shapely.get_coordinates(truth)
    each, place = np.unique(np.round(places, 3), axis=0, return_inverse=True)
    scatter = rng.normal(0, error / np.sqrt(2) * 0.8, each.shape)
    off = scatter + _field(each, rng, error) * 0.5
    drawn = shapely.set_coordinates(truth.copy(), places + off[place.ravel()])
    if not dirty:
        return _valid(drawn), np.arange(len(drawn))
    anew = np.flatnonzero(rng.random(len(drawn)) < DRAWN_ANEW)
    places, shape = shapely.get_coordinates(drawn[anew], return_index=True)
    each, place = np.unique(
        np.column_stack([np.round(places, 3), shape]), axis=0, return_inverse=True
    )
    by = rng.uniform(0.5, 2.0, len(anew))
    off = rng.normal(0, 1, (len(each), 2)) * by[each[:, 2].astype(int)][:, None] * 0.7
    drawn[anew] = shapely.set_coordinates(drawn[anew].copy(), places + off[place.ravel()])
    over = np.flatnonzero(rng.random(len(drawn)) < OVERDRAWN)
    drawn[over] = shapely.buffer(drawn[over], OVERDRAWN_BY, join_style="mitre")
    drawn = _valid(drawn)
    kept = np.flatnonzero(rng.random(len(drawn)) >= MISSING)
    twice = np.flatnonzero(rng.random(len(drawn)) < DOUBLED)
    row = np.concatenate([kept, twice])
    row = row[~shapely.is_empty(drawn[row])]
    return drawn[row], row


def _field(places: np.ndarray, rng: np.random.Generator, error: float) -> np.ndarray:
    """Return an error that changes slowly over the town, as that of a badly fitted sheet does."""
    off = np.zeros_like(places)
    for _ in range(6):
        wave = rng.normal(size=2) / 400 * 2 * np.pi
        off += np.sin(places @ wave)[:, None] * np.cos(rng.uniform(0, 2 * np.pi, 2))
    return off * error * 0.35


def _valid(shapes: np.ndarray) -> np.ndarray:
    bad = ~shapely.is_valid(shapes)
    shapes[bad] = shapely.buffer(shapes[bad], 0)
    return shapes
