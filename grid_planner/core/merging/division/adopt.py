# SPDX-License-Identifier: GPL-2.0-or-later
"""What the departments weigh against each other, and the one whose grid is adopted whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats, Ints
from ...errors import BadText, SeveralAdopted
from ...graph import connected_labels
from ...params import LARGEST
from .ground import Ground


@dataclass(frozen=True)
class Weights:
    """Finite weights of the departments, and the place of the `adopted` one, None where none is."""

    values: Floats
    adopted: int | None = None


def parse_weights(text: str, names: tuple[str, ...]) -> Weights:
    """Read one weight for each department in `names`, one after the other; empty: all alike.

    `inf` adopts a department's grid whole. Chinese punctuation is read as well.
    Raises BadText, SeveralAdopted.
    """
    entries = [entry for entry in re.split(r"[,;，；、\s]+", text.strip()) if entry]
    if not entries:
        return Weights(np.ones(len(names)))
    try:
        values = np.array([float(entry) for entry in entries])
    except ValueError:
        values = np.empty(0)
    sound = (values >= 0) & ((values <= LARGEST) | np.isinf(values))
    if len(values) != len(names) or not sound.all() or not values.any():
        raise BadText(parameter="weights", value=text, example=_example(len(names)))
    adopted = np.flatnonzero(np.isinf(values)).tolist()
    if len(adopted) > 1:
        raise SeveralAdopted(departments=[names[i] for i in adopted])
    finite = np.where(np.isinf(values), 1.0, values)
    return Weights(finite, adopted[0] if adopted else None)


def _example(count: int) -> str:
    return ",".join("2" if place == 0 else "1" for place in range(count))


def adopt_grids(ground: Ground, department: int) -> Ints:
    """Return the zone of each node: the pieces that the grids of `department` have on the ground.

    A grid in several pieces, or over several hard units, becomes as many zones.
    """
    label = ground.labels[:, department]
    same = label[ground.left] == label[ground.right]
    piece = connected_labels(len(ground), ground.left[same], ground.right[same])
    # Numbered by part, as all divisions are.
    first = np.unique(piece, return_index=True)[1]
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(ground.part[first], kind="stable")] = np.arange(len(first))
    return rank[piece]
