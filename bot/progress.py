"""A progress bar on the standard error: drawn on a terminal alone, and only once something takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

WIDTH = 30
PATIENCE = 1.0  # seconds before there is anything to see
EVERY = 0.1  # seconds between two drawings


class Progress:
    """Counts to ``total``. Use as a context; call ``tick`` for each thing done."""

    def __init__(
        self, what: str, total: int, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._what = what
        self._total = max(total, 1)
        self._stream = stream or sys.stderr
        self._clock = clock
        self._drawn = clock() + PATIENCE - EVERY
        self._shown = False
        self.done = 0

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the bar away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def until(self, total: int) -> Callable[[], None]:
        """Set how far to count; return what counts."""
        self._total = max(total, 1)
        return self.tick

    def tick(self, by: int = 1) -> None:
        """Count, and draw when it is time."""
        self.done += by
        if self._stream.isatty() and self._clock() - self._drawn >= EVERY:
            self._draw()

    def _draw(self) -> None:
        share = min(self.done / self._total, 1.0)
        bar = "#" * int(share * WIDTH)
        self._stream.write(f"\r{self._what} [{bar:<{WIDTH}}] {share:4.0%}  {self.done:,} of {self._total:,}")
        self._stream.flush()
        self._drawn, self._shown = self._clock(), True
