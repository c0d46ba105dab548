"""Chores of the whole installation: each is done by one process, now and then, whichever comes first."""

from __future__ import annotations

from storage import keys
from storage.posts import Post
from storage.server import Server

TURN = 60_000  # milliseconds that a process has for a part of a chore before another may go on


class Chores:
    """Takes chores for the process ``name``. Raises StoreDown. A chore must bear being done twice."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name

    async def take(self, chore: str, period: int, now: int) -> bool:
        """Take a chore that is due ``period`` milliseconds after it was last done; again while working, to keep it."""
        # Looked at twice: who held the post until now may just have done it.
        return (
            await self._due(chore, period, now)
            and await self._post(chore).hold()
            and await self._due(chore, period, now)
        )

    async def done(self, chore: str, now: int) -> None:
        """Note that it is done."""
        await self._server.call("SET", keys.chore(chore), now)
        await self._post(chore).leave()

    async def _due(self, chore: str, period: int, now: int) -> bool:
        last = await self._server.call("GET", keys.chore(chore))
        return last is None or int(last) + period <= now

    def _post(self, chore: str) -> Post:
        return Post(self._server, chore, self._name, TURN)
