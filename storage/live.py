"""The live feed: what happened in which chat, from a moment on; nothing is lost, and what comes twice is known again.

The commit script writes each event to its partition's list and publishes a hint. An event is known by its chat, its
version and its commit (a version alone can come back after a failover), or by a message and its state. A reader asks from
a moment a little before its last one: the overlap is read twice rather than lost.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from storage import keys
from storage.server import Server

OVERLAP = 5_000  # milliseconds read again, because commits of several processes and their clocks are not in one order
OLDEST = 600_000  # milliseconds that a feed reaches back
LENGTH = 1_000  # events that a partition's list holds
FIRST = 20  # events read of each list at first by who catches up
LOOK = 99  # events read of a list at first
_COMMIT = 16  # bytes of a commit's id
_MOVED = b" d"


class Happened(Struct, frozen=True):
    """Something that happened in a chat. ``what`` tells it from everything else there: a commit by version and id."""

    at: int
    account: str
    what: bytes

    @property
    def moved(self) -> bool:
        """Tell whether the chat's driver changed: it is in another queue from then on."""
        return len(self.what.partition(b" ")[2]) == _COMMIT + len(_MOVED) and self.what.endswith(_MOVED)


class Feed:
    """Reads the lists. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def since(self, moment: int, now: int) -> list[Happened] | None:
        """Return everything since ``moment`` (milliseconds), oldest first; None when that is too long ago to be whole."""
        if moment < now - OLDEST:
            return None
        earliest = moment - OVERLAP
        lists = await self._read(range(keys.PARTITIONS), FIRST)
        # A list whose oldest event that was read is still of the time asked for is read whole.
        deeper = [number for number, events in lists.items() if len(events) == FIRST and events[-1].at >= earliest]
        lists |= await self._read(deeper, LENGTH)
        if any(len(events) >= LENGTH and events[-1].at > earliest for events in lists.values()):
            return None
        found = [event for events in lists.values() for event in events if event.at >= earliest]
        return sorted(found, key=lambda event: event.at)

    async def _read(self, numbers: Iterable[int], most: int) -> dict[int, list[Happened]]:
        asked = {number: ("LRANGE", keys.HOMES[number].live, 0, most - 1) for number in numbers}
        answers = await self._server.many(list(asked.values()))
        return {number: [parsed(raw) for raw in answer] for number, answer in zip(asked, answers, strict=True)}

    async def heads(self) -> list[bytes | None]:
        """Return each partition's newest event as it lies there."""
        return await self._server.many([("LINDEX", home.live, 0) for home in keys.HOMES])

    async def newer(self, number: int, known: bytes | None) -> tuple[list[Happened], bytes | None]:
        """Return a partition's events after ``known``, oldest first, and its newest one to ask from next."""
        name = keys.HOMES[number].live
        raws = await self._server.call("LRANGE", name, 0, LOOK)
        if known is not None and known not in raws and len(raws) > LOOK:
            raws = await self._server.call("LRANGE", name, 0, -1)
        after = raws[: raws.index(known)] if known in raws else raws
        return [parsed(raw) for raw in reversed(after)], raws[0] if raws else None


def parsed(raw: bytes) -> Happened:
    """Read an event as the scripts write it: moment, account, and what tells it from others."""
    at, account, what = raw.split(b" ", 2)
    return Happened(int(at), account.decode(), what)
