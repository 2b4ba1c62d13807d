# SPDX-License-Identifier: GPL-2.0-or-later
"""Progress, cancelling and notes of a run, between the core and the Processing dialog."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..core.progress import Cancelled, Listener
from ..messages import INFORMATION, explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qgis.core import QgsProcessingFeedback

    from ..core.errors import Notice

POLL = 0.02  # s; asking QGIS more often costs more than it tells


class FeedbackListener(Listener):
    """Shows progress and notes in the dialog, and hears from it that the user has cancelled.

    `labels` gives the words the user sees for names of parameters.
    """

    def __init__(self, feedback: QgsProcessingFeedback, labels: Mapping[str, str]) -> None:
        self._feedback = feedback
        self._labels = labels
        self._asked = float("-inf")
        self._shown: set[str] = set()

    def reached(self, fraction: float) -> None:
        now = time.monotonic()
        if now - self._asked < POLL:
            return
        self._asked = now
        if self._feedback.isCanceled():
            raise Cancelled
        self._feedback.setProgress(100 * fraction)

    def noted(self, notice: Notice) -> None:
        """Show a note once, however often it is told."""
        text = explain(notice, self._labels)
        if text in self._shown:
            return
        self._shown.add(text)
        if notice.kind in INFORMATION:
            self._feedback.pushInfo(text)
        else:
            self._feedback.pushWarning(text)
