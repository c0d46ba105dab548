"""The lists: keyset pages over all partitions, in order, whole and without a repeat; counters that agree."""

from __future__ import annotations

import random

from msgspec import structs

from conversations.chat import Chat, Last
from conversations.drivers import AgentDrives, NobodyDrives
from storage.chats import Line
from storage.queues import word
from storage.rows import PAGE, Page, Place
from storage.store import Store
from tests.storage.test_chats import NOW, write

MANY = 230


async def _people(store: Store, draw: random.Random) -> dict[str, int]:
    """Fill the list: moments come in no order, and some are the same."""
    moments = {store.aliases.telegram(str(number)): NOW + draw.randrange(MANY // 2) for number in range(MANY)}
    for account, at in moments.items():
        await _say(store, account, at)
    return moments


async def _say(store: Store, account: str, at: int, **changes: object) -> None:
    loaded = await store.chats.load(account)
    before = loaded.chat or Chat(channel="telegram", account=account, address="1")
    chat = structs.replace(before, last=Last("customer", f"pesan {at}", at), messages=before.messages + 1, **changes)
    driver = word(chat.driver) if "driver" in changes else ""
    lines = (Line(who="customer", text="pesan", at=at),)
    await store.chats.commit(loaded, write(account, f"{at}", now=at, chat=chat, lines=lines, driver=driver, lease=""))


async def _walk(store: Store, queue: str) -> list[Page]:
    read = getattr(store.rows, queue)
    pages, after = [await read(None)], None
    while after := pages[-1].next:
        pages.append(await read(after))
    return pages


def _accounts(pages: list[Page]) -> list[str]:
    return [row.place.account for page in pages for row in page.rows]


async def test_pages_are_whole_and_in_order(store: Store) -> None:
    """All conversations come once, the latest first, fifty a page, whatever partition they live in."""
    moments = await _people(store, random.Random(7))
    pages = await _walk(store, "all")
    assert [len(page.rows) for page in pages] == [PAGE] * (MANY // PAGE) + [MANY % PAGE]
    expected = sorted((Place(at, account) for account, at in moments.items()), reverse=True)
    assert _accounts(pages) == [place.account for place in expected]
    assert pages[0].rows[0].chat.last == Last("customer", f"pesan {expected[0].at}", expected[0].at)


async def test_a_page_goes_on_where_the_last_one_ended(store: Store) -> None:
    """What moves to the top meanwhile is not repeated below, and nothing below is skipped."""
    await _people(store, random.Random(8))
    first = await store.rows.all(None)
    moved = _accounts([await store.rows.all(first.next)])[3]
    await _say(store, moved, NOW + 10_000)
    second = await store.rows.all(first.next)
    assert moved not in _accounts([second])
    assert _accounts([await store.rows.all(None)])[0] == moved
    assert not set(_accounts([first])) & set(_accounts([second]))


async def test_each_queue_has_its_own(store: Store) -> None:
    """Waiting by the longest wait, mine by who drives, the bot's the rest; the counters say the same."""
    await _people(store, random.Random(9))
    accounts = _accounts([await store.rows.all(None)])
    for number, account in enumerate(accounts[:3]):
        await _say(store, account, NOW + 900 + number, driver=NobodyDrives(NOW + 50 - number, "person", told=True))
    for account in accounts[3:5]:
        await _say(store, account, NOW + 950, driver=AgentDrives("rina", "Rina", NOW))
    assert _accounts([await store.rows.waiting(None)]) == accounts[:3][::-1]
    assert set(_accounts([await store.rows.driven("rina", None)])) == set(accounts[3:5])
    assert _accounts([await store.rows.driven("budi", None)]) == []
    bots = _accounts(await _walk(store, "bots"))
    assert len(bots) == MANY - 5
    assert not set(bots) & set(accounts[:5])
    counts = await store.rows.counts()
    assert (counts.waiting, counts.driven, counts.all) == (3, 2, MANY)


async def test_a_timer_moves_no_row(store: Store) -> None:
    """A commit without a line leaves a conversation where it stands in the list."""
    account, other = store.aliases.telegram("1"), store.aliases.telegram("2")
    await _say(store, account, NOW)
    await _say(store, other, NOW + 1)
    loaded = await store.chats.load(account)
    await store.chats.commit(loaded, write(account, "timer", now=NOW + 2, chat=loaded.chat, lease=""))
    assert _accounts([await store.rows.all(None)]) == [other, account]


async def test_unread_is_what_nobody_has_seen(store: Store) -> None:
    """Opening a conversation counts its messages as seen; the next one is unread again."""
    account = store.aliases.telegram("1")
    await _say(store, account, NOW)
    await _say(store, account, NOW + 1)
    assert [row.unread for row in (await store.rows.all(None)).rows] == [2]
    await store.rows.saw(account, 2)
    assert [row.unread for row in (await store.rows.all(None)).rows] == [0]
    await _say(store, account, NOW + 2)
    assert [row.unread for row in (await store.rows.all(None)).rows] == [1]
