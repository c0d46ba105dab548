"""Leaving: a process that is told to end stops being asked before it closes a connection on anybody.

Whoever shares out the requests may send one on a kept connection in the very moment in which it is closed, and cannot know
whether it was handled. So each answer ends its connection from now on, and idle ones stay open until nobody asks any more.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.health import PROBES
from handlers.vigil import rest

LULL = 1.0  # seconds in which nothing was asked but how we are: the others have taken over
ASKED = 2.5  # seconds at most in which everybody is let in
SHUT = 1.5  # seconds at most after that, in which new connections are refused (and go elsewhere), and old ones served


class Leaving:
    """The end of a server that shares its work with others; times in seconds."""

    def __init__(self, lull: float = LULL, asked: float = ASKED, shut: float = SHUT) -> None:
        self._begun = False
        self._pause = lull
        self._most = (asked, shut)
        self._asked = asyncio.Event()

    async def let_go(self, request: web.Request, response: web.StreamResponse) -> None:
        """End the connection with the answer, so that its next request goes to another process."""
        if self._begun:
            response.force_close()
            response.headers["Connection"] = (
                "close"  # aiohttp has written its own by now: it would close without a word
            )
            if request.path not in PROBES:
                self._asked.set()

    async def linger(self, site: web.BaseSite) -> None:
        """Go on, unready, until nobody asks any more; who asks on regardless is refused a new connection in the end."""
        asked, shut = self._most
        self._begun = True
        if await self._lull(asked):
            return
        await site.stop()
        await self._lull(shut)

    async def _lull(self, most: float) -> bool:
        """Wait until nothing was asked for a while, at most so many seconds; tell whether it came to that."""
        try:
            async with asyncio.timeout(most):
                while True:
                    self._asked.clear()
                    await rest(self._asked, self._pause)
                    if not self._asked.is_set():
                        return True
        except TimeoutError:
            return False
