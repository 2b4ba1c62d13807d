# SPDX-License-Identifier: GPL-2.0-or-later
"""How a long computation tells how far it is, and learns that it is no longer wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Notice


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised by `Progress.tick` when the user has cancelled."""


class Progress:
    """Progress of one stage of work; this base class reports to nobody.

    A stage hands parts of itself to its steps with `sub`, so no step needs to know
    where it stands in the whole.
    """

    def tick(self, done: float, total: float) -> None:
        """Say that `done` of `total` equal steps of this stage are finished.

        Raises Cancelled when the user has asked to stop.
        """

    def sub(self, share: float) -> Progress:
        """Return the progress of the next step, which makes up `share` (0..1) of this stage."""
        return self if share else NULL_PROGRESS

    def note(self, notice: Notice) -> None:
        """Tell the user something worth knowing that does not stop the work."""


class StageProgress(Progress):
    """Progress of a stage that covers the part `start`..`start + share` of a `Listener`."""

    def __init__(self, listener: Listener, start: float = 0.0, share: float = 1.0) -> None:
        self._listener = listener
        self._start = start
        self._share = share
        self._given = 0.0

    def tick(self, done: float, total: float) -> None:
        part = min(done / total, 1.0) if total else 1.0
        self._listener.reached(self._start + self._share * part)

    def sub(self, share: float) -> Progress:
        step = StageProgress(
            self._listener, self._start + self._share * self._given, self._share * share
        )
        self._given = min(self._given + share, 1.0)
        step.tick(0, 1)
        return step

    def note(self, notice: Notice) -> None:
        self._listener.noted(notice)


class Overtime(Progress):
    """Progress of work that nobody reckoned with: it stands at the end, but hears a cancel."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def tick(self, done: float, total: float) -> None:  # noqa: ARG002 - stands at the end
        self._progress.tick(1, 1)


class Listener:
    """Whoever wants to hear of the progress of a whole run: a dialog, a console, a test."""

    def reached(self, fraction: float) -> None:
        """Take note that `fraction` (0..1) of the run is done; raise Cancelled to stop it."""

    def noted(self, notice: Notice) -> None:
        """Take note of a `Notice`."""


NULL_PROGRESS = Progress()
