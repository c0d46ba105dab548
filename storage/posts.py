"""Posts: what one process of an installation does at a time, for as long as it says so in time."""

from __future__ import annotations

from storage import keys
from storage.connection import Script
from storage.server import Server

LEASE = 6_000  # milliseconds without a word after which a post is free
HOLD = Script("hold")


class Post:
    """The post ``name``, as the process ``holder`` sees it. Raises StoreDown."""

    def __init__(self, server: Server, name: str, holder: str, lease: int = LEASE) -> None:
        self._server = server
        self._key = keys.post(name)
        self._holder = holder
        self._lease = lease

    async def hold(self) -> bool:
        """Take the post if nobody has it, or keep it; return whether it is ours."""
        return bool(await self._server.run(HOLD, [self._key], [self._holder, self._lease]))

    async def leave(self) -> None:
        """Leave it to another at once, if it is ours."""
        await self._server.run(HOLD, [self._key], [self._holder, 0])
