# SPDX-License-Identifier: GPL-2.0-or-later
"""How much time is left for the search of the best plan."""

from __future__ import annotations

import time
from collections.abc import Callable

from ...progress import NULL_PROGRESS, Progress


class Watch:
    """Tells whether there is time left by its `clock`; raises Cancelled through `progress`."""

    def __init__(
        self,
        seconds: float,
        progress: Progress = NULL_PROGRESS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._start = clock()
        self._end = self._start + seconds
        self._progress = progress
        self._whole: Watch = self

    @property
    def left(self) -> float:
        """Seconds left, not below 0."""
        return max(self._end - self._clock(), 0.0)

    def share(self, takers: int) -> Watch:
        """Return a watch over one of `takers` equal shares of the time left."""
        part = Watch(self.left / takers, clock=self._clock)
        part._whole = self._whole
        return part

    def go_on(self) -> bool:
        """Let the user cancel, and tell whether there is time left."""
        self._whole.tell()
        return self.left > 0

    def tell(self) -> None:
        """Say how much of the time is over."""
        self._progress.tick(self._clock() - self._start, self._end - self._start)
