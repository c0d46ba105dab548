"""Virtual time: one timeline for everything in a world, which never waits."""

from __future__ import annotations

from asyncio import events
from collections import deque
from collections.abc import Callable
from contextvars import Context, copy_context
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.simulation.loop import Process

MOST_STEPS = 300_000  # of a world; one with ten customers in trouble takes 20,000


class Handle:
    """Something that is to be called, unless it is cancelled before (asyncio's own handles have this much in common)."""

    __slots__ = ("args", "at", "callback", "context", "process")

    def __init__(
        self,
        process: Process,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        context: Context | None,
        at: float,
    ) -> None:
        self.process = process
        self.callback: Callable[..., object] | None = callback
        self.args = args
        self.context = context or copy_context()
        self.at = at

    def cancel(self) -> None:
        """Do not call it."""
        self.callback = None
        self.args = ()

    def cancelled(self) -> bool:
        """Tell whether it will not be called."""
        return self.callback is None

    def when(self) -> float:
        """Return the moment (seconds) for which it was asked."""
        return self.at


class Timeline:
    """The order in which everything happens. ``now`` is in seconds since the world began, ``steps`` what happened so far.

    A timeline on which something goes round and round ends.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self.steps = 0
        self.ready: deque[Handle] = deque()
        self.broken: list[str] = []
        self._later: list[tuple[float, int, Handle]] = []
        self._turn = count()
        self._running: Process | None = None

    def at(self, handle: Handle) -> None:
        """Let ``handle`` be called at its moment."""
        heappush(self._later, (handle.at, next(self._turn), handle))

    def run(self, until: float, done: Callable[[], bool]) -> None:
        """Let everything happen until ``done`` or the moment ``until``, whichever is first."""
        try:
            while not done() and self._step(until):
                self.steps += 1
                if self.spins:
                    return
        finally:
            events._set_running_loop(None)
            self._running = None

    @property
    def spins(self) -> bool:
        """Tell whether something goes round and round."""
        return self.steps > MOST_STEPS

    def _step(self, until: float) -> bool:
        if self.ready:
            self._call(self.ready.popleft())
            return True
        if not self._later or self._later[0][0] > until:
            self.now = max(self.now, until)
            return False
        at, _, handle = heappop(self._later)
        if handle.callback is not None:
            self.now = max(self.now, at)
            self._call(handle)
        return True

    def _call(self, handle: Handle) -> None:
        process, callback = handle.process, handle.callback
        if callback is None or process.dead:
            return
        if process.frozen:
            process.held.append(handle)
            return
        if process is not self._running:
            events._set_running_loop(process)
            self._running = process
        handle.context.run(callback, *handle.args)
