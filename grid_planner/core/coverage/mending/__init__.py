# SPDX-License-Identifier: GPL-2.0-or-later
"""What a repair does: find misfits, share gaps out, give each face an owner, list what changed."""
