# SPDX-License-Identifier: GPL-2.0-or-later
"""Where QGIS objects and core objects meet; nowhere else does."""
