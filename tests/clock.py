"""A clock that moves when it is told to."""

from __future__ import annotations

START = 1_795_406_400_000  # 2026-11-23 04:00 UTC, a Monday, 11:00 in Jakarta


class ManualClock:
    """Stands still until it is moved."""

    def __init__(self, at: int = START) -> None:
        self.at = at

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return self.at

    def move(self, milliseconds: int) -> None:
        """Let time pass."""
        self.at += milliseconds


class Offset:
    """Another clock, so many milliseconds ahead of it."""

    def __init__(self, clock: ManualClock, ahead: int) -> None:
        self._clock = clock
        self._ahead = ahead

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return self._clock.now() + self._ahead
