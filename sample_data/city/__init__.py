# SPDX-License-Identifier: GPL-2.0-or-later
"""The fictional district 和美区, one theme a file."""
