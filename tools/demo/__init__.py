# SPDX-License-Identifier: GPL-2.0-or-later
"""The parts of `make demo`: run the chain, check what it promises, draw it, report it."""
