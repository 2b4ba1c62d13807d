# SPDX-License-Identifier: GPL-2.0-or-later
"""The parameters of every analysis: default, unit and range stand here and nowhere else.

The Processing definitions are made from these classes, and the core functions take them.
Nothing heavy is imported: algorithms load this module when QGIS starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from .errors import LimitsOutOfOrder, OutOfRange, UnknownOption, WorkloadLimitsCrossed

LARGEST = 1e30
"""No quantity is as large in any unit: tables fill ±3.4e38 or ±1.8e308 in where there is none."""


def quantity(
    default: float | None,
    *,
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
) -> Any:
    """Declare a number with its unit and inclusive range; default None means "not asked for"."""
    metadata = {"unit": unit, "minimum": minimum, "maximum": maximum}
    return field(default=default, metadata=metadata)


def choice(options: tuple[str, ...]) -> Any:
    """Declare one of `options` (static keys); the first is the default."""
    return field(default=options[0], metadata={"options": options})


@dataclass(frozen=True)
class Params:
    """Base of all parameter objects."""

    def validate(self) -> None:
        """Check every value against its declared range or options.

        Raises OutOfRange, UnknownOption; subclasses add what concerns several values at once.
        """
        for spec in fields(self):
            _check_value(spec, getattr(self, spec.name))


def _check_value(spec: Field[Any], value: Any) -> None:
    facts: Mapping[str, Any] = spec.metadata
    if value is None:
        return
    if "options" in facts and value not in facts["options"]:
        raise UnknownOption(parameter=spec.name, value=value, options=facts["options"])
    if "minimum" in facts:
        _check_range(spec.name, value, facts["minimum"], facts["maximum"])


def _check_range(name: str, value: float, minimum: float | None, maximum: float | None) -> None:
    """Refuse what is out of range; no quantity is beyond `LARGEST`, infinite, or not a number."""
    low = -LARGEST if minimum is None else minimum
    high = LARGEST if maximum is None else maximum
    if low <= value <= high:
        return
    if abs(value) <= LARGEST:
        raise OutOfRange(parameter=name, value=value, minimum=minimum, maximum=maximum)
    raise OutOfRange(parameter=name, value=value, minimum=low, maximum=high)


@dataclass(frozen=True)
class ComputeParams(Params):
    """How to run parts: `workers` 0 is one a core, `cluster` the address of a Dask scheduler.

    Processes are for headless runs; with a cluster, mode and workers do not matter.
    """

    mode: str = choice(("threads", "processes"))
    workers: int = quantity(0, minimum=0)
    cluster: str = ""


CODE_PROFILES = ("GBT47678_2026", "GBT30428_2013", "CJT213_2005", "CJT349_2010", "CUSTOM")


@dataclass(frozen=True)
class BaseUnitParams(Params):
    """Size limits of base units (面积适当: about 10,000 m²) and their code profile."""

    target_area: float = quantity(10_000.0, unit="m²", minimum=1.0)
    min_area: float = quantity(4_000.0, unit="m²", minimum=0.0)
    max_area: float = quantity(20_000.0, unit="m²", minimum=1.0)
    min_width: float = quantity(20.0, unit="m", minimum=0.0)
    snap_distance: float = quantity(3.0, unit="m", minimum=0.0)
    code_profile: str = choice(CODE_PROFILES)

    def validate(self) -> None:
        """Check ranges, then that minimum <= target <= maximum. Raises LimitsOutOfOrder."""
        super().validate()
        if not self.min_area <= self.target_area <= self.max_area:
            raise LimitsOutOfOrder(
                minimum=self.min_area, target=self.target_area, maximum=self.max_area
            )


SERIAL_ORDERS = (
    "rows_north_south_west_east",
    "columns_west_east_north_south",
    "snake_north_south",
)


@dataclass(frozen=True)
class EncodeParams(Params):
    """How units are numbered; without a row height, rows are as high as a mean unit is wide."""

    code_profile: str = choice(CODE_PROFILES)
    serial_order: str = choice(SERIAL_ORDERS)
    row_height: float | None = quantity(None, unit="m", minimum=1.0)
    prefix: str = ""
    letters: bool = False


@dataclass(frozen=True)
class ClassifyParams(Params):
    """Weights of floor area, POI and land use against each other, as text."""

    weights: str = "floor=0.6,poi=0.2,land=0.2"


@dataclass(frozen=True)
class WorkloadParams(Params):
    """Weights of the workload components as text, e.g. `households=0.5,cases=0.3`.

    Empty: every component that was measured weighs the same.
    """

    weights: str = ""


@dataclass(frozen=True)
class PatrolParams(Params):
    """How tours are worked out: good ones with a lower bound, or the shortest.

    The shortest take some hundredths of a second for a zone of a hundred streets, half a second
    for five hundred.
    """

    tours: str = choice(("good", "shortest"))


@dataclass(frozen=True)
class AuditParams(Params):
    """What counts as a sliver in a coverage: twice the area over the perimeter, in metres."""

    sliver_width: float = quantity(1.0, unit="m", minimum=0.0)


@dataclass(frozen=True)
class RepairParams(Params):
    """How wide a gap may be, and how far a border may move, when a coverage is repaired."""

    tolerance: float = quantity(1.0, unit="m", minimum=0.0)


PRIORITIES = ("balanced", "balance_first", "compact_first", "within_tolerance")
ROLES = ("UNI", "SUP", "DIS")


@dataclass(frozen=True)
class GridWishes(Params):
    """What grids shall be like, whoever plans them; 0 or None: not asked for."""

    grid_count: int = quantity(0, minimum=0)
    ideal_workload: float | None = quantity(None, minimum=0.0)
    min_workload: float | None = quantity(None, minimum=0.0)
    max_workload: float | None = quantity(None, minimum=0.0)
    limits: str = ""
    """Hard limits of other quantities (`zoning.limits`), e.g. `households=150..400`."""
    role: str = choice(ROLES)
    bridge_distance: float | None = quantity(None, unit="m", minimum=0.0)

    def validate(self) -> None:
        """Check ranges, then that minimum <= maximum. Raises WorkloadLimitsCrossed."""
        super().validate()
        ideal, low, high = self.ideal_workload, self.min_workload, self.max_workload
        if ideal is not None and 0 < ideal < 1 / LARGEST:
            raise OutOfRange(
                parameter="ideal_workload", value=ideal, minimum=1 / LARGEST, maximum=None
            )
        if low is not None and high is not None and low > high:
            raise WorkloadLimitsCrossed(minimum=low, maximum=high)


@dataclass(frozen=True)
class PlanParams(GridWishes):
    """What a plan of responsibility grids shall reach."""

    stability: float = quantity(0.0, minimum=0.0, maximum=1.0)
    priority: str = choice(PRIORITIES)
    tolerance: float = quantity(5.0, unit="%", minimum=0.0, maximum=100.0)
    prove: bool = False
    time_limit: float = quantity(30.0, unit="s", minimum=0.0)
    seed: int = quantity(1, minimum=0)
    trade_off: bool = False
    border_factor: float = quantity(1.0, minimum=0.0)
    """Makes borders count more or less than the priority says: for plans between two priorities."""
    of_grids: bool = False
    """The units are grids and become groups, whose codes must differ from those of the grids."""


@dataclass(frozen=True)
class StaffParams(Params):
    """Which posts make a chief, the first first, as text."""

    chief_posts: str = "网格长,组长,一级街长,二级街长,三级街长"


@dataclass(frozen=True)
class RollupParams(Params):
    """Up to which digits a code names a level, and which level to draw (0: all, 1: coarsest)."""

    digits: str = "6,9,12"
    level: int = quantity(0, minimum=0)


@dataclass(frozen=True)
class EvaluationParams(GridWishes):
    """What an existing plan of responsibility grids is judged by; 0 or None: not judged."""

    tolerance: float | None = quantity(None, unit="%", minimum=0.0, maximum=100.0)


@dataclass(frozen=True)
class DiagnoseParams(Params):
    """Within what distance two departments' borders are meant to be one (0: suggested)."""

    tolerance: float = quantity(0.0, unit="m", minimum=0.0)


@dataclass(frozen=True)
class MergeParams(Params):
    """How the grids of several departments become one.

    `weights`: one number a department in the order of the layers, as text, e.g. `2,1,1` (`inf`:
    this grid is adopted whole; empty: all alike). Without `grid_count` and `max_workload` there
    are as many grids as departments have on average. `balance` 0 follows the departments' borders,
    1 evens the workload.
    """

    weights: str = ""
    grid_count: int = quantity(0, minimum=0)
    max_workload: float | None = quantity(None, minimum=0.0)
    tolerance: float = quantity(0.0, unit="m", minimum=0.0)
    balance: float = quantity(0.5, minimum=0.0, maximum=1.0)
    seed: int = quantity(1, minimum=0)


@dataclass(frozen=True)
class CrosswalkParams(Params):
    """Width (m, twice the area over the perimeter) below which two grids only touch."""

    sliver_width: float = quantity(1.0, unit="m", minimum=0.0)
