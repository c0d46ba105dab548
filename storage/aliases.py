"""Who writes: a channel's identities lead to an account, so that joining two of them writes one alias and moves nothing."""

from __future__ import annotations

import base64
from functools import lru_cache

from storage import keys
from storage.connection import Script
from storage.server import Server
from storage.vault import Vault

LENGTH = 16  # characters of an account: 80 bits in base 32
CACHED = 20_000
JOIN = Script("join")
STRONGEST = ("bsuid", "wa_id")  # a business-scoped id stays with a person, a number may be given to somebody else


class Aliases:
    """Finds accounts. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault
        self._of = lru_cache(CACHED)(lambda user: vault.blind("telegram", user)[:LENGTH])

    def telegram(self, user: str) -> str:
        """Return the account of a Telegram user id: always the same one, with no need to look."""
        return self._of(user)

    async def find(self, name: str, identity: str) -> str | None:
        """Return the account that an identity (``wa_id``, ``bsuid``) leads to, None when it leads nowhere."""
        found = await self._server.call("GET", keys.alias(self._vault.blind(name, identity)))
        return found.decode() if found else None

    async def whatsapp(self, identities: dict[str, str], fresh: bytes) -> str:
        """Return the account of these identities (``wa_id``, ``bsuid``), the one named by ``fresh`` at first sight.

        An identity that led nowhere is joined; one that led to another account follows the stronger one from now on.
        Whether the customer must verify again is decided by who loads the chat, which knows its identities.
        """
        names = [name for name in STRONGEST if name in identities]
        aliases = [keys.alias(self._vault.blind(name, identities[name])) for name in names]
        known = await self._server.many([("GET", alias) for alias in aliases])
        account = next((found.decode() for found in known if found), None)
        if account is None:
            account = await self._join(aliases[0], base64.b32encode(fresh[:10]).decode().lower(), "NX")
        for alias, led in zip(aliases, known, strict=True):
            if led is None or led.decode() != account:
                await self._join(alias, account, "" if led else "NX")
        return account

    async def hold(self, identities: dict[str, str], account: str) -> bool:
        """See that these identities lead to an account, and will after a failover; False: they lead to another by now.

        An alias that was only read may be known to nobody but a primary that is none any more: a chat that began under it
        would be found by nobody, and its customer be greeted again.
        """
        aliases = [keys.alias(self._vault.blind(name, identities[name])) for name in STRONGEST if name in identities]
        return all([await self._join(alias, account, "NX") == account for alias in aliases])

    async def _join(self, alias: str, account: str, mode: str) -> str:
        led = await self._server.run(JOIN, [alias], [account, mode])
        return str(led.decode())
