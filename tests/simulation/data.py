"""What a simulated Redis holds: every command goes through ``do``, and every write is kept for a failover."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.simulation.lists import Lists
from tests.simulation.sorted_sets import SortedSets

WRITES = frozenset(
    {
        "DEL", "UNLINK", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT", "PERSIST", "SET", "INCR", "INCRBY", "RPUSH", "LPUSH",
        "LTRIM", "LREM", "LINSERT", "HSET", "HSETNX", "HINCRBY", "HDEL", "ZADD", "ZINCRBY", "ZREM", "ZREMRANGEBYRANK",
        "ZREMRANGEBYSCORE",
    }
)  # fmt: skip


class Data(Lists, SortedSets):
    """Everything in one server."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(now)
        self.log: list[tuple[int, tuple[bytes, ...]]] = []

    def do(self, *command: Any) -> Any:
        """Run one command; an unknown one is an error that names it."""
        words = tuple([word if type(word) is bytes else as_bytes(word) for word in command])
        work, writes = _work(words[0])
        if writes:
            self.log.append((self.now(), words))
        return work(self, *words[1:])

    def lose(self, last: int) -> Data:
        """Return what a replica has that never heard of the writes from number ``last`` on."""
        return self._replayed(self.log[:last])

    def lose_part(self, last: int, part: bytes) -> Data:
        """Return what a Cluster has whose primary of one hash tag lost its writes from number ``last`` on."""
        kept = [(at, words) for at, words in self.log[last:] if part not in words[1]]
        return self._replayed([*self.log[:last], *kept])

    def _replayed(self, log: list[tuple[int, tuple[bytes, ...]]]) -> Data:
        clock = [0]
        other = Data(lambda: clock[0])
        for at, words in log:
            clock[0] = at
            other.do(*words)
        other.now = self.now
        return other


@cache
def _work(word: bytes) -> tuple[Callable[..., Any], bool]:
    name = word.decode().upper()
    work: Callable[..., Any] | None = getattr(Data, f"_do_{name.lower()}", None)
    if work is None:
        raise LookupError(f"the simulated redis does not know {name}")
    return work, name in WRITES


def as_bytes(word: Any) -> bytes:
    if isinstance(word, bytes):
        return word
    if isinstance(word, str):
        return word.encode()
    if isinstance(word, float) and not word.is_integer():
        return repr(word).encode()
    return b"%d" % word
