# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports: what was found as one page of HTML, and the charts in it."""
