# SPDX-License-Identifier: GPL-2.0-or-later
"""Merging the grids of several departments: one arrangement, one unified grid, its crosswalks."""
