# SPDX-License-Identifier: GPL-2.0-or-later
"""Exceptions, findings and broken rules of a run by kind, said whatever layers are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.errors import Notice
from .layer_texts import exception_names, finding_names, rule_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TOLD = 20  # broken rules that the log says one by one


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


def tell_broken_rules(
    broken: pd.DataFrame, checklist: pd.DataFrame, outputs: tuple[str, str]
) -> list[Notice]:
    """Count broken rules by `kind`, then say each, up to a number that a log can hold.

    `checklist`: of `core.zoning.evaluate.Evaluation`; `outputs`: the parameters of the layer and
    the report that list all.
    """
    if broken.empty:
        return [Notice("rules_kept", {"count": int(checklist["judged"].sum())})]
    kinds = _counts(broken, rule_names())
    told = [Notice("rules_broken", {"count": len(broken), "kinds": kinds})]
    told += [Notice(kind, facts) for kind, facts in zip(broken["kind"], broken["facts"])][:TOLD]
    if len(broken) > TOLD:
        layer, report = outputs
        facts = {"count": len(broken) - TOLD, "output": layer, "other": report}
        told.append(Notice("rules_broken_more", facts))
    return told


def _counts(found: pd.DataFrame, names: Mapping[str, str]) -> dict[str, int]:
    """Return how often each kind occurs under its name, in the order of `names`."""
    counts = found["kind"].value_counts()
    return {name: int(counts[kind]) for kind, name in names.items() if kind in counts.index}
