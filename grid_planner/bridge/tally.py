# SPDX-License-Identifier: GPL-2.0-or-later
"""How many exceptions or findings a run has, by kind: said whatever layers are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import Notice
from .layer_texts import exception_names, finding_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def tally_exceptions(exceptions: pd.DataFrame, output: str) -> Notice:
    """Count exceptions by `kind`; the layer of the parameter `output` lists them."""
    kinds = _counts(exceptions, exception_names())
    if not kinds:
        return Notice("exceptions_none", {})
    facts = {"count": len(exceptions), "kinds": kinds, "output": output}
    return Notice("exceptions_found", facts)


def tally_findings(findings: pd.DataFrame, output: str) -> Notice:
    """Count findings by `kind`; the layer of the parameter `output` lists them."""
    kinds = _counts(findings, finding_names())
    if not kinds:
        return Notice("findings_none", {})
    return Notice("findings_found", {"count": len(findings), "kinds": kinds, "output": output})


def _counts(found: pd.DataFrame, names: Mapping[str, str]) -> dict[str, int]:
    """Return how often each kind occurs under its name, in the order of `names`."""
    counts = found["kind"].value_counts()
    return {name: int(counts[kind]) for kind, name in names.items() if kind in counts.index}
