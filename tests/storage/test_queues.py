"""The queues: what the commit put there is read oldest first, over all partitions."""

from __future__ import annotations

from conversations.references import issue
from storage.asked import PAGE, Asked, Kind
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
    assert await store.asked.count(Kind.REQUESTS) == 2
    assert (await store.chats.references())["PL-1"] == first


async def test_what_waits_comes_in_pages_oldest_first(store: Store) -> None:
    """Requests and tickets apart; every one is on one page, in order, whichever partition holds it; none is read twice."""
    made = []
    for number in range(2 * PAGE + 7):
        account = store.aliases.telegram(str(number % 40))
        kind = "TK" if number % 10 == 0 else "PL"
        reference = issue(account, f"{number:012x}", kind)
        at = NOW + (number * 37) % 50
        made.append(Asked(at, reference))
        turn = write(account, reference, now=at, references=(reference,))
        assert isinstance(await store.chats.commit(await store.chats.load(account), turn), Committed)
    for listed, prefix in ((Kind.REQUESTS, "PL"), (Kind.TICKETS, "TK")):
        wanted = sorted(one for one in made if one.reference.startswith(prefix))
        read: list[Asked] = []
        after, pages = None, 0
        while True:
            page = await store.asked.page(listed, after)
            pages += 1
            read += page.rows
            if page.next is None:
                break
            assert len(page.rows) == PAGE
            after = page.next
        assert read == wanted
        assert pages == -(-len(wanted) // PAGE)
        assert await store.asked.count(listed) == len(wanted)


async def test_a_ticket_that_was_dropped_leads_nowhere(store: Store) -> None:
    """With an erasure its number goes from the list and from the index; an answered one keeps its number."""
    account = store.aliases.telegram("1")
    numbers = [issue(account, f"{number:012x}", "TK") for number in range(2)]
    for key, fields in (
        ("made", {"references": tuple(numbers)}),
        ("gone", {"closed": (numbers[0],), "dropped": (numbers[1],)}),
    ):
        turn = write(account, key, **fields)
        assert isinstance(await store.chats.commit(await store.chats.load(account), turn), Committed)
    assert await store.asked.count(Kind.TICKETS) == 0
    assert await store.chats.references() == {numbers[0]: account}
