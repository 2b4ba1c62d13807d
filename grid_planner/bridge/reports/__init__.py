# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports in words, one a file: each returns its chapters, `page` makes a page of them."""
