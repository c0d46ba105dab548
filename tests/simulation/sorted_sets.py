"""Sorted sets of a simulated Redis."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import Any

from tests.simulation.keyspace import Keyspace, span


class ZSet:
    """A sorted set."""

    __slots__ = ("order", "scores")

    def __init__(self) -> None:
        self.scores: dict[bytes, float] = {}
        self.order: list[tuple[float, bytes]] = []

    def add(self, member: bytes, score: float) -> int:
        """Put a member in its place; return 1 when it is new."""
        before = self.scores.get(member)
        if before is not None:
            del self.order[bisect_left(self.order, (before, member))]
        self.scores[member] = score
        insort(self.order, (score, member))
        return int(before is None)

    def remove(self, member: bytes) -> int:
        """Take a member out; return 1 when it was there."""
        score = self.scores.pop(member, None)
        if score is None:
            return 0
        del self.order[bisect_left(self.order, (score, member))]
        return 1


class SortedSets(Keyspace):
    """The commands on sorted sets that our storage uses."""

    def _do_zadd(self, key: bytes, *words: bytes) -> int:
        options = [word for word in words[:2] if word in (b"NX", b"XX", b"GT", b"LT", b"CH")]
        pairs = words[len(options) :]
        found, added = self._made(key, ZSet), 0
        for score, member in zip(pairs[::2], pairs[1::2], strict=True):
            old = found.scores.get(member)
            refused = (b"NX" in options and old is not None) or (b"XX" in options and old is None)
            worse = old is not None and (
                (b"GT" in options and float(score) <= old) or (b"LT" in options and float(score) >= old)
            )
            if not refused and not worse:
                added += found.add(member, float(score))
        self._kept(key, found)
        return added

    def _do_zrem(self, key: bytes, *members: bytes) -> int:
        found = self.get(key, ZSet)
        removed = sum(map(found.remove, members)) if found else 0
        if found is not None:
            self._kept(key, found)
        return removed

    def _do_zincrby(self, key: bytes, by: bytes, member: bytes) -> bytes:
        score = float(self._do_zscore(key, member) or 0) + float(by)
        self._made(key, ZSet).add(member, score)
        return _number(score)

    def _do_zscore(self, key: bytes, member: bytes) -> Any:
        found = self.get(key, ZSet)
        score = found.scores.get(member) if found else None
        return None if score is None else _number(score)

    def _do_zcard(self, key: bytes) -> int:
        found = self.get(key, ZSet)
        return len(found.order) if found else 0

    def _do_zrangebyscore(self, key: bytes, low: bytes, high: bytes, *options: bytes) -> list[bytes]:
        found = self.get(key, ZSet)
        if found is None:
            return []
        first = bisect_left(found.order, _edge(low, 0))
        last = bisect_left(found.order, _edge(high, 1))
        members = [member for _, member in found.order[first:last]]
        words = [option.upper() for option in options]
        if b"LIMIT" in words:
            place = words.index(b"LIMIT")
            skip, most = int(options[place + 1]), int(options[place + 2])
            members = members[skip:] if most < 0 else members[skip : skip + most]
        if b"WITHSCORES" in words:
            return [word for member in members for word in (member, _number(found.scores[member]))]
        return members

    def _do_zrevrangebyscore(
        self, key: bytes, high: bytes, low: bytes, word: bytes, skip: bytes, most: bytes
    ) -> list[bytes]:
        members = self._do_zrangebyscore(key, low, high)[::-1]
        return members[int(skip) :][: int(most)]

    def _do_zrange(self, key: bytes, first: bytes, last: bytes, *options: bytes) -> list[bytes]:
        found = self.get(key, ZSet)
        order = found.order if found else []
        start, end = span(len(order), int(first), int(last))
        chosen = order[start:end]
        if options and options[0].upper() == b"WITHSCORES":
            return [word for score, member in chosen for word in (member, _number(score))]
        return [member for _, member in chosen]

    def _do_zremrangebyrank(self, key: bytes, first: bytes, last: bytes) -> int:
        gone = self._do_zrange(key, first, last)
        return self._do_zrem(key, *gone) if gone else 0

    def _do_zremrangebyscore(self, key: bytes, low: bytes, high: bytes) -> int:
        gone = self._do_zrangebyscore(key, low, high)
        return self._do_zrem(key, *gone) if gone else 0

    def _do_zcount(self, key: bytes, low: bytes, high: bytes) -> int:
        return len(self._do_zrangebyscore(key, low, high))


def _number(score: float) -> bytes:
    return b"%d" % score if score.is_integer() else repr(score).encode()


def _edge(word: bytes, side: int) -> tuple[float, bytes]:
    """Return where a range of scores begins (side 0) or ends (side 1) in the order."""
    open = word.startswith(b"(")
    score = float(word[1:] if open else word)
    if open != bool(side):
        return (score, b"\xff" * 64)
    return (score, b"")
