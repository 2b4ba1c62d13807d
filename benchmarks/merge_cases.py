# SPDX-License-Identifier: GPL-2.0-or-later
"""The sections of the benchmark of merging; each yields its rows as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import merge_towns
import numpy as np
import pandas as pd
import repair
import shapely
from merge_quality import (
    flaws,
    judge_atoms,
    judge_crosswalk,
    judge_grids,
    labels_of,
    overlap_shares,
)
from merge_runs import Runs
from merge_task import Task, read, write
from merge_towns import CAMBRIDGE, Case, layer, made_up

Row = dict[str, object]
OURS = "grid_planner"
SLIVER_WIDTH = (
    0.5  # of the tolerance: below it, our crosswalk takes common ground for drawing error
)
OVERLAYS: Mapping[str, str] = {
    "naive_union": "union of all borders",
    "grid_union": "… snapped to a 1 m grid",
    "overlay": "geopandas overlay",
    "mapshaper": "mapshaper snap, mosaic, clean",
    "clean_layers": "GEOS coverage cleaner, then union",
    "clean_pieces": "union, then GEOS coverage cleaner",
    "maup_repair": "maup smart_repair, then union",
}
CROSSWALKS: Mapping[str, str] = {
    "ours_layers": f"{OURS}, layers as drawn",
    "strtree": "STRtree and intersection",
    "overlay_pairs": "geopandas overlay",
    "tobler": "tobler area tables",
    "maup_prorate": "maup intersections",
}
REPAIR_TOLERANCE = 250.0  # m: the gap of the bad coverage is 210 m across
SAME = 0.99999  # overlap share from which two polygons are one, but for rounding


class Cases:
    """Makes the towns once, and runs methods on them; without `data` only made-up ones."""

    def __init__(self, runs: Runs, data: Path | None, sizes: tuple[int, ...]) -> None:
        self.runs, self.data, self.sizes = runs, data, sizes
        self._made: dict[str, Case] = {}

    def towns(self) -> Iterator[tuple[str, Case]]:
        """Yield the towns that methods are compared on."""
        for size in self.sizes:
            yield self.made_up(size)
        for name in merge_towns.REAL if self.data else ():
            if name not in self._made:
                self._made[name] = merge_towns.real(self.data, name)
            yield name, self._made[name]

    def made_up(self, grids: int, **others: object) -> tuple[str, Case]:
        """Return name and case of a made-up town."""
        departments = others.get("departments", 5)
        clean = "" if others.get("dirty", True) else "clean "
        name = f"{clean}{departments} × {grids:,}"
        if name not in self._made:
            self._made[name] = made_up(grids, **others)
        return name, self._made[name]

    def atoms(self) -> Iterator[Row]:
        """Yield into what pieces we and the peers cut the ground."""
        failed = set()
        for name, case in self.towns():
            row = self._ours_atoms(name, case)
            yield row
            task = replace(case.task, tolerance=row["tolerance"])
            for method, title in OVERLAYS.items():
                if case.atoms and method in failed:
                    found = {"note": "not asked: see the smaller town"}
                else:
                    found = self._peer_atoms(name, case, method, task)
                if "note" in found:
                    failed.add(method)
                yield {"case": name, "method": title, **found}
        yield self._ours_atoms(*self.made_up(self.sizes[0], dirty=False))

    def _peer_atoms(self, name: str, case: Case, method: str, task: Task) -> Row:
        found = self.runs.row(name, method, task, times=1)
        result = read(self.runs.result(name, method) / "atoms.gpkg")
        if "note" in found:
            return found
        shapes = result.geometry.to_numpy()
        labels = labels_of(shapes, task.layers)
        return {**found, **_judged(shapes, labels, case, task.tolerance)}

    def _ours_atoms(self, name: str, case: Case) -> Row:
        found = self.runs.row(name, "ours_atoms", case.task)
        atoms = read(self.runs.result(name, "ours_atoms") / "atoms.gpkg")
        labels = _labels(atoms)
        judged = _judged(atoms.geometry.to_numpy(), labels, case, found["tolerance"])
        return {"case": name, "method": OURS, **found, **judged}

    def grids(self) -> Iterator[Row]:
        """Yield the unified grids of ours and of METIS, as many as METIS makes of those asked."""
        for name, case in self.towns():
            task = case.task
            if not task.grids:
                usual = np.mean([len(frame) for frame in task.layers.values()])
                task = replace(task, grids=round(usual))
            ours = self.runs.row(name, "ours", task, times=1)
            atoms = read(self.runs.result(name, "ours") / "atoms.gpkg")
            within = atoms[atoms["zone"] >= 0]
            theirs = self.runs.row(name, "metis", replace(task, more={"atoms": within}))
            if "note" in theirs:
                yield {"case": name, "method": "METIS consensus", **theirs}
                continue
            zone = np.load(self.runs.result(name, "metis") / "zone.npy")
            other = _grids_judged(within, zone, task, ours["tolerance"])
            task = replace(task, grids=len(np.unique(zone)))
            ours = self.runs.row(name, "ours", task)
            atoms = read(self.runs.result(name, "ours") / "atoms.gpkg")
            own = _grids_judged(atoms, atoms["zone"].to_numpy(), task, ours["tolerance"])
            below = 1 - own["vi"] / other["vi"]
            yield {"case": name, "method": OURS, **ours, **own, "vi_below": below}
            yield {"case": name, "method": "METIS consensus", **theirs, **other}

    def crosswalk(self) -> Iterator[Row]:
        """Yield what crosswalks of all layers to one unified grid cost, and how exact they are."""
        name, case = self.made_up(self.sizes[-1])
        made = self.runs.row(name, "ours", case.task, times=1)
        folder = self.runs.result(name, "ours")
        atoms, grids = read(folder / "atoms.gpkg"), read(folder / "grids.gpkg")
        codes = {f"code_{layer}": str for layer in case.task.layers}
        table = pd.read_csv(folder / "crosswalk.csv", dtype={"old_code": str, "new_code": str})
        exact = judge_crosswalk(table, atoms.astype(codes), SLIVER_WIDTH * made["tolerance"])
        held = atoms[atoms["zone"] >= 0]
        task = replace(case.task, more={"atoms": held, "grids": grids[["grid_code", "geometry"]]})
        ours = self.runs.row(name, "ours_from_atoms", task)
        yield {"case": name, "method": f"{OURS}, from atoms", **ours, **exact, "times": 1.0}
        for method, title in CROSSWALKS.items():
            found = self.runs.row(name, method, task, times=1)
            if "note" not in found:
                found["times"] = found["cpu_s"] / ours["cpu_s"]
            yield {"case": name, "method": title, **found}

    def chain(self) -> Iterator[Row]:
        """Yield what the whole chain takes, and what it makes."""
        towns = [self.made_up(size) for size in self.sizes]
        for name, case in [*towns, self.made_up(500, departments=30)]:
            yield self._whole(name, case)
        name, case = towns[-1]
        found = self.runs.row(name, "audit", case.task)
        yield {"case": f"audit of one layer of {name}", "method": OURS, **found}

    def large(self) -> Iterator[Row]:
        """Yield the same for a large city, once."""
        yield self._whole(*self.made_up(100_000), times=1)

    def _whole(self, name: str, case: Case, times: int | None = None) -> Row:
        found = self.runs.row(name, "ours", case.task, times=times)
        atoms = read(self.runs.result(name, "ours") / "atoms.gpkg")
        labels, zone = _labels(atoms), atoms["zone"].to_numpy()
        judged = _judged(atoms.geometry.to_numpy(), labels, case, found["tolerance"])
        judged |= _grids_judged(atoms, zone, case.task, found["tolerance"])
        return {"case": name, "method": OURS, **found, **judged}

    def real(self) -> Iterator[Row]:
        """Yield what the whole chain makes of real departments."""
        if self.data:
            for name in merge_towns.REAL:
                yield self._whole(name, merge_towns.real(self.data, name))
            yield self._census()
            yield self._routes()
            yield from self._bad_coverage()

    def _census(self) -> Row:
        """Conflate census blocks onto those that the city adjusted; the same `geoid20` is truth."""
        names = ("demographics_adjustedblocks2020", "demographics_blocks2020")
        adjusted, drawn = (layer(self.data, CAMBRIDGE, name) for name in names)
        task = Task({"adjusted": adjusted, "census": drawn})
        found = self.runs.row("census blocks", "ours_atoms", task)
        atoms = read(self.runs.result("census blocks", "ours_atoms") / "atoms.gpkg")
        target = adjusted.set_index("geoid20").geometry
        target, drawn = target[drawn["geoid20"]], drawn.geometry.to_numpy()
        before = overlap_shares(drawn, target.to_numpy())
        share = np.zeros(len(drawn))
        laid = atoms[atoms["label_1"] >= 0].dissolve("label_1").geometry
        share[laid.index] = overlap_shares(laid.to_numpy(), target.to_numpy()[laid.index])
        note = f"{(share < 0.9).sum()} of {len(share)} blocks below .9"
        return {
            "case": "census blocks", "method": OURS, **found, "note": note,
            "iou_p50": np.median(share), "iou_p05": np.quantile(share, 0.05),
            "before_p50": np.median(before), "before_p05": np.quantile(before, 0.05),
        }  # fmt: skip

    def _routes(self) -> Row:
        """Dissolve response districts by the car route they are coded with, after merging."""
        names = ("publicsafety_policecarroutes", "publicsafety_policeresponsedistricts")
        routes, districts = (layer(self.data, CAMBRIDGE, name) for name in names)
        found = self.runs.row("car routes", "ours_atoms", Task({"r": routes, "d": districts}))
        atoms = read(self.runs.result("car routes", "ours_atoms") / "atoms.gpkg")
        atoms = atoms[(atoms["label_1"] >= 0) & (atoms["label_0"] >= 0)]
        coded = atoms.assign(route=districts["car_rte"].to_numpy()[atoms["label_1"]])
        made = coded.dissolve("route").geometry.to_numpy()
        now = atoms.dissolve("label_0").geometry.to_numpy()
        share = np.array([overlap_shares(one, now).max() for one in made])
        return {
            "case": "car routes", "method": OURS, **found,
            "pieces": len(made), "iou_p50": np.median(share), "iou_least": share.min(),
            "same": int((share > SAME).sum()),
        }  # fmt: skip

    def _bad_coverage(self) -> Iterator[Row]:
        """Repair a coverage with a gap along a county line by the methods of `repair.py`."""
        repair.install_peers()
        bad = layer(self.data, "bad_coverage_maup.gpkg", "bad_gap_region")
        whole = np.array([shapely.convex_hull(shapely.union_all(bad.geometry))])
        facts = {"case": "bad coverage", "tolerance": REPAIR_TOLERANCE}
        found = flaws(bad.geometry.to_numpy(), whole)
        yield {**facts, "method": "(as it came)", "left": len(bad), **found}
        source = self.runs.folder / "bad.gpkg"
        write(bad, source)
        for method, title in repair.METHODS.items():
            done = repair.run(method, source, REPAIR_TOLERANCE)
            if done is None:
                yield {**facts, "method": title, "note": "failed"}
                continue
            shapes = done[0].geometry.to_numpy()
            found = {"left": int((shapely.area(shapes) > 0).sum()), "cpu_s": done[1]}
            yield {**facts, "method": title, **found, **flaws(shapes, whole)}


def _labels(atoms: gpd.GeoDataFrame) -> np.ndarray:
    return atoms.filter(regex=r"^label_\d+$").to_numpy()


def _judged(shapes: np.ndarray, labels: np.ndarray, case: Case, tolerance: float) -> Row:
    found = judge_atoms(shapes, case.task.layers, labels, tolerance, case.truth)
    if case.atoms:
        found["of_truth"] = len(shapes) / case.atoms
    return found


def _grids_judged(atoms: gpd.GeoDataFrame, zone: np.ndarray, task: Task, tolerance: float) -> Row:
    return judge_grids(atoms.geometry.to_numpy(), zone, _labels(atoms), task, tolerance)
