"""The sweep: outboxes that a dead process left, and deadlines that have come, are found here."""

from __future__ import annotations

import asyncio

import structlog

from handlers.drain import Drain
from handlers.ports import Clock
from handlers.turns import Turns
from storage import errors
from storage.outbox import Outbox

log = structlog.get_logger()

PAUSE = 0.5  # seconds between two looks
MOST = 200  # chats a look


class Sweep:
    """Looks for work that waits in Redis. Any number of processes may: leases and the chats' own deadlines decide."""

    def __init__(self, outbox: Outbox, drain: Drain, turns: Turns, clock: Clock) -> None:
        self._outbox = outbox
        self._drain = drain
        self._turns = turns
        self._clock = clock
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Look until ``stop`` is called; while Redis is away, look again."""
        while not self._stopping.is_set():
            try:
                await self.look()
            except errors.StoreDown:
                log.warning("sweep_waits", why="redis did not answer")
            try:
                await asyncio.wait_for(self._stopping.wait(), PAUSE)
            except TimeoutError:
                pass  # Nothing was stopped: look again.

    async def look(self) -> int:
        """Take up what is due now; return how many chats were looked at."""
        now = self._clock.now()
        outboxes = await self._outbox.due(now, MOST)
        for account in outboxes:
            await self._drain.recover(account)
        chats = await self._outbox.timers_due(now, MOST)
        for account in chats:
            await self._turns.ring(account)
        return len(outboxes) + len(chats)

    def stop(self) -> None:
        """Let ``run`` end."""
        self._stopping.set()
