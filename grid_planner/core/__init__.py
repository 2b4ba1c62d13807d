# SPDX-License-Identifier: GPL-2.0-or-later
"""The analysis: frames and frozen params in, frozen results out; no QGIS, no Qt."""
