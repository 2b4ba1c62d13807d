# SPDX-License-Identifier: GPL-2.0-or-later
"""What the sentences of a subject are: a file each, listed in `explain`.

The key of an error is the name of its class in `core.errors`; where one fact decides between
sentences, its value follows after a slash (`explain.VARIANTS`). The key of a notice is its kind.
The language is known only at run time, so the texts are made when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Sentences = dict[str, Callable[[], str]]


@dataclass(frozen=True)
class Subject:
    """The sentences of one subject; notices of `information` ask nothing of the user."""

    errors: Sentences = field(default_factory=dict)
    notices: Sentences = field(default_factory=dict)
    information: frozenset[str] = frozenset()
