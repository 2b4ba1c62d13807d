# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors and notices, which are facts, in the user's words: what, where, and what to do next."""

from __future__ import annotations

from .explain import ERRORS, INFORMATION, NOTICES, explain, say

__all__ = ["ERRORS", "INFORMATION", "NOTICES", "explain", "say"]
