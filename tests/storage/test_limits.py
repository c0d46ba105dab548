"""Limits: N is granted, N plus one is refused, once an id, in a window that starts with the first one counted."""

from __future__ import annotations

import asyncio

from storage.limits import Granted, Refused, Returned, Window
from storage.store import Store

NOW = 1_795_406_400_000
THREE = Window("sends", "somebody@example.com", 3, 600_000)


async def test_the_borders(store: Store) -> None:
    """Two, three are granted, the fourth is refused until the window of the first ends, and not a millisecond longer."""
    for number in range(3):
        assert await store.limits.take_all(str(number), (THREE,), NOW + number) == Granted()
    assert await store.limits.take_all("3", (THREE,), NOW + 599_999) == Refused(NOW + 600_000)
    assert await store.limits.take_all("3", (THREE,), NOW + 600_000) == Granted()


async def test_the_same_id_is_counted_once(store: Store) -> None:
    """A redo takes nothing more."""
    for _ in range(5):
        assert await store.limits.take_all("one", (THREE,), NOW) == Granted()
    assert await store.limits.take_all("two", (THREE,), NOW) == Granted()
    assert await store.limits.take_all("three", (THREE,), NOW) == Granted()


async def test_what_is_given_back_is_free_and_never_granted_again(store: Store) -> None:
    """Its place is free for another id; the id itself is spent."""
    one = Window("sends", "x", 1, 1000)
    assert await store.limits.take_all("a", (one,), NOW) == Granted()
    await store.limits.give_back("a", (one,), NOW)
    await store.limits.give_back("a", (one,), NOW)
    assert await store.limits.take_all("a", (one,), NOW) == Returned()
    assert await store.limits.take_all("b", (one,), NOW) == Granted()
    assert await store.limits.take_all("c", (one,), NOW) == Refused(NOW + 1000)


async def test_several_limits_are_taken_all_or_none(store: Store) -> None:
    """A refusal by one gives back what the others gave, and tells the latest end of all that hold."""
    wide, narrow = Window("day", "x", 2, 86_400_000), Window("hour", "x", 1, 3_600_000)
    assert await store.limits.take_all("a", (wide, narrow), NOW) == Granted()
    for id in "bcd":
        assert await store.limits.take_all(id, (wide, narrow), NOW + 1) == Refused(NOW + 3_600_000)
    assert await store.limits.take_all("e", (wide,), NOW + 2) == Granted()
    assert await store.limits.take_all("f", (wide, narrow), NOW + 3) == Refused(NOW + 86_400_000)


async def test_a_race_grants_no_more_than_the_limit(store: Store) -> None:
    """A hundred at once get exactly three."""
    answers = await asyncio.gather(*(store.limits.take_all(f"r{n}", (THREE,), NOW) for n in range(100)))
    assert sum(answer == Granted() for answer in answers) == 3


async def test_a_key_names_nobody(store: Store) -> None:
    """The address is nowhere in Redis."""
    await store.limits.take_all("a", (THREE,), NOW)
    keys = [key async for key in store.together.client.scan_iter("*")]
    assert keys
    assert not any(b"somebody" in key for key in keys)
