# SPDX-License-Identifier: GPL-2.0-or-later
"""Which Python packages the analysis needs, found without importing any of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata, util

from .core.errors import MissingPackages
from .messages import explain


@dataclass(frozen=True)
class Requirement:
    """A package: its import name is its name on PyPI; `minimum` as in requirements.txt."""

    package: str
    minimum: str = ""


REQUIREMENTS = {
    requirement.package: requirement
    for requirement in (
        Requirement("numpy"),
        Requirement("scipy"),
        Requirement("pandas"),
        Requirement("geopandas"),
        Requirement("shapely", "2.0"),
        Requirement("rtree"),
        Requirement("matplotlib"),
    )
}
ANALYSIS = ("numpy", "scipy", "pandas", "geopandas", "shapely", "rtree")


def explain_missing(needs: Iterable[str]) -> str:
    """Say in one sentence what of `needs` is missing and how to get it; "" when all is there."""
    problem = _problem(needs)
    return explain(problem) if problem else ""


def require(needs: Iterable[str]) -> None:
    """Raise MissingPackages unless all of `needs` can be imported in the version wanted."""
    problem = _problem(needs)
    if problem:
        raise problem


def _problem(needs: Iterable[str]) -> MissingPackages | None:
    missing = [REQUIREMENTS[package] for package in needs if not _present(REQUIREMENTS[package])]
    if not missing:
        return None
    return MissingPackages(
        packages=tuple(_describe(requirement) for requirement in missing),
        install=" ".join(_specifier(requirement) for requirement in missing),
        platform=_platform(),
    )


def _present(requirement: Requirement) -> bool:
    if util.find_spec(requirement.package) is None:
        return False
    found = _version(requirement.package)
    return not found or _numbers(found) >= _numbers(requirement.minimum)


def _version(package: str) -> str:
    """Return the installed version, "" where it is not recorded or not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _describe(requirement: Requirement) -> tuple[str, str, str]:
    """Return package, version found, version wanted; "" where there is none."""
    return (requirement.package, _version(requirement.package), requirement.minimum)


def _specifier(requirement: Requirement) -> str:
    minimum = f">={requirement.minimum}" if requirement.minimum else ""
    return f'"{requirement.package}{minimum}"'


def _platform() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
