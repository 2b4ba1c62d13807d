# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights of components against each other, as people write them."""

from __future__ import annotations

import math
import re

from ..errors import BadText, UnknownOption

SHORT_NAMES = {"patrol": "patrol_m"}  # as people write them in weights
WEIGHTS_EXAMPLE = "households=0.5,cases=0.3"


def parse_weights(
    text: str, measured: tuple[str, ...], example: str = WEIGHTS_EXAMPLE
) -> dict[str, float]:
    """Read `households=0.5,cases=0.3` into shares of 1; empty: the same share for all `measured`.

    Chinese commas, semicolons, colons and equals signs are read as well, and SHORT_NAMES. Raises
    BadText, with the `example`, where the text cannot be read, UnknownOption where it names what
    was not measured.
    """
    bad = BadText(parameter="weights", value=text, example=example)
    entries = [entry.strip() for entry in re.split("[,;，；、]", text) if entry.strip()]
    weights: dict[str, float] = {}
    for entry in entries:
        found = re.fullmatch(r"(\w+)\s*[=:＝：]\s*(\d*\.?\d+(?:[eE][+-]?\d+)?)", entry)
        name = SHORT_NAMES.get(found[1], found[1]) if found else ""
        if found is None or name in weights:
            raise bad
        if name not in measured:
            raise UnknownOption(parameter="weights", value=found[1], options=measured)
        weights[name] = float(found[2])
    if not entries:
        weights = dict.fromkeys(measured, 1.0)
    total = sum(weights.values())
    if not (total > 0 and math.isfinite(total)):
        raise bad
    return {name: weight / total for name, weight in weights.items()}
