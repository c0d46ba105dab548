"""A loop that goes on: a look every so many seconds until it is told to stop, whatever a look runs into."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from handlers.caught import Caught
from storage.errors import StorageProblem

log = structlog.get_logger()


class Vigil:
    """Calls ``look``, rests for ``pause`` seconds, and looks again. ``name`` says in the log who waits for Redis."""

    def __init__(self, name: str, look: Callable[[], Awaitable[object]], pause: float) -> None:
        self._name = name
        self._look = look
        self._pause = pause
        self._stopping = asyncio.Event()

    @property
    def stopped(self) -> bool:
        """Tell whether ``stop`` was called: a long look may end early."""
        return self._stopping.is_set()

    async def run(self) -> None:
        """Look until ``stop`` is called; a look that has begun is finished, and one that broke is not the last."""
        while not self._stopping.is_set():
            await attempt(self._name, self._look)
            await rest(self._stopping, self._pause)

    def stop(self) -> None:
        """Let ``run`` end: at once while it rests."""
        self._stopping.set()


async def attempt(name: str, look: Callable[[], Awaitable[object]]) -> bool:
    """Look once for the loop ``name``, which must go on: an error is logged, never raised. Return whether there was none."""
    with Caught() as caught:
        await look()
    if isinstance(caught.error, StorageProblem):
        log.warning("vigil_waits", kind=name, why=str(caught.error))
    elif caught.error is not None:
        log.error("vigil_broke", alert=True, kind=name, exc_info=caught.error)
    return caught.error is None


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, or until ``stopping`` is set."""
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        pass  # Nothing was stopped: the rest is over.
