# SPDX-License-Identifier: GPL-2.0-or-later
"""From atoms to unified grids: the ground as a graph, divided by what departments agree on."""
