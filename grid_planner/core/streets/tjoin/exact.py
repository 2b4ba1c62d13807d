# SPDX-License-Identifier: GPL-2.0-or-later
"""The shortest T-join, proved by integer programming."""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix, diags, hstack, vstack

from ...arrays import Floats
from ...graph import connected_labels
from ...progress import NULL_PROGRESS, Progress
from .graphs import Graphs

SUPPORT = 1e-6  # how much of an edge counts as walked in a relaxed optimum
PROOF = 1e-9  # relative gap at which an optimum counts as proved


def exact_join(graphs: Graphs, progress: Progress = NULL_PROGRESS) -> Floats:
    """Return the length (m) a zone of the shortest T-join, proved by integer programming."""
    lengths = np.zeros(graphs.count)
    zones = np.unique(graphs.zone[graphs.odd])
    for done, zone in enumerate(zones):
        lengths[zone] = _shortest_join(_one(graphs, int(zone)))
        progress.tick(done + 1, len(zones))
    return lengths


def _one(graphs: Graphs, zone: int) -> Graphs:
    low, high = np.searchsorted(graphs.zone, [zone, zone + 1])
    inside = (graphs.start >= low) & (graphs.start < high)
    return Graphs(
        count=1,
        zone=np.zeros(high - low, np.int64),
        odd=graphs.odd[low:high],
        start=graphs.start[inside] - low,
        end=graphs.end[inside] - low,
        length=graphs.length[inside],
    )


def _shortest_join(graphs: Graphs) -> float:
    """Return the length (m) of the shortest T-join of one graph.

    Whole numbers x of edges, half the evenness k of nodes: A x - 2 k = odd. Around any set with an
    odd number of odd nodes an edge is walked; such cuts are added while the relaxed optimum
    leaves one of its own parts without, after which the integer program has little to search.
    """
    nodes, edges = len(graphs.zone), len(graphs.start)
    cuts = _odd_cuts(graphs)
    ends, edge = np.concatenate([graphs.start, graphs.end]), np.tile(np.arange(edges), 2)
    meets = coo_matrix((np.ones(2 * edges), (ends, edge)), shape=(nodes, edges))
    evened = hstack([meets, -2 * diags(np.ones(nodes))]).tocsr()
    odd = graphs.odd.astype(float)
    around = hstack([cuts, csr_matrix((cuts.shape[0], nodes))]).tocsr()
    found = milp(
        np.concatenate([graphs.length, np.zeros(nodes)]),
        integrality=np.ones(edges + nodes),
        bounds=Bounds(0, np.concatenate([np.ones(edges), np.full(nodes, np.inf)])),
        constraints=[LinearConstraint(evened, odd, odd), LinearConstraint(around, 1, np.inf)],
        options={"mip_rel_gap": PROOF},
    )
    return float(found.fun)


def _odd_cuts(graphs: Graphs) -> csr_matrix:
    """Return rows of edges (c, m), each around a set with an odd number of odd nodes."""
    nodes, edges = len(graphs.zone), len(graphs.start)
    part = np.arange(nodes)
    rows = csr_matrix((0, edges))
    while True:
        count = int(part.max()) + 1
        lonely = np.bincount(part, weights=graphs.odd, minlength=count) % 2 == 1
        if not lonely.any():
            return rows
        ends = np.stack([part[graphs.start], part[graphs.end]])
        across = np.flatnonzero(ends[0] != ends[1])
        cut = ends[:, across].ravel()
        around = coo_matrix(
            (np.ones(len(cut)), (cut, np.tile(across, 2))), shape=(count, edges)
        ).tocsr()[lonely]
        rows = vstack([rows, around]).tocsr()
        relaxed = linprog(graphs.length, -rows, -np.ones(rows.shape[0]), bounds=(0, 1)).x
        walked = relaxed > SUPPORT
        part = connected_labels(nodes, graphs.start[walked], graphs.end[walked])
