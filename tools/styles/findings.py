# SPDX-License-Identifier: GPL-2.0-or-later
"""What a planner has to look at: exceptions, broken rules, findings and changes of a coverage.

All of it is meant to be seen at any scale.
"""

from __future__ import annotations

from .labels import around, kept_free, labels_by_scale, text, wrapped
from .renderers import categories
from .style import Style, style
from .symbols import place, sign

FINDINGS = {
    "gap": ("#d7301f", "Gap"),
    "overlap": ("#e6820e", "Overlap"),
    "sliver": ("#c2a000", "Sliver"),
    "duplicate": ("#8856a7", "Duplicate"),
    "invalid": ("#111111", "Invalid geometry"),
    "multipart": ("#2b8cbe", "Several parts"),
    "not_nested": ("#238b45", "Not nested in its parent"),
    "outside": ("#737373", "Outside the boundary"),
    "": ("#ff00aa", "Other finding"),
}
CHANGES = {
    "gap": ("#3f9b6a", "Gap filled"),
    "overlap": ("#e6820e", "Overlap settled"),
    "duplicate": ("#8856a7", "Duplicate"),
    "sliver": ("#c2a000", "Piece cut off"),
    "outside": ("#2b8cbe", "Cut off at the boundary"),
    "invalid": ("#111111", "Invalid geometry"),
    "gap_left": ("#d7301f", "Wide gap left"),
    "outside_left": ("#737373", "Left outside the boundary"),
    "": ("#ff00aa", "Other change"),
}
EXCEPTIONS = {
    "building_on_area_border": ("#d7301f", "diamond", "Building astride a community border"),
    "area_below_minimum": ("#7b3294", "square", "Community smaller than the minimum"),
    "unit_below_minimum": ("#e6820e", "triangle", "Unit smaller than the minimum"),
    "unit_above_maximum": ("#2166ac", "pentagon", "Unit larger than the maximum"),
    "unit_around_body": ("#4393c3", "pentagon", "Unit around a large compound or building"),
    "unit_across_barrier": ("#0b7285", "star", "Unit with a railway or river inside"),
    "area_without_unit": ("#111111", "cross_fill", "Community without a unit"),
    "areas_overlap": ("#1b7837", "cross_fill", "Overlapping communities"),
    "": ("#616161", "circle", "Other exception"),
}
RULES = {
    "UnitWithoutGrid": ("#111111", "cross_fill", "Unit without a grid"),
    "GridInPieces": ("#d7301f", "diamond", "Grid in several pieces"),
    "GridAcrossParents": ("#7b3294", "square", "Grid in several parents"),
    "GridAcrossBarrier": ("#0b7285", "star", "Grid across a barrier"),
    "KeptTogetherSplit": ("#1b7837", "pentagon", "Units to keep together divided"),
    "GridAboveMaximum": ("#b2182b", "triangle", "Workload above the maximum"),
    "GridBelowMinimum": ("#2166ac", "triangle", "Workload below the minimum"),
    "GridBeyondTolerance": ("#e6820e", "triangle", "Workload beyond the tolerance"),
    "QuantityAboveMaximum": ("#8c2d04", "triangle", "Another quantity above its limit"),
    "QuantityBelowMinimum": ("#08519c", "triangle", "Another quantity below its limit"),
    "GridCountMissed": ("#616161", "hexagon", "Number of grids missed"),
    "QuotaMissed": ("#8c510a", "hexagon", "Quota of a parent missed"),
    "LockChanged": ("#c51b7d", "square", "Locked grid changed"),
    "": ("#616161", "circle", "Other rule"),
}
# Chinese has no spaces to break a line at: zero-width ones go behind every character that may end
# a line, which leaves numbers, codes and closing marks where they are.
BREAKABLE = """regexp_replace("note", '([一-龥，。：；、）”])(?![，。：；、）”])', '\\\\1\u200b')"""


@style
def coverage_finding() -> Style:
    """Gaps, overlaps and the like that an audit found."""
    rows = [(kind, place(colour), name) for kind, (colour, name) in FINDINGS.items()]
    return Style("Polygon", categories("kind", rows))


@style
def coverage_change() -> Style:
    """What the repair of a coverage changed, or left."""
    rows = [(reason, place(colour), name) for reason, (colour, name) in CHANGES.items()]
    return Style("Polygon", categories("reason", rows))


@style
def exception() -> Style:
    """Places where a division could not keep a rule, with the note when zoomed in."""
    rows = [(kind, sign(colour, shape), name) for kind, (colour, shape, name) in EXCEPTIONS.items()]
    note = wrapped(around(text(BREAKABLE, size=7, colour="#7f1d1d"), 2.0), latin=28, chinese=16)
    labels = labels_by_scale((note, 3000, 0), (kept_free(), 0, 3000))
    return Style("Point", categories("kind", rows), labels)


@style
def broken_rule() -> Style:
    """Rules that a plan breaks, where it breaks them."""
    rows = [(kind, sign(colour, shape), name) for kind, (colour, shape, name) in RULES.items()]
    grid = around(text('"grid_code"', size=7, colour="#7f1d1d"), 1.5)
    return Style("MultiPoint", categories("kind", rows), labels_by_scale((grid, 8000, 0)))
