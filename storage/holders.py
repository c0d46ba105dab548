"""Which accounts hold a policy, by blind index: so that the others hear when one more does."""

from __future__ import annotations

from storage import keys
from storage.server import Server
from storage.vault import Vault


class Holders:
    """Remembers accounts by policy. A hint alone: each chat's own state says what it has linked. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault

    async def add(self, policy_ref: str, account: str, at: int) -> tuple[str, ...]:
        """Remember an account and return the others."""
        name = self._name(policy_ref)
        await self._server.call("ZADD", name, at, account)
        found = await self._server.call("ZRANGE", name, 0, -1)
        return tuple(one.decode() for one in found if one.decode() != account)

    async def remove(self, policy_ref: str, account: str) -> None:
        """Forget an account."""
        await self._server.call("ZREM", self._name(policy_ref), account)

    def _name(self, policy_ref: str) -> str:
        return keys.holders(self._vault.blind("holders", policy_ref))
