"""A town of square atoms with the grids of several departments, for the label half of merging."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from grid_planner.core.graph import rook_adjacency
from grid_planner.core.merging.arrange import Arrangement

SIDE = 100.0


def squares(columns: int, rows: int) -> np.ndarray:
    x, y = (SIDE * place.ravel() for place in np.meshgrid(np.arange(columns), np.arange(rows)))
    return np.asarray(shapely.box(x, y, x + SIDE, y + SIDE))


def patches(atoms: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Label the atoms by the nearest of `count` random ones; every patch is in one piece."""
    middle = shapely.get_coordinates(shapely.centroid(atoms))
    seeds = middle[rng.choice(len(atoms), count, replace=False)]
    distance = np.hypot(*(middle[:, None] - seeds[None]).transpose(2, 0, 1))
    return np.argmin(distance, axis=1)


def town(
    columns: int = 14, rows: int = 12, *, departments: int = 4, grids: int = 30, hard: int = 4,
    bare: float = 0.05, outside: int = 6, seed: int = 0,
) -> Arrangement:  # fmt: skip
    """Departments with a common base that they follow in places, bare ground, some outside."""
    rng = np.random.default_rng(seed)
    atoms = squares(columns, rows)
    base = patches(atoms, grids, rng)
    labels = []
    for _ in range(departments):
        own = patches(atoms, grids, rng)
        follows = rng.random(grids) < 0.7
        label = np.where(follows[base], base, grids + own)
        label[rng.random(len(atoms)) < bare] = -1
        labels.append(label)
    labels = np.column_stack(labels)
    labels[rng.random(len(atoms)) < bare] = -1
    community = patches(atoms, hard, rng)
    community[rng.choice(len(atoms), outside, replace=False)] = -1
    borders = rook_adjacency(atoms)
    return Arrangement(atoms, labels, community, borders.left, borders.right, borders.length)


def shuffled(arrangement: Arrangement, seed: int) -> tuple[Arrangement, np.ndarray]:
    """Return the same atoms in another order, and which atom stands at each place."""
    order = np.random.default_rng(seed).permutation(len(arrangement.atoms))
    place = np.argsort(order)
    left, right = place[arrangement.left], place[arrangement.right]
    turn = np.random.default_rng(seed + 1).permutation(len(left))
    moved = replace(
        arrangement,
        atoms=arrangement.atoms[order],
        labels=arrangement.labels[order],
        hard=arrangement.hard[order],
        left=np.minimum(left, right)[turn],
        right=np.maximum(left, right)[turn],
        length=arrangement.length[turn],
    )
    return moved, order
