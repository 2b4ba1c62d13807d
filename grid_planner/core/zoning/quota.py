# SPDX-License-Identifier: GPL-2.0-or-later
"""A quota: how many grids each parent shall have."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..errors import (
    BadQuota,
    MissingField,
    ParentWithoutQuota,
    QuotaSumDiffers,
    UnknownQuotaParent,
)
from .table import LAYER, UnitTable


def check_quota(quota: Mapping[str, int], table: UnitTable, grid_count: int) -> dict[str, int]:
    """Return the quota as whole numbers of exactly the parents that have units.

    Raises MissingField, BadQuota, UnknownQuotaParent, ParentWithoutQuota, QuotaSumDiffers.
    """
    if not table.parent.used:
        raise MissingField(layer=LAYER, field="parent_code")
    wrong = [str(parent) for parent, grids in quota.items() if not _is_count(grids)]
    if wrong:
        raise BadQuota(parents=sorted(wrong))
    whole = {str(parent): int(float(grids)) for parent, grids in quota.items()}
    known = set(table.parent.names)
    if whole.keys() - known:
        raise UnknownQuotaParent(parents=sorted(whole.keys() - known))
    if known - whole.keys():
        raise ParentWithoutQuota(parents=sorted(known - whole.keys()))
    total = sum(whole.values())
    if grid_count and grid_count != total:
        raise QuotaSumDiffers(asked=grid_count, total=total)
    return whole


def _is_count(value: object) -> bool:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return math.isfinite(number) and number >= 1 and number == int(number)
