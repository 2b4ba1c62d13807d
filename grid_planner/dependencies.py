# SPDX-License-Identifier: GPL-2.0-or-later
"""Which Python packages the analysis needs: what is missing, and how to load them beside QGIS."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module, util

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
# Wheels of these bring C libraries that QGIS has too: GEOS and PROJ.
WITH_OWN_LIBRARIES = ("pyproj", "shapely")
ANALYSIS = ("numpy", "scipy", "pandas", "geopandas", "shapely", "rtree")
REPORTS = (*ANALYSIS, "matplotlib")


def explain_missing(needs: Iterable[str]) -> str:
    """Say in one sentence what of `needs` is missing and how to get it; "" when all is there."""
    problem = _problem(needs)
    return explain(problem) if problem else ""


def require(needs: Iterable[str]) -> None:
    """Make `needs` ready for import; raise MissingPackages unless all are in the version wanted."""
    problem = _problem(needs)
    if problem:
        raise problem
    _load_apart()


def _load_apart() -> None:
    """Load shapely and pyproj so that each calls the GEOS or PROJ it brings, not QGIS's.

    On Linux the program QGIS has its GEOS and PROJ in the scope where every library looks first.
    A newer shapely then calls that older GEOS, and crashes at the first function that only its
    own has (coverage_is_valid); pyproj crashes when QGIS exits. `RTLD_DEEPBIND` turns the order
    round. Where the packages are QGIS's own build, nothing changes.
    """
    deep = getattr(os, "RTLD_DEEPBIND", 0)
    if not deep or not all(util.find_spec(package) for package in ("numpy", *WITH_OWN_LIBRARIES)):
        return
    import_module("numpy")  # in the usual way: QGIS uses it too
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags | deep)
    try:
        for package in WITH_OWN_LIBRARIES:
            import_module(package)
    finally:
        sys.setdlopenflags(flags)


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
    from importlib import metadata  # half the time that loading the plugin would take

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
