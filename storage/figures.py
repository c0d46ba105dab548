"""Figures: what all partitions counted on some days, read at once and added up."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from storage import keys
from storage.connection import Script
from storage.counts import BOUNDS
from storage.keys import Home
from storage.queues import fields as paired
from storage.server import Server

DAYS = Script("days")


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
    """Reads the figures: one call a partition, however many days. Raises StoreDown."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def read(self, days: Iterable[date]) -> tuple[Counted, ...]:
        """Return all counters of some days."""
        sums: dict[date, Counter[str]] = {}
        for day, fields in await self._days(tuple(days), lambda home, day: home.figures(day)):
            counted = sums.setdefault(day, Counter())
            for word, count in fields:
                counted[word.decode()] += int(count)
        return tuple([counter for day in sorted(sums) for counter in _sorted(day, sums[day])])

    async def behind(self, days: Iterable[date]) -> dict[date, dict[str, frozenset[str]]]:
        """Return who is behind each day's figures: accounts with their marks (``name:channel:type:detail``)."""
        found: dict[date, dict[str, frozenset[str]]] = {}
        for day, fields in await self._days(tuple(days), lambda home, day: home.behind(day)):
            marked = found.setdefault(day, {})
            marked.update((account.decode(), frozenset(marks.decode().split())) for account, marks in fields)
        return found

    async def _days(
        self, days: tuple[date, ...], name: Callable[[Home, date], str]
    ) -> list[tuple[date, list[tuple[bytes, bytes]]]]:
        asked = (self._server.run(DAYS, [name(home, day) for day in days], []) for home in keys.HOMES)
        answers = await asyncio.gather(*asked)
        return [(days[place - 1], paired(raw)) for answer in answers for place, raw in answer]


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
