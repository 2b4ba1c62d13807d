# SPDX-License-Identifier: GPL-2.0-or-later
"""Five departments that each drew a grid of their own over the same town."""
