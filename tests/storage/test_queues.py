"""The queues: what the commit put there is read oldest first, over all partitions."""

from __future__ import annotations

from storage.chats import Committed
from storage.store import Store
from tests.storage.test_chats import NOW, write


async def test_open_requests_are_listed_oldest_first_until_they_are_closed(store: Store) -> None:
    """A request stands from the commit that makes it to the one that closes it; its number leads to its chat for ever."""
    first, second = store.aliases.telegram("1"), store.aliases.telegram("2")
    for account, at, made in ((first, NOW + 5, ("PL-1", "PL-2")), (second, NOW, ("PL-3",))):
        turn = write(account, "made", now=at, references=made)
        assert isinstance(await store.chats.commit(await store.chats.load(account), turn), Committed)
    assert await store.queues.requests() == [("PL-3", NOW), ("PL-1", NOW + 5), ("PL-2", NOW + 5)]
    closing = write(first, "closed", closed=("PL-1", "PL-9"))
    assert isinstance(await store.chats.commit(await store.chats.load(first), closing), Committed)
    assert [reference for reference, _ in await store.queues.requests()] == ["PL-3", "PL-2"]
    assert await store.queues.open_requests() == 2
    assert (await store.chats.references())["PL-1"] == first
