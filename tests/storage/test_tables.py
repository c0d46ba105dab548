"""The care team's tables: sealed under their ids, changed only as they were read, whatever the client repeats."""

from __future__ import annotations

import pytest
from msgspec import Struct

from storage import keys
from storage.errors import Tampered
from storage.store import Store
from storage.tables import Table


class Thing(Struct, frozen=True):
    """Something kept."""

    name: str


def table(store: Store) -> Table[Thing]:
    """Open a table."""
    return Table(store.together, store.vault, "things", Thing)


async def test_a_record_is_changed_only_as_it_was_read(store: Store) -> None:
    """The first of two who change the same version wins; the other is told, and changes nothing."""
    things = table(store)
    assert await things.get("a") is None
    assert await things.put("a", 0, Thing("one"))
    assert not await things.put("a", 0, Thing("other"))
    kept = await things.get("a")
    assert kept is not None
    assert await things.put("a", kept.version, Thing("two"))
    assert not await things.put("a", kept.version, Thing("three"))
    assert not await things.drop("a", kept.version)
    assert [one.value for one in await things.all()] == [Thing("two")]
    assert await things.drop("a", kept.version + 1)
    assert await things.drop("a", kept.version + 1)  # the client's retry
    assert await things.all() == ()


async def test_nothing_of_a_record_lies_in_clear_and_none_opens_elsewhere(store: Store) -> None:
    """A record moved to another id does not open."""
    things = table(store)
    await things.put("a", 0, Thing("Sukarni"))
    raw = await store.together.call("HGET", keys.table("things"), "a")
    assert b"Sukarni" not in raw
    await store.together.call("HSET", keys.table("things"), "b", raw)
    with pytest.raises(Tampered):
        await things.get("b")
