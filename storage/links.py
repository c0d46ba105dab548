"""Links of the file registry: which accounts have a policy, by opaque reference; nobody's name or number."""

from __future__ import annotations

from storage.connection import Script, Together
from storage.keys import links

LINK = Script("link")


class Links:
    """Remembers links in Redis. Raises StoreDown."""

    def __init__(self, together: Together) -> None:
        self._together = together

    async def add(self, policy_ref: str, account: str, challenge: str, most: int) -> bool:
        """Link once; False when ``most`` other accounts have it. The same challenge gets the same answer."""
        return bool(await self._together.run(LINK, [links(policy_ref)], [account, challenge, most]))

    async def remove(self, policy_ref: str, account: str) -> None:
        """Unlink; nothing to do where there is no such link."""
        await self._together.call("HDEL", links(policy_ref), f"a:{account}")
