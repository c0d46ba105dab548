"""The courier: tells webhooks the news, each at its own pace, again and again for a day where one does not answer."""

from __future__ import annotations

import asyncio
from typing import Protocol

import msgspec
import structlog

from conversations.limits import DAY, HOUR, SECOND
from conversations.news import News
from handlers.ports import Clock, NotSent, SendUnsure
from handlers.vigil import Vigil
from storage.care import Hook
from storage.news import NewsQueue
from storage.tables import Kept, Table

log = structlog.get_logger()

PAUSE = 2.0  # seconds between two looks
UNHEARD = 30 * SECOND  # between two looks at what is new, while there is no webhook to tell it to
SOONEST = 10 * SECOND  # before a webhook that did not answer is tried again; then ever later
LATEST = HOUR
GIVES_UP = DAY


class Poster(Protocol):
    """The way out for webhooks."""

    async def post(self, hook: Hook, body: bytes, at: int) -> None:
        """Post a signed body; raises NotSent or SendUnsure when it was not taken (by any 2xx)."""
        ...


class Courier:
    """Carries the news of one installation: one process at a time does."""

    def __init__(self, news: NewsQueue, hooks: Table[Hook], poster: Poster, clock: Clock) -> None:
        self._news = news
        self._hooks = hooks
        self._poster = poster
        self._clock = clock
        self._vigil = Vigil("courier", self.look, PAUSE)
        self._again = 0

    async def run(self) -> None:
        """Look until ``stop`` is called; while Redis is away, look again."""
        await self._vigil.run()

    async def look(self) -> None:
        """Hand fresh news to each webhook that wants it, then tell what is due. Without a webhook it is dropped at leisure."""
        hooks, now = await self._hooks.all(), self._clock.now()
        if not hooks and now < self._again:
            return
        self._again = now + UNHEARD
        for home, raw, item in await self._news.fresh():
            wanting = [hook.id for hook in hooks if item.event in hook.value.events]
            await self._news.hand_on(home, raw, wanting, item.at)
        await asyncio.gather(*(self._tell(hook) for hook in hooks))

    def stop(self) -> None:
        """Let ``run`` end."""
        self._vigil.stop()

    async def _tell(self, hook: Kept[Hook]) -> None:
        for raw, item in await self._news.due(hook.id, self._clock.now()):
            now = self._clock.now()
            try:
                await self._poster.post(hook.value, body_of(item), now)
            except (NotSent, SendUnsure) as no:
                log.warning("webhook_not_taken", why=str(no))
            else:
                await self._news.told(hook.id, raw)
                continue
            age = now - item.at
            if age > GIVES_UP:
                log.warning("webhook_gave_up", why="it did not answer for a day")
                await self._news.told(hook.id, raw)
                continue
            await self._news.later(hook.id, raw, now + min(max(age, SOONEST), LATEST))
            return  # the others would only wait for it as well


def body_of(item: News) -> bytes:
    """Return an item as it is told."""
    return msgspec.json.encode(item)
