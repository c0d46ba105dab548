"""Who looks after which partitions: all processes that are alive have an even share, and a dead one's goes to the others."""

from __future__ import annotations

from storage import keys
from storage.connection import Script
from storage.keys import Home
from storage.server import Server

LEASE = 3_000  # milliseconds after its last beat in which a process keeps its share: less than a chat's own lease
BEAT = Script("beat")


class Shares:
    """The share of the process ``name``. Raises StoreDown.

    Two processes may think for a moment that a partition is theirs: who takes up a chat needs that chat's lease, and a
    deadline passes once, so that nothing happens twice. A share of the dead is looked after by nobody: so its lease is short.
    """

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name
        self.mine: tuple[Home, ...] = keys.HOMES

    async def beat(self) -> None:
        """Say that this process is alive and learn its share; to be said a few times a lease."""
        alive = sorted(await self._server.run(BEAT, [keys.MEMBERS], [self._name, LEASE]))
        place = alive.index(self._name.encode())
        self.mine = keys.HOMES[place :: len(alive)]

    async def leave(self) -> None:
        """Leave the share to the others at once."""
        await self._server.run(BEAT, [keys.MEMBERS], [self._name, 0])
