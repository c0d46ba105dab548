"""Figures: what all partitions counted on some days, read at once and added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from storage import keys
from storage.counts import BOUNDS
from storage.queues import fields
from storage.server import Server


class Counted(Struct, frozen=True):
    """One counter of one day: how often ``name`` happened on a channel, for a policy type, in one of its kinds.

    ``took`` are its durations: how many fell into which bucket of ``BOUNDS``.
    """

    day: date
    name: str
    channel: str
    type: str
    detail: str
    count: int
    took: dict[int, int] = {}


class Figures:
    """Reads the figures. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def read(self, days: Iterable[date]) -> tuple[Counted, ...]:
        """Return all counters of some days."""
        return tuple([counter for day in days for counter in await self._day(day)])

    async def behind(self, day: date) -> dict[str, frozenset[str]]:
        """Return who is behind a day's figures: accounts with their marks (``name:channel:type:detail``)."""
        answers = await self._server.many([("HGETALL", home.behind(day)) for home in keys.HOMES])
        return {
            account.decode(): frozenset(marks.decode().split())
            for answer in answers
            for account, marks in fields(answer)
        }

    async def _day(self, day: date) -> list[Counted]:
        answers = await self._server.many([("HGETALL", home.figures(day)) for home in keys.HOMES])
        sums: Counter[str] = Counter()
        for answer in answers:
            for word, count in fields(answer):
                sums[word.decode()] += int(count)
        return _sorted(day, sums)


def _sorted(day: date, sums: Counter[str]) -> list[Counted]:
    took: dict[str, dict[int, int]] = {}
    for word, count in sums.items():
        mark, tilde, bucket = word.partition("~")
        if tilde:
            took.setdefault(mark, {})[int(bucket)] = count
    found = []
    for word, count in sorted(sums.items()):
        if "~" not in word:
            name, channel, kind, detail = word.split(":", 3)
            found.append(Counted(day, name, channel, kind, detail, count, took.get(word, {})))
    return found


def median(took: dict[int, int]) -> float | None:
    """Return the median of durations in milliseconds, as near as their buckets tell; None where there are none."""
    total = sum(took.values())
    if not total:
        return None
    passed = 0
    for bucket in sorted(took):
        if (passed + took[bucket]) * 2 >= total:
            low = BOUNDS[bucket - 1] if bucket else 0
            high = BOUNDS[bucket] if bucket < len(BOUNDS) else low * 2
            return low + (high - low) * (total / 2 - passed) / took[bucket]
        passed += took[bucket]
    return None
