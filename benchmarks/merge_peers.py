# SPDX-License-Identifier: GPL-2.0-or-later
"""The peers: overlays and cleaners that cut the ground into pieces, METIS, and crosswalks.

A method works within the clock and returns what writes its result after it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from merge_quality import NOBODY, edges_of
from merge_task import Found, Task, write
from scipy.sparse import coo_matrix, csr_matrix

BUILD = Path(__file__).resolve().parents[1] / "build"
MAPSHAPER = BUILD / "peers-merging-node" / "node_modules" / ".bin" / "mapshaper-xl"
GRID = 1.0  # m, of the grid-snapped union
ACROSS_HARD = 0.001  # of the weight of a pair across the hard layer: METIS knows no such rule
LEAST = 1e-6  # m²: less in common is rounding


def naive_union(task: Task, result: Path) -> Callable[[], Found]:
    """Cut the ground along all borders as they are."""
    return _leaving(result, _faces(task.layers.values()))


def grid_union(task: Task, result: Path) -> Callable[[], Found]:
    """Cut the ground along all borders, snapped to a grid."""
    return _leaving(result, _faces(task.layers.values(), GRID))


def overlay(task: Task, result: Path) -> Callable[[], Found]:
    """Overlay the layers one after the other, as the union of geopandas and QGIS does."""
    together, *frames = (frame[["geometry"]] for frame in task.layers.values())
    for frame in frames:
        together = gpd.overlay(together, frame, how="union", keep_geom_type=True)
    return _leaving(result, shapely.get_parts(together.geometry.array))


def clean_layers(task: Task, result: Path) -> Callable[[], Found]:
    """Clean each layer by GEOS, then cut the ground along all borders."""
    return _leaving(result, _faces(_cleaned(frame, task) for frame in task.layers.values()))


def clean_pieces(task: Task, result: Path) -> Callable[[], Found]:
    """Cut the ground along all borders, then clean the pieces by GEOS as one layer."""
    pieces = gpd.GeoSeries(_faces(task.layers.values()))
    return _leaving(result, _cleaned(pieces, task).to_numpy())


def _cleaned(layer: gpd.GeoDataFrame | gpd.GeoSeries, task: Task) -> gpd.GeoSeries:
    width = task.tolerance
    return gpd.GeoSeries(
        shapely.coverage_clean(layer.geometry.array, gap_width=width, snapping_distance=width / 2)
    )


def maup_repair(task: Task, result: Path) -> Callable[[], Found]:
    """Repair each layer by maup, then cut the ground along all borders."""
    import maup

    repaired = [maup.smart_repair(frame) for frame in task.layers.values()]
    return _leaving(result, _faces(repaired))


def _faces(
    layers: Iterable[gpd.GeoDataFrame | gpd.GeoSeries], grid: float | None = None
) -> np.ndarray:
    """Return the pieces that all borders cut the ground of the layers into."""
    shapes = np.concatenate([layer.geometry.to_numpy() for layer in layers])
    lines = shapely.get_rings(shapely.get_parts(shapes))
    noded = shapely.union_all(shapely.multilinestrings(lines), grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inner = shapely.point_on_surface(faces)
    return faces[np.unique(shapely.STRtree(shapes).query(inner, predicate="within")[0])]


def mapshaper_files(task: Task, result: Path) -> list[object]:
    """Write the layers for mapshaper and return the program to run."""
    files = [result / f"layer_{number}.shp" for number in range(len(task.layers))]
    for frame, file in zip(task.layers.values(), files):
        frame[["geometry"]].to_file(file)
    return [
        MAPSHAPER, "8gb", "-i", *files, "combine-files", "snap",
        f"snap-interval={task.tolerance}", "-merge-layers", "force", "target=*",
        "-mosaic", "-clean", "-o", result / "mosaic.shp",
    ]  # fmt: skip


def mapshaper(program: list[object], result: Path) -> Callable[[], Found]:
    """Snap the layers to each other, make a mosaic of them and clean it."""
    done = subprocess.run(
        [str(word) for word in program], check=False, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return lambda: _leave(result, gpd.read_file(result / "mosaic.shp").geometry.to_numpy())


def _leaving(result: Path, faces: np.ndarray) -> Callable[[], Found]:
    return partial(_leave, result, faces)


def _leave(result: Path, faces: np.ndarray) -> Found:
    faces = shapely.get_parts(faces)
    faces = faces[(shapely.get_dimensions(faces) == 2) & (shapely.area(faces) > 0)]
    write(gpd.GeoDataFrame(geometry=faces), result / "atoms.gpkg")
    return {}


def atom_graph(task: Task, _: Path) -> tuple[csr_matrix, np.ndarray, int]:
    """Return pairs of our atoms weighed by who has both in one grid (CSPA), work, and grids."""
    atoms = task.more["atoms"]
    labels = atoms.filter(regex=r"^label_\d+$").to_numpy()
    edges = edges_of(atoms.geometry.to_numpy())
    inner = edges.right != NOBODY
    one, other, length = edges.left[inner], edges.right[inner], edges.length[inner]
    weights = [float(word) for word in task.weights.split(",")] if task.weights else 1.0
    agreed = ((labels[one] == labels[other]) * weights).sum(axis=1) * length
    hard = atoms["hard"].to_numpy()
    agreed *= np.where(hard[one] == hard[other], 1, ACROSS_HARD)
    pairs = np.minimum(one, other), np.maximum(one, other)
    half = coo_matrix((agreed, pairs), shape=2 * [len(atoms)]).tocsr()
    graph = (half + half.T).tocsr()
    work = atoms["workload"].to_numpy() * len(atoms) * 100 / atoms["workload"].sum()
    return graph, work, task.grids


def metis(prepared: tuple[csr_matrix, np.ndarray, int], result: Path) -> Callable[[], Found]:
    """Divide the graph of our atoms, as `unify.py` of the prototype does."""
    import pymetis

    graph, work, grids = prepared
    _, zone = pymetis.part_graph(
        grids,
        xadj=graph.indptr.tolist(),
        adjncy=graph.indices.tolist(),
        eweights=np.maximum(graph.data, 1).astype(int).tolist(),
        vweights=np.maximum(work, 1).astype(int).tolist(),
    )

    def leave() -> Found:
        np.save(result / "zone.npy", zone)
        return {}

    return leave


def _tables(task: Task, common: Callable[..., np.ndarray]) -> Callable[[], Found]:
    """Return rows and area of what each layer has in common with the unified grids."""
    areas = [common(frame, task.more["grids"]) for frame in task.layers.values()]

    def leave() -> Found:
        whole = sum(frame.area.sum() for frame in task.layers.values())
        area = np.concatenate(areas)
        return {"rows": len(area), "small": int((area < 100).sum()), "off": area.sum() / whole - 1}

    return leave


def strtree(task: Task, _: Path) -> Callable[[], Found]:
    def common(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> np.ndarray:
        shapes, grids = one.geometry.to_numpy(), other.geometry.to_numpy()
        left, right = shapely.STRtree(grids).query(shapes, predicate="intersects")
        area = shapely.area(shapely.intersection(shapes[left], grids[right]))
        return area[area > LEAST]

    return _tables(task, common)


def overlay_pairs(task: Task, _: Path) -> Callable[[], Found]:
    def common(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> np.ndarray:
        return gpd.overlay(one, other, how="intersection").area.to_numpy()

    return _tables(task, common)


def tobler(task: Task, _: Path) -> Callable[[], Found]:
    from tobler.area_weighted.area_interpolate import _area_tables_binning

    def common(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> np.ndarray:
        return _area_tables_binning(one, other, "auto").tocsr().data

    return _tables(task, common)


def maup_prorate(task: Task, _: Path) -> Callable[[], Found]:
    import maup

    def common(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> np.ndarray:
        return maup.intersections(one, other, area_cutoff=0).area.to_numpy()

    return _tables(task, common)
