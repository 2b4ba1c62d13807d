# SPDX-License-Identifier: GPL-2.0-or-later
"""Borders of several layers as one network, in which near-equal ones become one."""
