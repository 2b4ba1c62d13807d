# SPDX-License-Identifier: GPL-2.0-or-later
"""The words for what a plan was made for: priorities and roles."""

from __future__ import annotations

from ..i18n import translate


def priority_names() -> dict[str, str]:
    """Return what each priority is called."""
    return {
        "balanced": translate("GridPlanner", "even and compact alike"),
        "balance_first": translate("GridPlanner", "even first"),
        "compact_first": translate("GridPlanner", "compact first"),
        "within_tolerance": translate("GridPlanner", "compact within the tolerance"),
    }


def role_names() -> dict[str, str]:
    """Return what the grids of each role but the unified one are for."""
    return {
        "SUP": translate("GridPlanner", "supervision"),
        "DIS": translate("GridPlanner", "disposal"),
    }


def option_names() -> dict[str, str]:
    """Return what the options are called that are chosen by their key."""
    return {**priority_names(), **role_names(), "UNI": translate("GridPlanner", "unified")}
