"""Absence: whoever drives a conversation and is signed in no more gives it back to the queue, and the customer hears of it."""

from __future__ import annotations

from conversations.limits import MINUTE
from conversations.staff_events import DriverGone
from handlers.ports import Clock
from handlers.turns import Turns
from handlers.vigil import Vigil
from storage.queues import Queues
from storage.sessions import Sessions
from storage.staff import StaffBook

PAUSE = 5.0  # seconds between two looks
UNWATCHED = MINUTE  # between two looks at all partitions, while nobody is signed in and nothing was driven


class Absence:
    """Looks who drives without being there: signed out, idle for too long, or disabled."""

    def __init__(self, queues: Queues, sessions: Sessions, staff: StaffBook, turns: Turns, clock: Clock) -> None:
        self._queues = queues
        self._sessions = sessions
        self._staff = staff
        self._turns = turns
        self._clock = clock
        self._again = 0
        self._vigil = Vigil("absence", self.look, PAUSE)

    async def run(self) -> None:
        """Look until ``stop`` is called; while Redis is away, look again."""
        await self._vigil.run()

    async def look(self) -> int:
        """Give back what is driven by nobody who is there; return how many conversations that were."""
        now = self._clock.now()
        if now < self._again and not await self._sessions.present(now):
            return 0
        driven = await self._queues.driven()
        self._again = 0 if driven else now + UNWATCHED
        there = await self._there() if driven else frozenset()
        left = [(account, agent) for account, agent in driven.items() if agent not in there]
        for account, agent in left:
            await self._turns.act(account, "", DriverGone(agent))
        return len(left)

    async def _there(self) -> frozenset[str]:
        present = await self._sessions.present(self._clock.now())
        return present - {member.id for member in await self._staff.all() if member.value.disabled}

    def stop(self) -> None:
        """Let ``run`` end."""
        self._vigil.stop()
