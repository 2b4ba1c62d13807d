# SPDX-License-Identifier: GPL-2.0-or-later
"""Algorithms on the grids of several departments."""
