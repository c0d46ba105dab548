"""Shared reads: many who ask at once are answered by few, and nobody by what was read before they asked."""

from __future__ import annotations

import asyncio

import pytest

from handlers.sharing import Sharing


class Source:
    """Something that changes, and is read slowly. ``reads`` counts; a read returns what was true when it began."""

    def __init__(self) -> None:
        self.value = 0
        self.reads = 0
        self.open = asyncio.Event()

    async def read(self) -> int:
        """Return the value as of the read's beginning, once it is let through."""
        self.reads += 1
        found = self.value
        await self.open.wait()
        if found < 0:
            raise ValueError("a value that does not read")
        return found


async def test_who_asks_during_a_read_shares_the_next() -> None:
    """Fifty who come while one read runs share one more, which saw what changed before they asked."""
    source, sharing = Source(), Sharing[int]()
    first = asyncio.ensure_future(sharing.ask("a", source.read))
    while not source.reads:
        await asyncio.sleep(0)
    source.value = 1
    later = [asyncio.ensure_future(sharing.ask("a", source.read)) for _ in range(50)]
    source.open.set()
    assert await first == 0
    assert await asyncio.gather(*later) == [1] * 50
    assert source.reads == 2
    source.value = 2
    assert await sharing.ask("a", source.read) == 2
    assert source.reads == 3


async def test_keys_are_apart_and_a_failure_is_everybodys_once() -> None:
    """What fails is told to all who shared it, and the next read starts anew; another key waits for none of it."""
    source, sharing = Source(), Sharing[int]()
    source.open.set()
    source.value = -1
    asked = [asyncio.ensure_future(sharing.ask("a", source.read)) for _ in range(3)]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(one) for one in found] == [ValueError] * 3
    source.value = 7
    assert list(await asyncio.gather(sharing.ask("a", source.read), sharing.ask("b", source.read))) == [7, 7]


async def test_who_gives_up_takes_nothing_from_the_others() -> None:
    """A caller that is cancelled leaves the read to those who still wait."""
    source, sharing = Source(), Sharing[int]()
    one, two = (asyncio.ensure_future(sharing.ask("a", source.read)) for _ in range(2))
    while not source.reads:
        await asyncio.sleep(0)
    one.cancel()
    source.open.set()
    with pytest.raises(asyncio.CancelledError):
        await one
    assert await two == 0
    await sharing.close()
