# SPDX-License-Identifier: GPL-2.0-or-later
"""The methods that put units together into grids, ours and the peers', each run alone.

    python benchmarks/grid_methods.py METHOD TASK.npz PLAN.npy

`responsibility_grids.py` calls this with the interpreter that has what the method needs. Peers know
neither communities nor separate parts, so each is run part by part with the numbers of grids that
ours has there; the seeds of all methods are those of the task. Prints a line of JSON: CPU seconds
of the method alone, memory at its peak (MB), and what ours knows besides (seconds, gap).
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from grid_towns import Part, Town, split
from scipy.sparse import coo_matrix

LARGE_GRID = 4  # units a grid from which on GerryChain finds plans near the mean
FLOOR_MAXP, FLOOR_AZP = 0.68, 0.5  # least workload of a grid, of the mean; .68 makes about N grids
METIS_TRIES, METIS_ROUNDS = 10, 50
MAXP_STARTS, MAXP_ROUNDS = 20, 5
CHAIN_BURSTS, BURST = 300, 10  # 3,000 steps: half a minute in a town of 60 grids
CHAIN_STARTS = 5
KAHIP_STRONG = 2
STARTED = "the method starts"


@dataclass(frozen=True)
class Task:
    """A town and what is asked for; `tolerance` is a share of the mean workload."""

    town: Town
    asked: int
    communities: bool
    tolerance: float
    grids: np.ndarray  # of each part
    seed: int = 1
    seconds: float = 60.0  # for what ours finishes or proves

    def save(self, path: Path) -> None:
        """Write the task into an .npz file."""
        own = {name: value for name, value in vars(self).items() if name != "town"}
        np.savez(path, **vars(self.town), **own)

    @classmethod
    def load(cls, path: Path) -> Task:
        """Read a task that `save` wrote."""
        with np.load(path) as kept:
            single = ("asked", "communities", "tolerance", "seed", "seconds")
            own = {name: kept[name].item() for name in single}
            return cls(Town.load(path), grids=kept["grids"], **own)


def metis(part: Part, seed: int, *, recursive: bool) -> np.ndarray:
    import pymetis

    starts, neighbours, length = _neighbour_lists(part.town)
    options = pymetis.Options(seed=seed, ncuts=METIS_TRIES, niter=METIS_ROUNDS)
    if not recursive:
        options.contig = 1
        options.ufactor = round(1000 * part.tolerance)
    _, grid = pymetis.part_graph(
        part.grids,
        xadj=starts.tolist(),
        adjncy=neighbours.tolist(),
        vweights=part.town.workload.tolist(),
        eweights=length.tolist(),
        recursive=recursive,
        options=options,
    )
    return np.array(grid)


def kahip(part: Part, seed: int) -> np.ndarray:
    import kahip as library

    starts, neighbours, length = _neighbour_lists(part.town)
    given = (part.town.workload, starts, length, neighbours)
    lists = [values.tolist() for values in given]
    wanted = (part.grids, part.tolerance, True, seed, KAHIP_STRONG)
    return np.array(library.kaffpa(*lists, *wanted)[1])


def gerrychain(part: Part, seed: int) -> np.ndarray:
    """Draw a plan as near the mean as can be found; shorten its borders where grids are large."""
    from gerrychain import Graph, tree
    from networkx import Graph as Plain

    plain, town = Plain(), part.town
    for unit, workload in enumerate(town.workload.tolist()):
        plain.add_node(unit, workload=workload)
    for left, right, length in zip(town.left, town.right, town.length):
        plain.add_edge(int(left), int(right), border=float(length))
    graph = Graph.from_networkx(plain)
    mean = town.workload.sum() / part.grids
    large = len(town) >= LARGE_GRID * part.grids
    ladder = (part.tolerance, 0.1, 0.2, 0.4, 0.8) if large else (0.5, 1.0, 2.0)
    halve = partial(tree.bipartition_tree, max_attempts=200)
    for off, start in product(ladder, range(CHAIN_STARTS)):
        try:
            grid = tree.recursive_tree_part(
                graph, range(part.grids), mean, "workload", off,
                node_repeats=2, bipartition_tree_fn=halve, rng=CHAIN_STARTS * seed + start,
            )  # fmt: skip
        except (RuntimeError, ValueError, KeyError):  # KeyError: one unit left over
            continue
        grid = _shortened(graph, grid, mean, off, seed) if large else grid
        return np.array([grid[unit] for unit in range(len(town))])
    raise RuntimeError(f"no plan within {ladder[-1]:.0%} of the mean")


def _shortened(graph: object, grid: dict, mean: float, off: float, seed: int) -> dict:
    """Shorten the borders of a plan by short bursts of recombination."""
    from gerrychain import Partition, constraints, proposals, updaters
    from gerrychain.optimization import SingleMetricOptimizer

    def border(plan: object) -> float:
        return sum(graph.edge_data(edge)["border"] for edge in plan["cut_edges"])

    plan = Partition(graph, grid, {"workload": updaters.Tally("workload")})
    step = partial(
        proposals.recom, pop_col="workload", pop_target=mean, epsilon=off, node_repeats=2
    )
    near = constraints.within_percent_of_ideal_population(plan, off, "workload")
    search = SingleMetricOptimizer(step, [near], plan, border, maximize=False, rng=seed)
    for _ in search.short_bursts(BURST, CHAIN_BURSTS):
        pass
    best = search.best_part.assignment
    return {unit: best[unit] for unit in grid}


def spopt(part: Part, seed: int, *, method: str) -> np.ndarray:
    import geopandas as gpd
    from libpysal.weights import W
    from spopt import region

    town = part.town
    starts, neighbours, _ = _neighbour_lists(town)
    joined = np.split(neighbours, starts[1:-1])
    weights = W({unit: found.tolist() for unit, found in enumerate(joined)}, silence_warnings=True)
    frame = gpd.GeoDataFrame(
        {"x": town.x, "y": town.y, "workload": town.workload.astype(float)},
        geometry=gpd.points_from_xy(town.x, town.y),
    )
    np.random.seed(seed)  # what spopt draws from
    if method == "maxp":
        least = FLOOR_MAXP * part.mean
        rounds = {"max_iterations_construction": MAXP_STARTS, "max_iterations_sa": MAXP_ROUNDS}
        model = region.MaxPHeuristic(frame, weights, ["x", "y"], "workload", least, **rounds)
    elif method == "azp":
        model = region.AZP(frame, weights, ["x", "y"], part.grids, random_state=seed)
    else:
        model = region.WardSpatial(frame, weights, ["x", "y"], part.grids)
    model.solve()
    return np.asarray(model.labels_)


def geoda(part: Part, seed: int, *, method: str) -> np.ndarray:
    import pygeoda

    town = part.town
    weights = _geoda_weights(town)
    data, workload = [town.x.tolist(), town.y.tolist()], town.workload.astype(float).tolist()
    if method == "maxp":
        least = FLOOR_MAXP * part.mean
        found = pygeoda.maxp_greedy(weights, data, workload, least, random_seed=seed, cpu_threads=1)
    else:
        make = pygeoda.azp_greedy if method == "azp" else pygeoda.skater
        least = FLOOR_AZP * part.mean
        found = make(
            part.grids, weights, data, bound_variable=workload, min_bound=least, random_seed=seed
        )
    return np.asarray(found["Clusters"]) - 1


def _geoda_weights(town: Town) -> object:
    """Hand GeoDa the neighbours in a file, the one way it takes them other than polygons."""
    import pygeoda

    starts, neighbours, _ = _neighbour_lists(town)
    lines = [f"0 {len(town)} town unit"]
    for unit, found in enumerate(np.split(neighbours, starts[1:-1])):
        lines += [f"{unit} {len(found)}", " ".join(str(other) for other in found)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "town.gal"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return pygeoda.read_gal(str(file), [str(unit) for unit in range(len(town))])


def _neighbour_lists(town: Town) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where each unit's neighbours start, the neighbours, and borders in whole metres."""
    length = np.maximum(1, town.length.round()).astype(np.int64)
    both = (np.concatenate([town.left, town.right]), np.concatenate([town.right, town.left]))
    graph = coo_matrix((np.tile(length, 2), both), (len(town), len(town))).tocsr()
    graph.sort_indices()
    return graph.indptr.astype(np.int64), graph.indices.astype(np.int64), graph.data


def ours(task: Task, *, priority: str) -> tuple[np.ndarray, dict[str, float]]:
    """Plan as the plugin does; say what the search took before anything was finished exactly."""
    from grid_ours import as_problem

    from grid_planner.core.zoning.optimum.finish import finish
    from grid_planner.core.zoning.search.solve import solve

    problem, params = as_problem(task.town, communities=task.communities), _params(task, priority)
    wall, cpu = time.perf_counter(), time.process_time()
    searched = solve(problem, task.grids, params)
    took = {"search_s": time.process_time() - cpu, "search_wall_s": time.perf_counter() - wall}
    return finish(problem, task.grids, searched, params)[0], took


def ours_proved(task: Task, *, priority: str) -> tuple[np.ndarray, dict[str, float]]:
    """Better the plan until nothing better can exist, or the time is over."""
    from grid_ours import as_problem

    from grid_planner.core.zoning.optimum.prove import prove
    from grid_planner.core.zoning.search.solve import solve

    problem, params = as_problem(task.town, communities=task.communities), _params(task, priority)
    grid, proof = prove(problem, task.grids, solve(problem, task.grids, params), params)
    return grid, {"gap": proof.gap, "closed": proof.closed / proof.parts}


def _params(task: Task, priority: str) -> object:
    from grid_planner.core.params import PlanParams

    return PlanParams(
        grid_count=task.asked,
        priority=priority,
        tolerance=100 * task.tolerance,
        time_limit=task.seconds,
        seed=task.seed,
    )


@dataclass(frozen=True)
class Peer:
    """A method for one part; `modules` are loaded before the clock starts."""

    divide: Callable[[Part, int], np.ndarray]
    modules: tuple[str, ...]
    package: str
    takes_number: bool = True


PEERS: Mapping[str, Peer] = {
    "metis_recursive": Peer(partial(metis, recursive=True), ("pymetis",), "pymetis"),
    "metis_kway": Peer(partial(metis, recursive=False), ("pymetis",), "pymetis"),
    "kahip": Peer(kahip, ("kahip",), "kahip"),
    "gerrychain": Peer(gerrychain, ("gerrychain", "gerrychain.optimization"), "gerrychain"),
    "spopt_maxp": Peer(partial(spopt, method="maxp"), ("spopt.region",), "spopt", False),
    "spopt_azp": Peer(partial(spopt, method="azp"), ("spopt.region",), "spopt"),
    "spopt_ward": Peer(partial(spopt, method="ward"), ("spopt.region",), "spopt"),
    "geoda_maxp": Peer(partial(geoda, method="maxp"), ("pygeoda",), "pygeoda", False),
    "geoda_azp": Peer(partial(geoda, method="azp"), ("pygeoda",), "pygeoda"),
    "geoda_skater": Peer(partial(geoda, method="skater"), ("pygeoda",), "pygeoda"),
}
OURS: Mapping[str, Callable[[Task], tuple[np.ndarray, dict[str, float]]]] = {
    "ours": partial(ours, priority="balanced"),
    "ours_balance_first": partial(ours, priority="balance_first"),
    "ours_compact_first": partial(ours, priority="compact_first"),
    "ours_within_tolerance": partial(ours, priority="within_tolerance"),
    "ours_proved": partial(ours_proved, priority="within_tolerance"),
    "ours_balanced_proved": partial(ours_proved, priority="balanced"),
}


def part_by_part(peer: Peer, task: Task) -> np.ndarray:
    """Return the plan of a peer; parts that leave no choice are not given to it."""
    grid_of_unit, used = np.empty(len(task.town), np.int64), 0
    part_of_unit = task.town.parts(communities=task.communities)
    for part in split(task.town, part_of_unit, task.grids, task.tolerance):
        units = len(part.town)
        if peer.takes_number and part.grids == units:
            grid = np.arange(units)
        elif units == 1 or (peer.takes_number and part.grids == 1):
            grid = np.zeros(units, np.int64)
        else:
            grid = peer.divide(part, task.seed)
        grid = np.unique(grid, return_inverse=True)[1]
        grid_of_unit[part.units] = used + grid
        used += grid.max() + 1
    return grid_of_unit


def main() -> None:
    """Run one method."""
    method, task = sys.argv[1], Task.load(Path(sys.argv[2]))
    warnings.filterwarnings("ignore")
    found: dict[str, float] = {}
    if method in OURS:
        importlib.import_module("grid_ours").warm_up()
    else:
        for module in PEERS[method].modules:
            importlib.import_module(module)
    print(STARTED, flush=True)
    begin = _cpu_seconds()
    if method in OURS:
        grid, found = OURS[method](task)
    else:
        grid = part_by_part(PEERS[method], task)
    used = _cpu_seconds() - begin
    peak = int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmHWM:")[1].split()[0])
    np.save(sys.argv[3], grid)
    print("\n" + json.dumps({"cpu_s": used, "peak_mb": peak / 1024, **found}))


def _cpu_seconds() -> float:
    """Return CPU seconds so far, children included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


if __name__ == "__main__":
    main()
