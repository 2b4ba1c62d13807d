# SPDX-License-Identifier: GPL-2.0-or-later
"""The best plan, or how far from it a plan is: mathematical programming, part by part."""
