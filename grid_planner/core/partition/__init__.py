# SPDX-License-Identifier: GPL-2.0-or-later
"""Divide a graph into connected zones: what plans of grids and merged department grids share.

seats     how many zones each separate part gets
batches   parts by the handful, side by side
anneal    better zones by moves and swaps (borders: which pairs lie between zones; amounts: limits;
          divisions: other divisions of the ground that zones should be near)
matching  which new zone is which old one
"""
