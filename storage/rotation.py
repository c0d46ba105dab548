"""Rotation: every wrapped key is wrapped anew with the newest master key, while chats go on.

What is sealed stays as it is; only the keys' wrapping changes, each by compare-and-set in its own slot. It may be stopped
and started again at any moment: what is wrapped by the newest key is passed over.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.scan import accounts
from storage.server import Server
from storage.vault import Vault

REWRAP = Script("rewrap")
AT_ONCE = 200  # chats a look


class Wrapped(Struct, frozen=True):
    """A wrapped key: where it lies, in which field ("": it is a string), and as what."""

    key: str
    field: str
    value: bytes

    @property
    def name(self) -> str:
        """Return the name for which it is wrapped."""
        return self.field or self.key


class Rotation:
    """Rewraps. Raises StoreDown."""

    def __init__(self, server: Server, vault: Vault) -> None:
        self._server = server
        self._vault = vault

    async def count(self) -> int:
        """Return how many wrapped keys there are."""
        found = await self._server.many([("ZCARD", home.chats) for home in keys.HOMES])
        return int(sum(found)) + int(await self._server.call("HLEN", keys.VAULT))

    async def rewrap(self, tick: Callable[[int], None]) -> int:
        """Wrap every key anew that an older master key wraps; return how many. ``tick`` hears how many were looked at."""
        renewed = 0
        async for batch in self._batches():
            for old in batch:
                if not self._vault.is_newest(old.value):
                    new = self._vault.rewrap(old.name, old.value)
                    renewed += int(await self._server.run(REWRAP, [old.key], [old.value, new, old.field]))
            tick(len(batch))
        return renewed

    async def left(self) -> int:
        """Return how many keys an older master key still wraps."""
        return sum([not self._vault.is_newest(one.value) async for batch in self._batches() for one in batch])

    async def _batches(self) -> AsyncIterator[list[Wrapped]]:
        yield await self._secrets()
        for home in keys.HOMES:
            async for batch in accounts(self._server, home, AT_ONCE):
                names = [home.key(account) for account in batch]
                values = await self._server.call("MGET", *names)
                yield [Wrapped(name, "", value) for name, value in zip(names, values, strict=True) if value]

    async def _secrets(self) -> list[Wrapped]:
        fields = await self._server.call("HKEYS", keys.VAULT)
        values = await self._server.call("HMGET", keys.VAULT, *fields)
        return [Wrapped(keys.VAULT, field.decode(), value) for field, value in zip(fields, values, strict=True)]
