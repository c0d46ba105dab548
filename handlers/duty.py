"""A duty: work that one process at a time does, taken over when that one ends or is heard of no more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from handlers.vigil import attempt, rest
from storage.errors import StoreDown
from storage.posts import Post

log = structlog.get_logger()

RENEW = 2.0  # seconds: thrice a lease


class Work(Protocol):
    """What is done while the post is ours."""

    async def run(self) -> None:
        """Work until ``stop`` is called."""
        ...

    def stop(self) -> None:
        """Let ``run`` end."""
        ...


class Duty:
    """Does ``work`` (made anew each time) while ``post`` is ours."""

    def __init__(self, post: Post, work: Callable[[], Work]) -> None:
        self._post = post
        self._work = work
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work whenever the post is ours, until ``stop`` is called. Work that broke is begun anew after a rest."""
        while not self._stopping.is_set():
            if not (await attempt("duty", self._take_turn)):
                await rest(self._stopping, RENEW)
        try:
            await self._post.leave()
        except StoreDown:
            pass  # The next one takes it when the lease ends.

    def stop(self) -> None:
        """Let ``run`` end when the work at hand is done."""
        self._stopping.set()

    async def _take_turn(self) -> None:
        if await self._ours():
            await self._serve(self._work())
        else:
            await rest(self._stopping, RENEW)

    async def _serve(self, work: Work) -> None:
        serving = asyncio.ensure_future(work.run())
        try:
            while not self._stopping.is_set() and not serving.done() and await self._ours():
                await rest(self._stopping, RENEW)
        finally:
            work.stop()
            await serving

    async def _ours(self) -> bool:
        try:
            return await self._post.hold()
        except StoreDown as down:
            log.warning("duty_waits", why=str(down))
            return False
