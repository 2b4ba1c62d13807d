# SPDX-License-Identifier: GPL-2.0-or-later
"""The search for a plan: a start, then moves and swaps by simulated annealing, part by part."""
