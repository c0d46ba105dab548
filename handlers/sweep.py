"""The sweep: outboxes that a dead process left, and deadlines that have come, are found here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from handlers.drain import Drain
from handlers.ports import Clock
from handlers.turns import Turns
from handlers.vigil import Vigil
from storage import errors
from storage.keys import Home
from storage.outbox import Outbox
from storage.shares import Shares

log = structlog.get_logger()

PAUSE = 0.5  # seconds between two looks
PARTS = 4  # looks in which the whole share is seen once
BEAT = 1.0  # seconds between two beats: a few fit into the lease of a share
AT_ONCE = 20  # chats taken up at the same time
MOST = 50  # chats a partition and look
BUSY = 300  # chats being drained here, beyond which no more are taken up: they would only wait for each other


class Sweep:
    """Looks for work that waits in this process's share of the partitions."""

    def __init__(self, outbox: Outbox, drain: Drain, turns: Turns, clock: Clock, shares: Shares) -> None:
        self._outbox = outbox
        self._drain = drain
        self._turns = turns
        self._clock = clock
        self._shares = shares
        self._looks = 0
        self._vigil = Vigil("sweep", self._look_at_a_part, PAUSE)

    async def run(self) -> None:
        """Look until ``stop`` is called; while Redis is away, look again."""
        await self._vigil.run()
        await self._leave()

    async def look(self) -> int:
        """Take up what is due now in the whole share; return how many chats were looked at."""
        return await self._look(self._shares.mine)

    def stop(self) -> None:
        """Let ``run`` end."""
        self._vigil.stop()

    async def _look_at_a_part(self) -> None:
        looks, self._looks = self._looks, 0  # After a look that failed the first thing is a beat.
        if looks % round(BEAT / PAUSE) == 0:
            await self._shares.beat()
        await self._look(self._shares.mine[looks % PARTS :: PARTS])
        self._looks = looks + 1

    async def _look(self, homes: tuple[Home, ...]) -> int:
        now = self._clock.now()
        outboxes = await self._outbox.due(homes, now, MOST) if self._drain.busy < BUSY else []
        await _each(outboxes, self._drain.recover)
        chats = await self._outbox.timers_due(homes, now, MOST)
        await _each(chats, self._ring)
        return len(outboxes) + len(chats)

    async def _ring(self, account: str) -> None:
        """Ring a chat; one that has nothing to say to it now is let alone for a moment, so that others have their turn."""
        rung = False
        try:
            rung = await self._turns.ring(account)
        finally:
            if not rung:
                await self._outbox.snooze(account, self._clock.now())

    async def _leave(self) -> None:
        try:
            await self._shares.leave()
        except errors.StoreDown:
            pass  # The others notice when the lease ends.


async def _each(accounts: list[str], take_up: Callable[[str], Awaitable[object]]) -> None:
    """Take up each chat; one that fails (its node is away, its state is newer than we are) keeps nobody else from it."""
    for start in range(0, len(accounts), AT_ONCE):
        works = (take_up(account) for account in accounts[start : start + AT_ONCE])
        for outcome in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(outcome, errors.StorageProblem):
                log.warning("chat_waits", why=str(outcome))
            elif isinstance(outcome, BaseException):
                log.error("chat_broke", exc_info=outcome)
