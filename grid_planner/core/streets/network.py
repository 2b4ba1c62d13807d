# SPDX-License-Identifier: GPL-2.0-or-later
"""Streets as a network: edges between crossings, and the zones that lie along each edge.

A street serves both its sides. Which zone lies there is asked beside the line (`street_sides`).
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Flags, Floats, Geometries, Ints, shapes_of
from ..labels import count_off, sum_by_label
from ..segments import distinct_places
from ..street_sides import both_sides
from .noding import node_lines

OUTSIDE = -1
STEP = 5.0  # m: how finely a street is followed where its zones are not plain
SHORTEST_STRETCH = 10.0  # m: a street beside a border for less than this only crosses it


@dataclass(frozen=True)
class StreetNetwork:
    """Streets cut at every crossing.

    `places` (n, 2): nodes in metres; edges run from node `start` to node `end` (m,) and are
    `length` metres long; `lines` (m,) are their shapes.
    """

    places: Floats
    start: Ints
    end: Ints
    length: Floats
    lines: Geometries


@dataclass(frozen=True)
class ServedStreets:
    """Streets cut at every crossing and where a zone beside them ends.

    As `StreetNetwork`, with the zones on the `left` and `right` of each edge, OUTSIDE for none.
    """

    places: Floats
    start: Ints
    end: Ints
    length: Floats
    left: Ints
    right: Ints


@dataclass(frozen=True)
class _Steps:
    """Stretches of edges in walking order, with the zones beside them."""

    edge: Ints
    end: Floats
    length: Floats
    left: Ints
    right: Ints


def street_network(streets: gpd.GeoDataFrame) -> StreetNetwork:
    """Cut streets (lines, metres) at their crossings; what is drawn twice counts once.

    Streets meet wherever they cross, bridges too: a patrol's length hardly changes by it.
    """
    parts = shapely.get_parts(shapes_of(streets))
    parts = parts[(shapely.get_dimensions(parts) == 1) & ~shapely.is_empty(parts)]
    lines = shapely.normalize(node_lines(shapely.force_2d(parts)))
    length = shapely.length(lines)
    # One order whatever the order of the streets, so that later ties fall the same way.
    lines = lines[np.lexsort((length, *shapely.bounds(lines).T))]
    ends = np.concatenate([_places(lines, 0), _places(lines, -1)])
    places, node = distinct_places(ends)
    start, end = node.reshape(2, -1)
    return StreetNetwork(places, start, end, shapely.length(lines), lines)


def serve_zones(network: StreetNetwork, zones: Geometries) -> ServedStreets:
    """Find the zones (polygons, shape (k,)) beside each street, and cut it where they change.

    Where zones overlap, the first is meant. Streets are cut to within STEP; stretches shorter than
    SHORTEST_STRETCH belong to what lies beside the street before or after them.
    """
    steps = _steps(network, zones)
    sides = (steps.left + 1) * (len(zones) + 1) + steps.right + 1
    first = _without_short_runs(steps.edge, sides, steps.length)
    run = np.cumsum(first) - 1
    at = np.flatnonzero(first)
    edge = steps.edge[at]
    opens = np.ones(len(at), bool)
    opens[1:] = edge[1:] != edge[:-1]
    closes = np.roll(opens, -1)
    cuts = np.flatnonzero(~opens)
    start, end = network.start[edge], network.end[edge]
    start[~opens] = end[~closes] = len(network.places) + np.arange(len(cuts))
    return ServedStreets(
        places=np.concatenate([network.places, steps.end[at[cuts] - 1]]),
        start=start,
        end=end,
        length=sum_by_label(run, steps.length, len(at)),
        left=sides[at] // (len(zones) + 1) - 1,
        right=sides[at] % (len(zones) + 1) - 1,
    )


def _places(lines: Geometries, index: int) -> Floats:
    return np.asarray(shapely.get_coordinates(shapely.get_point(lines, index)))


def _steps(network: StreetNetwork, zones: Geometries) -> _Steps:
    xy, edge = shapely.get_coordinates(network.lines, return_index=True)
    same = edge[1:] == edge[:-1]
    edge, start, end = edge[:-1][same].astype(np.int64), xy[:-1][same], xy[1:][same]
    open_ = np.zeros(len(edge), bool)
    owners = []
    for side in both_sides(start, end):
        tree = shapely.STRtree(shapely.linestrings(np.stack(side, axis=1)))
        owners.append(_first_zone(tree, zones, "covers"))
        open_ |= (owners[-1] == OUTSIDE) & (_first_zone(tree, zones, "intersects") != OUTSIDE)
    length = np.hypot(*(end - start).T)
    count = np.where(open_, np.ceil(length / STEP), 1).astype(np.int64)
    of = np.repeat(np.arange(len(edge)), count)
    nth = count_off(count)
    along = (end - start) / count[:, None]
    step_start = start[of] + along[of] * nth[:, None]
    step_end = start[of] + along[of] * (nth + 1)[:, None]
    left, right = (owner[of] for owner in owners)
    asked = np.flatnonzero(open_[of])
    for side, owner in zip(both_sides(step_start[asked], step_end[asked]), (left, right)):
        middle = shapely.STRtree(shapely.points((side[0] + side[1]) / 2))
        owner[asked] = _first_zone(middle, zones, "intersects")
    return _Steps(edge[of], step_end, (length / count)[of], left, right)


def _first_zone(things: shapely.STRtree, zones: Geometries, predicate: str) -> Ints:
    """Return the first zone that `predicate` (zone, thing) holds for, OUTSIDE for none."""
    zone, thing = things.query(zones, predicate=predicate)
    first = np.full(len(things), len(zones), np.int64)
    np.minimum.at(first, thing, zone)
    return np.where(first == len(zones), OUTSIDE, first)


def _without_short_runs(edge: Ints, sides: Ints, length: Floats) -> Flags:
    """Return where runs of equal `sides` along an edge begin; short runs are given away in place.

    A run shorter than its neighbours is given to the longer of them, so no two neighbours change
    at once and every round leaves fewer runs.
    """
    while True:
        first = np.ones(len(edge), bool)
        first[1:] = (edge[1:] != edge[:-1]) | (sides[1:] != sides[:-1])
        run, at = np.cumsum(first) - 1, np.flatnonzero(first)
        size, owner, label = sum_by_label(run, length, len(at)), edge[at], sides[at]
        before, after = np.zeros(len(at)), np.zeros(len(at))
        same = owner[1:] == owner[:-1]
        before[1:] = np.where(same, size[:-1], 0.0)
        after[:-1] = np.where(same, size[1:], 0.0)
        lone = (before == 0) & (after == 0)
        smallest = ((before == 0) | (size <= before)) & ((after == 0) | (size < after))
        given = np.flatnonzero((size < SHORTEST_STRETCH) & ~lone & smallest)
        if not len(given):
            return first
        label[given] = label[np.where(before[given] >= after[given], given - 1, given + 1)]
        sides[:] = label[run]
