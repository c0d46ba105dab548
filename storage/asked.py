"""What waits for the care team's answer, oldest first: requests and tickets, in pages by keyset, counted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from heapq import merge
from itertools import islice

from msgspec import Struct

from storage import keys
from storage.keys import Home
from storage.queues import scored
from storage.server import Server

PAGE = 50
FIRST_LOOK = 4  # numbers read of each partition at first; more where a page needs more of it


class Kind(StrEnum):
    """What waits: the name of its list in each partition."""

    REQUESTS = "open"
    TICKETS = "tickets"


class Asked(Struct, frozen=True, order=True):
    """One that waits: when it was made (milliseconds), and its number."""

    made: int
    reference: str


class AskedPage(Struct, frozen=True):
    """A page, and after which the next one goes on (None: this is the last)."""

    rows: tuple[Asked, ...]
    next: Asked | None


class AskedLists:
    """Reads them; the commit script keeps them. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def page(self, kind: Kind, after: Asked | None) -> AskedPage:
        """Return a page, the oldest first; each partition is read only as deep as the page needs it."""
        deep = dict.fromkeys(range(len(keys.HOMES)), FIRST_LOOK)
        known: dict[int, list[Asked]] = {}
        full: dict[int, bool] = {}
        found: list[Asked] = []
        while deep:
            for number, rows in zip(deep, await self._looks(kind, deep, after), strict=True):
                known[number], full[number] = rows, len(rows) == deep[number]
            oldest = merge(*known.values())
            found = list(islice((row for row in oldest if after is None or row > after), PAGE + 1))
            last = found[-1] if len(found) > PAGE else None
            deep = {
                number: 4 * len(rows)
                for number, rows in known.items()
                if full[number] and (last is None or rows[-1] < last)
            }
        shown = tuple(found[:PAGE])
        return AskedPage(shown, shown[-1] if len(found) > PAGE else None)

    async def count(self, kind: Kind) -> int:
        """Return how many wait."""
        return sum(map(int, await self._server.many([("ZCARD", _list(home, kind)) for home in keys.HOMES])))

    async def these(self, kind: Kind, references: Sequence[str], homes: Sequence[int | None]) -> list[Asked]:
        """Return those of some numbers (each with the partition that it leads to) that wait, the oldest first."""
        led = [(one, keys.HOMES[home]) for one, home in zip(references, homes, strict=True) if home is not None]
        made = await self._server.many([("ZSCORE", _list(home, kind), one) for one, home in led])
        return sorted(Asked(int(float(at)), one) for (one, _), at in zip(led, made, strict=True) if at is not None)

    async def _looks(self, kind: Kind, deep: dict[int, int], after: Asked | None) -> list[list[Asked]]:
        least = "-inf" if after is None else after.made
        looks = [
            ("ZRANGEBYSCORE", _list(keys.HOMES[number], kind), least, "+inf", "WITHSCORES", "LIMIT", 0, depth)
            for number, depth in deep.items()
        ]
        answers = await self._server.many(looks)
        return [[Asked(int(float(at)), one.decode()) for one, at in scored(answer)] for answer in answers]


def _list(home: Home, kind: Kind) -> str:
    return home.tickets if kind is Kind.TICKETS else home.open
