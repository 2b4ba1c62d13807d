# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes that name things: each thing has one, and no two have the same."""

from __future__ import annotations

import pandas as pd

from .errors import DuplicateCodes, MissingCodes


def check_codes(codes: pd.Series, *, layer: str, field: str) -> None:
    """Check that every row of `codes` (text) has one of its own.

    `layer` and `field` name where they stand, for the message. Raises MissingCodes, DuplicateCodes.
    """
    if codes.isna().any():
        raise MissingCodes(layer=layer, field=field, count=int(codes.isna().sum()))
    twice = codes.duplicated()
    if twice.any():
        raise DuplicateCodes(layer=layer, field=field, codes=sorted(set(codes[twice])))
