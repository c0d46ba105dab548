"""Going through all chats of a partition, also while they come, go and move."""

from __future__ import annotations

from collections.abc import AsyncIterator

from storage.keys import Home
from storage.server import Server


async def accounts(server: Server, home: Home, at_once: int) -> AsyncIterator[list[str]]:
    """Yield the accounts of a partition in batches; ZSCAN meets everything that is there throughout, some of it twice."""
    cursor = 0
    while True:
        cursor, found = await server.call("ZSCAN", home.chats, cursor, "COUNT", at_once)
        if found:
            yield [member.decode() for member, _ in found]
        if int(cursor) == 0:
            return
