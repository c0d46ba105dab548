"""The clock on the wall."""

from __future__ import annotations

import time


class WallClock:
    """Tells the system's time."""

    def now(self) -> int:
        """Return milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000
