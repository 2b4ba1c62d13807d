# SPDX-License-Identifier: GPL-2.0-or-later
"""A package, so that no `tests` of another one is taken for it."""
