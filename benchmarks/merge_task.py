# SPDX-License-Identifier: GPL-2.0-or-later
"""What every method of the benchmark of merging is given, and the files it goes through."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pyogrio

Found = dict[str, object]
"""Figures that a method knows of its own work."""

MORE = ("atoms", "grids")


@dataclass(frozen=True)
class Task:
    """Departments' `layers` (`code, geometry`), the highest authority first, and what is asked for.

    `hard`: communities; `workload`: points; `more`: what ours has made before, by name (`MORE`).
    `tolerance` (m) 0: as suggested; `grids` 0: as usual.
    """

    layers: dict[str, gpd.GeoDataFrame]
    hard: gpd.GeoDataFrame | None = None
    workload: gpd.GeoDataFrame | None = None
    weights: str = ""
    grids: int = 0
    balance: float = 0.5
    tolerance: float = 0.0
    more: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Write the task into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in self.layers.items():
            write(frame, folder / "layers.gpkg", name)
        others = {"hard": self.hard, "workload": self.workload, **self.more}
        for name, frame in others.items():
            if frame is not None:
                write(frame, folder / f"{name}.gpkg", name)
        single = ("weights", "grids", "balance", "tolerance")
        asked = {name: getattr(self, name) for name in single}
        (folder / "task.json").write_text(json.dumps(asked), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Task:
        """Read a task that `save` wrote."""
        asked = json.loads((folder / "task.json").read_text(encoding="utf-8"))
        layers = read_all(folder / "layers.gpkg")
        hard, workload = read(folder / "hard.gpkg"), read(folder / "workload.gpkg")
        made = {name: read(folder / f"{name}.gpkg") for name in MORE}
        more = {name: frame for name, frame in made.items() if frame is not None}
        return cls(layers, hard, workload, **asked, more=more)


def write(frame: gpd.GeoDataFrame, path: Path, layer: str | None = None) -> None:
    """Write a layer as it is: no coordinate is rounded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mixed polygons and multipolygons are meant
        pyogrio.write_dataframe(frame, path, layer=layer, promote_to_multi=False)


def read(path: Path) -> gpd.GeoDataFrame | None:
    """Read a layer; None where there is none."""
    return gpd.read_file(path) if path.exists() else None


def read_all(path: Path) -> dict[str, gpd.GeoDataFrame]:
    """Read all layers in their order."""
    return {name: gpd.read_file(path, layer=name) for name in pyogrio.list_layers(path)[:, 0]}
