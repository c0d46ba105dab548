"""The partitions are shared out evenly among the processes that are alive, and a post has one of them."""

from __future__ import annotations

import asyncio

from storage import keys
from storage.posts import Post
from storage.shares import Shares
from storage.store import Store


async def test_an_even_share_each(store: Store) -> None:
    """Alone it is everything; three have a third each; who leaves leaves it to the others."""
    one, two, three = (Shares(store.server, name) for name in "bca")
    await one.beat()
    assert one.mine == keys.HOMES
    for _ in range(2):
        for share in (one, two, three):
            await share.beat()
    assert {len(share.mine) for share in (one, two, three)} == {85, 86}
    assert {home for share in (one, two, three) for home in share.mine} == set(keys.HOMES)
    await three.leave()
    await one.beat()
    await two.beat()
    assert {*one.mine, *two.mine} == set(keys.HOMES)
    assert not {*one.mine} & {*two.mine}


async def test_who_stops_beating_loses_its_share(store: Store) -> None:
    """A dead process is forgotten when its lease ends, by the server's clock."""
    one, dead = Shares(store.server, "one"), Shares(store.server, "dead")
    await dead.beat()
    await one.beat()
    assert len(one.mine) == len(keys.HOMES) / 2
    ends = float(await store.server.call("ZSCORE", keys.MEMBERS, "dead"))
    seconds, _ = await store.server.call("TIME")
    assert 0 < ends - int(seconds) * 1000 < 10_000, "before the leases of the chats that it held"
    await store.server.call("ZADD", keys.MEMBERS, int(seconds) * 1000 - 1, "dead")
    await one.beat()
    assert one.mine == keys.HOMES


async def test_a_post_has_one_holder(store: Store) -> None:
    """Who has it keeps it; another one gets it when it is left, or when the holder's time is over."""
    one, two = (Post(store.server, "polling", name, lease=60) for name in ("one", "two"))
    assert await one.hold()
    assert await one.hold()
    assert not await two.hold()
    await two.leave()
    assert not await two.hold(), "it was not theirs to leave"
    await one.leave()
    assert await two.hold()
    async with asyncio.timeout(5):
        while not await one.hold():
            await asyncio.sleep(0.01)
