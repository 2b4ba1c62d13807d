# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors and notices, which are facts, in the user's words: what, where, and what to do next."""

from __future__ import annotations

from .errors import ERRORS
from .explain import explain, say
from .notices import FACTS_ONLY, NOTICES

__all__ = ["ERRORS", "FACTS_ONLY", "NOTICES", "explain", "say"]
