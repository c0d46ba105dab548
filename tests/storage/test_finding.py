"""Finding: by name, number, request and id at once; by what was said, newest first; never what was erased."""

from __future__ import annotations

import pytest
from msgspec import structs

from conversations.chat import Chat
from conversations.details import Contact
from conversations.events import Matched
from conversations.finding import Query, contact_word, findable, name_words, number_word, query
from conversations.references import issue
from conversations.turn import Turn
from storage.chats import Line
from storage.finding import Hit
from storage.rows import Place
from storage.store import Store
from tests.storage.test_chats import NOW, write


def plain(chat: Chat, line: Line) -> str:
    """Read a line as it is kept."""
    return line.text


async def said(store: Store, user: str, *texts: str, at: int = NOW, **fields: object) -> str:
    """Let a customer say something."""
    account = store.aliases.telegram(user)
    lines = tuple(Line(who="customer", text=text, at=at) for text in texts)
    turn = structs.replace(write(account, f"{user} {at}", now=at, lines=lines), **fields)
    await store.chats.commit(await store.chats.load(account), turn)
    return account


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Jane  RAILEY", Query((("name:jane", "name:railey"),))),
        ("0001 2345", Query((("number:00012345",),), ("00012345",))),
        ("0001-2345", Query((("number:00012345",),), ("00012345",))),
        (
            "+62 812-0000-0001",
            Query((("number:6281200000001",), ("contact:6281200000001",)), ("6281200000001",)),
        ),
        (
            "0812 0000 0001",
            Query((("number:081200000001",), ("contact:6281200000001",)), ("081200000001", "6281200000001")),
        ),
        ("Jane@Example.COM", Query((("contact:jane@example.com",),))),
        ("pl-00abcdef", Query(reference="PL-00ABCDEF")),
        ("abcdefghijklmnop", Query((("name:abcdefghijklmnop",),), account="abcdefghijklmnop")),
        ("hp 12", Query((("name:hp", "name:12"),))),
        ("12345", Query()),
        ("...", Query()),
    ],
)
def test_what_is_typed_is_read_as_what_it_may_be(typed: str, meant: Query) -> None:
    """A number keeps its leading zeros, 08 and +62 mean one mobile, a name is found in any case and order."""
    assert query(typed) == meant


async def test_names_and_numbers_lead_to_their_chats(store: Store) -> None:
    """All parts of a name must be there; a number is found whole; leading zeros count."""
    jane = await said(store, "1", words=(*name_words("JANE RAILEY"), number_word("00012345")))
    john = await said(store, "2", words=(*name_words("John Railey"), number_word("123456")))
    assert set(await store.finder.exact(query("railey"))) == {jane, john}
    assert await store.finder.exact(query("railey, jane")) == (jane,)
    assert await store.finder.exact(query("0001.2345")) == (jane,)
    assert await store.finder.exact(query("123456")) == (john,)
    assert await store.finder.exact(query("00123456")) == ()
    assert await store.finder.exact(query("jane doe")) == ()
    assert await store.finder.exact(query("...")) == ()


async def test_a_contact_is_found_whole_however_it_is_written(store: Store) -> None:
    """A registered address in any case, a registered mobile with 08, 62 or +62; a part of either is nothing."""
    contacts = (contact_word("Jane.Railey@Example.com"), contact_word("+6281234567890"))
    account = await said(store, "1", words=contacts)
    for typed in ("jane.railey@example.com", "081234567890", "6281234567890", "+62 812 3456 7890"):
        assert await store.finder.exact(query(typed)) == (account,), typed
    for typed in ("jane.railey@example.co", "railey@example.com", "08123456789", "+62 812 3456 78901"):
        assert await store.finder.exact(query(typed)) == (), typed


def test_a_match_adds_the_names_and_contacts_of_its_holder() -> None:
    """The words that a turn adds when the registry knows the holder."""
    contacts = (Contact("email", "Jane@Example.com"), Contact("sms", "+6281200000001"))
    found = Matched("e", "pr", "JANE RAILEY", "ACTIVE", True, contacts)
    assert findable(found, Turn(chat=Chat(channel="telegram", account="a", address="1"))) == (
        "name:jane",
        "name:railey",
        "contact:jane@example.com",
        "contact:6281200000001",
    )


async def test_a_common_word_is_read_until_there_are_enough(store: Store) -> None:
    """Of a word that many have so many are found as were asked for, or all; with a rarer word beside it, those with both."""
    people = [await said(store, str(number), words=tuple(name_words(f"Budi {number:03d}"))) for number in range(90)]
    assert set(await store.finder.exact(query("budi"))) == set(people)
    some = await store.finder.exact(query("budi"), 10)
    assert 10 <= len(some) < 90
    assert await store.finder.exact(query("budi 042"), 10) == (people[42],)
    assert await store.finder.exact(query("budi 999"), 10) == ()


async def test_ids_and_requests_lead_to_their_chats(store: Store) -> None:
    """A Telegram id, a WhatsApp number, an account and a request's number each lead to one chat."""
    account = store.aliases.telegram("5550001")
    reference = issue(account, "0123456789abcdef")
    await said(store, "5550001", references=(reference,))
    joined = await store.aliases.whatsapp({"wa_id": "6281200000001"}, b"0123456789abcdef")
    turn = write(joined, "w1")
    await store.chats.commit(await store.chats.load(joined), turn)
    assert await store.finder.exact(query("5550001")) == (account,)
    assert await store.finder.exact(query("+62 812-0000-0001")) == (joined,)
    assert await store.finder.exact(query("0812 0000 0001")) == (joined,)
    assert await store.finder.exact(query(account)) == (account,)
    assert await store.finder.exact(query(reference.lower())) == (account,)
    assert await store.finder.exact(query("PL-00ZZZZZZ")) == ()
    assert await store.finder.exact(query("999999")) == ()


async def test_what_was_said_is_found_newest_first(store: Store) -> None:
    """A scan goes through all conversations, the latest first, a page at a time, and shows a conversation's last hit."""
    for number in range(120):
        await said(store, str(number), "halo", f"Nomor antrean {number % 3}", at=NOW + number)
    hits: list[Hit] = []
    looked, pages, rest = 0, 0, Place(0, "")
    async for found, count, after in store.finder.scan("ANTREAN 1", plain, None):
        hits += found
        looked, pages, rest = looked + count, pages + 1, after or rest
    assert (looked, pages) == (120, 3)
    assert [hit.line.at for hit in hits] == [NOW + number for number in range(119, -1, -1) if number % 3 == 1]
    assert rest != Place(0, "")
    later = [hit async for found, _, _ in store.finder.scan("antrean 1", plain, rest) for hit in found]
    assert later == [hit for hit in hits if hit.row.place < rest]


async def test_only_what_the_reader_sees_is_looked_through(store: Store) -> None:
    """A line that is shown otherwise than it is kept is found by what is shown, and that is what the hit says."""
    await said(store, "1", "polis 00012345")
    shown = "polis ****2345"
    masked = [hit async for found, _, _ in store.finder.scan("****2345", lambda *_: shown, None) for hit in found]
    assert [hit.words for hit in masked] == [shown]
    assert [hit async for found, _, _ in store.finder.scan("0001", lambda *_: shown, None) for hit in found] == []


async def test_an_erased_chat_is_not_found(store: Store) -> None:
    """An erasure takes every word of the chat out of the index, and what was said with it."""
    account = await said(store, "1", "rahasia", words=tuple(name_words("Jane Railey")))
    erasing = structs.replace(write(account, "erase", now=NOW + 1), forgets=True)
    await store.chats.commit(await store.chats.load(account), erasing)
    assert await store.finder.exact(query("jane")) == ()
    assert [hit async for found, _, _ in store.finder.scan("rahasia", plain, None) for hit in found] == []


async def test_what_an_earlier_holder_said_is_not_found(store: Store) -> None:
    """A number that is somebody else's by now: only what its holder of today said is looked through."""
    account = await said(store, "6", "kata kunci lama")
    await said(store, "6", "kata kunci baru", at=NOW + 10, chat=structs.replace(write(account, "").chat, since=NOW + 5))
    hits = [hit async for found, _, _ in store.finder.scan("kata kunci", plain, None) for hit in found]
    assert [hit.line.text for hit in hits] == ["kata kunci baru"]
    assert [hit async for found, _, _ in store.finder.scan("kunci lama", plain, None) for hit in found] == []
