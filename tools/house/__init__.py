# SPDX-License-Identifier: GPL-2.0-or-later
"""The house seen from outside: its files, its imports, its sizes and its seconds."""
