# SPDX-License-Identifier: GPL-2.0-or-later
"""What a part is worth that is still to be cut: how compact and how even its pieces can be."""

from __future__ import annotations

import numpy as np

from ...arrays import Floats

UNEVENNESS = 0.3
"""Weight of the size error of the pieces against their compactness (.2 to .5 do as well)."""
ROUGHNESS = 0.4
"""Share of the surplus of an outline over a square's that cuts do not mend: bays, not length.

Without it the cells of Helsinki and Cambridge are less compact by .01; .2 to .4 do as well.
"""
MOST_IN_A_ROW = 3
"""Pieces that are foreseen side by side: three cannot fill rows and columns."""


def foreseen_worth(area: Floats, perimeter: Floats, piece: Floats) -> Floats:
    """Return what parts of `area` (m²) and `perimeter` (m) are worth as pieces of `piece` m².

    At best .785, the Polsby-Popper compactness of squares; size errors are taken off.
    """
    pieces = np.maximum(np.round(area / piece), 1)
    unevenness = np.abs(area / (pieces * piece) - 1)
    return np.asarray(foreseen_compactness(area, perimeter, pieces) - UNEVENNESS * unevenness)


def foreseen_compactness(area: Floats, perimeter: Floats, pieces: Floats) -> Floats:
    """Return the Polsby-Popper compactness that `pieces` of a shape can have (0..1).

    The shape counts as the rectangle of its area (m²) and perimeter (m), cut in rows and columns.
    """
    # 1 for a square; a disc, the least there is, has pi / 4.
    rough = np.maximum(perimeter**2 / (16 * np.maximum(area, 1e-9)), np.pi / 4)
    surplus = np.maximum(rough, 1.0)
    ratio = 2 * surplus - 1 + 2 * np.sqrt(surplus * (surplus - 1))
    columns = np.clip(np.round(np.sqrt(pieces * ratio)), 1, pieces)
    columns = np.where(pieces <= MOST_IN_A_ROW, pieces, columns)
    piece_ratio = ratio * pieces / columns**2
    divided = np.pi * piece_ratio / (1 + piece_ratio) ** 2 * (1 - ROUGHNESS * (1 - 1 / surplus))
    return np.asarray(np.where(pieces == 1, np.pi / (4 * rough), divided))
