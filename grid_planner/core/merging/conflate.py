# SPDX-License-Identifier: GPL-2.0-or-later
"""Make near-equal borders of several layers one, by authority: the lower comes to the higher.

Layer by layer, places snap to what lies there already and edges bend through it; what has nothing
near stays as it was drawn. Ranks of authority are those of ArcGIS Integrate; unlike there and in
snapping cleaners, a place moves once and by no more than the tolerance, and no wedge is laid flat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Geometries, Ints
from ..progress import NULL_PROGRESS, Progress
from .conflation.bend import bend_edges
from .conflation.fold import Laid, folded_places
from .conflation.network import (
    EMPTY,
    Border,
    Network,
    borders_of,
    contained,
    corners,
    layer_bit,
    network_of,
    split_edges,
)
from .conflation.snap import FREE, snap_to_network
from .conflation.twins import gather, loose_places

LOOSE = 0.5
"""Of the tolerance: within this distance, borders of one layer that ought to be one come together;
half, because both may have moved away from where they belong."""


@dataclass(frozen=True)
class Conflation:
    """The common `network`, the `drawn` borders of each layer, and where their places are `laid`.

    `laid` is, layer by layer, as long as the places of the border, in metres.
    """

    network: Network
    drawn: tuple[Border, ...]
    laid: tuple[Floats, ...]


def conflate(
    layers: Sequence[Geometries],
    tolerance: float,
    *,
    fixed: int = 0,
    leader: int | None = None,
    own: Sequence[Flags] | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Conflation:
    """Bring the borders of `layers` (polygons each, the highest authority first) together.

    The first `fixed` layers stay where they are, whatever is near them. The layer `leader` comes
    before all others but these. Of each layer, the places of its border that are its `own` stay.
    """
    network = EMPTY
    borders = [borders_of(polygons) for polygons in layers]
    if own is None:
        own = [np.zeros(len(border.places), bool) for border in borders]
    laid = [border.places for border in borders]
    order = sorted(range(len(layers)), key=lambda n: (n >= fixed, n != leader, n))
    for done, number in enumerate(order, start=1):
        if number < fixed:
            network = lay_as_drawn(network, borders[number], layer_bit(number))
        else:
            bit = layer_bit(number)
            network, laid[number] = _lay(network, borders[number], bit, tolerance, own[number])
        progress.tick(done, len(layers))
    return Conflation(network, tuple(borders), tuple(laid))


def lay_as_drawn(network: Network, border: Border, bit: np.uint64) -> Network:
    """Return the `network` with a layer's `border` laid on it where it is."""
    places = np.concatenate([network.places, border.places])
    edges = border.edges[border.distinct] + len(network.places)
    layers = np.concatenate([network.layers, np.full(len(edges), bit)])
    return network_of(places, np.concatenate([network.edges, edges]), layers)


def _lay(
    network: Network, border: Border, bit: np.uint64, tolerance: float, own: Flags
) -> tuple[Network, Floats]:
    """Return the `network` with a layer's `border` laid on it, and where its places are now.

    Places that are its `own` stay, and so does a wedge that would fold, its tip far from any border
    then.
    """
    while True:
        laid = _laid(network, border, own, tolerance)
        folded = folded_places(border, laid, tolerance) & ~own
        if not folded.any():
            break
        own = own | folded
    together = np.concatenate([laid.settled, laid.edges])
    layers = np.full(len(together), bit)
    layers[: len(laid.settled)] = network.layers[laid.settled_of]
    return network_of(laid.places, together, layers), laid.places[laid.target]


def _laid(network: Network, border: Border, own: Flags, tolerance: float) -> Laid:
    """Lay a `border` on the `network`, but for the places that stay their `own`."""
    drawn = border.edges[border.distinct]
    snapped = snap_to_network(border.places, corners(border.places, drawn), network, tolerance)
    free = own | (snapped.target == FREE)
    places = np.concatenate([network.places, snapped.on_line, border.places[free]])
    target = snapped.target.copy()
    target[free] = len(places) - np.count_nonzero(free) + np.arange(np.count_nonzero(free))
    loose = _gather_twins(target, border, free & ~own, LOOSE * tolerance)
    on_line = len(network.places) + np.arange(len(snapped.on_line))
    settled, settled_of = split_edges(network.edges, snapped.edge, snapped.share, on_line)
    edges = target[drawn]
    ready = contained(edges, settled, len(places)) | own[drawn].all(axis=1)
    through = np.zeros(len(places), bool)
    through[settled] = True
    through[target[loose]] = True
    rest = np.flatnonzero(~ready)
    bent, bent_of = bend_edges(
        edges[rest], border.places[drawn[rest]], places, np.flatnonzero(through), tolerance
    )
    return Laid(
        places=places,
        target=target,
        settled=settled,
        settled_of=settled_of,
        edges=np.concatenate([edges[ready], bent]),
        edge_of=np.concatenate([np.flatnonzero(ready), rest[bent_of]]),
    )


def _gather_twins(target: Ints, border: Border, free: Flags, distance: float) -> Ints:
    """Send `free` places that are twins to one `target`; return the places that may have one."""
    loose = loose_places(border, free, distance)
    uses = np.bincount(border.edges.ravel(), minlength=len(border.places))
    target[loose] = target[loose[gather(border.places[loose], uses[loose], distance)]]
    return loose
