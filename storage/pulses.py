"""The pulse of providers: how calls to mail, SMS, registry and channels ended, minute by minute, over all processes."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.limits import MINUTE
from storage import keys
from storage.connection import Script
from storage.queues import fields
from storage.server import Server

STAYS = 3_600  # seconds
PULSE = Script("pulse")


class Pulses:
    """Adds and reads. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def add(self, at: int, ended: Mapping[str, int]) -> None:
        """Add how calls ended (``provider:good``, ``:bad``, ``:unsure``) in the minute of ``at``."""
        words = [part for word, count in ended.items() for part in (word, count)]
        await self._server.run(PULSE, [keys.pulse(at // MINUTE)], [STAYS, *words])

    async def last(self, at: int, minutes: int) -> list[dict[str, int]]:
        """Return how calls ended in each of the last minutes, the oldest first."""
        now = at // MINUTE
        answers = await self._server.many([("HGETALL", keys.pulse(now - back)) for back in range(minutes - 1, -1, -1)])
        return [{word.decode(): int(count) for word, count in fields(answer)} for answer in answers]
