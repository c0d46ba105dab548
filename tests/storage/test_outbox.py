"""The outbox: in order, under a lease that fences, found again when its holder is gone."""

from __future__ import annotations

from msgspec import structs

from conversations.messages import Message
from storage import keys
from storage.chats import Committed
from storage.outbox import Held
from storage.store import Store
from tests.storage.test_chats import NOW, reply, write


async def _queue(store: Store, *texts: str) -> str:
    account = store.aliases.telegram("1")
    entries = tuple(reply(text) for text in texts)
    done = await store.chats.commit(await store.chats.load(account), write(account, f"u{texts}", entries=entries))
    assert isinstance(done, Committed)
    return account


async def _texts(store: Store, account: str, lease: str = "mine") -> list[str] | None:
    found = await store.outbox.read(account, lease, 1)
    if found is None:
        return None
    return [queued.body.text for queued in found if isinstance(queued.body, Message)]


async def test_entries_leave_in_order_and_once(store: Store) -> None:
    """What was committed first leaves first; an acknowledged entry is gone, and the last one puts the chat down."""
    account = await _queue(store, "one", "two")
    first, second = await store.outbox.read(account, "mine", 1) or ()
    assert await _texts(store, account) == ["one", "two"]
    held = await store.outbox.acknowledge(account, "mine", first, message="7", state="sent", at=NOW, release=True)
    assert held is Held.OURS
    assert await _texts(store, account) == ["two"]
    held = await store.outbox.acknowledge(account, "mine", second, message="8", state="sent", at=NOW, release=True)
    assert held is Held.RELEASED
    assert await _texts(store, account) is None
    assert await store.outbox.due(keys.HOMES, NOW * 2, 10) == []


async def test_a_lost_lease_cannot_read_or_hold(store: Store) -> None:
    """Whoever lost the lease is told, and does not renew somebody else's."""
    account = await _queue(store, "one")
    assert not await store.outbox.claim(account, "theirs", NOW)
    await store.outbox.postpone(account, "mine", NOW + 5, 1)
    assert await store.outbox.claim(account, "theirs", NOW)
    assert await store.outbox.claim(account, "theirs", NOW), "asked again by the client's retry"
    assert await _texts(store, account, "mine") is None
    [queued] = await store.outbox.read(account, "theirs", 1) or ()
    held = await store.outbox.acknowledge(account, "mine", queued, message="", state="sent", at=NOW, release=True)
    assert held is Held.LOST
    assert await _texts(store, account, "theirs") == []


async def test_what_arrived_is_not_called_withheld(store: Store) -> None:
    """Somebody takes over while a message leaves whose sender lost the lease: the transcript says that it left."""
    entry = structs.replace(reply("soal"), kind="d")
    account = store.aliases.telegram("1")
    await store.chats.commit(await store.chats.load(account), write(account, "u1", entries=(entry,)))
    [queued] = await store.outbox.read(account, "mine", 1) or ()
    await store.outbox.postpone(account, "mine", NOW + 5, 1)
    await store.chats.commit(await store.chats.load(account), write(account, "u2", driver="agent:sari", lease="theirs"))
    assert await _texts(store, account, "theirs") == []
    assert await store.outbox.delivery(account, entry.id) == "withheld"
    held = await store.outbox.acknowledge(account, "mine", queued, message="7", state="sent", at=NOW, release=True)
    assert held is Held.LOST
    assert await store.outbox.delivery(account, entry.id) == "sent"


async def test_who_releases_over_more_goes_on(store: Store) -> None:
    """A release over a non-empty outbox is refused, so that nothing is left lying."""
    account = await _queue(store, "one")
    assert not await store.outbox.release(account, "mine")
    [queued] = await store.outbox.read(account, "mine", 1) or ()
    await store.outbox.acknowledge(account, "mine", queued, message="", state="sent", at=NOW, release=False)
    assert await store.outbox.release(account, "mine")
    assert await store.outbox.release(account, "mine"), "a second release finds nothing to do"


async def test_a_postponed_chat_is_due_at_its_time(store: Store) -> None:
    """Until then it is nobody's; then anybody's."""
    account = await _queue(store, "one")
    assert not await store.outbox.postpone(account, "mine", NOW + 60_000, 0), "one came in since"
    assert await store.outbox.postpone(account, "mine", NOW + 60_000, 1)
    assert await store.outbox.due(keys.HOMES, NOW + 59_999, 10) == []
    assert await store.outbox.due(keys.HOMES, NOW + 60_000, 10) == [account]


async def test_an_entry_may_wait_in_its_place(store: Store) -> None:
    """Delaying one entry keeps the order and what it is."""
    account = await _queue(store, "one", "two")
    first, _ = await store.outbox.read(account, "mine", 1) or ()
    await store.outbox.delay(account, "mine", first, NOW + 9)
    waiting, second = await store.outbox.read(account, "mine", 1) or ()
    assert (waiting.id, waiting.not_before, waiting.body) == (first.id, NOW + 9, first.body)
    assert second.not_before == 0


async def test_the_first_attempt_wins(store: Store) -> None:
    """What costs is attempted once; the same attempt may go on, another one may not."""
    account = await _queue(store, "one")
    assert await store.outbox.mark(account, "effect", "a")
    assert await store.outbox.mark(account, "effect", "a")
    assert not await store.outbox.mark(account, "effect", "b")


async def test_ranks_of_delivery_only_rise(store: Store) -> None:
    """Statuses come in any order; what was read stays read."""
    account = await _queue(store, "one")
    for state in ("delivered", "sent", "read", "delivered"):
        await store.outbox.note(f"{account}:x", "wamid", state, NOW, "", NOW)
    assert (await store.outbox.delivery(account, "x")) == "read"
