# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of areas: settled before a division, so that they run on lines people see."""
