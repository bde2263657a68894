"""Colours for terminals, or none. The same text with and without them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Marks up text with terminal codes if ``enabled``."""

    enabled: bool = False

    def _mark(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled and text else text

    def heading(self, text: str) -> str:
        """For names of packages and functions."""
        return self._mark("1", text)

    def heap(self, text: str) -> str:
        """For what is on the heap."""
        return self._mark("1;31", text)

    def stack(self, text: str) -> str:
        """For what is on the stack."""
        return self._mark("32", text)

    def dim(self, text: str) -> str:
        """For what matters least."""
        return self._mark("2", text)

    def code(self, text: str) -> str:
        """For codes of findings."""
        return self._mark("36", text)

    def warning(self, text: str) -> str:
        """For what should be looked at."""
        return self._mark("33", text)


PLAIN = Style()
