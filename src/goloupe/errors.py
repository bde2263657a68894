"""What can go wrong, in two kinds.

A `UserError` is about something that the user can mend: it says where, what is the matter and what to do next, and nobody wants to see a
traceback with it. An `InternalError` is about us: an invariant that does not hold. It carries what is needed to reproduce it. Every error
that goloupe raises on purpose is one of the two; each part of the program derives its own.
"""

from __future__ import annotations


class GoloupeError(Exception):
    """The base of every error that goloupe raises on purpose."""


class UserError(GoloupeError):
    """Something that the user can mend.

    `reason` says what is the matter, `place` where (a file, a position, a command; empty if nowhere in particular) and `next_step` what to
    do about it (empty if the reason makes that plain). The text of the error is all three.
    """

    def __init__(self, reason: str, *, place: str = "", next_step: str = "") -> None:
        self.reason = reason
        self.place = place
        self.next_step = next_step
        super().__init__(reason, place, next_step)

    def __str__(self) -> str:
        text = f"{self.place}: {self.reason}" if self.place else self.reason
        return f"{text}\n{self.next_step}" if self.next_step else text


class InternalError(GoloupeError):
    """An invariant of goloupe's own that does not hold. `details` is what a bug report should contain."""

    def __init__(self, message: str, *, details: str = "") -> None:
        self.message = message
        self.details = details
        super().__init__(message, details)

    def __str__(self) -> str:
        return f"{self.message}\n{self.details}" if self.details else self.message
