"""Lists and hashes of a simulated Redis."""

from __future__ import annotations

from typing import Any

from tests.simulation.keyspace import Keyspace, span


class Lists(Keyspace):
    """The commands on lists and hashes that our storage uses."""

    def _do_llen(self, key: bytes) -> int:
        return len(self.get(key, list) or ())

    def _do_rpush(self, key: bytes, *items: bytes) -> int:
        found = self._made(key, list)
        found.extend(items)
        return len(found)

    def _do_lpush(self, key: bytes, *items: bytes) -> int:
        found = self._made(key, list)
        for item in items:
            found.insert(0, item)
        return len(found)

    def _do_lrange(self, key: bytes, first: bytes, last: bytes) -> list[bytes]:
        found = self.get(key, list) or []
        start, end = span(len(found), int(first), int(last))
        return found[start:end]

    def _do_lindex(self, key: bytes, place: bytes) -> Any:
        found = self.get(key, list) or []
        return found[int(place)] if -len(found) <= int(place) < len(found) else None

    def _do_ltrim(self, key: bytes, first: bytes, last: bytes) -> bool:
        found = self.get(key, list)
        if found is not None:
            start, end = span(len(found), int(first), int(last))
            found[:] = found[start:end]
            self._kept(key, found)
        return True

    def _do_lrem(self, key: bytes, times: bytes, item: bytes) -> int:
        found, removed = self.get(key, list), 0
        while found and item in found and (int(times) == 0 or removed < abs(int(times))):
            found.remove(item)
            removed += 1
        if found is not None:
            self._kept(key, found)
        return removed

    def _do_linsert(self, key: bytes, where: bytes, pivot: bytes, item: bytes) -> int:
        found = self.get(key, list)
        if found is None:
            return 0
        if pivot not in found:
            return -1
        found.insert(found.index(pivot) + (where.upper() == b"AFTER"), item)
        return len(found)

    # --- hashes ----------------------------------------

    def _do_hget(self, key: bytes, field: bytes) -> Any:
        return (self.get(key, dict) or {}).get(field)

    def _do_hmget(self, key: bytes, *fields: bytes) -> list[Any]:
        found = self.get(key, dict) or {}
        return [found.get(field) for field in fields]

    def _do_hgetall(self, key: bytes) -> list[bytes]:
        return [word for pair in (self.get(key, dict) or {}).items() for word in pair]

    def _do_hkeys(self, key: bytes) -> list[bytes]:
        return list(self.get(key, dict) or ())

    def _do_hlen(self, key: bytes) -> int:
        return len(self.get(key, dict) or ())

    def _do_hexists(self, key: bytes, field: bytes) -> int:
        return int(field in (self.get(key, dict) or ()))

    def _do_hset(self, key: bytes, *pairs: bytes) -> int:
        found = self._made(key, dict)
        before = len(found)
        found.update(zip(pairs[::2], pairs[1::2], strict=True))
        return len(found) - before

    def _do_hsetnx(self, key: bytes, field: bytes, value: bytes) -> int:
        return 0 if self._do_hexists(key, field) else self._do_hset(key, field, value)

    def _do_hincrby(self, key: bytes, field: bytes, by: bytes) -> int:
        value = int(self._do_hget(key, field) or 0) + int(by)
        self._do_hset(key, field, b"%d" % value)
        return value

    def _do_hdel(self, key: bytes, *fields: bytes) -> int:
        found = self.get(key, dict)
        removed = sum(found.pop(field, None) is not None for field in fields) if found else 0
        if found is not None:
            self._kept(key, found)
        return removed
