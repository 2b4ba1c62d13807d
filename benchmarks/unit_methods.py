# SPDX-License-Identifier: GPL-2.0-or-later
"""The methods that divide a city into cells, ours and the peers', each run in a process of its own.

    python benchmarks/unit_methods.py METHOD INPUT.gpkg OUTPUT.gpkg

`base_units.py` calls this with the interpreter that has what the method needs, and writes the input
layers: areas, barriers, lines (all barriers, weak lines and borders of areas), weak_lines and
buildings where there are any, blocks for the methods that only split. Prints a line of JSON: CPU
seconds of the method alone, memory before it and at its peak (MB).
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

OUR_MODULES = ("grid_planner.core.units.build",)
PEER_MODULES = ("momepy", "scipy.optimize", "sklearn.cluster")
MIN_AREA, TARGET_AREA, MAX_AREA = 4_000.0, 10_000.0, 20_000.0  # m², the defaults of the plugin
SAMPLES_A_PART = 40
SEED = 0
Frames = Mapping[str, gpd.GeoDataFrame]


def ours(city: Frames) -> gpd.GeoDataFrame:
    """Divide the areas; the borders of areas as they were settled come along in `attrs`."""
    from grid_planner.core.params import BaseUnitParams
    from grid_planner.core.units.build import build_base_units

    layers = {name: city.get(name) for name in ("barriers", "weak_lines", "buildings")}
    result = build_base_units(city["areas"], BaseUnitParams(), **layers)
    cells = result.units[["geometry"]]
    cells.attrs["areas"] = result.areas[["geometry"]]
    return cells


def ours_split(city: Frames) -> np.ndarray:
    """Divide the blocks alone: each is an area of its own, with nothing but buildings in it.

    Codes, figures and proof are left out: no other method has them.
    """
    from grid_planner.core.params import BaseUnitParams, ComputeParams
    from grid_planner.core.progress import NULL_PROGRESS
    from grid_planner.core.units.faces import make_faces
    from grid_planner.core.units.ground import read_ground
    from grid_planner.core.units.parts import divide

    params = BaseUnitParams()
    blocks, buildings = city["blocks"], city["buildings"]
    ground, _ = read_ground(blocks, None, None, buildings, None, params, NULL_PROGRESS)
    faces = make_faces(ground.areas, ground.barriers.lines)
    return divide(ground, faces, params, ComputeParams(), NULL_PROGRESS).polygons


def ours_merge(city: Frames) -> np.ndarray:
    """Merge what is too small in a finished coverage, as eliminateselectedpolygons does."""
    from grid_planner.core.params import BaseUnitParams
    from grid_planner.core.units.barriers import Barriers
    from grid_planner.core.units.cells import Cells, graph_of_cells
    from grid_planner.core.units.merge import merge_cells
    from grid_planner.core.units.permeability import of_classes

    faces = city["faces"].geometry.to_numpy()
    outlines, classes = _lines(city["barriers"])
    cells = Cells(faces, city["faces"]["area"].to_numpy(np.int64), np.arange(len(faces)))
    graph = graph_of_cells(cells, Barriers(outlines, of_classes(classes)))
    params = BaseUnitParams(min_area=MIN_AREA, min_width=0)
    return cells.joined(merge_cells(graph, params)).outlines()


def ours_faces(city: Frames) -> gpd.GeoDataFrame:
    """Return the atomic faces, the input of the merge; not a method that is compared."""
    from grid_planner.core.units.faces import make_faces

    weak = [city["weak_lines"].geometry.to_numpy()] if "weak_lines" in city else []
    lines = np.concatenate([_lines(city["barriers"])[0], *weak])
    faces = make_faces(city["areas"].geometry.to_numpy(), lines)
    return gpd.GeoDataFrame({"area": faces.area}, geometry=faces.polygons, crs=city["areas"].crs)


def enclosures(city: Frames) -> np.ndarray:
    import momepy

    return momepy.enclosures(
        gpd.GeoDataFrame(geometry=_only_lines(city["barriers"].geometry), crs=city["areas"].crs),
        limit=gpd.GeoSeries([city["areas"].union_all()], crs=city["areas"].crs),
        additional_barriers=[
            gpd.GeoSeries(_only_lines(city[name].geometry), crs=city["areas"].crs)
            for name in ("areas", "weak_lines")
            if name in city
        ],
    ).geometry.to_numpy()


def tessellation(city: Frames) -> np.ndarray:
    """Split large blocks into building plots, grouped by k-means to cells of the wanted size."""
    import momepy

    kept, large = _large(city["blocks"].geometry.to_numpy())
    buildings = city["buildings"].explode(ignore_index=True)
    inside = shapely.STRtree(large).query(buildings.geometry.to_numpy(), predicate="intersects")[0]
    plots = momepy.enclosed_tessellation(
        buildings.iloc[np.unique(inside)],
        gpd.GeoDataFrame(geometry=large, crs=buildings.crs),
        n_jobs=1,
    )
    cells = [kept]
    for block, members in plots.groupby("enclosure_index"):
        parts = shapely.get_parts(members.geometry.to_numpy())
        number = min(len(parts), _number_of_parts(large[block]))
        centres = shapely.get_coordinates(shapely.centroid(parts))
        label = _k_means(centres, number, shapely.area(parts)).labels_
        groups = [shapely.union_all(parts[label == one]) for one in np.unique(label)]
        cells.append(shapely.get_parts(groups))
    return np.concatenate(cells)


def bisection(city: Frames) -> np.ndarray:
    return _split_each(city["blocks"].geometry.to_numpy(), _bisected)


def voronoi(city: Frames) -> np.ndarray:
    return _split_each(city["blocks"].geometry.to_numpy(), _voronoi_parts)


METHODS: Mapping[str, Callable[[Frames], np.ndarray | gpd.GeoDataFrame]] = {
    method.__name__: method
    for method in (
        ours, ours_split, ours_merge, ours_faces, enclosures, tessellation, bisection, voronoi,
    )
}  # fmt: skip


def _split_each(blocks: np.ndarray, split: Callable[[shapely.Polygon], list]) -> np.ndarray:
    kept, large = _large(blocks)
    parts = [part for block in large for part in split(block)]
    return np.concatenate([kept, np.array(parts, object)])


def _large(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    blocks = shapely.get_parts(blocks)
    large = shapely.area(blocks) > MAX_AREA
    return blocks[~large], blocks[large]


def _number_of_parts(block: shapely.Polygon) -> int:
    return max(2, round(block.area / TARGET_AREA))


def _bisected(block: shapely.Polygon) -> list[shapely.Polygon]:
    """Halve across the longer side of the smallest rectangle until the parts have their size."""
    from scipy.optimize import brentq

    number = round(block.area / TARGET_AREA)
    if number < 2:
        return [block]
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(block))
    first, second = np.diff(corners[:3], axis=0)
    swap = np.hypot(*first) < np.hypot(*second)
    start, along, across = (corners[1], second, first) if swap else (corners[0], first, second)
    wanted = number // 2 / number * block.area

    def half(share: float) -> shapely.Polygon:
        low, high = start - along - 2 * across, start + share * along - 2 * across
        return shapely.Polygon([low, high, high + 4 * across, low + 4 * across])

    def surplus(share: float) -> float:
        return shapely.intersection(block, half(share)).area - wanted

    cut = half(brentq(surplus, -0.1, 1.1, xtol=1e-4))
    parts = shapely.get_parts([shapely.intersection(block, cut), shapely.difference(block, cut)])
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return [piece for part in parts for piece in _bisected(part)]


def _voronoi_parts(block: shapely.Polygon) -> list[shapely.Polygon]:
    """Return the Voronoi polygons of the k-means centres of points spread over the block."""
    number = _number_of_parts(block)
    spacing = (block.area / (SAMPLES_A_PART * number)) ** 0.5
    x_min, y_min, x_max, y_max = block.bounds
    x, y = np.meshgrid(np.arange(x_min, x_max, spacing), np.arange(y_min, y_max, spacing))
    inside = shapely.contains_xy(block, x.ravel(), y.ravel())
    points = np.column_stack([x.ravel(), y.ravel()])[inside]
    centres = _k_means(points, number).cluster_centers_
    polygons = shapely.voronoi_polygons(shapely.multipoints(centres), extend_to=block)
    parts = shapely.get_parts(shapely.intersection(shapely.get_parts(polygons), block))
    return list(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _k_means(points: np.ndarray, number: int, weight: np.ndarray | None = None) -> object:
    from sklearn.cluster import KMeans

    return KMeans(number, n_init=2, random_state=SEED).fit(points, sample_weight=weight)


def _lines(frame: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    lines, origin = shapely.get_parts(_only_lines(frame.geometry), return_index=True)
    return lines, frame["barrier_class"].to_numpy(object)[origin]


def _only_lines(geometry: gpd.GeoSeries) -> np.ndarray:
    shapes = shapely.force_2d(geometry.to_numpy())
    return np.where(shapely.get_dimensions(shapes) == 2, shapely.boundary(shapes), shapes)


def _cpu_seconds() -> float:
    """Return CPU seconds so far, children included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _memory(field: str) -> float:
    """Return the present (VmRSS) or the highest (VmHWM) memory of this process, MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split(f"{field}:")[1].split()[0]) / 1024


def main() -> None:
    """Run one method."""
    method, source, target = METHODS[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3])
    warnings.filterwarnings("ignore")
    city = {str(n): gpd.read_file(source, layer=n) for n, _ in pyogrio.list_layers(source)}
    city.pop("lines", None)  # the same again, for programs that take one layer
    # What a method imports is loaded before the clock starts.
    for module in OUR_MODULES if sys.argv[1].startswith("ours") else PEER_MODULES:
        importlib.import_module(module)
    begin, before = _cpu_seconds(), _memory("VmRSS")
    cells = method(city)
    usage = {"cpu_s": _cpu_seconds() - begin, "before_mb": before, "peak_mb": _memory("VmHWM")}
    if not isinstance(cells, gpd.GeoDataFrame):
        cells = gpd.GeoDataFrame(geometry=cells, crs=next(iter(city.values())).crs)
    areas = cells.attrs.pop("areas", None)
    cells.to_file(target, layer="cells")
    if areas is not None:
        areas.to_file(target, layer="areas")
    print(json.dumps(usage))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
