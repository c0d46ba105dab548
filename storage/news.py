"""The webhooks' own outbox: a commit leaves news in its partition, from where each webhook's queue gets its own copy."""

from __future__ import annotations

import msgspec

from conversations.limits import DAY
from conversations.news import News
from storage import keys
from storage.keys import Home
from storage.server import Server

AT_ONCE = 20
STAYS = 2 * DAY
_news = msgspec.json.Decoder(News)


class NewsQueue:
    """Hands news on. Raises StoreDown. What is done twice is told twice at most, under the same id."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def fresh(self) -> list[tuple[Home, bytes, News]]:
        """Return news that no queue has yet."""
        answers = await self._server.many([("LRANGE", home.news, 0, AT_ONCE - 1) for home in keys.HOMES])
        return [(home, raw, _news.decode(raw)) for home, raws in zip(keys.HOMES, answers, strict=True) for raw in raws]

    async def hand_on(self, home: Home, raw: bytes, hooks: list[str], at: int) -> None:
        """Put an item of moment ``at`` into the queues of these webhooks, then take it out of its partition."""
        for hook in hooks:
            await self._server.call("ZADD", keys.telling(hook), "NX", at, raw)
            await self._server.call("PEXPIRE", keys.telling(hook), STAYS)
        await self._server.call("LREM", home.news, 1, raw)

    async def due(self, hook: str, now: int) -> list[tuple[bytes, News]]:
        """Return what a webhook is to be told now, the longest due first."""
        raws = await self._server.call("ZRANGEBYSCORE", keys.telling(hook), "-inf", now, "LIMIT", 0, AT_ONCE)
        return [(raw, _news.decode(raw)) for raw in raws]

    async def told(self, hook: str, raw: bytes) -> None:
        """Forget an item of a webhook's queue."""
        await self._server.call("ZREM", keys.telling(hook), raw)

    async def later(self, hook: str, raw: bytes, at: int) -> None:
        """Let an item wait until ``at``."""
        await self._server.call("ZADD", keys.telling(hook), "XX", at, raw)
