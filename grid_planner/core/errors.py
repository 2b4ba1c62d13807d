# SPDX-License-Identifier: GPL-2.0-or-later
"""What can go wrong and what is worth noting, as facts; `messages` puts them into words.

An error stops the run, a notice does not. Both carry only facts (codes, counts, metres), so that
the sentence can be made in the user's language. The sentence of every class and kind stands in
`grid_planner/messages/`; a test keeps the two lists equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class GridPlannerError(Exception):
    """A problem that the person who runs the analysis can solve."""

    def __init__(self, **facts: object) -> None:
        super().__init__(*(f"{name}={value!r}" for name, value in facts.items()))
        self.facts = facts


class GivenName(str):
    """A name of the user's own layer or field, which no label of the dialog may stand for."""

    __slots__ = ()


@dataclass(frozen=True)
class Notice:
    """Something the user should know although the work went on: its `kind` and the facts."""

    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)


# --- any input -------------------------------------------------------------------------------


class MissingPackages(GridPlannerError):
    """Python packages are missing or too old.

    Facts: packages (name, found, wanted), install, platform (windows/macos/linux).
    """


class NotTheWantedType(GridPlannerError):
    """A field does not hold what is needed. Facts: layer, field, wanted (number)."""


class WrongGeometry(GridPlannerError):
    """A layer holds another kind of geometry. Facts: layer, parameter, wanted (shapes)."""


class ResultNotWritten(GridPlannerError):
    """A layer cannot be written. Facts: output, place, reason."""


class OneFileForTwo(GridPlannerError):
    """Two results shall go into one file. Facts: output, other, place."""


class InputsInTheWay(GridPlannerError):
    """A result would replace a file that holds an input and other layers. Facts: output, place."""


class MissingCrs(GridPlannerError):
    """A layer has no coordinate reference system. Facts: layer."""


class CoordinatesOutsideCrs(GridPlannerError):
    """Coordinates cannot lie in the CRS that the layer names. Facts: layer, crs, x, y."""


class EmptyInput(GridPlannerError):
    """A layer that is needed has no usable feature. Facts: layer."""


class InputsApart(GridPlannerError):
    """Two layers do not overlap anywhere. Facts: layer, other."""


class MissingField(GridPlannerError):
    """A field that is needed is not in the layer. Facts: layer, field."""


class MissingCodes(GridPlannerError):
    """Features without a code. Facts: layer, field, count."""


class DuplicateCodes(GridPlannerError):
    """One code stands at several features. Facts: layer, field, codes."""


class EmptyTable(GridPlannerError):
    """A table that is needed has no row. Facts: layer."""


class OutOfRange(GridPlannerError):
    """A parameter lies outside its range. Facts: parameter, value, minimum, maximum."""


class UnknownOption(GridPlannerError):
    """A parameter is none of its options. Facts: parameter, value, options."""


class BadText(GridPlannerError):
    """A text parameter cannot be read. Facts: parameter, value, example."""


class BadTable(GridPlannerError):
    """A table of rules or profiles cannot be used.

    Facts: file, line, column, found, allowed,
    problem (missing/encoding/empty/columns/cells/value/twice).
    """


class ClusterUnavailable(GridPlannerError):
    """The Dask cluster cannot be used. Facts: address, problem (package/connection)."""


# --- base units ------------------------------------------------------------------------------


class LimitsOutOfOrder(GridPlannerError):
    """Minimum, target and maximum area are not in this order. Facts: minimum, target, maximum."""


class TooManyUnits(GridPlannerError):
    """More base units than one run can make. Facts: units, limit, area_km2, target."""


class SerialOverflow(GridPlannerError):
    """More units in an area than the code has serial numbers. Facts: area, units, capacity."""


class NothingToClassBy(GridPlannerError):
    """No layer was given from which the class of units can be seen. Facts: none."""


# --- workload --------------------------------------------------------------------------------


class NothingCounted(GridPlannerError):
    """All components of the workload are zero in all units. Facts: components."""


class NoComponents(GridPlannerError):
    """No layer was given from which workload can be measured. Facts: none."""


# --- responsibility grids --------------------------------------------------------------------


class UnitsWithoutShape(GridPlannerError):
    """Units have no geometry, or one without area. Facts: units."""


class BadWorkload(GridPlannerError):
    """Workload is null, huge, negative or zero in all.

    Facts: problem (null/huge/negative/zero), units.
    """


class NoGridCount(GridPlannerError):
    """Neither a number of grids, nor a quota, nor an ideal workload was given. Facts: none."""


class TooManyGrids(GridPlannerError):
    """More grids asked than there are units to give out. Facts: asked, units, where."""


class LocksLeaveNoRoom(GridPlannerError):
    """Locked grids stand in the way of the number asked for.

    Facts: asked, locked, needed, possible, where.
    """


class TooFewGrids(GridPlannerError):
    """Fewer grids asked than separate parts need one each. Facts: asked, needed, where."""


class QuotaWithoutFields(GridPlannerError):
    """A quota table was given without saying which fields to read. Facts: none."""


class UnknownQuotaParent(GridPlannerError):
    """The quota names parents that no unit has. Facts: parents."""


class ParentWithoutQuota(GridPlannerError):
    """Units lie in parents that the quota does not name. Facts: parents."""


class BadQuota(GridPlannerError):
    """A quota is not a whole number above zero. Facts: parents."""


class QuotaSumDiffers(GridPlannerError):
    """The number of grids asked for is not the sum of the quota. Facts: asked, total."""


class WorkloadLimitsCrossed(GridPlannerError):
    """The minimum workload of a grid exceeds the maximum. Facts: minimum, maximum."""


class BadLimit(GridPlannerError):
    """An entry of the limits of other quantities cannot be used.

    Facts: entry, example, problem (text/twice/crossed).
    """


class BadAmounts(GridPlannerError):
    """A limited quantity is empty or negative. Facts: quantity, problem (null/negative), units."""


class LockedGridApart(GridPlannerError):
    """A locked grid is not in one piece. Facts: grid, pieces."""


class LockNeedsCurrent(GridPlannerError):
    """Units are locked but the field of the current grid is missing. Facts: none."""


class KeptTogetherApart(GridPlannerError):
    """Units to be kept together cannot be in one grid.

    Facts: group, reason (parents/pieces/locked).
    """


class UnitTooHeavy(GridPlannerError):
    """Single units (or groups kept together) exceed the maximum. Facts: units, maximum."""


class MaximumUnreachable(GridPlannerError):
    """The grids asked for cannot stay under the maximum. Facts: where, grids, needed, maximum."""


class MinimumUnreachable(GridPlannerError):
    """The grids asked for cannot all reach the minimum. Facts: where, grids, possible, minimum."""


class UnitAboveLimit(GridPlannerError):
    """Single units (or groups) exceed a quantity's limit. Facts: quantity, units, maximum."""


class TooMuchForGrids(GridPlannerError):
    """The grids asked for cannot hold all of a quantity.

    Facts: quantity, where, total, grids, maximum, room, needed.
    """


class TooLittleForGrids(GridPlannerError):
    """There is not enough of a quantity for the grids asked for.

    Facts: quantity, where, total, grids, minimum, demand, possible.
    """


class LimitsExcludeEachOther(GridPlannerError):
    """One limit asks for more grids than another one allows.

    Facts: where, above, needed, below, possible.
    """


class LimitsNotMet(GridPlannerError):
    """No plan within the limits was found.

    Facts: grids, minimum, maximum, where, limits, broken.
    """


class PlanBreaksRules(GridPlannerError):
    """The independent checker refused the plan. Facts: rules (rule, grids)."""


class NoStaffMatches(GridPlannerError):
    """No row of the staff table names a grid of the layer. Facts: count, codes, examples."""


class NoLevels(GridPlannerError):
    """Nothing says which levels to sum up by. Facts: none."""


# --- merging the grids of departments -----------------------------------------------------------


class TooManyDepartments(GridPlannerError):
    """More layers than can be merged at once. Facts: count, most."""


class ToleranceTooLarge(GridPlannerError):
    """Borders nearer than that are one, and little ground is left. Facts: tolerance (m)."""


class GridsOverlapEachOther(GridPlannerError):
    """Grids of one department overlap nearly everywhere. Facts: layer, count, grids, example."""


class FewerGridsThanParts(GridPlannerError):
    """Fewer merged grids asked than parts that cannot share one. Facts: asked, needed, where."""


class MoreGridsThanPieces(GridPlannerError):
    """More merged grids asked than there are pieces of ground. Facts: asked, pieces, where."""


class SeveralAdopted(GridPlannerError):
    """More than one department's grid shall be adopted whole. Facts: departments."""
