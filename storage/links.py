"""Links of the file registry: which accounts have a policy, by opaque reference; nobody's name or number."""

from __future__ import annotations

from storage.connection import Script
from storage.keys import links
from storage.server import Server

LINK = Script("link")


class Links:
    """Remembers links in Redis. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def add(self, policy_ref: str, account: str, challenge: str, most: int) -> bool:
        """Link once; False when ``most`` other accounts have it. The same challenge gets the same answer."""
        return bool(await self._server.run(LINK, [links(policy_ref)], [account, challenge, most]))

    async def remove(self, policy_ref: str, account: str) -> None:
        """Unlink; nothing to do where there is no such link."""
        await self._server.call("HDEL", links(policy_ref), f"a:{account}")
