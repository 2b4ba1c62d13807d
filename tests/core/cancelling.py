# SPDX-License-Identifier: GPL-2.0-or-later
"""Users who cancel: at once, when something has happened, or beyond a share of the work."""

from __future__ import annotations

from collections.abc import Callable

from grid_planner.core.progress import Cancelled, Listener, Progress, StageProgress


class CancelWhen(Progress):
    """Cancels from the moment on that `asked` tells so."""

    def __init__(self, asked: Callable[[], bool]) -> None:
        self.asked = asked

    def tick(self, done: float, total: float) -> None:
        if self.asked():
            raise Cancelled


def cancel_at_once() -> Progress:
    return CancelWhen(lambda: True)


class Hearing(Listener):
    """Remembers how far the work was; cancels beyond `limit`."""

    def __init__(self, limit: float = 2.0) -> None:
        self.limit = limit
        self.heard: list[float] = []

    def reached(self, fraction: float) -> None:
        self.heard.append(fraction)
        if fraction > self.limit:
            raise Cancelled


def cancel_beyond(fraction: float) -> Progress:
    return StageProgress(Hearing(limit=fraction))
