# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines that cut cells: along paths, between buildings, across strips; nothing is cut yet."""
