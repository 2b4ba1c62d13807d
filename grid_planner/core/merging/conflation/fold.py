# SPDX-License-Identifier: GPL-2.0-or-later
"""Wedges that fold: both sides laid on one line, so that nothing is left of what lay between.

No place has moved farther than the tolerance then, but the tip of a long wedge may be far from
every border that its layer still has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Floats, Ints
from ...graph import connected_labels
from ...labels import count_off
from .network import Border


@dataclass(frozen=True)
class Laid:
    """A layer's border laid on a network: `places` (m, 2) of both, and the edges between them.

    `target` (n,) is where each place of the border lies, `edges` (e, 2) what became of its edges,
    `edge_of` (e,) of which of the distinct ones. `settled` (s, 2) are the edges of the network,
    `settled_of` (s,) of which before.
    """

    places: Floats
    target: Ints
    settled: Ints
    settled_of: Ints
    edges: Ints
    edge_of: Ints


def folded_places(border: Border, laid: Laid, tolerance: float) -> Flags:
    """Tell the places of a `border` in wedges of which one is now beyond the `tolerance`, m.

    That is, farther than this from every border that the layer has where it was `laid`.
    """
    parts = _parting(border, laid)
    at_border = np.zeros(len(laid.places), bool)
    at_border[laid.edges[parts]] = True
    astray = np.flatnonzero(~at_border[laid.target])
    lines = shapely.linestrings(laid.places[laid.edges[parts]])
    points = shapely.points(border.places[astray])
    near, _ = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    beyond = np.delete(astray, near)
    flat = border.edges[border.distinct[np.unique(laid.edge_of[~parts])]]
    wedge = connected_labels(len(border.places), flat[:, 0], flat[:, 1])
    return np.isin(wedge, wedge[beyond])


def _parting(border: Border, laid: Laid) -> Flags:
    """Tell which of the edges `laid` have different polygons on their sides.

    A polygon that comes to an edge twice lies on both of its sides, or on none.
    """
    key = np.sort(laid.edges, axis=1) @ np.array([len(laid.places), 1])
    parts = laid.edges[:, 0] != laid.edges[:, 1]
    _, line, uses = np.unique(key, return_inverse=True, return_counts=True)
    again = np.flatnonzero(parts & (uses[line] > 1))
    if len(again):
        polygon, times = _owners(border, laid.edge_of[again])
        on = np.repeat(line[again], times)
        pairs, count = np.unique(np.stack([on, polygon], axis=1), axis=0, return_counts=True)
        parts[again] = np.isin(line[again], pairs[count % 2 == 1, 0])
    return np.asarray(parts)


def _owners(border: Border, distinct: Ints) -> tuple[Ints, Ints]:
    """Return the polygons at each of the `distinct` edges, one after the other, and how many."""
    number = np.array([len(border.places), 1])
    key = border.edges @ number
    order = np.argsort(key, kind="stable")
    wanted = border.edges[border.distinct[distinct]] @ number
    first = np.searchsorted(key[order], wanted)
    times = border.uses[distinct]
    row = np.repeat(first, times) + count_off(times)
    return border.owner[order[row]], times
