# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a patrol of each zone walks: once along every street, and back to where it began.

A street inside a zone is walked once. A street on the border of two zones is walked once by each of
the two, in full, because each looks after its own side and a walk of half a street does not exist.
So the tours together are the streets inside, twice those between zones, what has to be walked
again, and the ways between separate pieces; `Patrol.tours` has each of these.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..arrays import Ints, shapes_of
from ..errors import Notice
from ..graph import connected_labels
from ..labels import sum_by_label
from ..params import PatrolParams
from ..progress import NULL_PROGRESS, Progress
from ..row_order import fixed_order
from .links import Pieces, link_pieces
from .network import OUTSIDE, ServedStreets, serve_zones, street_network
from .tjoin.bounds import bound_join
from .tjoin.exact import exact_join
from .tjoin.graphs import Graphs, reduce_graphs


@dataclass(frozen=True)
class Patrol:
    """The patrol tours of zones, row by row as they came; all lengths in metres.

    `tours`: `patrol_m` = `street_m` (each street once) + `again_m` (streets walked a second time)
    + `link_m` (between separate pieces, there and back); `border_m`, the part of `street_m` that
    lies on the zone's border; `lower_m`: no tour with these links is shorter.
    """

    tours: pd.DataFrame
    notes: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class _Beats:
    """Streets of zones: edge `edge` (m,) belongs to `zone`, between its crossings.

    `crossings` are numbered by zone; `start` and `end` (m,) point at them.
    """

    zone: Ints
    edge: Ints
    start: Ints
    end: Ints
    crossings: Pieces


def measure_patrol(
    zones: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    params: PatrolParams = PatrolParams(),  # noqa: B008 - frozen
    *,
    progress: Progress = NULL_PROGRESS,
) -> Patrol:
    """Measure the shortest patrol tour of every zone.

    `zones`: polygons (with `unit_code`, overlaps go to the lower code), `streets`: lines, both in
    one metric system. Raises UnknownOption.
    """
    params.validate()
    shapes = shapes_of(zones)
    codes = [zones["unit_code"].to_numpy()] if "unit_code" in zones else []
    order = fixed_order(shapes, *codes)
    drawing = progress.sub(0.3)
    network = street_network(streets)
    drawing.tick(1, 3)
    served = serve_zones(network, shapes[order])
    drawing.tick(2, 3)
    beats = _beats(served, len(zones))
    graphs, forced = reduce_graphs(_graphs(served, beats, len(zones)))
    drawing.tick(3, 3)
    solving = progress.sub(0.5)
    if params.tours == "shortest":
        lower = upper = exact_join(graphs, solving)
    else:
        lower, upper = bound_join(graphs, solving)
    by_street, straight = link_pieces(served, beats.crossings, progress.sub(0.2))
    links = 2 * (by_street + straight)
    sums = _sums(served, beats, len(zones))
    sums["again_m"] = forced + upper
    sums["link_m"] = links
    sums["patrol_m"] = sums["street_m"] + sums["again_m"] + links
    sums["lower_m"] = sums["patrol_m"] - (upper - lower)
    tours = sums.set_axis(order).sort_index()
    notes = [_sureness(tours)]
    if straight.any():
        facts = {"count": int(np.count_nonzero(straight)), "length": 2 * math.fsum(straight)}
        notes.append(Notice("patrol_straight", facts))
    return Patrol(tours, tuple(notes))


def _beats(served: ServedStreets, count: int) -> _Beats:
    inside = np.flatnonzero(served.left != OUTSIDE)
    other = np.flatnonzero((served.right != OUTSIDE) & (served.right != served.left))
    edge = np.concatenate([inside, other])
    zone = np.concatenate([served.left[inside], served.right[other]])
    nodes = max(len(served.places), 1)
    keys = np.concatenate([zone * nodes + served.start[edge], zone * nodes + served.end[edge]])
    crossing, ends = np.unique(keys, return_inverse=True)
    start, end = ends.reshape(2, -1).astype(np.int64)
    piece = connected_labels(len(crossing), start, end)
    crossings = Pieces(count, crossing // nodes, crossing % nodes, piece)
    return _Beats(zone, edge, start, end, crossings)


def _graphs(served: ServedStreets, beats: _Beats, count: int) -> Graphs:
    ends = np.concatenate([beats.start, beats.end])
    degree = np.bincount(ends, minlength=len(beats.crossings.zone))
    return Graphs(
        count=count,
        zone=beats.crossings.zone,
        odd=degree % 2 == 1,
        start=beats.start,
        end=beats.end,
        length=served.length[beats.edge],
    )


def _sums(served: ServedStreets, beats: _Beats, count: int) -> pd.DataFrame:
    length = served.length[beats.edge]
    on_border = (served.left != served.right)[beats.edge]
    return pd.DataFrame(
        {
            "street_m": sum_by_label(beats.zone, length, count),
            "border_m": sum_by_label(beats.zone, length * on_border, count),
        }
    )


def _sureness(tours: pd.DataFrame) -> Notice:
    """Say what the tours add up to, and by how much they may be too long."""
    walked = tours[tours["patrol_m"] > 0]
    gap = (walked["patrol_m"] / walked["lower_m"] - 1).mean() if len(walked) else 0.0
    sums = {name: math.fsum(tours[name]) for name in tours}
    return Notice(
        "patrol_total",
        {
            "tours": len(walked),
            "total": sums["patrol_m"],
            "inside": sums["street_m"] - sums["border_m"],
            "border": sums["border_m"],
            "again": sums["again_m"],
            "links": sums["link_m"],
            "lower": sums["lower_m"],
            "gap": round(100 * float(gap), 2),
        },
    )
