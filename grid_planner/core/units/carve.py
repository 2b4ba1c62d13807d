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
from numpy.typing import NDArray

from ..coverage.arrangement import holders
from ..graph import Adjacency, Geometries, Ints, connected_labels
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

    a, b = _share_a_body(left, right, face, body)
    whole = connected_labels(count, a, b)
    host_a, host_b = _longest_host(left, right, length, in_body, whole)
    return connected_labels(count, np.concatenate([a, host_a]), np.concatenate([b, host_b]))


def _share_a_body(left: Ints, right: Ints, face: Ints, body: Ints) -> tuple[Ints, Ints]:
    """Return the neighbours that lie in one and the same body."""
    membership = pd.DataFrame({"face": face, "body": body})
    pairs = pd.DataFrame({"left": left, "right": right})
    pairs = pairs.merge(membership, left_on="left", right_on="face")
    pairs = pairs.merge(
        membership, left_on=["right", "body"], right_on=["face", "body"], suffixes=("", "_right")
    )
    return pairs["left"].to_numpy(np.int64), pairs["right"].to_numpy(np.int64)


def _longest_host(
    left: Ints, right: Ints, length: NDArray[np.float64], in_body: NDArray[np.bool_], whole: Ints
) -> tuple[Ints, Ints]:
    """Return for each whole body a pair (face of it, face outside) along its longest border."""
    from_body = np.concatenate([left, right])
    to_face = np.concatenate([right, left])
    border = pd.DataFrame({"inside": from_body, "outside": to_face, "length": np.tile(length, 2)})
    border = border[in_body[from_body] & ~in_body[to_face]]
    border["whole"] = whole[border["inside"]]
    host = border.groupby(["whole", "outside"], as_index=False).agg(
        {"length": "sum", "inside": "first"}
    )
    host = host.sort_values(["whole", "length", "outside"], ascending=[True, False, True])
    host = host.drop_duplicates("whole")
    return host["inside"].to_numpy(np.int64), host["outside"].to_numpy(np.int64)
