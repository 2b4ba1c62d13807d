# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep buildings and compounds whole: which of them are astride, and which cell takes them.

A body (building or compound) that lies in several cells of one area gets its outline noded into
the faces; its faces are then joined and handed to the cell that surrounds them most. Over the
border of two areas nothing is moved silently: such bodies are only reported.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_matrix

from ..arrays import Flags, Floats, Geometries, Ints
from ..coverage.arrangement import holders
from ..graph import Adjacency, connected_labels
from ..labels import first_by_label, sum_by_label
from .bodies import NEGLIGIBLE


def overlaps(bodies: Geometries, polygons: Geometries, area: Ints, cell: Ints) -> pd.DataFrame:
    """Measure how `bodies` (b,) that touch several `polygons` (n,) lie over their labels.

    Returns columns body, area, cell, size (m²), one row per body and cell it lies in.
    """
    body, polygon = shapely.STRtree(polygons).query(bodies, predicate="intersects")
    shared = np.bincount(body, minlength=len(bodies))[body] > 1
    body, polygon = body[shared], polygon[shared]
    size = shapely.area(shapely.intersection(bodies[body], polygons[polygon]))
    rows = pd.DataFrame({"body": body, "area": area[polygon], "cell": cell[polygon], "size": size})
    return pd.DataFrame(rows.groupby(["body", "area", "cell"])["size"].sum().reset_index())


def astride(rows: pd.DataFrame, *, across: str, within: list[str]) -> pd.DataFrame:
    """Return the `within` keys of which more than a negligible size lies outside one `across`.

    `rows` as from `overlaps`. Cells of one area: across "cell" within ["body", "area"].
    """
    sizes = rows.groupby([*within, across])["size"].sum().reset_index()
    parts = sizes.groupby(within)["size"].agg(["sum", "max"]).reset_index()
    return pd.DataFrame(parts.loc[parts["sum"] - parts["max"] > NEGLIGIBLE, within])


def join_bodies(polygons: Geometries, area: Ints, bodies: Geometries, adjacency: Adjacency) -> Ints:
    """Return a label per face (n,): faces of one body together, with the face they touch most.

    `polygons` are faces with the outlines of `bodies` noded in; `area` (n,) is never mixed.
    """
    count = len(polygons)
    body, face = holders(bodies, polygons)
    in_body = np.zeros(count, bool)
    in_body[face] = True
    left, right, length = adjacency.left, adjacency.right, adjacency.length
    same_area = area[left] == area[right]
    left, right, length = left[same_area], right[same_area], length[same_area]

    a, b = _share_a_body(left, right, face, body, count)
    whole = connected_labels(count, a, b)
    host_a, host_b = _longest_host(left, right, length, in_body, whole)
    return connected_labels(count, np.concatenate([a, host_a]), np.concatenate([b, host_b]))


def _share_a_body(left: Ints, right: Ints, face: Ints, body: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the neighbours among `count` faces that lie in one and the same body."""
    shape = (count, int(body.max(initial=0)) + 1)
    within = csr_matrix((np.ones(len(face), bool), (face, body)), shape=shape)
    together = np.asarray(within[left].multiply(within[right]).sum(axis=1)).ravel() > 0
    return left[together], right[together]


def _longest_host(
    left: Ints, right: Ints, length: Floats, in_body: Flags, whole: Ints
) -> tuple[Ints, Ints]:
    """Return for each whole body a pair (face of it, face outside) along its longest border."""
    inside, outside = np.concatenate([left, right]), np.concatenate([right, left])
    leads_out = in_body[inside] & ~in_body[outside]
    inside, outside = inside[leads_out], outside[leads_out]
    _, place, pair = np.unique(
        whole[inside] * len(whole) + outside, return_index=True, return_inverse=True
    )
    total = sum_by_label(pair, np.tile(length, 2)[leads_out], len(place))
    host = place[first_by_label(whole[inside[place]], -total, outside[place])]
    return inside[host], outside[host]
