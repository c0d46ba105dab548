"""A timer for time-outs that hardly ever come: moving it is free, and the loop's own clock is set anew only when it rings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class LazyTimer:
    """Calls ``ring`` when nobody has moved or stilled it in time.

    A loop's timer that is set and cancelled for each of a thousand questions a second costs more than what it guards.
    """

    __slots__ = ("_handle", "_loop", "_ring", "_until")

    def __init__(self, loop: asyncio.AbstractEventLoop, ring: Callable[[], None]) -> None:
        self._loop = loop
        self._ring = ring
        self._until = 0.0  # by the loop's clock; 0: nothing is waited for
        self._handle: asyncio.TimerHandle | None = None

    def move(self, seconds: float) -> None:
        """Ring in so many seconds, and not before."""
        self._until = self._loop.time() + seconds
        if self._handle is not None and self._handle.when() > self._until:
            self._handle.cancel()
            self._handle = None
        if self._handle is None:
            self._handle = self._loop.call_at(self._until, self._rung)

    def still(self) -> None:
        """Ring no more until it is moved again."""
        self._until = 0.0

    def stop(self) -> None:
        """Let go of the loop."""
        self.still()
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _rung(self) -> None:
        self._handle = None
        if not self._until:
            return
        if self._until > self._loop.time():
            self._handle = self._loop.call_at(self._until, self._rung)
        else:
            self._until = 0.0
            self._ring()
