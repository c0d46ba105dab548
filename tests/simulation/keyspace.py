"""The keys of a simulated Redis: values, how long they stay, and the commands on strings and on keys as such."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Keyspace:
    """What all kinds of values have in common. ``now`` tells the server's clock (milliseconds)."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.now = now
        self.values: dict[bytes, Any] = {}
        self.ends: dict[bytes, int] = {}
        self.sorted: set[bytes] = set()  # the keys of sorted sets

    def get(self, key: bytes, kind: type) -> Any:
        """Return the value of a key, None when there is none; another type is a mistake."""
        end = self.ends.get(key)
        if end is not None and end <= self.now():
            self._drop(key)
            return None
        found = self.values.get(key)
        if found is not None and type(found) is not kind:
            raise TypeError(f"WRONGTYPE {key!r}")
        return found

    def _drop(self, key: bytes) -> int:
        self.ends.pop(key, None)
        self.sorted.discard(key)
        return int(self.values.pop(key, None) is not None)

    def _made(self, key: bytes, kind: type) -> Any:
        found = self.get(key, kind)
        if found is None:
            found = self.values[key] = kind()
            if kind not in (bytes, list, dict):
                self.sorted.add(key)
        return found

    def _kept(self, key: bytes, value: Any) -> None:
        if not (getattr(value, "scores", value)):
            self._drop(key)

    def _do_del(self, *keys: bytes) -> int:
        return sum(self._drop(key) for key in keys)

    _do_unlink = _do_del

    def _do_exists(self, *keys: bytes) -> int:
        return sum(self._alive(key) for key in keys)

    def _alive(self, key: bytes) -> bool:
        return key in self.values and self.ends.get(key, self.now() + 1) > self.now()

    def _do_pexpire(self, key: bytes, milliseconds: bytes) -> int:
        if not self._alive(key):
            return 0
        self.ends[key] = self.now() + int(milliseconds)
        return 1

    def _do_expire(self, key: bytes, seconds: bytes) -> int:
        return self._do_pexpire(key, b"%d" % (int(seconds) * 1000))

    def _do_pexpireat(self, key: bytes, at: bytes) -> int:
        return self._do_pexpire(key, b"%d" % (int(at) - self.now()))

    def _do_persist(self, key: bytes) -> int:
        return int(self.ends.pop(key, None) is not None)

    def _do_pttl(self, key: bytes) -> int:
        if not self._alive(key):
            return -2
        return self.ends[key] - self.now() if key in self.ends else -1

    def _do_ttl(self, key: bytes) -> int:
        left = self._do_pttl(key)
        return left if left < 0 else (left + 500) // 1000

    def _do_expireat(self, key: bytes, at: bytes) -> int:
        return self._do_pexpireat(key, b"%d" % (int(at) * 1000))

    def _do_time(self) -> list[bytes]:
        return [b"%d" % (self.now() // 1000), b"%d" % (self.now() % 1000 * 1000)]

    def _do_publish(self, channel: bytes, message: bytes) -> int:
        return 0

    # --- strings ----------------------------------------

    def _do_get(self, key: bytes) -> Any:
        return self.get(key, bytes)

    def _do_mget(self, *keys: bytes) -> list[Any]:
        return [self.get(key, bytes) for key in keys]

    def _do_set(self, key: bytes, value: bytes, *options: bytes) -> Any:
        words = [option.upper() for option in options]
        alive = self._alive(key)
        if (b"NX" in words and alive) or (b"XX" in words and not alive):
            return None
        if b"KEEPTTL" not in words:
            self.ends.pop(key, None)
        self.values[key] = value
        for unit, factor in ((b"PX", 1), (b"EX", 1000)):
            if unit in words:
                self.ends[key] = self.now() + int(options[words.index(unit) + 1]) * factor
        return True

    def _do_getrange(self, key: bytes, first: bytes, last: bytes) -> bytes:
        found = self.get(key, bytes) or b""
        start, end = span(len(found), int(first), int(last))
        return bytes(found[start:end])

    def _do_incrby(self, key: bytes, by: bytes) -> int:
        value = int(self.get(key, bytes) or 0) + int(by)
        self.values[key] = b"%d" % value
        return value

    def _do_incr(self, key: bytes) -> int:
        return self._do_incrby(key, b"1")


def span(length: int, first: int, last: int) -> tuple[int, int]:
    """Return a range of places as Redis means it, as a slice."""
    start = max(first + length, 0) if first < 0 else first
    end = last + length if last < 0 else last
    return start, max(end + 1, start)
