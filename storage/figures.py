"""Figures: what all partitions counted on some days, read at once and added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import msgspec
from msgspec import Struct

from storage import keys
from storage.counts import BOUNDS
from storage.queues import fields as paired
from storage.server import Server

SUM_STAYS = 100 * 86_400  # seconds that a day's sum stays without being made anew
_encode = msgspec.msgpack.Encoder().encode
_sum = msgspec.msgpack.Decoder(dict[str, int])
DECODED = 100  # sums of days that are over, as they were last read


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
    """Reads the figures. Raises StoreDown.

    A day is counted in 256 partitions. The sum of a day that is over is kept beside them and made anew now and then, since a
    request may be decided days after its linking began: a month is then 30 small reads, however many customers it had.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    async def read(self, days: Iterable[date], today: date | None = None) -> tuple[Counted, ...]:
        """Return all counters of some days; with ``today`` given, days before it by their kept sums."""
        wanted = tuple(days)
        over = tuple(day for day in wanted if today is not None and day < today)
        kept = await self._server.many([("GET", keys.day_sum(day)) for day in over])
        found = {day: _decoded(day, raw) for day, raw in zip(over, kept, strict=True) if raw}
        for day in wanted:
            if day not in found:
                found[day] = _sorted(day, await (self.settle(day) if day in over else self._summed(day)))
        return tuple([counter for day in wanted for counter in found[day]])

    async def settle(self, day: date) -> dict[str, int]:
        """Sum a day that is over and keep the sum."""
        summed = await self._summed(day)
        await self._server.call("SET", keys.day_sum(day), _encode(summed), "EX", SUM_STAYS)
        return summed

    async def behind(self, day: date, name: str) -> dict[str, frozenset[str]]:
        """Return who is behind a day's figures with a mark of this name: accounts with all their marks of that day.

        A mark is ``name:channel:type:detail``.
        """
        answers = await self._server.many([("HGETALL", home.behind(day)) for home in keys.HOMES])
        bears = f" {name}:".encode()
        return {
            account.decode(): frozenset(marks.decode().split())
            for answer in answers
            for account, marks in paired(answer)
            if bears in marks
        }

    async def _summed(self, day: date) -> dict[str, int]:
        sums: dict[bytes, int] = {}
        for answer in await self._server.many([("HGETALL", home.figures(day)) for home in keys.HOMES]):
            for word, count in paired(answer):
                sums[word] = sums.get(word, 0) + int(count)
        return {word.decode(): count for word, count in sums.items()}


@lru_cache(DECODED)
def _decoded(day: date, raw: bytes) -> tuple[Counted, ...]:
    """Read a kept sum; between two of the hourly sums it is the same."""
    return _sorted(day, _sum.decode(raw))


def _sorted(day: date, sums: Mapping[str, int]) -> tuple[Counted, ...]:
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
    return tuple(found)


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
