# SPDX-License-Identifier: GPL-2.0-or-later
"""One kind of chart a function; `canvas` is what all are drawn on.

A kind takes its data as the core gives them, then by keyword the `Measure` of each axis (title,
unit, decimals, factor) and the words of its legend, and returns the chart as SVG.
"""
