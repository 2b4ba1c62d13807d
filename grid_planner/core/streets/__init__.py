# SPDX-License-Identifier: GPL-2.0-or-later
"""Streets: who looks after which, and how far that is to walk."""
