"""The lists of conversations: pages of 50 by keyset, each row from one read, merged over all partitions.

A row is read from the chat's own sealed state: it bears its last line, its driver and its step, so a second copy of them
would only be another thing to keep true, to rotate and to erase. A state is about a kilobyte: a page reads 50 of them in
one go, whatever the number of conversations.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import merge
from itertools import islice

from msgspec import Struct

from conversations.chat import Chat
from storage import keys
from storage.chats import Chats
from storage.queues import Queues, driven, scored
from storage.server import Server

PAGE = 50
FIRST_LOOK = 4  # members read of each partition at first; more where a page needs more of it


class Place(Struct, frozen=True, order=True):
    """A row's place in its list: a moment (milliseconds) and the account, so that no two are at the same one."""

    at: int
    account: str


class Row(Struct, frozen=True):
    """One conversation in a list. ``unread``: the customer's messages that nobody of the care team has seen."""

    place: Place
    chat: Chat
    unread: int


class Page(Struct, frozen=True):
    """A page of a list, and from where the next one goes on (None: this is the last)."""

    rows: tuple[Row, ...]
    next: Place | None


class Counts(Struct, frozen=True):
    """How many conversations wait and are there at all, and which are driven (accounts) by which agent (ids).

    ``asked``: how many requests and complaints wait for the care team.
    """

    waiting: int
    drivers: Mapping[str, str]
    all: int
    asked: int

    @property
    def driven(self) -> int:
        """Return how many are driven by an agent."""
        return len(self.drivers)

    def of(self, agent: str) -> int:
        """Return how many this agent drives."""
        return sum(driver == agent for driver in self.drivers.values())


class Rows:
    """Reads pages. Raises StoreDown."""

    def __init__(self, server: Server, chats: Chats, queues: Queues) -> None:
        self._server = server
        self._chats = chats
        self._queues = queues

    async def waiting(self, after: Place | None) -> Page:
        """Return who waits for a person, the longest wait first."""
        places = [Place(since, account) for account, since in await self._queues.waiting()]
        return await self._page([place for place in places if after is None or place > after])

    async def driven(self, agent: str, after: Place | None) -> Page:
        """Return whom this agent drives, the latest activity first."""
        accounts = [account for account, by in (await self._queues.driven()).items() if by == agent]
        moments = await self.activity(accounts)
        places = [Place(at, account) for account, at in zip(accounts, moments, strict=True)]
        return await self._page(sorted((place for place in places if _follows(place, after)), reverse=True))

    async def bots(self, after: Place | None) -> Page:
        """Return whom the bot leads, the latest activity first."""
        waiting, driven = await asyncio.gather(self._queues.waiting(), self._queues.driven())
        led = {account for account, _ in waiting} | driven.keys()
        return await self._page(await self._latest(after, lambda account: account not in led))

    async def all(self, after: Place | None) -> Page:
        """Return all conversations, the latest activity first."""
        return await self._page(await self._latest(after, lambda account: True))

    async def activity(self, accounts: Sequence[str]) -> list[int]:
        """Return when something last happened in each chat (0: never)."""
        asked = [("ZSCORE", keys.home(account).chats, account) for account in accounts]
        return [int(float(score or 0)) for score in await self._server.many(asked)]

    async def counts(self) -> Counts:
        """Count the queues, all in one round trip: every page says how many wait."""
        commands = [
            *(("ZCARD", home.waiting) for home in keys.HOMES),
            *(("ZCARD", home.chats) for home in keys.HOMES),
            *(("HGETALL", home.driven) for home in keys.HOMES),
            *(("ZCARD", home.open) for home in keys.HOMES),
            *(("ZCARD", home.tickets) for home in keys.HOMES),
        ]
        answers = await self._server.many(commands)
        waiting, chats, drivers, requests, tickets = (
            answers[start : start + keys.PARTITIONS] for start in range(0, len(answers), keys.PARTITIONS)
        )
        asked = sum(map(int, requests)) + sum(map(int, tickets))
        return Counts(sum(map(int, waiting)), driven(drivers), sum(map(int, chats)), asked)

    async def saw(self, account: str, messages: int) -> None:
        """Note that the care team has seen so many of the customer's messages."""
        await self._server.call("HSET", keys.home(account).read, account, messages)

    # --- one page ----------------------------------------

    async def _latest(self, after: Place | None, wanted: Callable[[str], bool]) -> list[Place]:
        """Return a page's places and one more; each partition is read only as deep as the page needs it."""
        deep = dict.fromkeys(range(len(keys.HOMES)), FIRST_LOOK)
        known: dict[int, list[Place]] = {}
        full: dict[int, bool] = {}
        while deep:
            for number, (places, more) in zip(deep, await self._looks(deep, after), strict=True):
                known[number], full[number] = places, more
            found = _merged(known.values(), after, wanted)
            last = found[-1] if len(found) > PAGE else None
            deep = {
                number: 4 * len(places)
                for number, places in known.items()
                if full[number] and (last is None or places[-1] > last)
            }
        return found

    async def _looks(self, deep: dict[int, int], after: Place | None) -> list[tuple[list[Place], bool]]:
        most = "+inf" if after is None else after.at
        looks = [
            ("ZREVRANGEBYSCORE", keys.HOMES[number].chats, most, "-inf", "WITHSCORES", "LIMIT", 0, depth)
            for number, depth in deep.items()
        ]
        answers = map(_places, await self._server.many(looks))
        return [(places, len(places) == depth) for places, depth in zip(answers, deep.values(), strict=True)]

    async def _page(self, places: list[Place]) -> Page:
        shown = places[:PAGE]
        rows = await self._rows(shown)
        return Page(rows, shown[-1] if len(places) > PAGE else None)

    async def _rows(self, places: list[Place]) -> tuple[Row, ...]:
        loaded, seen = await asyncio.gather(
            self._chats.load_many([place.account for place in places]),
            self._server.many([("HGET", keys.home(place.account).read, place.account) for place in places]),
        )
        return tuple(
            Row(place, one.chat, max(one.chat.messages - int(read or 0), 0))
            for place, one, read in zip(places, loaded, seen, strict=True)
            if one.chat is not None
        )


def _places(answer: object) -> list[Place]:
    return [Place(int(float(at)), name.decode()) for name, at in scored(answer)]


def _follows(place: Place, after: Place | None) -> bool:
    return after is None or place < after


def _merged(known: Iterable[list[Place]], after: Place | None, wanted: Callable[[str], bool]) -> list[Place]:
    """Return the newest places of all partitions, one more than a page."""
    newest = merge(*known, reverse=True)
    return list(islice((place for place in newest if _follows(place, after) and wanted(place.account)), PAGE + 1))
