"""The live feed: every commit and every delivery is told, from any moment on, whole or with a clear "too long ago"."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from handlers.watch import News, Watch
from storage import keys
from storage.live import LENGTH, OLDEST, OVERLAP, Happened
from storage.store import Store
from tests.clock import ManualClock
from tests.storage.test_chats import NOW, reply, write


@pytest.fixture
async def watch(store: Store) -> AsyncIterator[Watch]:
    """Watch the store."""
    watching = Watch(store.together, store.feed, store.rows, ManualClock(NOW))
    yield watching
    await watching.close()


async def _commit(store: Store, account: str, key: str, at: int = NOW, **fields: object) -> str:
    turn = write(account, key, now=at, **fields)
    await store.chats.commit(await store.chats.load(account), turn)
    return turn.commit


async def test_an_event_is_known_by_chat_version_and_commit(store: Store) -> None:
    """The feed tells what the commit wrote; the same commit again adds nothing."""
    account = store.aliases.telegram("1")
    commits = [await _commit(store, account, key, NOW + place) for place, key in enumerate(("a", "b"))]
    found = await store.feed.since(NOW, NOW)
    known = [b"%d %s" % (version, bytes.fromhex(commit)) for version, commit in enumerate(commits, 1)]
    assert found == [Happened(NOW + place, account, what) for place, what in enumerate(known)]


async def test_what_became_of_a_message_is_told(store: Store) -> None:
    """Sent, delivered and read each come once; a lower rank after a higher one tells nothing."""
    account = store.aliases.telegram("1")
    entry = reply()
    await _commit(store, account, "a", entries=(entry,))
    [queued] = await store.outbox.read(account, "mine", NOW) or ()
    await store.outbox.acknowledge(account, "mine", queued, message="m", state="sent", at=NOW + 1, release=True)
    for state in ("read", "delivered", "read"):
        await store.outbox.note(f"{account}:{entry.id}", "m", state, 5, "", NOW + 2)
    found = await store.feed.since(NOW, NOW) or []
    assert [one.what for one in found[1:]] == [f"{entry.id} {state}".encode() for state in ("sent", "read")]
    assert (await store.outbox.deliveries(account, [entry.id]))[entry.id].state == "read"


async def test_a_change_of_the_driver_is_told_as_such(store: Store, watch: Watch) -> None:
    """What brings a conversation into another queue is marked in the feed and for whoever listens; a mere message is not."""
    listener = await watch.listen()
    calm, moved = store.aliases.telegram("1"), store.aliases.telegram("2")
    await _commit(store, calm, "a")
    await _commit(store, moved, "a", driver=f"wait:{NOW}")
    found = await store.feed.since(NOW, NOW) or []
    assert {one.account: one.moved for one in found} == {calm: False, moved: True}
    heard: set[str] = set()
    marked: set[str] = set()
    while heard < {calm, moved}:
        news = await listener.news(10)
        heard.update(news.chats)
        marked.update(news.moved)
    assert marked == {moved}
    watch.leave(listener)


async def test_too_long_ago_is_said(store: Store) -> None:
    """A moment before what the lists still hold whole is refused, by age and by a full list."""
    account = store.aliases.telegram("1")
    assert await store.feed.since(NOW - OLDEST - 1, NOW) is None
    assert await store.feed.since(NOW - OLDEST, NOW) == []
    raws = [f"{NOW + number} {account} 1 x" for number in range(LENGTH)]
    await store.together.call("LPUSH", keys.home(account).live, *raws)
    assert await store.feed.since(NOW, NOW + LENGTH) is None
    later = NOW + OVERLAP + LENGTH // 2
    assert len(await store.feed.since(later, later) or []) == LENGTH // 2


async def test_a_busy_list_is_read_as_deep_as_it_is_asked_for(store: Store) -> None:
    """More events in one partition than a first look reads are told whole; what is older than asked for is not."""
    account, other = store.aliases.telegram("1"), store.aliases.telegram("2")
    raws = [f"{NOW + 100 * number} {account} {number} x" for number in range(LENGTH // 2)]
    await store.together.call("LPUSH", keys.home(account).live, *raws)
    await store.together.call("LPUSH", keys.home(other).live, f"{NOW} {other} 1 x")
    middle = NOW + 100 * LENGTH // 4 + OVERLAP
    found = await store.feed.since(middle, middle)
    assert [one.what for one in found or []] == [b"%d x" % number for number in range(LENGTH // 4, LENGTH // 2)]
    assert len(await store.feed.since(NOW, middle) or []) == LENGTH // 2 + 1


async def test_many_who_catch_up_at_once_ask_once(store: Store, watch: Watch) -> None:
    """Two hundred pages come back after a restart: all are told, and the calls to Redis are not too many."""
    account = store.aliases.telegram("1")
    await _commit(store, account, "a")
    found = await asyncio.gather(*(watch.since(NOW - number % 3) for number in range(200)))
    assert {one.account for events in found for one in events or ()} == {account}
    assert all(events for events in found)


async def test_whoever_listens_hears_of_every_chat(store: Store, watch: Watch) -> None:
    """Hints bring the news at once, each listener hears of each chat, and a glance is news too."""
    listeners = [await watch.listen() for _ in range(3)]
    accounts = {store.aliases.telegram(str(number)) for number in range(20)}
    for account in accounts:
        await _commit(store, account, "a")
    for listener in listeners:
        heard: set[str] = set()
        while heard < accounts:
            heard.update((await listener.news(10)).chats)
        assert heard == accounts
    await watch.glance("abc")
    for listener in listeners:
        assert await listener.news(10) == News(looked_at=("abc",))


async def test_news_without_a_hint_is_found_by_looking(store: Store, watch: Watch) -> None:
    """A hint that was lost delays an event by a second and loses nothing."""
    listener = await watch.listen()
    account = store.aliases.telegram("1")
    await store.together.call("LPUSH", keys.home(account).live, f"{NOW} {account} 1 unhinted")
    assert await listener.news(10) == News((account,))
    watch.leave(listener)
