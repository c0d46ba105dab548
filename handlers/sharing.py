"""Reads that many ask for at once: fifty open pages hear of the same event, and one look answers them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Sharing(Generic[T]):
    """Shares reads by key. Who comes while one runs shares the next: nobody gets what was read before they asked."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[T]] = {}
        self._next: dict[Hashable, asyncio.Future[T]] = {}

    async def ask(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """Return what ``read`` returns, called once for all who wait for it; raises what it raises."""
        if key in self._running:
            shared = self._next.get(key)
            if shared is None:
                shared = self._next[key] = asyncio.ensure_future(self._follow(key, self._running[key], read))
        else:
            shared = self._running[key] = asyncio.ensure_future(self._run(key, read))
        return await asyncio.shield(shared)

    async def close(self) -> None:
        """Wait for what is being read."""
        await asyncio.gather(*self._running.values(), *self._next.values(), return_exceptions=True)

    async def _follow(self, key: Hashable, running: asyncio.Future[T], read: Callable[[], Awaitable[T]]) -> T:
        await asyncio.wait({running})
        self._running[key] = self._next.pop(key)
        return await self._run(key, read)

    async def _run(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        try:
            return await read()
        finally:
            if key not in self._next:
                del self._running[key]
