# SPDX-License-Identifier: GPL-2.0-or-later
"""Base units 基础单元格: cells are labels over atomic faces; geometry is made once, at the end."""
