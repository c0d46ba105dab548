"""A word of warning that is not repeated all the time: what goes on going wrong is told once in a while."""

from __future__ import annotations

import time
from collections.abc import Callable

TEN_MINUTES = 600.0  # seconds


class Seldom:
    """Tells whether it is time to say something again; ``now`` counts seconds."""

    def __init__(self, pause: float = TEN_MINUTES, now: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._now = now
        self._next = float("-inf")

    def due(self) -> bool:
        """Return true the first time, and then at most once in a pause."""
        now = self._now()
        if now < self._next:
            return False
        self._next = now + self._pause
        return True
