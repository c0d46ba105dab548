"""Who looks after absent drivers: often while somebody is signed in or drives, seldom while nobody does."""

from __future__ import annotations

from typing import cast

from handlers.absence import UNWATCHED, Absence
from handlers.turns import Turns
from storage.queues import Queues
from storage.sessions import Sessions
from storage.staff import StaffBook
from tests.clock import ManualClock


class Room:
    """Queues, sessions and staff of one agent, as far as absence asks them; it counts how often all partitions are read."""

    def __init__(self) -> None:
        self.drives: dict[str, str] = {}
        self.there: frozenset[str] = frozenset()
        self.looks = 0
        self.gone: list[str] = []

    async def driven(self) -> dict[str, str]:
        """Return who drives what."""
        self.looks += 1
        return self.drives

    async def present(self, now: int) -> frozenset[str]:
        """Return who is signed in."""
        return self.there

    async def all(self) -> list[object]:
        """Return nobody: no member is disabled."""
        return []

    async def act(self, account: str, key: str, what: object) -> str:
        """Take a conversation back."""
        self.gone.append(account)
        return ""


async def test_partitions_are_read_often_only_while_somebody_could_drive() -> None:
    """Nobody signed in and nothing driven: once a minute. Somebody signed in, or something driven: at every look."""
    room, clock = Room(), ManualClock()
    absence = Absence(cast(Queues, room), cast(Sessions, room), cast(StaffBook, room), cast(Turns, room), clock)
    for looks in (1, 1):
        await absence.look()
        assert room.looks == looks
    room.there = frozenset({"rina"})
    await absence.look()
    assert room.looks == 2
    room.there = frozenset()
    clock.move(UNWATCHED)
    room.drives = {"chat": "rina"}
    for looks in (3, 4):
        assert await absence.look() == 1
        assert room.looks == looks
    assert room.gone == ["chat", "chat"]
